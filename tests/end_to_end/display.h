// An X display of a test's own, without a window manager, and what somebody at its keyboard, or a window manager, could
// do to the one window on it.
#pragma once

#include <memory>
#include <string>

#include "tests/support/x_server.h"

namespace minbar::test {

class Display {
 public:
  static constexpr int width = XServer::width;
  static constexpr int height = XServer::height;

  Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;
  ~Display();

  [[nodiscard]] const std::string& name() const { return server_.name(); }
  // Requires that a program shows a window, and that it is as large as told.
  void wait_for_window(int wide, int high);
  // Waits until the program asks a window manager for the whole screen; whether its first frame was there by then.
  [[nodiscard]] bool is_painted_when_it_asks_for_the_whole_screen();
  // Requires that the window's program has read everything that happened before.
  void wait_until_read();
  // What the cross of a window and Alt+F4 send in the end.
  void ask_to_close();
  // As xdotool names them: "alt+F4".
  void press(const std::string& keys) const;
  void type(const std::string& text) const;

 private:
  struct Connection;
  void send(const char* protocol);

  XServer server_;
  std::unique_ptr<Connection> to_;  // gone before its server
};

}  // namespace minbar::test
