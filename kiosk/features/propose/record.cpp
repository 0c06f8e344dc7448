#include "kiosk/features/propose/record.h"

#include "kiosk/session/submission.h"
#include "sync/domain/words/says_something.h"

namespace minbar::kiosk::propose {

namespace {
constexpr std::int64_t exact_to_s = 60;
}  // namespace

Save record_of(const Draft& draft, const Seen& seen) {
  Proposal proposal{.theme = draft.theme.value_or(ThemeId{}),
                    .text = says_something(draft.text.text) || draft.voice == nullptr ? draft.text.text : ""};
  if (draft.commitment) proposal.commitment = draft.commitment->id;
  if (draft.consent && (says_something(draft.name.text) || says_something(draft.contact.text)))
    proposal.author = minbar::Author{.name = draft.name.text, .contact = draft.contact.text};
  if (draft.about.gender || draft.about.age_band) proposal.about = draft.about;
  return {.submission = submission(draft.id, std::move(proposal), seen, time_of_record(seen, exact_to_s)),
          .code = draft.code,
          .voice = draft.voice};
}

}  // namespace minbar::kiosk::propose
