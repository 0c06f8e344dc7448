// The running kiosk: one window, one app, one worker, and the loop between them. Sleeps until a finger, the worker or a
// deadline; draws only what changed. Used by main and by the script driver, which pushes fingers into the same queue.
#pragma once

#include <functional>
#include <optional>

#include "kiosk/app.h"
#include "kiosk/worker.h"
#include "sync/base/clock.h"
#include "ui/sdl/input.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/window.h"
#include "ui/text/typesetter.h"

namespace minbar::kiosk {

class Machine {
 public:
  // All outlive it. `ppi`: pixels per inch given by hand, else the panel's.
  struct Parts {
    ui::sdl::Window& window;
    ui::sdl::Input& input;
    ui::sdl::Painter& painter;
    ui::text::Typesetter& typesetter;
    App& app;
    Worker& worker;
    const Clock& clock;
    std::optional<double> ppi;
  };
  explicit Machine(Parts parts) : parts_(parts) {}

  // Runs until the window is closed or a signal asks; the exit status.
  int run();
  // One turn: paints what changed, waits at most `longest_ms` (none: until something happens), handles it. False on
  // quit.
  bool turn(std::optional<std::int64_t> longest_ms);
  // Turns until nothing is under way: no event waits, no effect runs, the screen shows the state. At most `longest_ms`
  // of real time; false when it did not settle.
  bool settle(std::int64_t longest_ms);
  // Ticks that the clock owes, then paints.
  void catch_up();
  void paint();

 private:
  void take_outcomes();
  void handle(const ui::sdl::InputEvent& event);
  void forget_when_wiped();

  Parts parts_;
  bool quit_ = false;
  bool resting_ = true;
};

// What a panel of this size is, with a density given by hand or read from it.
[[nodiscard]] ui::Panel panel_of(const ui::sdl::Window& window, std::optional<double> ppi);

}  // namespace minbar::kiosk
