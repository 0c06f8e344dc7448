// One set of rules for what may be said, run by the kiosk before it saves and by the collector after it opens, so that
// the two cannot disagree. Text is judged, never changed.
#pragma once

#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/submission.h"

namespace minbar {

// Errors: bad_input (names the field and the rule), too_large.
[[nodiscard]] Result<void> validate(const Submission& submission);

// True for text with at least one character that is neither white space nor a control or format character.
[[nodiscard]] bool says_something(std::string_view text);

}  // namespace minbar
