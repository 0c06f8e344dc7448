// The kiosk's one window: fullscreen on a panel, in a desktop window, or pixels in memory without any display. Used by
// the program's edge and by the painter; drawn by the processor into 32-bit memory, so that a picture taken in a test
// is what a citizen sees and no graphics driver is loaded. It presents only when asked, and knows nothing of scenes.
#pragma once

#include <memory>

#include "sync/base/result.h"
#include "ui/geometry.h"
#include "ui/sdl/canvas.h"

namespace minbar::ui::sdl {

enum class WindowMode : std::uint8_t {
  fullscreen,  // the panel's own size; the pointer hidden, the screen kept awake, all keys taken from a window manager
  window,      // resizable, for desks and demonstrations
  offscreen,   // no display needed; exactly the size asked for
};

struct WindowOptions {
  WindowMode mode = WindowMode::fullscreen;
  int width = 1080;  // pixels; fullscreen takes the panel's
  int height = 1920;
};

class Window {
 public:
  // One at a time in a process, on the thread that will paint and wait for input. Errors: bad_input (a side below 1 or
  // above 16,384 pixels), busy (one is open already), unavailable (no display; the context says what to try).
  [[nodiscard]] static Result<Window> open(const WindowOptions& options);
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;
  ~Window();

  [[nodiscard]] Size size() const;  // pixels, as it is now
  [[nodiscard]] WindowMode mode() const;
  // Pixels per inch of the panel it stands on, as the panel says; 96 when it says nothing or something absurd.
  [[nodiscard]] double panel_ppi() const;
  // Where to paint. Ask again for every frame: a resize moves it.
  [[nodiscard]] Canvas canvas();
  void present();

 private:
  struct Impl;
  explicit Window(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::ui::sdl
