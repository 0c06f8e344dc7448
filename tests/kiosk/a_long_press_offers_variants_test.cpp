// Keys under a finger: what a long press opens, what a short one does, what never happens by itself; and the order of
// the alphabet.
#include <catch2/catch.hpp>
#include <functional>

#include "kiosk/parts/typing.h"
#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "tests/support/tour.h"
#include "ui/layout.h"

using namespace minbar;
using namespace minbar::test;

namespace {

void write(Robot& robot, Language language) {
  robot.language(language).tap("menu.propose");
  for (const auto& target : robot.scene().targets)
    if (target.name.starts_with("theme.")) return void(robot.tap(std::string(target.name)));
}

ui::Point middle_of(Robot& robot, std::string_view name) {
  const auto* target = ui::find_target(robot.scene(), name);
  REQUIRE(target != nullptr);
  return {target->rect.x + target->rect.width / 2, target->rect.y + target->rect.height / 2};
}

void finger(Robot& robot, ui::TouchEvent::Kind kind, ui::Point at) { robot.app().touch({kind, 1, at}); }
using Kind = ui::TouchEvent::Kind;

std::string text_of(Robot& robot) { return robot.on<kiosk::propose::Write>().draft.text.text; }

}  // namespace

TEST_CASE("a long press opens the variants of a letter and a tap types one") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  robot.hold("key.e");
  CHECK(text_of(robot).empty());
  for (const auto* variant : {"variant.é", "variant.è", "variant.ê", "variant.ë"}) CHECK(robot.can_tap(variant));
  robot.tap("variant.ë");
  CHECK(text_of(robot) == "ë");
  CHECK_FALSE(robot.can_tap("variant.ë"));
  CHECK(robot.can_tap("key.e"));
}

TEST_CASE("a tap anywhere else closes the variants and types nothing") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar);
  robot.hold("key.ا");
  REQUIRE(robot.can_tap("variant.ٱ"));
  CHECK_FALSE(robot.can_tap("key.ب"));
  robot.tap(ui::anywhere_else);
  CHECK_FALSE(robot.can_tap("variant.ٱ"));
  CHECK(text_of(robot).empty());
  CHECK(robot.can_tap("key.ب"));
}

TEST_CASE("a finger that held a key may slide to a variant and let go there") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar);
  const auto key = middle_of(robot, "key.ك");
  finger(robot, Kind::down, key);
  robot.wait(ui::hold_ms);
  const auto variant = middle_of(robot, "variant.گ");
  finger(robot, Kind::move, variant);
  finger(robot, Kind::up, variant);
  CHECK(text_of(robot) == "گ");
}

TEST_CASE("a press shorter than a long one types the letter and a long one on a key without variants too") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  const auto e = middle_of(robot, "key.e");
  finger(robot, Kind::down, e);
  robot.wait(ui::hold_ms - 1);
  finger(robot, Kind::up, e);
  CHECK(text_of(robot) == "e");
  robot.hold("key.b");
  CHECK(text_of(robot) == "eb");
}

TEST_CASE("a finger that left its key opens nothing") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  const auto e = middle_of(robot, "key.e");
  finger(robot, Kind::down, e);
  finger(robot, Kind::move, {e.x, e.y - 400});
  robot.wait(2000);
  finger(robot, Kind::up, {e.x, e.y - 400});
  CHECK(robot.can_tap("key.e"));
  CHECK(text_of(robot).empty());
}

TEST_CASE("no key repeats however long it is held") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  robot.keys("bbb");
  for (const auto* key : {"key.b", "key.backspace"}) {
    const auto at = middle_of(robot, key);
    finger(robot, Kind::down, at);
    robot.wait(10'000);
    finger(robot, Kind::up, at);
  }
  CHECK(text_of(robot) == "bbb");  // one more, one less
}

TEST_CASE("a key is darkened in the frame of the touch") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  const auto shades = [&] {
    const auto rect = ui::find_target(robot.scene(), "key.b")->rect;
    int count = 0;
    for (const auto& command : robot.scene().commands)
      if (const auto* fill = std::get_if<ui::FillRect>(&command))
        count += fill->rect == rect && fill->color.a < 255 ? 1 : 0;
    return count;
  };
  CHECK(shades() == 0);
  finger(robot, Kind::down, middle_of(robot, "key.b"));
  CHECK(robot.app().changed());
  CHECK(shades() == 1);
  finger(robot, Kind::cancel, middle_of(robot, "key.b"));
  CHECK(shades() == 0);
}

TEST_CASE("under shift the variants are capitals and shift goes with the letter") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  robot.tap("key.shift").hold("key.e").tap("variant.É").keys("t");
  CHECK(text_of(robot) == "Ét");
}

TEST_CASE("the variants of every key are a fingers size and on the panel") {
  for (const auto& [name, panel] : panels)
    for (const auto& layout : real_pack().keyboards.layouts) {
      const float least = ui::size::target * panel.px_per_mm - 0.1F;
      const float apart = ui::space::tight * panel.px_per_mm - 0.1F;
      Robot robot(some_station(), stored_at_once(), panel);
      write(robot, layout.language);
      robot.tell(kiosk::event::UseLayout{layout.id});
      for (const auto& row : layout.rows)
        for (const auto& key : row) {
          if (key.variants.empty()) continue;
          INFO(name << " " << key.emit);
          robot.tell(kiosk::event::OpenVariants{kiosk::typing::key_name(key)});
          std::size_t shown = 0;
          float last = -1000;
          for (const auto& target : robot.scene().targets) {
            if (!target.name.starts_with("variant.")) continue;
            ++shown;
            CHECK(target.rect.width >= least);
            CHECK(target.rect.height >= least);
            CHECK(target.rect.x - last >= apart);
            last = target.rect.right();
            CHECK(ui::Rect{0, 0, panel.size.width, panel.size.height}.encloses(target.rect, 0));
          }
          CHECK(shown == key.variants.size());
        }
    }
}

TEST_CASE("a key with variants bears a dot in its upper right corner in every language and no other does") {
  for (const auto language : {Language::ar, Language::fr, Language::zgh}) {
    Robot robot(some_station(), stored_at_once());
    write(robot, language);
    for (const auto& row : real_pack().keyboards.start_for(language).rows)
      for (const auto& key : row) {
        const auto& rect = ui::find_target(robot.scene(), kiosk::typing::key_name(key))->rect;
        const ui::Rect corner{rect.x + rect.width / 2, rect.y, rect.width / 2, rect.height / 2};
        std::size_t dots = 0;
        for (const auto& command : robot.scene().commands)
          if (const auto* shape = std::get_if<ui::DrawShape>(&command))
            dots += shape->shape == ui::Shape::circle && corner.encloses(shape->rect, 0) ? 1 : 0;
        INFO(key.emit);
        CHECK(dots == (key.variants.empty() ? 0 : 1));
      }
  }
}

TEST_CASE("whatever a key types has a glyph in our faces") {
  for (const auto& layout : real_pack().keyboards.layouts)
    for (const auto& row : layout.rows)
      for (const auto& key : row) {
        auto typed = key.emit + key.shifted;
        for (const auto* variants : {&key.variants, &key.shifted_variants})
          for (const auto& variant : *variants) typed += variant;
        for (const char32_t c : to_utf32(typed)) {
          if (c == U'\n') continue;
          INFO(layout.id << " " << to_utf8(std::u32string(1, c)));
          CHECK(real_fonts().face_for(kiosk::parts::stack_of(layout.language), ui::FontWeight::regular, c));
        }
      }
}

TEST_CASE("the keys stand in the order of the alphabet for one session and type the same") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::ar);
  const auto before = middle_of(robot, "key.ا");
  robot.tap("edit.alphabet");
  const auto alef = middle_of(robot, "key.ا");
  const auto beh = middle_of(robot, "key.ب");
  CHECK(alef != before);
  CHECK(alef.y == beh.y);
  CHECK(alef.x > beh.x);
  robot.keys("اب");
  CHECK(text_of(robot) == "اب");
  robot.tap("key.layout.fr");
  CHECK(middle_of(robot, "key.a").x < middle_of(robot, "key.b").x);
  robot.tap("key.layout.symbols_fr");
  CHECK_FALSE(robot.can_tap("edit.alphabet"));
  robot.tap("nav.start_again");
  write(robot, Language::ar);
  CHECK(middle_of(robot, "key.ا") == before);
}

TEST_CASE("the idle question closes no variants and a session that ends does") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  robot.hold("key.e").wait(limits::idle_warning_ms).tap("idle.continue");
  CHECK(robot.can_tap("variant.é"));
  robot.tap("variant.é").hold("key.e").tell(kiosk::event::StartAgain{});
  write(robot, Language::fr);
  CHECK_FALSE(robot.can_tap("variant.é"));
}

TEST_CASE("a long press on a key that went away meanwhile does nothing") {
  const auto meanwhile = [](const std::function<void(Robot&)>& happens) {
    Robot robot(some_station(), stored_at_once());
    write(robot, Language::fr);
    const auto e = middle_of(robot, "key.e");
    finger(robot, Kind::down, e);
    robot.wait(ui::hold_ms / 2);
    happens(robot);
    robot.wait(ui::hold_ms);
    finger(robot, Kind::up, e);
    CHECK(text_of(robot).empty());
    CHECK(robot.on<kiosk::propose::Write>().board.open.empty());
    CHECK(robot.app().next_deadline_ms() > robot.clock.monotonic_ms() + ui::hold_ms);  // the press is over
    robot.keys("a");
  };
  meanwhile([](Robot& robot) { robot.tell(kiosk::event::SwitchLanguage{Language::ar}); });
  meanwhile([](Robot& robot) { robot.app().resize(panels[2].panel); });
  meanwhile([](Robot& robot) { robot.tell(kiosk::event::UseLayout{"symbols_fr"}); });
}

TEST_CASE("open variants follow their key to another panel") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  robot.hold("key.e");
  robot.app().resize(panels[2].panel);
  CHECK(robot.can_tap("variant.é"));
  robot.tap("variant.é");
  CHECK(text_of(robot) == "é");
}

TEST_CASE("a finger that rests on a key until its session is over taps nothing in the next") {
  Robot robot(some_station(), stored_at_once());
  write(robot, Language::fr);
  const auto e = middle_of(robot, "key.e");
  finger(robot, Kind::down, e);
  robot.wait(ui::hold_ms);
  REQUIRE(robot.can_tap("variant.é"));
  robot.wait(limits::idle_warning_ms + limits::idle_countdown_ms);
  const auto door = middle_of(robot, "attract.fr");
  finger(robot, Kind::move, door);
  finger(robot, Kind::up, door);
  CHECK(robot.is_on<kiosk::rest::Attract>());
  write(robot, Language::fr);
  CHECK_FALSE(robot.can_tap("variant.é"));
}
