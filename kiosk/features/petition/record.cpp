#include "kiosk/features/petition/record.h"

#include "kiosk/session/submission.h"

namespace minbar::kiosk::petition {

namespace {
constexpr std::int64_t exact_to_s = 60;
}  // namespace

Save record_of(const SignDraft& draft, const Seen& seen) {
  return {.submission = submission(draft.id, signature_of(draft), seen, time_of_record(seen, exact_to_s)),
          .code = std::nullopt};
}

Save record_of(const StartDraft& draft, const Seen& seen) {
  return {.submission = submission(draft.id, start_of(draft), seen, time_of_record(seen, exact_to_s)),
          .code = draft.code};
}

}  // namespace minbar::kiosk::petition
