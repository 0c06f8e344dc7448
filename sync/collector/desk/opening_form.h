// The form that asks why something personal is opened, as pages share it (pages/parts/opening.html), and what it brings
// back. A reason is chosen, and is then kept by its name, or written.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "sync/collector/desk/page.h"
#include "sync/collector/desk/view_data.h"
#include "sync/collector/desk/words.h"

namespace minbar::collector {

// Each has words: "opening.reason." and this.
inline constexpr std::array<std::string_view, 3> author_reasons{"reply", "understand", "lawful"};
inline constexpr std::array<std::string_view, 3> supporters_reasons{"verify", "council", "lawful"};

// `action`: where the form is sent.
void add_opening_form(const Page& page, std::string action, std::span<const std::string_view> reasons, ViewData& data);
// What the page's form says; nothing when no reason was chosen or written, or one that is too long.
[[nodiscard]] std::optional<std::string> opening_reason_of(const Page& page, std::span<const std::string_view> reasons);
// As people read it: the words of one that was chosen, else what was written.
[[nodiscard]] std::string opening_reason_text(const Words& words, std::string_view reason);

}  // namespace minbar::collector
