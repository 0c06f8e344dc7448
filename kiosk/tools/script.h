// A person made of lines: `minbar-kiosk --script FILE` plays them through the same input path as a finger, for tests,
// pictures and demonstrations. The script's clock stands still but for `wait`.
//
//   language ar          taps the language (on the attract screen: its door)
//   tap menu.propose     presses and releases in the middle of that target, after "more" where it stands below
//   touch NAME           as tap, without waiting for what it set going
//   draw sign.pad 20,60 30,20 80,50
//                        draws one stroke on that pad through these points, in percent of its width and height
//   hold key.e           presses it long and lets go: its variants stay open for a tap variant.é
//   keys نص              presses the on-screen keys one by one, changing layout as a person would
//   wait 500             advances the clock by so many milliseconds
//   hear 2000            goes on recording until so many milliseconds of sound are there
//   expect receipt.title that word is on the screen, whole
//   expect-not KEY       that word is not on the screen
//   await NAME TEXT      that text stands there, or will within a minute of real time: what the agent brings
//   print NAME           writes that text to standard output
//   shot NAME            DIR/NAME.png
//   # …                  a remark
//
// With `--script -` the lines come from standard input one by one, and each is answered on standard output when it has
// been played; nothing of a line is kept.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/world/machine.h"
#include "sync/base/clock.h"
#include "sync/base/result.h"

namespace minbar::kiosk {

enum class Verb : std::uint8_t {
  language,
  tap,
  touch,
  hold,
  draw,
  keys,
  wait,
  hear,
  expect,
  expect_not,
  await,
  print,
  shot
};

struct ScriptLine {
  int number = 0;  // from 1
  Verb verb = Verb::tap;
  std::string argument;
};

// Error bad_input: names the line and what is wrong with it.
[[nodiscard]] Result<std::vector<ScriptLine>> parse_script(std::string_view text);

// Starts at the machine's time and then moves only when told.
class ScriptClock final : public Clock {
 public:
  ScriptClock();
  [[nodiscard]] std::int64_t wall_ms() const override { return wall_ms_ + moved_ms_; }
  [[nodiscard]] std::int64_t monotonic_ms() const override { return monotonic_ms_ + moved_ms_; }
  void advance(std::int64_t ms) { moved_ms_ += ms; }

 private:
  std::int64_t wall_ms_;
  std::int64_t monotonic_ms_;
  std::int64_t moved_ms_ = 0;
};

struct ScriptStage {
  Machine& machine;
  App& app;
  ui::sdl::Window& window;
  ui::sdl::Input& input;
  ScriptClock& clock;
  std::filesystem::path screenshots;
};

// Error: the first line that fails, by number and text, and why.
[[nodiscard]] Result<void> play(const std::vector<ScriptLine>& lines, const ScriptStage& stage);

// Until standard input ends. "ok" after each line.
[[nodiscard]] Result<void> play_from_input(const ScriptStage& stage);

}  // namespace minbar::kiosk
