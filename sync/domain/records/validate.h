// One set of rules for what may be said, run by the kiosk before it saves and by the collector after it opens, so that
// the two cannot disagree. Text is judged, never changed.
#pragma once

#include "sync/base/result.h"
#include "sync/domain/records/submission.h"

namespace minbar {

// Errors: bad_input (names the field and the rule), too_large.
[[nodiscard]] Result<void> validate(const Submission& submission);

}  // namespace minbar
