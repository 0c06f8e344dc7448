#include "tests/end_to_end/display.h"

#include <poll.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tests/end_to_end/said_by.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>

namespace minbar::test {

namespace {
constexpr int patience_ms = 60'000;  // a slow machine under sanitizers
}

struct Display::Connection {
  explicit Connection(const std::string& name) : display(::XOpenDisplay(name.c_str())) { REQUIRE(display != nullptr); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { ::XCloseDisplay(display); }

  [[nodiscard]] Window root() const { return ::XDefaultRootWindow(display); }
  [[nodiscard]] Atom atom(const char* name) const { return ::XInternAtom(display, name, False); }
  XEvent next() const {
    while (::XPending(display) == 0) {
      pollfd waiting{::XConnectionNumber(display), POLLIN, 0};
      REQUIRE(::poll(&waiting, 1, patience_ms) == 1);
    }
    XEvent event;
    ::XNextEvent(display, &event);
    return event;
  }

  ::Display* display;
  Window window = 0;
};

Display::Display() : to_(std::make_unique<Connection>(server_.name())) {
  ::XSelectInput(to_->display, to_->root(), SubstructureNotifyMask);
  ::XSync(to_->display, False);
}

Display::~Display() = default;

void Display::wait_for_window(int wide, int high) {
  while (to_->window == 0)
    if (const auto event = to_->next(); event.type == MapNotify) to_->window = event.xmap.window;
  XWindowAttributes now;
  REQUIRE(::XGetWindowAttributes(to_->display, to_->window, &now) != 0);
  REQUIRE(now.width == wide);
  REQUIRE(now.height == high);
}

bool Display::is_painted_when_it_asks_for_the_whole_screen() {
  const auto asks = [&](const XEvent& event) {
    return event.type == ClientMessage && event.xclient.message_type == to_->atom("_NET_WM_STATE");
  };
  while (!asks(to_->next())) {
  }
  XImage* const last_row = ::XGetImage(to_->display, to_->root(), 0, height - 1, width, 1, AllPlanes, ZPixmap);
  REQUIRE(last_row != nullptr);
  const auto pixel = XGetPixel(last_row, width / 2, 0);
  XDestroyImage(last_row);
  return pixel != BlackPixel(to_->display, DefaultScreen(to_->display));
}

void Display::send(const char* protocol) {
  XEvent event{};
  event.xclient.type = ClientMessage;
  event.xclient.window = to_->window;
  event.xclient.message_type = to_->atom("WM_PROTOCOLS");
  event.xclient.format = 32;
  event.xclient.data.l[0] = static_cast<long>(to_->atom(protocol));
  event.xclient.data.l[2] = static_cast<long>(to_->window);
  REQUIRE(::XSendEvent(to_->display, to_->window, False, NoEventMask, &event) != 0);
  ::XFlush(to_->display);
}

void Display::ask_to_close() { send("WM_DELETE_WINDOW"); }

// A program answers a ping, which comes after all else in its queue, to the root window. What it read it handles before
// it reads again, and one more round is for what it pushes to itself.
void Display::wait_until_read() {
  for (int round = 0; round < 3; ++round) {
    send("_NET_WM_PING");
    while (to_->next().type != ClientMessage) {
    }
  }
}

void Display::press(const std::string& keys) const {
  REQUIRE(said_by(fmt::format("DISPLAY={} xdotool key --clearmodifiers {} 2>&1", name(), keys)).text.empty());
}

void Display::type(const std::string& text) const {
  REQUIRE(said_by(fmt::format("DISPLAY={} xdotool type {} 2>&1", name(), text)).text.empty());
}

}  // namespace minbar::test
