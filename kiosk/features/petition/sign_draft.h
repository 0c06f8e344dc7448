// A signature under a petition while it is being made, and what its steps share: how it opens, and the form that both
// ends check.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/session/event.h"
#include "kiosk/session/seen.h"
#include "sync/domain/ids.h"
#include "sync/domain/petitions/petition_rules.h"
#include "sync/domain/petitions/petitions.h"
#include "sync/domain/places/places.h"
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
  std::optional<PlaceCode> here;  // the kiosk's place where it is the one addressed: whoever lives here lives there
  bool home_asked = false;        // the step of the residence was opened to change it
  std::vector<InkStroke> ink;
  InkPoint pad;  // its lower right corner when it was drawn on
  bool consent = false;
  bool operator==(const SignDraft&) const = default;
};

// With what the petition's collectivity has set now.
[[nodiscard]] SignDraft opened_signature(const Petition& petition, const Seen& seen);
// Somebody can live there: a commune or an arrondissement.
[[nodiscard]] bool is_home(const Place& place);
// Takes the answer, and fills in the residence of whoever lives where the kiosk stands.
void choose_link(SignDraft& draft, TerritoryLink link);
// The residence is no step of these: it is filled in, and changed from the review.
[[nodiscard]] bool home_is_filled_in(const SignDraft& draft);
// And nobody has opened it to change it.
[[nodiscard]] bool skips_home(const SignDraft& draft);
[[nodiscard]] int sign_steps(const SignDraft& draft);
// With the national id in its one way where it is one, else as typed.
[[nodiscard]] PetitionSignature signature_of(const SignDraft& draft);
// What it lacks, as the collectivity's settings ask.
[[nodiscard]] std::vector<FormGap> gaps_of(const SignDraft& draft);
// The first of them that is filled on this step; nothing: the step lets go on.
[[nodiscard]] std::optional<FormGap> first_gap(const SignDraft& draft, SignStep step);
// The step on which a gap is filled.
[[nodiscard]] SignStep sign_step_of(FormGap gap);

}  // namespace minbar::kiosk::petition
