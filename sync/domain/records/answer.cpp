#include "sync/domain/records/answer.h"

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/domain/words/says_something.h"

namespace minbar {

std::string_view name_of(AnswerState state) {
  switch (state) {
    case AnswerState::under_study:
      return "under_study";
    case AnswerState::accepted:
      return "accepted";
    case AnswerState::done:
      return "done";
    case AnswerState::declined:
      return "declined";
    case AnswerState::elsewhere:
      return "elsewhere";
  }
  return "under_study";
}

std::optional<AnswerState> answer_state_from(std::string_view name) {
  for (const auto state : all_answer_states)
    if (name_of(state) == name) return state;
  return std::nullopt;
}

Result<void> validate(const Answer& answer) {
  if (!is_valid_utf8(answer.text)) return fail(Errc::bad_input, "the answer is not UTF-8");
  if (const auto count = count_code_points(answer.text); count > limits::answer_code_points)
    return fail(Errc::too_large,
                fmt::format("the answer has {} characters; at most {} are taken", count, limits::answer_code_points));
  if (!says_something(answer.text)) return fail(Errc::bad_input, "the answer is blank");
  return {};
}

}  // namespace minbar
