// On every panel and in every text size: what one writes, what is sent, the receipt's code, the word of a way out.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "sync/base/limits.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

namespace {

void on_every_panel_and_size(const std::function<void(const ui::Panel&, std::string_view name, Language)>& look) {
  for (const auto& named : panels)
    for (const float scale : ui::text_scales)
      for (const auto language : all_languages) {
        INFO(named.name << ", text size " << scale << ", " << tag_of(language));
        auto panel = named.panel;
        panel.text_scale = scale;
        look(panel, named.name, language);
      }
}

// The field is there, a line of it can be read, and no key lies over it.
void check_field(Robot& robot, std::string_view name) {
  const auto& scene = robot.scene();
  const auto field = std::ranges::find(scene.fields, name, &ui::FieldBlock::name);
  REQUIRE(field != scene.fields.end());
  CHECK(field->rect.height >= 8 * robot.panel().px_per_mm);
  for (const auto& target : scene.targets)
    if (target.name.starts_with("key.")) CHECK(target.rect.intersected(field->rect).empty());
}

void write_a_proposal(Robot& robot, Language language) {
  robot.language(language).tap_shown("menu.propose").tap_shown("theme.youth");
}

bool is_dark(const ui::Scene& scene, std::string_view name) {
  const auto* target = ui::find_target(scene, name);
  const auto green = ui::default_theme().color(ui::ColorRole::primary);
  return target != nullptr && std::ranges::any_of(scene.commands, [&](const auto& command) {
           const auto* fill = std::get_if<ui::FillRect>(&command);
           return fill != nullptr && fill->color == green && fill->rect == target->rect;
         });
}

// The squares of a QR code that are whole within what scrolls.
std::vector<ui::Rect> whole_squares(const ui::Scene& scene) {
  std::vector<ui::Rect> clips{{0, 0, scene.size.width, scene.size.height}};
  std::vector<ui::Rect> out;
  for (const auto& command : scene.commands) {
    if (const auto* push = std::get_if<ui::PushClip>(&command)) clips.push_back(push->rect);
    if (std::holds_alternative<ui::PopClip>(command)) clips.pop_back();
    const auto* matrix = std::get_if<ui::DrawMatrix>(&command);
    if (matrix != nullptr && clips.back().encloses(matrix->rect, 1)) out.push_back(matrix->rect);
  }
  return out;
}

}  // namespace

TEST_CASE("what one writes stays in sight beside what is wrong with it and where it is full") {
  on_every_panel_and_size([](const ui::Panel& panel, std::string_view, Language language) {
    Robot robot(some_station(), stored_at_once(), panel);
    write_a_proposal(robot, language);
    robot.tap("nav.next");
    CHECK(robot.sees("propose.text.empty"));
    check_field(robot, "propose.text");
    std::string full;
    while (full.size() < limits::proposal_code_points) full += "mot ";
    robot.tell(kiosk::event::Type{full});
    CHECK(robot.sees("propose.text.full"));
    check_field(robot, "propose.text");
  });
}

TEST_CASE("what is sent is turned to its end first and until then more is the one thing to do") {
  int turned = 0;
  on_every_panel_and_size([&](const ui::Panel& panel, std::string_view, Language language) {
    Robot robot(some_station(), stored_at_once(), panel);
    write_a_proposal(robot, language);
    robot.keys("14").tap("nav.next");
    for (; robot.can_tap("nav.more"); ++turned) {
      CHECK_FALSE(robot.can_tap("propose.review.send"));
      CHECK(is_dark(robot.scene(), "nav.more"));
      robot.tap("nav.more");
    }
    CHECK(is_dark(robot.scene(), "propose.review.send"));
    CHECK(robot.tap("propose.review.send").is_on<kiosk::receipt::Receipt>());
  });
  CHECK(turned > 20);
}

TEST_CASE("elsewhere more is quiet and the way on stands beside it") {
  auto panel = panels[2].panel;
  panel.text_scale = ui::text_scales.back();
  Robot robot(some_station(), stored_at_once(), panel, Robot::Motion::off, sample_pack());
  robot.language(Language::fr).tap_shown("menu.petitions").tap_shown("petition.sample_bus_line");
  REQUIRE(robot.can_tap("nav.more"));
  CHECK_FALSE(is_dark(robot.scene(), "nav.more"));
  CHECK(is_dark(robot.scene(), "petition.sign"));
}

TEST_CASE("a receipt shows its code and the square for a telephone at once") {
  on_every_panel_and_size([](const ui::Panel& panel, std::string_view, Language language) {
    Robot robot(some_station(), stored_at_once(), panel);
    write_a_proposal(robot, language);
    robot.keys("14").tap("nav.next").tap_shown("propose.review.send");
    CHECK(robot.sees("receipt.thanks"));
    CHECK(robot.sees("receipt.code.value"));
    const auto squares = whole_squares(robot.scene());
    REQUIRE(squares.size() == 1);
    CHECK(squares.front().width >= 60 * panel.px_per_mm - 1);
    std::set<std::string> read;
    const auto look = [&] {
      for (const auto& text : robot.scene().texts)
        if (text.visible()) read.insert(text.name);
    };
    for (look(); robot.can_tap("nav.more"); look()) robot.tap("nav.more");
    for (const auto* word : {"receipt.keep", "receipt.qr", "receipt.recorded"}) CHECK(read.contains(word));
  });
}

TEST_CASE("start again has its word wherever the languages leave it room") {
  on_every_panel_and_size([](const ui::Panel& panel, std::string_view name, Language language) {
    Robot robot(some_station(), stored_at_once(), panel);
    robot.language(language);
    const bool has_word = ui::find_text(robot.scene(), "nav.start_again") != nullptr;
    CHECK(robot.can_tap("nav.start_again"));
    if (name == "landscape-21.5" || (name == "portrait-15.6" && panel.text_scale == ui::text_scales[2]))
      CHECK(has_word);
    if (has_word) CHECK(robot.sees("nav.start_again"));
  });
}
