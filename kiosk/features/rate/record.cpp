#include "kiosk/features/rate/record.h"

#include <algorithm>

#include "kiosk/session/submission.h"
#include "sync/base/limits.h"
#include "sync/domain/words/says_something.h"

namespace minbar::kiosk::rate {

Save record_of(const Draft& draft, const Seen& seen) {
  Rating rating{.subject = draft.subject,
                .satisfaction = draft.satisfaction,
                .reasons = draft.reasons,
                .comment = says_something(draft.comment.text) ? draft.comment.text : "",
                .soon_after_another = draft.soon_after_another};
  std::sort(rating.reasons.begin(), rating.reasons.end());
  return {.submission = submission(draft.id, std::move(rating), seen, time_of_record(seen, limits::rating_time_s)),
          .code = std::nullopt};
}

KeepDraft keep_draft(const Draft& draft, const Seen& seen) { return {record_of(draft, seen)}; }

Leave keep(const Draft& draft, const Seen& seen) {
  const bool of_commitment = std::holds_alternative<CommitmentId>(draft.subject);
  return {door::Keep{.save = record_of(draft, seen), .then = door::Thanks{.of_commitment = of_commitment}}};
}

}  // namespace minbar::kiosk::rate
