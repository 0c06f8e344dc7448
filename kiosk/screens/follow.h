// Where a citizen enters the code of a receipt, or staff that of a badge, on a pad of its own: the 32 characters a code
// is made of, from left to right in every language. The last character starts the search; a code that its check
// character refutes is told at once and stays to be corrected.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "kiosk/screens/screen.h"
#include "sync/domain/ids.h"

namespace minbar::kiosk::screen {

struct Follow {
  static constexpr std::size_t length = 11;  // ten characters and the check character
  enum class Remark : std::uint8_t { none, mistyped, failed };
  enum class Of : std::uint8_t { receipt, badge };

  Of of = Of::receipt;

  std::array<char, length> code{};  // 0 where nothing stands yet
  std::size_t at = 0;               // the place that the next key fills; `length` past the last
  Remark remark = Remark::none;
  std::optional<RecordId> asked{};  // while the worker looks; its answer names it
};

[[nodiscard]] Outcome update(Follow screen, const State& state, const Event& event, const Context& context);
[[nodiscard]] ui::Element view(const Follow& screen, const State& state, const Context& context, Actions& actions);

}  // namespace minbar::kiosk::screen
