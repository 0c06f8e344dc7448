#include <SDL.h>

#include <catch2/catch.hpp>

#include "tests/ui/sdl/stage.h"
#include "ui/sdl/input.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

// What the program opens on the whole screen, without a display.
struct WholeScreen {
  Window window = test::opened(Window::open({.mode = WindowMode::offscreen, .width = 100, .height = 100}));
  Input input{window, {.keyboards = false, .closes = false}};
};

void push(Uint32 type) {
  SDL_Event e{};
  e.type = type;
  if (type == SDL_KEYDOWN) e.key.keysym.sym = SDLK_RETURN;
  if (type == SDL_TEXTINPUT) SDL_strlcpy(e.text.text, "a", sizeof e.text.text);
  REQUIRE(SDL_PushEvent(&e) == 1);
}

}  // namespace

TEST_CASE("where keyboards are not wanted neither keys nor text nor input methods arrive") {
  WholeScreen screen;
  push(SDL_KEYDOWN);
  push(SDL_TEXTINPUT);
  CHECK_FALSE(screen.input.wait(0).has_value());
  CHECK(SDL_IsTextInputActive() == SDL_FALSE);
  screen.input.push_touch({TouchEvent::Kind::down, 1, {50, 60}});
  CHECK(std::holds_alternative<TouchEvent>(screen.input.wait(0).value()));
}

TEST_CASE("where the display may not close the program it ends by its own stop alone") {
  WholeScreen screen;
  push(SDL_QUIT);
  CHECK_FALSE(screen.input.wait(0).has_value());
  screen.input.waker().stop();
  CHECK(std::holds_alternative<Quit>(screen.input.wait(0).value()));
}

TEST_CASE("in a window a keyboard types and the display may close the program") {
  Window window = test::opened(Window::open({.mode = WindowMode::offscreen, .width = 100, .height = 100}));
  Input input(window);
  push(SDL_TEXTINPUT);
  push(SDL_QUIT);
  CHECK(std::get<TextInput>(input.wait(0).value()) == TextInput{"a"});
  CHECK(std::holds_alternative<Quit>(input.wait(0).value()));
}

TEST_CASE("what no screen reads is not even queued") {
  const WholeScreen screen;
  for (const auto type : {SDL_DROPFILE, SDL_DROPTEXT, SDL_CLIPBOARDUPDATE, SDL_MOUSEWHEEL, SDL_TEXTEDITING, SDL_KEYUP,
                          SDL_JOYBUTTONDOWN, SDL_CONTROLLERBUTTONDOWN, SDL_MULTIGESTURE, SDL_SYSWMEVENT})
    CHECK(SDL_GetEventState(type) == SDL_IGNORE);
}
