// What a coordinator answers to a proposal, as a value: its state, and words that whoever has the receipt code may
// read. The collector writes and seals it, kiosks carry it sealed, and only the code opens it. Answers are only added:
// a later one says how things stand now, the earlier ones stay as its history.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/ids.h"

namespace minbar {

// What became of a proposal; the name is what travels.
enum class AnswerState : std::uint8_t { under_study, accepted, done, declined, elsewhere };
inline constexpr std::array all_answer_states{AnswerState::under_study, AnswerState::accepted, AnswerState::done,
                                              AnswerState::declined, AnswerState::elsewhere};

[[nodiscard]] std::string_view name_of(AnswerState state);  // "under_study"
[[nodiscard]] std::optional<AnswerState> answer_state_from(std::string_view name);

struct Answer {
  AnswerState state = AnswerState::under_study;
  std::string text;  // letter for letter as the coordinator wrote it; public to whoever has the code
  Language language = Language::ar;
  std::int64_t answered_at_s = 0;  // UTC seconds by the collector's clock
  bool operator==(const Answer&) const = default;
};

// Errors: bad_input (not UTF-8, or blank), too_large.
[[nodiscard]] Result<void> validate(const Answer& answer);

}  // namespace minbar
