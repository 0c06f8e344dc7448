// A window without a display, the fonts of this build and a painter, for tests that look at pixels or push touches.
#pragma once

#include <utility>

#include "sync/base/ensure.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/screenshot.h"
#include "ui/sdl/window.h"
#include "ui/text/fonts.h"

namespace minbar::test {

inline constexpr ui::Color white{255, 255, 255, 255};
inline constexpr ui::Color black{0, 0, 0, 255};

template <class T>
T opened(Result<T> result) {
  ENSURE(result.has_value(), "a test's window and fonts can be opened");
  return std::move(*result);
}

struct Stage {
  explicit Stage(int width = 200, int height = 120)
      : window(
            opened(ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen, .width = width, .height = height}))) {
  }

  // The picture of these commands on white.
  ui::sdl::Image picture_of(std::vector<ui::DrawCommand> commands) {
    ui::Scene scene;
    scene.size = window.size();
    scene.ground = white;
    scene.commands = std::move(commands);
    painter.paint(scene);
    return ui::sdl::grab(window);
  }

  ui::sdl::Window window;
  ui::text::FontSet fonts = opened(ui::text::FontSet::load(MINBAR_FONT_FOLDER));
  ui::sdl::Painter painter{window, fonts};
};

}  // namespace minbar::test
