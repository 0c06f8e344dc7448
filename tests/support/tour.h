// A walk past every screen of the kiosk in one language on one panel, as a citizen would come to it. Used by the sweep
// that judges every screen and by the gallery that paints them: a screen added here is judged and shown.
#pragma once

#include <functional>
#include <string>

#include "tests/support/robot.h"

namespace minbar::test {

// Called at each screen. `screen` is its name, with what is particular about it: "write without text".
using Look = std::function<void(const std::string& screen, Robot& robot)>;

// Panel::text_scale is the size the kiosk stands at.
void tour(Language language, const ui::Panel& panel, const Look& look);

// The panels Minbar is made for.
struct NamedPanel {
  std::string_view name;
  ui::Panel panel;
};
inline constexpr std::array panels{
    NamedPanel{"portrait-15.6", {.size = {1080, 1920}, .px_per_mm = 141 / 25.4F}},
    NamedPanel{"landscape-21.5", {.size = {1920, 1080}, .px_per_mm = 102 / 25.4F}},
    NamedPanel{"small-10.1", {.size = {800, 1280}, .px_per_mm = 149 / 25.4F}},
};

}  // namespace minbar::test
