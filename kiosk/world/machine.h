// The running kiosk: one window, one app, one worker, and the loop between them. Sleeps until a finger, the worker or a
// deadline; draws only what changed. Used by run.cpp and by the script driver, which pushes fingers into the same
// queue.
#pragma once

#include <optional>

#include "kiosk/core/app.h"
#include "kiosk/world/config.h"
#include "kiosk/world/sound.h"
#include "kiosk/world/worker.h"
#include "sync/base/clock.h"
#include "ui/sdl/input.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/window.h"
#include "ui/text/typesetter.h"

namespace minbar::kiosk {

class Machine {
 public:
  // All outlive it.
  struct Parts {
    ui::sdl::Window& window;
    ui::sdl::Input& input;
    ui::sdl::Painter& painter;
    ui::text::Typesetter& typesetter;
    App& app;
    Worker& worker;
    Sound& sound;
    const Clock& clock;
    const Config& config;
  };
  explicit Machine(Parts parts) : parts_(parts) {}

  // Runs until the window is closed or a signal asks; the exit status.
  int run();
  // Whether people can speak here, from now on.
  void look_for_sound();
  // One turn: paints what changed, waits at most `longest_ms` (none: until something happens), handles it. False on
  // quit.
  bool turn(std::optional<std::int64_t> longest_ms);
  // Turns until nothing is under way: no event waits, no effect runs, the screen shows the state. At most `longest_ms`
  // of real time; false when it did not settle.
  bool settle(std::int64_t longest_ms);
  // The program is about to end: what was said for good is handed to the worker, which finishes it before it stops.
  void close();
  // Ticks that the clock owes, then paints.
  void catch_up();
  void paint();

 private:
  void take_outcomes();
  void handle(const ui::sdl::InputEvent& event);
  void forget_when_wiped();
  void paint_moving(const ui::Transition& transition);

  Parts parts_;
  bool quit_ = false;
  bool resting_ = true;
  bool settled_ = true;  // the last frame painted was no transition's
};

// What the window's panel is: its size, a density given by hand or read from it, the text size a session begins with.
[[nodiscard]] ui::Panel panel_of(const ui::sdl::Window& window, const Config& config);

}  // namespace minbar::kiosk
