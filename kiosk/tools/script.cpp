#include "kiosk/tools/script.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "kiosk/core/keys_up.h"
#include "kiosk/parts/code_pad.h"
#include "kiosk/parts/typing.h"
#include "sync/base/number.h"
#include "ui/sdl/screenshot.h"

namespace minbar::kiosk {

namespace {

constexpr std::array verbs{std::pair{"language", Verb::language}, std::pair{"tap", Verb::tap},
                           std::pair{"touch", Verb::touch},       std::pair{"hold", Verb::hold},
                           std::pair{"draw", Verb::draw},         std::pair{"keys", Verb::keys},
                           std::pair{"wait", Verb::wait},         std::pair{"hear", Verb::hear},
                           std::pair{"expect", Verb::expect},     std::pair{"expect-not", Verb::expect_not},
                           std::pair{"await", Verb::await},       std::pair{"print", Verb::print},
                           std::pair{"shot", Verb::shot}};

constexpr int most_pages = 100;             // no screen has so many; it ends a turning that would lead nowhere
constexpr std::int64_t settle_ms = 60'000;  // real time; a slow machine under sanitizers seals within it

struct Stroke {
  std::string pad;
  std::vector<ui::Point> at;  // in shares of the pad's width and height
};

// "20,60": a point in percent, as a share.
std::optional<ui::Point> point_in(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto x = whole_number(text.substr(0, comma)), y = whole_number(text.substr(comma + 1));
  if (!x || !y || *x > 100 || *y > 100) return std::nullopt;
  return ui::Point{static_cast<float>(*x) / 100, static_cast<float>(*y) / 100};
}

// Nothing where the text is not of the form `PAD X,Y X,Y …`.
std::optional<Stroke> stroke_in(std::string_view text) {
  auto space = text.find(' ');
  Stroke out{std::string(text.substr(0, space)), {}};
  while (space != std::string_view::npos) {
    text.remove_prefix(space + 1);
    space = text.find(' ');
    const auto point = point_in(text.substr(0, space));
    if (!point) return std::nullopt;
    out.at.push_back(*point);
  }
  if (out.at.empty()) return std::nullopt;
  return out;
}

Result<ScriptLine> parse_line(int number, std::string_view line) {
  const auto space = line.find(' ');
  const auto word = line.substr(0, space);
  for (const auto& [name, verb] : verbs) {
    if (word != name) continue;
    ScriptLine parsed{number, verb, space == std::string_view::npos ? "" : std::string(line.substr(space + 1))};
    if (parsed.argument.empty())
      return fail(Errc::bad_input, fmt::format("line {}: {} needs something after it", number, word));
    if ((verb == Verb::wait || verb == Verb::hear) && !whole_number(parsed.argument))
      return fail(Errc::bad_input, fmt::format("line {}: {} takes milliseconds", number, word));
    if (verb == Verb::draw && !stroke_in(parsed.argument))
      return fail(Errc::bad_input, fmt::format("line {}: draw takes a pad and points in percent, as in 20,60", number));
    return parsed;
  }
  return fail(Errc::bad_input, fmt::format("line {}: no such command: {}", number, word));
}

class Player {
 public:
  explicit Player(const ScriptStage& stage) : stage_(stage) {}

  Result<void> play(const ScriptLine& line) {
    switch (line.verb) {
      case Verb::language:
        return language(line.argument);
      case Verb::tap:
        return tap(line.argument);
      case Verb::touch:
        return touch(line.argument);
      case Verb::hold:
        return hold(line.argument);
      case Verb::draw:
        return draw(*stroke_in(line.argument));  // parse_script has seen that it is one
      case Verb::keys:
        return keys(line.argument);
      case Verb::wait:
        return wait(whole_number(line.argument).value_or(0));  // parse_script has seen that it is one
      case Verb::hear:
        return hear(whole_number(line.argument).value_or(0));
      case Verb::expect:
        return expect(line.argument);
      case Verb::expect_not:
        return expect_not(line.argument);
      case Verb::await:
        return await(line.argument);
      case Verb::print:
        return print(line.argument);
      case Verb::shot:
        return ui::sdl::save_png(stage_.window, stage_.screenshots / (line.argument + ".png"));
    }
    return {};
  }

  Result<void> settle() const {
    if (!stage_.machine.settle(settle_ms)) return fail(Errc::busy, fmt::format("no rest within {} ms", settle_ms));
    return {};
  }

 private:
  Result<void> tap(const std::string& name) {
    TRY(settle());
    TRY(turn_to(name));
    TRY(touch(name));
    return settle();
  }

  Result<void> tap_all(const std::vector<std::string>& names) {
    for (const auto& name : names) TRY(tap(name));
    return {};
  }

  // Presses "more" until the target is there, as a person would.
  Result<void> turn_to(const std::string& name) {
    const auto shows = [&](std::string_view target) { return ui::find_target(stage_.app.scene(), target) != nullptr; };
    for (int page = 0; page < most_pages && !shows(name) && shows("nav.more"); ++page) {
      TRY(touch("nav.more"));
      TRY(settle());
    }
    return {};
  }

  Result<ui::Rect> rect_of(const std::string& name) {
    const auto* target = ui::find_target(stage_.app.scene(), name);
    if (target == nullptr)
      return fail(Errc::not_found, fmt::format("nothing to tap is called {}; there are: {}", name, target_names()));
    return target->rect;
  }

  Result<ui::Point> middle_of(const std::string& name) {
    const auto rect = TRY(rect_of(name));
    return ui::Point{rect.x + rect.width / 2, rect.y + rect.height / 2};
  }

  // A finger in the middle of the target. Painted, but what it set going may still be under way.
  Result<void> touch(const std::string& name) { return press(TRY(middle_of(name)), 0); }

  // A finger that stays until the press is a long one; what it opened is still open when it goes.
  Result<void> hold(const std::string& name) {
    TRY(settle());
    TRY(press(TRY(middle_of(name)), ui::hold_ms));
    return settle();
  }

  Result<void> draw(const Stroke& stroke) {
    TRY(settle());
    TRY(turn_to(stroke.pad));
    const auto rect = TRY(rect_of(stroke.pad));
    const auto touch = [&](ui::TouchEvent::Kind kind, ui::Point share) {
      stage_.input.push_touch({kind, 1, {rect.x + share.x * rect.width, rect.y + share.y * rect.height}});
      return settle();
    };
    TRY(touch(ui::TouchEvent::Kind::down, stroke.at.front()));
    for (const auto& point : stroke.at) TRY(touch(ui::TouchEvent::Kind::move, point));
    return touch(ui::TouchEvent::Kind::up, stroke.at.back());
  }

  Result<void> press(const ui::Point& middle, std::int64_t ms) {
    stage_.input.push_touch({ui::TouchEvent::Kind::down, 1, middle});
    TRY(settle());
    TRY(wait(ms));
    stage_.input.push_touch({ui::TouchEvent::Kind::up, 1, middle});
    while (stage_.app.pressed()) stage_.machine.turn(std::nullopt);
    stage_.machine.paint();
    return {};
  }

  Result<void> language(const std::string& tag) {
    if (ui::find_target(stage_.app.scene(), "language." + tag) != nullptr) return tap("language." + tag);
    return tap("attract." + tag);
  }

  // Goes on from the layout that is up, as a person would.
  Result<void> keys(const std::string& text) {
    if (code_pad_up(stage_.app.state())) return tap_all(code_pad::key_names(text));
    const std::string layout = layout_now();
    if (layout.empty()) return fail(Errc::bad_input, "this screen has no keys");
    const auto presses = presses_for(stage_.app.content().keyboards, layout, text);
    if (presses.empty()) return fail(Errc::bad_input, "the keyboards cannot type that text");
    for (const auto& press : presses) {
      const auto* pressed = stage_.app.content().keyboards.find(press.layout);
      if (pressed == nullptr || layout_now() != press.layout)
        return fail(Errc::conflict,
                    fmt::format("the keys stand on {} where {} was expected", layout_now(), press.layout));
      TRY(tap(typing::key_name(pressed->rows[press.row][press.key])));
    }
    return {};
  }

  [[nodiscard]] std::string layout_now() const {
    const auto* layout = layout_up(stage_.app.content(), stage_.app.state());
    return layout == nullptr ? std::string() : layout->id;
  }

  // Deadlines on the way are met one by one, as they would be in time.
  Result<void> wait(std::int64_t ms) {
    while (ms > 0) {
      std::int64_t step = ms;
      if (const auto deadline = stage_.app.next_deadline_ms()) {
        const auto until = *deadline - stage_.clock.monotonic_ms();
        if (until > 0 && until < step) step = until;
      }
      stage_.clock.advance(step);
      ms -= step;
      TRY(settle());
    }
    return {};
  }

  // Sound takes its own time, whatever the script's clock says.
  Result<void> hear(std::int64_t ms) {
    const auto end = SystemClock().monotonic_ms() + ms + settle_ms;
    while (SystemClock().monotonic_ms() < end) {
      const auto* speak = shown<propose::Speak>(stage_.app.state().session.screen);
      if (speak == nullptr || speak->phase != propose::Speak::Phase::recording)
        return fail(Errc::conflict, "no recording is under way");
      if (speak->ms >= ms) return {};
      stage_.machine.turn(20);
    }
    return fail(Errc::busy, "the microphone gave too little");
  }

  Result<void> expect(const std::string& key) {
    TRY(settle());
    const auto* block = ui::find_text(stage_.app.scene(), key);
    if (block == nullptr) return fail(Errc::not_found, fmt::format("{} is not on the screen", key));
    if (!block->whole()) return fail(Errc::bad_input, fmt::format("{} is on the screen but cut", key));
    return {};
  }

  Result<void> expect_not(const std::string& key) {
    const auto* block = ui::find_text(stage_.app.scene(), key);
    if (block != nullptr && block->visible()) return fail(Errc::conflict, fmt::format("{} is on the screen", key));
    return {};
  }

  Result<void> await(const std::string& argument) {
    const auto space = argument.find(' ');
    const auto name = argument.substr(0, space);
    const auto text = space == std::string::npos ? "" : argument.substr(space + 1);
    const SystemClock real;  // the script's own stands still
    for (const auto end = real.monotonic_ms() + settle_ms; real.monotonic_ms() < end;) {
      const auto* block = ui::find_text(stage_.app.scene(), name);
      if (block != nullptr && block->text == text) return {};
      stage_.machine.turn(20);
    }
    return fail(Errc::not_found, fmt::format("{} did not come to say {}", name, text));
  }

  Result<void> print(const std::string& name) {
    const auto* block = ui::find_text(stage_.app.scene(), name);
    if (block == nullptr) return fail(Errc::not_found, fmt::format("{} is not on the screen", name));
    fmt::print("{}\n", block->text);
    std::fflush(stdout);
    return {};
  }

  [[nodiscard]] std::string target_names() const {
    std::string names;
    for (const auto& target : stage_.app.scene().targets) names += target.name + " ";
    return names;
  }

  const ScriptStage& stage_;
};

}  // namespace

Result<std::vector<ScriptLine>> parse_script(std::string_view text) {
  std::vector<ScriptLine> lines;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    lines.push_back(TRY(parse_line(number, line)));
  }
  return lines;
}

ScriptClock::ScriptClock() : wall_ms_(SystemClock().wall_ms()), monotonic_ms_(SystemClock().monotonic_ms()) {}

Result<void> play_from_input(const ScriptStage& stage) {
  Player player(stage);
  TRY(player.settle());
  std::string line;  // grows once, and is overwritten when it is freed
  char letter = 0;
  for (int number = 1; ::read(STDIN_FILENO, &letter, 1) == 1;) {
    if (letter != '\n') {
      line.push_back(letter);
      continue;
    }
    for (const auto& parsed : TRY(parse_script(line))) {
      const auto played = player.play(parsed);
      if (!played) return fail(played.error().code, fmt::format("line {}: {}", number, played.error().context));
    }
    ++number;
    std::fill(line.begin(), line.end(), '\0');
    line.clear();
    fmt::print("ok\n");
    std::fflush(stdout);
  }
  return {};
}

Result<void> play(const std::vector<ScriptLine>& lines, const ScriptStage& stage) {
  Player player(stage);
  TRY(player.settle());
  for (const auto& line : lines) {
    const auto played = player.play(line);
    if (!played) return fail(played.error().code, fmt::format("line {}: {}", line.number, played.error().context));
  }
  return {};
}

}  // namespace minbar::kiosk
