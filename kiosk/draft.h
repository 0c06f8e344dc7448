// A proposal or a rating while it is being made. Its id, and a proposal's receipt code, are minted when it opens, so
// that a double tap or a retry can never make two.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/voice/recording.h"
#include "sync/domain/commitments.h"
#include "sync/domain/ids.h"
#include "sync/domain/petition_rules.h"
#include "sync/domain/receipt_code.h"
#include "sync/domain/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk {

// A commitment, and the list it was found in: the way back.
struct ShownCommitment {
  CommitmentId id;
  CommitmentFilter from;
  bool operator==(const ShownCommitment&) const = default;
};

struct Draft {
  RecordId id;
  ReceiptCode code;
  std::optional<ThemeId> theme;
  std::optional<ShownCommitment> commitment = {};  // what it is made on, when it is
  ui::TextEdit text;
  RecordingPtr voice = {};  // null: nothing was spoken
  bool consent = false;     // to the data-protection notice; name and contact are asked only after it
  ui::TextEdit name;
  ui::TextEdit contact;
  About about = {};
  bool operator==(const Draft&) const = default;
};

// Opens with the touch of a face; from then on it is kept, whatever the citizen does next.
struct RatingDraft {
  RecordId id;
  RatingSubject subject;
  Satisfaction satisfaction = Satisfaction::neutral;
  std::vector<ReasonId> reasons;
  ui::TextEdit comment;
  bool soon_after_another = false;
  bool operator==(const RatingDraft&) const = default;
};

// A signature under a petition; opens with "sign". What the collectivity had set then holds to its end.
struct SignDraft {
  RecordId id;
  PetitionId petition;
  std::string authorisation;
  ElectoralList list = ElectoralList::asked;
  std::optional<TerritoryLink> link;
  std::optional<bool> on_electoral_list;
  ui::TextEdit given_name;
  ui::TextEdit family_name;
  ui::TextEdit national_id;
  ui::TextEdit residence_search;
  std::optional<PlaceCode> residence;
  std::vector<InkStroke> ink;
  bool consent = false;
  bool operator==(const SignDraft&) const = default;
};

// A petition that somebody wants to start.
struct StartDraft {
  RecordId id;
  ReceiptCode code;
  PlaceCode addressee;
  std::string authorisation;  // of the addressee
  bool by_association = false;
  ui::TextEdit association;
  std::array<bool, 4> declared{};  // the four conditions of an association, in the order of PetitioningAssociation
  ui::TextEdit object;
  ui::TextEdit reasons;
  ui::TextEdit name;
  ui::TextEdit national_id;
  ui::TextEdit contact;
  bool consent = false;
  bool operator==(const StartDraft&) const = default;
};

}  // namespace minbar::kiosk
