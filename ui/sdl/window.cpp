#include "ui/sdl/window.h"

#include <SDL.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "sync/base/ensure.h"
#include "ui/sdl/frame_memory.h"

namespace minbar::ui::sdl {

namespace {

constexpr int largest_side = 16'384;
constexpr double usual_ppi = 96;
constexpr double least_ppi = 50;  // below: a projector, or a panel that lies
constexpr double most_ppi = 600;  // above: no panel of this kind exists

struct DestroyWindow {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
};
struct FreeSurface {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using SurfacePtr = std::unique_ptr<SDL_Surface, FreeSurface>;

class Video {
 public:
  Video() = default;
  Video(const Video&) = delete;
  Video& operator=(const Video&) = delete;
  ~Video() {
    if (running_) SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
  [[nodiscard]] bool start() { return running_ = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0; }

 private:
  bool running_ = false;
};

void set_hints(const WindowOptions& options) {
  // On a kiosk no session has a bus, and libdbus behind SDL would start one with whatever dbus-launch the PATH has.
  if (options.mode == WindowMode::fullscreen && SDL_getenv("XDG_RUNTIME_DIR") == nullptr)
    SDL_setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
  if (options.mode == WindowMode::offscreen)
    SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "offscreen,dummy", SDL_HINT_OVERRIDE);
  else
    SDL_ResetHint(SDL_HINT_VIDEODRIVER);
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // a signal is the program's, never what a window manager may say too
  SDL_SetHint(SDL_HINT_ALLOW_ALT_TAB_WHILE_GRABBED, "0");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");  // a finger is a finger only
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
}

// SDL falls back on its drivers without a display when it finds none; a kiosk must say so instead.
bool shows_nowhere() {
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  return driver == "offscreen" || driver == "dummy";
}

// A frame in memory of our own.
class MemoryFrame {
 public:
  [[nodiscard]] static std::optional<MemoryFrame> of(int width, int height) {
    MemoryFrame frame;
    if (!frame.memory_.take(width, height)) return std::nullopt;
    frame.surface_.reset(SDL_CreateRGBSurfaceWithFormatFrom(frame.memory_.pixels(), width, height, 32, width * 4,
                                                            SDL_PIXELFORMAT_RGB888));
    if (!frame.surface_) return std::nullopt;
    return frame;
  }
  [[nodiscard]] SDL_Surface& surface() const { return *surface_; }
  [[nodiscard]] bool is(int width, int height) const { return surface_->w == width && surface_->h == height; }

 private:
  FrameMemory memory_;
  SurfacePtr surface_;
};

}  // namespace

struct Window::Impl {
  // Paints straight into the window's own memory where it has our pixels, else into a surface that present() converts.
  SDL_Surface& target() {
    if (options.mode == WindowMode::offscreen) return own->surface();
    SDL_Surface* const shown = SDL_GetWindowSurface(window.get());
    ENSURE(shown != nullptr, "a window that was opened has memory to show");
    if (shown->format->format == SDL_PIXELFORMAT_RGB888) return *shown;
    if (!own || !own->is(shown->w, shown->h)) own = MemoryFrame::of(shown->w, shown->h);
    ENSURE(own.has_value(), "there is memory for one frame");
    return own->surface();
  }

  WindowOptions options;
  Video video;  // before what lives in it
  std::unique_ptr<SDL_Window, DestroyWindow> window;
  std::optional<MemoryFrame> own;
  bool asks_for_whole_screen = false;  // still to be asked of a window manager
};

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::open(const WindowOptions& options) {
  const auto fits = [](int side) { return side >= 1 && side <= largest_side; };
  if (!fits(options.width) || !fits(options.height))
    return fail(Errc::bad_input, "give the window 1 to 16384 pixels a side");
  if (SDL_WasInit(SDL_INIT_VIDEO) != 0) return fail(Errc::busy, "a window of this program is open already");
  set_hints(options);
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  if (!impl->video.start() || (options.mode != WindowMode::offscreen && shows_nowhere()))
    return fail(Errc::unavailable, "no display can be opened; start it where a display runs, or use --offscreen");
  if (options.mode == WindowMode::offscreen) {
    impl->own = MemoryFrame::of(options.width, options.height);
    if (!impl->own) return fail(Errc::unavailable, "no memory for the pixels; ask for a smaller --size");
    return Window(std::move(impl));
  }
  const bool x11 = std::string_view(SDL_GetCurrentVideoDriver()) == "x11";
  // X11 has shared memory of its own; everywhere else SDL needs a texture to show pixels.
  if (x11) SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
  const bool fullscreen = options.mode == WindowMode::fullscreen;
  // Asked for the whole screen, SDL waits 100 ms for a window manager's answer, and a kiosk has none. A window without
  // a border and as large looks the same meanwhile; present() asks once its first frame is there.
  impl->asks_for_whole_screen = fullscreen && x11;
  const SDL_WindowFlags whole = x11 ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
  const SDL_WindowFlags look = fullscreen ? whole : SDL_WINDOW_RESIZABLE;
  SDL_Rect place{SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height};
  // X without a window manager makes no window larger than it was made
  if (fullscreen && SDL_GetDisplayBounds(0, &place) != 0)
    return fail(Errc::unavailable, "the display does not say how large it is; look at the display server's log");
  impl->window.reset(SDL_CreateWindow("Minbar", place.x, place.y, place.w, place.h, look | SDL_WINDOW_SHOWN));
  if (!impl->window || SDL_GetWindowSurface(impl->window.get()) == nullptr)
    return fail(Errc::unavailable, "the display refused a window; look at the display server's log");
  SDL_ShowCursor(fullscreen ? SDL_DISABLE : SDL_ENABLE);
  if (fullscreen) {
    SDL_DisableScreenSaver();
    SDL_SetWindowKeyboardGrab(impl->window.get(), SDL_TRUE);  // a window manager's own key combinations come here too
  } else {
    SDL_EnableScreenSaver();
  }
  return Window(std::move(impl));
}

Size Window::size() const {
  const SDL_Surface& target = impl_->target();
  return {static_cast<float>(target.w), static_cast<float>(target.h)};
}

WindowMode Window::mode() const { return impl_->options.mode; }

double Window::panel_ppi() const {
  if (!impl_->window) return usual_ppi;
  const int display = SDL_GetWindowDisplayIndex(impl_->window.get());
  float across = 0;
  float down = 0;
  if (display < 0 || SDL_GetDisplayDPI(display, nullptr, &across, &down) != 0) return usual_ppi;
  const auto sane = [](double ppi) { return std::isfinite(ppi) && ppi >= least_ppi && ppi <= most_ppi; };
  return sane(across) && sane(down) ? (across + down) / 2.0 : usual_ppi;
}

Canvas Window::canvas() {
  SDL_Surface& target = impl_->target();
  return {static_cast<std::uint32_t*>(target.pixels), target.w, target.h, target.pitch / 4};
}

void Window::present() {
  if (!impl_->window) return;
  SDL_Surface& target = impl_->target();
  SDL_Surface* const shown = SDL_GetWindowSurface(impl_->window.get());
  if (&target != shown) SDL_BlitSurface(&target, nullptr, shown, nullptr);
  // A window that is just being closed or resized refuses. Its new size is an event, and that paints again.
  SDL_UpdateWindowSurface(impl_->window.get());
  if (std::exchange(impl_->asks_for_whole_screen, false))
    SDL_SetWindowFullscreen(impl_->window.get(), SDL_WINDOW_FULLSCREEN_DESKTOP);
}

}  // namespace minbar::ui::sdl
