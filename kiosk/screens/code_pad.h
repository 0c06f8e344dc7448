// The keys and places of a receipt code: its own alphabet without I, L, O and U, in columns of a finger's size, and the
// eleven places grouped as the receipt prints them. Used by the screen that asks for a code, and by whoever presses its
// keys for a person.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/parts.h"
#include "ui/element.h"

namespace minbar::kiosk::code_pad {

// The characters of a code that a text gives, in the pad's own form: capitals, I and L as 1, O as 0; others fall away.
[[nodiscard]] std::string characters_in(std::string_view text);
// What scripts and tests call the keys that give these characters, one after the other.
[[nodiscard]] std::vector<std::string> key_names(std::string_view text);

[[nodiscard]] ui::Element keys(const parts::Look& look);
// `at`: the place that the next key fills.
[[nodiscard]] ui::Element places(const parts::Look& look, std::string_view code, std::size_t at);

}  // namespace minbar::kiosk::code_pad
