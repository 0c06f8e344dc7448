// Where a code is entered, of a receipt or a badge: on keys of its own alphabet without I, L, O and U, in columns of a
// finger's size, from left to right in every language, into eleven places grouped as the receipt prints them. Used by
// the screens that ask for a code, and by whoever presses its keys for a person.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/parts/parts.h"
#include "kiosk/session/event.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"
#include "ui/element.h"

namespace minbar::kiosk::code_pad {

inline constexpr std::size_t length = 11;  // ten characters and the check character

// A code while it is entered, what there is to say about it, and the question that is under way with it.
struct Question {
  enum class Remark : std::uint8_t { none, mistyped, failed };
  std::array<char, length> code{};  // 0 where nothing stands yet
  std::size_t at = 0;               // the place that the next key fills; `length` past the last
  Remark remark = Remark::none;
  std::optional<RecordId> asked{};  // while the worker looks; its answer names it
};

// What its keys say.
using Pressed = std::variant<event::Type, event::Erase, event::MovePlace, event::Continue>;
// What one of them does to it. The last character starts the search: then the code to be asked for, under `ask`. A code
// that its check character refutes is told at once and stays to be corrected.
[[nodiscard]] std::optional<ReceiptCode> answer(Question& question, const Pressed& event, const RecordId& ask);
// Nothing was found under it.
void fail(Question& question);

// The word keys of a screen that asks for a code.
struct Words {
  std::string_view title;
  std::string_view help;
  std::string_view mistyped;
  std::string_view failed;
};
[[nodiscard]] ui::Element page(const parts::Look& look, const Question& question, const Words& words);

// The characters of a code that a text gives, in the pad's own form: capitals, I and L as 1, O as 0; others fall away.
[[nodiscard]] std::string characters_in(std::string_view text);
// What scripts and tests call the keys that give these characters, one after the other.
[[nodiscard]] std::vector<std::string> key_names(std::string_view text);

}  // namespace minbar::kiosk::code_pad
