#include "ui/sdl/input.h"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>

#include "sync/base/ensure.h"

namespace minbar::ui::sdl {

// Rung after something was put into SDL's queue by another thread. SDL's own event watch cannot serve: it runs before.
struct Doorbell {
  std::mutex mutex;
  std::condition_variable condition;
  bool rung = false;
};

namespace {

constexpr SDL_TouchID script_device = 1;
constexpr Sint32 stop_code = 1;  // in an event of our own: the program shall end

// Of what SDL 2.26 knows, what no program of ours reads.
constexpr std::array unread{SDL_LOCALECHANGED,
                            SDL_SYSWMEVENT,
                            SDL_KEYMAPCHANGED,
                            SDL_MOUSEWHEEL,
                            SDL_JOYAXISMOTION,
                            SDL_JOYBALLMOTION,
                            SDL_JOYHATMOTION,
                            SDL_JOYBUTTONDOWN,
                            SDL_JOYBUTTONUP,
                            SDL_JOYDEVICEADDED,
                            SDL_JOYDEVICEREMOVED,
                            SDL_CONTROLLERAXISMOTION,
                            SDL_CONTROLLERBUTTONUP,
                            SDL_CONTROLLERBUTTONDOWN,
                            SDL_CONTROLLERDEVICEADDED,
                            SDL_CONTROLLERDEVICEREMOVED,
                            SDL_DOLLARGESTURE,
                            SDL_DOLLARRECORD,
                            SDL_MULTIGESTURE,
                            SDL_CLIPBOARDUPDATE,
                            SDL_DROPFILE,
                            SDL_DROPTEXT,
                            SDL_DROPBEGIN,
                            SDL_DROPCOMPLETE,
                            SDL_SENSORUPDATE,
                            SDL_KEYUP,
                            SDL_TEXTEDITING,
                            SDL_TEXTEDITING_EXT};
constexpr std::array from_keyboards{SDL_KEYDOWN, SDL_TEXTINPUT};

// SDL's own switches, which hold for the whole process: what is off is dropped where it would be queued.
void listen(const InputOptions& options) {
  for (const auto type : unread) SDL_EventState(type, SDL_IGNORE);
  for (const auto type : from_keyboards) SDL_EventState(type, options.keyboards ? SDL_ENABLE : SDL_IGNORE);
  SDL_EventState(SDL_QUIT, options.closes ? SDL_ENABLE : SDL_IGNORE);
  if (options.keyboards)
    SDL_StartTextInput();
  else
    SDL_StopTextInput();  // no input method listens either
}

void ring(Doorbell& bell) {
  {
    const std::lock_guard lock(bell.mutex);
    bell.rung = true;
  }
  bell.condition.notify_one();
}

void hush(Doorbell& bell) {
  const std::lock_guard lock(bell.mutex);
  bell.rung = false;
}

void wait_for_ring(Doorbell& bell, std::optional<std::int64_t> timeout_ms) {
  std::unique_lock lock(bell.mutex);
  const auto rung = [&] { return bell.rung; };
  if (timeout_ms)
    bell.condition.wait_for(lock, std::chrono::milliseconds(*timeout_ms), rung);
  else
    bell.condition.wait(lock, rung);
}

std::optional<Key> key_of(SDL_Keycode code) {
  switch (code) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
      return Key::enter;
    case SDLK_BACKSPACE:
      return Key::backspace;
    case SDLK_TAB:
      return Key::tab;
    case SDLK_ESCAPE:
      return Key::escape;
    case SDLK_LEFT:
      return Key::left;
    case SDLK_RIGHT:
      return Key::right;
    case SDLK_UP:
      return Key::up;
    case SDLK_DOWN:
      return Key::down;
    default:
      return std::nullopt;
  }
}

TouchEvent::Kind kind_of(Uint32 type) {
  if (type == SDL_FINGERDOWN || type == SDL_MOUSEBUTTONDOWN) return TouchEvent::Kind::down;
  return type == SDL_FINGERUP || type == SDL_MOUSEBUTTONUP ? TouchEvent::Kind::up : TouchEvent::Kind::move;
}

Uint32 type_of(TouchEvent::Kind kind) {
  switch (kind) {
    case TouchEvent::Kind::down:
      return SDL_FINGERDOWN;
    case TouchEvent::Kind::move:
      return SDL_FINGERMOTION;
    case TouchEvent::Kind::up:
    case TouchEvent::Kind::cancel:
      return SDL_FINGERUP;
  }
  return SDL_FINGERUP;
}

Point point_of(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

}  // namespace

struct Input::Impl {
  Impl(Window& of, const InputOptions& options) : window(of), wake_type(SDL_RegisterEvents(1)) {
    ENSURE(wake_type != std::numeric_limits<Uint32>::max(), "SDL has event numbers to give");
    listen(options);
  }
  [[nodiscard]] bool headless() const { return window.get().mode() == WindowMode::offscreen; }

  std::optional<InputEvent> translated(const SDL_Event& e) {
    if (SDL_GetEventState(e.type) == SDL_IGNORE) return std::nullopt;  // it was in the queue before
    switch (e.type) {
      case SDL_FINGERDOWN:
      case SDL_FINGERMOTION:
      case SDL_FINGERUP:
        return finger(e.tfinger);
      case SDL_MOUSEBUTTONDOWN:
      case SDL_MOUSEBUTTONUP:
        if (e.button.which == SDL_TOUCH_MOUSEID || e.button.button != SDL_BUTTON_LEFT) return std::nullopt;
        return TouchEvent{kind_of(e.type), mouse_finger, point_of(e.button.x, e.button.y)};
      case SDL_MOUSEMOTION:
        if (e.motion.which == SDL_TOUCH_MOUSEID || (e.motion.state & SDL_BUTTON_LMASK) == 0) return std::nullopt;
        return TouchEvent{TouchEvent::Kind::move, mouse_finger, point_of(e.motion.x, e.motion.y)};
      case SDL_TEXTINPUT:
        if (e.text.text[0] == '\0') return std::nullopt;
        return TextInput{e.text.text};
      case SDL_KEYDOWN:
        if (const auto key = key_of(e.key.keysym.sym)) return KeyInput{*key};
        return std::nullopt;
      case SDL_WINDOWEVENT:
        return of_window(e.window);
      case SDL_AUDIODEVICEADDED:
      case SDL_AUDIODEVICEREMOVED:
        return SoundDevicesChanged{};
      case SDL_QUIT:
        return Quit{};
      default:
        if (e.type != wake_type) return std::nullopt;
        return e.user.code == stop_code ? InputEvent(Quit{}) : InputEvent(Wake{});
    }
  }

  std::optional<InputEvent> finger(const SDL_TouchFingerEvent& e) {
    if (e.touchId == SDL_MOUSE_TOUCHID) return std::nullopt;
    const Size size = window.get().size();
    return TouchEvent{kind_of(e.type), e.fingerId, {e.x * size.width, e.y * size.height}};
  }

  std::optional<InputEvent> of_window(const SDL_WindowEvent& e) {
    switch (e.event) {
      case SDL_WINDOWEVENT_EXPOSED:
        return Redraw{};
      case SDL_WINDOWEVENT_SIZE_CHANGED:
        return Resized{window.get().size()};
      // A button held down while the focus goes would never be seen to rise.
      case SDL_WINDOWEVENT_FOCUS_LOST:
        return TouchEvent{TouchEvent::Kind::cancel, mouse_finger, {}};
      default:
        return std::nullopt;
    }
  }

  // What waits in the queue already, uninteresting events passed over. Not by SDL_PollEvent: its answer "none" means
  // the end of a round of its own, not that the queue is empty, and what came meanwhile would wait for the next ring.
  std::optional<InputEvent> queued() {
    SDL_PumpEvents();
    SDL_Event e;
    while (SDL_PeepEvents(&e, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) == 1)
      if (auto event = translated(e)) return event;
    return std::nullopt;
  }

  std::reference_wrapper<Window> window;
  Uint32 wake_type;
  Doorbell doorbell;
};

void Waker::wake() const {
  // One that is still in the queue will be read after what this thread did.
  if (SDL_HasEvent(event_type_) == SDL_TRUE) return;
  SDL_Event e{};
  e.type = event_type_;
  SDL_PushEvent(&e);
  ring(*doorbell_);
}

void Waker::stop() const {
  SDL_Event e{};
  e.type = event_type_;
  e.user.code = stop_code;
  SDL_PushEvent(&e);
  ring(*doorbell_);
}

Input::Input(Window& window, const InputOptions& options) : impl_(std::make_unique<Impl>(window, options)) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

std::optional<InputEvent> Input::wait(std::optional<std::int64_t> timeout_ms) {
  hush(impl_->doorbell);  // before looking, so that what comes after the look rings
  if (auto event = impl_->queued()) return event;
  if (timeout_ms == 0) return std::nullopt;
  if (impl_->headless()) {
    // Without a display SDL would look every millisecond; all that can come from elsewhere is a wake, and rings.
    wait_for_ring(impl_->doorbell, timeout_ms);
    return impl_->queued();
  }
  constexpr std::int64_t longest = std::numeric_limits<int>::max();
  SDL_Event e;
  const int wait_ms = timeout_ms ? static_cast<int>(std::min(*timeout_ms, longest)) : -1;
  if (SDL_WaitEventTimeout(&e, wait_ms) == 0) return std::nullopt;
  if (auto event = impl_->translated(e)) return event;
  return impl_->queued();
}

Waker Input::waker() const { return Waker(impl_->wake_type, impl_->doorbell); }

void Input::push_touch(const TouchEvent& touch) {
  const Size size = impl_->window.get().size();
  const bool outside = touch.kind == TouchEvent::Kind::cancel;
  SDL_Event e{};
  e.tfinger.type = type_of(touch.kind);
  e.tfinger.touchId = script_device;
  e.tfinger.fingerId = touch.finger;
  e.tfinger.x = outside ? -1 : touch.point.x / size.width;
  e.tfinger.y = outside ? -1 : touch.point.y / size.height;
  e.tfinger.pressure = 1;
  ENSURE(SDL_PushEvent(&e) == 1, "SDL's queue has room for a touch: its reader empties it");
}

}  // namespace minbar::ui::sdl
