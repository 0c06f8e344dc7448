// From a tree of elements to a scene. Flexible boxes in two passes, measure then arrange, with start and end mirrored
// for right-to-left. Pure: text is measured through the injected TextLayout, and nothing is kept between calls but what
// is given.
#pragma once

#include <string_view>

#include "ui/element.h"
#include "ui/layout_context.h"
#include "ui/scene.h"
#include "ui/touch.h"

namespace minbar::ui {

// The root fills the panel. A text that does not fit is still drawn and its TextBlock says so: tests refuse it.
[[nodiscard]] Scene layout(const Element& root, const LayoutContext& context);

// What the target around a popup is called, which covers the whole screen.
inline constexpr std::string_view anywhere_else = "popup.anywhere_else";

// Darkens the target under the finger, so that a press is seen within one frame whatever the view shows.
void show_press(Scene& scene, const TouchState& touch);

}  // namespace minbar::ui
