// An X server without a monitor and without a window manager (Xvfb), of the size of a kiosk's panel and black before
// anything is drawn. Used by stories and measurements of real windows. Ends with this.
#pragma once

#include <poll.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "tests/support/temporary_folder.h"

namespace minbar::test {

class XServer {
 public:
  static constexpr int width = 1080;
  static constexpr int height = 1920;

  // Waits until it answers, at most a minute.
  XServer() {
    std::array<int, 2> ends{};
    ENSURE(::pipe(ends.data()) == 0, "a pipe can be made");
    const auto tell = std::to_string(ends[1]), screen = fmt::format("{}x{}x24", width, height);
    const auto folder = folder_.path().string();
    server_ = ::fork();
    ENSURE(server_ >= 0, "a process can be started");
    if (server_ == 0) {
      ::close(ends[0]);
      ::execlp("Xvfb", "Xvfb", "-displayfd", tell.c_str(), "-screen", "0", screen.c_str(), "-fbdir", folder.c_str(),
               "-br", "-nolisten", "tcp", "-noreset", static_cast<char*>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    read_name(ends[0]);
    ::close(ends[0]);
  }
  XServer(const XServer&) = delete;
  XServer& operator=(const XServer&) = delete;
  ~XServer() {
    ::kill(server_, SIGTERM);
    ::waitpid(server_, nullptr, 0);
  }

  [[nodiscard]] const std::string& name() const { return name_; }  // for DISPLAY
  // The file in which it keeps its pixels, an X window dump (XWDFile.h).
  [[nodiscard]] std::filesystem::path pixels() const { return folder_.path() / "Xvfb_screen0"; }

 private:
  void read_name(int pipe) {
    constexpr int patience_ms = 60'000;  // a slow machine under sanitizers
    name_ = ":";
    for (char letter = 0; letter != '\n';) {
      pollfd waiting{pipe, POLLIN, 0};
      ENSURE(::poll(&waiting, 1, patience_ms) == 1 && ::read(pipe, &letter, 1) == 1, "Xvfb starts and says its number");
      if (letter != '\n') name_.push_back(letter);
    }
  }

  TemporaryFolder folder_;
  pid_t server_ = -1;
  std::string name_;
};

}  // namespace minbar::test
