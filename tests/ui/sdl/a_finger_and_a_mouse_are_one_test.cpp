#include <SDL.h>

#include <catch2/catch.hpp>

#include "tests/ui/sdl/stage.h"
#include "ui/sdl/input.h"

using namespace minbar;
using namespace minbar::ui;
using namespace minbar::ui::sdl;

namespace {

struct Desk {
  Window window = test::opened(Window::open({.mode = WindowMode::offscreen, .width = 1080, .height = 1920}));
  Input input{window};
};

TouchEvent touched(std::optional<InputEvent> event) {
  REQUIRE(event.has_value());
  REQUIRE(std::holds_alternative<TouchEvent>(*event));
  return std::get<TouchEvent>(*event);
}

SDL_Event button(Uint32 type, Uint32 which, Uint8 which_button) {
  SDL_Event e{};
  e.button.type = type;
  e.button.which = which;
  e.button.button = which_button;
  e.button.x = 300;
  e.button.y = 400;
  return e;
}

SDL_Event motion(Uint32 which, Uint32 held) {
  SDL_Event e{};
  e.motion.type = SDL_MOUSEMOTION;
  e.motion.which = which;
  e.motion.state = held;
  e.motion.x = 310;
  e.motion.y = 420;
  return e;
}

void push(SDL_Event e) { REQUIRE(SDL_PushEvent(&e) == 1); }

}  // namespace

TEST_CASE("a pushed finger comes back as a touch at the same pixels") {
  Desk desk;
  using Kind = TouchEvent::Kind;
  for (const Kind kind : {Kind::down, Kind::move, Kind::up}) {
    desk.input.push_touch({kind, 7, {1079.0F, 12.5F}});
    const TouchEvent touch = touched(desk.input.wait(0));
    CHECK(touch.kind == kind);
    CHECK(touch.finger == 7);
    CHECK(touch.point.x == Approx(1079.0F).margin(0.01));
    CHECK(touch.point.y == Approx(12.5F).margin(0.01));
  }
}

TEST_CASE("a finger is never seen a second time as a mouse") {
  Desk desk;
  desk.input.push_touch({TouchEvent::Kind::down, 3, {50, 60}});
  CHECK(SDL_GetHintBoolean(SDL_HINT_TOUCH_MOUSE_EVENTS, SDL_TRUE) == SDL_FALSE);
  push(button(SDL_MOUSEBUTTONDOWN, SDL_TOUCH_MOUSEID, SDL_BUTTON_LEFT));  // what a driver would make of it
  push(motion(SDL_TOUCH_MOUSEID, SDL_BUTTON_LMASK));
  CHECK(touched(desk.input.wait(0)).finger == 3);
  CHECK_FALSE(desk.input.wait(0).has_value());
}

TEST_CASE("the first mouse button is a finger of its own") {
  Desk desk;
  push(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_LEFT));
  push(motion(0, SDL_BUTTON_LMASK));
  push(button(SDL_MOUSEBUTTONUP, 0, SDL_BUTTON_LEFT));
  const TouchEvent down = touched(desk.input.wait(0));
  CHECK(down.kind == TouchEvent::Kind::down);
  CHECK(down.finger == mouse_finger);
  CHECK(down.point == Point{300, 400});
  const TouchEvent move = touched(desk.input.wait(0));
  CHECK(move.kind == TouchEvent::Kind::move);
  CHECK(move.point == Point{310, 420});
  CHECK(touched(desk.input.wait(0)).kind == TouchEvent::Kind::up);
}

TEST_CASE("other mouse buttons and a mouse that only passes over touch nothing") {
  Desk desk;
  push(button(SDL_MOUSEBUTTONDOWN, 0, SDL_BUTTON_RIGHT));
  push(motion(0, 0));
  CHECK_FALSE(desk.input.wait(0).has_value());
}

TEST_CASE("a cancelled touch ends outside of the window") {
  Desk desk;
  desk.input.push_touch({TouchEvent::Kind::cancel, 1, {50, 60}});
  const TouchEvent touch = touched(desk.input.wait(0));
  CHECK(touch.kind == TouchEvent::Kind::up);
  CHECK(touch.point.x < 0);
}

TEST_CASE("a plugged in keyboard types and moves") {
  Desk desk;
  SDL_Event typed{};
  typed.text.type = SDL_TEXTINPUT;
  SDL_strlcpy(typed.text.text, "ض", sizeof typed.text.text);
  push(typed);
  SDL_Event pressed{};
  pressed.key.type = SDL_KEYDOWN;
  pressed.key.keysym.sym = SDLK_BACKSPACE;
  push(pressed);
  CHECK(std::get<TextInput>(desk.input.wait(0).value()) == TextInput{"ض"});
  CHECK(std::get<KeyInput>(desk.input.wait(0).value()) == KeyInput{Key::backspace});
}
