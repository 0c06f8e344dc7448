// What each screen is called where screens are counted by name: the rows of reading::screen_words. Used to ask which
// way a screen runs; a new screen does not compile until it has a name here.
#pragma once

#include <string_view>

#include "kiosk/core/screen.h"

namespace minbar::kiosk {

[[nodiscard]] std::string_view name_of(const Screen& screen);

}  // namespace minbar::kiosk
