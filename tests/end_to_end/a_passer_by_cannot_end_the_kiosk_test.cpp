// The real kiosk on the whole screen of a real X server, and somebody who found its keyboard.
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>

#include "tests/end_to_end/display.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/end_to_end/started.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;

namespace {

struct Hall {
  test::EnrolledKiosk kiosk;
  test::Display display;
};

// Waits for a person, as in service.
class Program : public test::Started {
 public:
  explicit Program(const Hall& hall, std::vector<std::string> arguments = {})
      : Started(command(hall, std::move(arguments)), [&] {
          ::setenv("DISPLAY", hall.display.name().c_str(), 1);
          ::setenv("SDL_VIDEODRIVER", "x11", 1);
          ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1);  // libdbus, behind SDL on a display, keeps what it has
        }) {}

 private:
  static std::vector<std::string> command(const Hall& hall, std::vector<std::string> arguments) {
    std::vector<std::string> words{MINBAR_KIOSK, "--data",        hall.kiosk.shared,
                                   "--keys",     hall.kiosk.keys, "--no-microphone"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
  }
};

// On the screen where a proposal is written, with nothing in it.
struct Writing {
  explicit Writing(const Hall& hall, std::vector<std::string> arguments)
      : program({.data = hall.kiosk.shared,
                 .keys = hall.kiosk.keys,
                 .screen = {},
                 .arguments = std::move(arguments),
                 .environment = {{"DISPLAY", hall.display.name()}, {"SDL_VIDEODRIVER", "x11"}}}) {
    program.play("language fr\ntap menu.propose\ntap theme.public_services");
  }
  test::KioskProcess program;
};

}  // namespace

TEST_CASE("on the whole screen neither a window's close nor any key ends the kiosk and a signal does") {
  Hall hall;
  Program kiosk(hall);
  hall.display.wait_for_window(test::Display::width, test::Display::height);
  hall.display.wait_until_read();
  hall.display.ask_to_close();
  for (const auto* keys : {"alt+F4", "ctrl+q", "ctrl+w", "ctrl+c", "alt+Tab", "super+d", "ctrl+alt+Delete", "Escape",
                           "F11", "Print", "Return"})
    hall.display.press(keys);
  hall.display.ask_to_close();
  hall.display.wait_until_read();
  CHECK(kiosk.lives());
  CHECK(kiosk.end(SIGTERM) == 0);
  CHECK_THAT(kiosk.printed(), Catch::Matchers::Contains("program_stopped"));
}

TEST_CASE("a window on a desk is closed by its close and stopped by a signal too") {
  Hall hall;
  {
    Program kiosk(hall, {"--window", "400x600"});
    hall.display.wait_for_window(400, 600);
    hall.display.ask_to_close();
    CHECK(kiosk.end(0) == 0);
  }
  Program kiosk(hall, {"--offscreen"});
  kiosk.wait_for("program_started");
  CHECK(kiosk.end(SIGINT) == 0);
}

TEST_CASE("on the whole screen a plugged in keyboard types nothing") {
  Hall hall;
  Writing writing(hall, {});
  hall.display.type("abc");
  for (const auto* keys : {"ctrl+v", "shift+Insert", "d", "Return", "BackSpace"}) hall.display.press(keys);
  writing.program.play("tap nav.next\nexpect propose.text.empty");
}

TEST_CASE("where staff allows it a plugged in keyboard types on the whole screen") {
  Hall hall;
  Writing writing(hall, {"--keyboard"});
  hall.display.type("abc");
  writing.program.play("tap nav.next\nexpect propose.review.title");
}

TEST_CASE("the first frame does not wait for a window manager that may answer") {
  Hall hall;
  const Program kiosk(hall);
  CHECK(hall.display.is_painted_when_it_asks_for_the_whole_screen());
}
