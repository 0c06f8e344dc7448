// A signature under a petition while it is being made, and what its steps share: how it opens, and the form that both
// ends check.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/session/context.h"
#include "kiosk/session/event.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_rules.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/domain/records/petition_check.h"
#include "sync/domain/records/submission.h"
#include "ui/text_edit.h"

namespace minbar::kiosk::petition {

// Opens with "sign". What the collectivity had set then holds to its end.
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
  InkPoint pad;  // its lower right corner when it was drawn on
  bool consent = false;
  bool operator==(const SignDraft&) const = default;
};

inline constexpr int sign_steps = 5;

// With what the petition's collectivity has set now.
[[nodiscard]] SignDraft opened_signature(const Petition& petition, const Context& context);
// With the national id in its one way where it is one, else as typed.
[[nodiscard]] PetitionSignature signature_of(const SignDraft& draft);
// What it lacks, as the collectivity's settings ask.
[[nodiscard]] std::vector<FormGap> gaps_of(const SignDraft& draft);
// The first of them that is filled on this step; nothing: the step lets go on.
[[nodiscard]] std::optional<FormGap> first_gap(const SignDraft& draft, SignStep step);
// The step on which a gap is filled.
[[nodiscard]] SignStep sign_step_of(FormGap gap);

}  // namespace minbar::kiosk::petition
