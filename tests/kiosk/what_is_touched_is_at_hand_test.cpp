// Where things stand on a screen, whatever the screen: the way on at one place, what is touched within reach, no field
// left empty.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <optional>

#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

namespace {

constexpr float foot_mm = 30;
constexpr float header_mm = 22;

const auto default_scale = ui::text_scales.at(ui::default_text_size);

void walk(const NamedPanel& named, Language language, float scale, const Look& look) {
  auto panel = named.panel;
  panel.text_scale = scale;
  tour(language, panel, [&](const std::string& screen, Robot& robot) {
    INFO(named.name << ", text size " << scale << ", " << tag_of(language) << ", screen " << screen);
    look(screen, robot);
  });
}

bool is_full_width(const ui::Rect& rect, const ui::Scene& scene) { return rect.width > scene.size.width * 0.98F; }

// The strip at the foot of a screen: what is touched below the rule that parts it from the rest.
std::vector<ui::TapTarget> foot_of(const ui::Scene& scene, float px_per_mm) {
  float rule = scene.size.height;
  for (const auto& command : scene.commands)
    if (const auto* fill = std::get_if<ui::FillRect>(&command);
        fill != nullptr && is_full_width(fill->rect, scene) && fill->rect.height < px_per_mm)
      rule = fill->rect.y;
  std::vector<ui::TapTarget> foot;
  for (const auto& target : scene.targets)
    if (target.rect.y > rule) foot.push_back(target);
  return foot;
}

bool is_primary(const ui::TapTarget& target, const ui::Scene& scene) {
  const auto green = ui::default_theme().color(ui::ColorRole::primary);
  return std::any_of(scene.commands.begin(), scene.commands.end(), [&](const auto& command) {
    const auto* fill = std::get_if<ui::FillRect>(&command);
    return fill != nullptr && fill->color == green && fill->rect == target.rect;
  });
}

// What is seen between header and foot, as spans of height.
std::vector<std::pair<float, float>> seen_in(const ui::Scene& scene, float from) {
  std::vector<std::pair<float, float>> spans;
  const auto add = [&](const ui::Rect& rect) {
    if (!is_full_width(rect, scene) && rect.bottom() > from) spans.emplace_back(rect.y, rect.bottom());
  };
  for (const auto& command : scene.commands) {
    if (const auto* fill = std::get_if<ui::FillRect>(&command)) add(fill->rect);
    if (const auto* stroke = std::get_if<ui::StrokeRect>(&command)) add(stroke->rect);
    if (const auto* shape = std::get_if<ui::DrawShape>(&command)) add(shape->rect);
    if (const auto* picture = std::get_if<ui::DrawPicture>(&command)) add(picture->rect);
    if (const auto* pattern = std::get_if<ui::DrawPattern>(&command)) add(pattern->rect);
  }
  for (const auto& text : scene.texts) add(text.ink);
  std::sort(spans.begin(), spans.end());
  return spans;
}

// The highest strip in which nothing stands, as a share of the screen.
float emptiest(const ui::Scene& scene, float px_per_mm) {
  float reached = header_mm * px_per_mm;
  float most = 0;
  for (const auto& [top, bottom] : seen_in(scene, reached)) {
    most = std::max(most, top - reached);
    reached = std::max(reached, bottom);
  }
  return std::max(most, scene.size.height - reached) / scene.size.height;
}

bool scrolls(Robot& robot) { return robot.can_tap("nav.more") || robot.can_tap("nav.less"); }

bool is_asking(const std::string& screen) { return screen.starts_with("idle"); }

}  // namespace

TEST_CASE("the way on stands at one place on every screen and no footer wraps") {
  for (const auto& named : panels)
    for (const auto language : {Language::ar, Language::fr})
      for (const float scale : {default_scale, ui::text_scales.back()}) {
        std::optional<ui::Rect> place;
        int met = 0;
        walk(named, language, scale, [&](const std::string& screen, Robot& robot) {
          const auto& scene = robot.scene();
          if (is_asking(screen) || screen.starts_with("attract") || screen.starts_with("closed") ||
              screen == "campaign")
            return;
          const auto foot = foot_of(scene, robot.panel().px_per_mm);
          for (const auto& target : foot) {
            INFO(target.name);
            CHECK(target.rect.y == foot.front().rect.y);
            CHECK(target.rect.bottom() > scene.size.height - foot_mm * robot.panel().px_per_mm / 4);
            if (!is_primary(target, scene)) continue;
            if (!place) place = target.rect;
            CHECK(target.rect.x == place->x);
            CHECK(target.rect.width == place->width);
            CHECK(target.rect.bottom() == place->bottom());
            ++met;
          }
        });
        CHECK(met > 20);
      }
}

TEST_CASE("on a tall panel what is touched is at the height of a hand and no field is empty") {
  const auto& tall = panels[0];
  for (const auto language : all_languages)
    walk(tall, language, default_scale, [&](const std::string& screen, Robot& robot) {
      const auto& scene = robot.scene();
      if (is_asking(screen)) return;
      CHECK(emptiest(scene, robot.panel().px_per_mm) < 0.4F);
      if (scrolls(robot) || robot.can_tap("key.backspace")) return;
      for (const auto& target : scene.targets) {
        if (target.rect.bottom() < header_mm * robot.panel().px_per_mm || !target.pressable) continue;
        INFO(target.name);
        CHECK(target.rect.y > scene.size.height * 0.17F);
      }
    });
}

TEST_CASE("a list and the faces have the whole width of a wide panel") {
  const auto& wide = panels[1];
  REQUIRE(wide.panel.size.width > wide.panel.size.height);
  int met = 0;
  walk(wide, Language::ar, default_scale, [&](const std::string& screen, Robot& robot) {
    static const std::map<std::string, std::string> cards{{"services", "service."},
                                                          {"faces", "face."},
                                                          {"theme", "theme."},
                                                          {"petitions", "petition."},
                                                          {"commitments by council", "member."},
                                                          {"commitments of a council", "commitment."}};
    const auto named = cards.find(screen);
    if (named == cards.end()) return;
    ui::Rect all;
    int most = 0;
    std::map<float, int> rows;
    for (const auto& target : robot.scene().targets) {
      if (!target.name.starts_with(named->second)) continue;
      const float right = std::max(all.right(), target.rect.right());
      all.x = most == 0 ? target.rect.x : std::min(all.x, target.rect.x);
      all.width = right - all.x;
      most = std::max(most, ++rows[target.rect.y]);
    }
    CHECK(most > 1);
    CHECK(all.width > robot.scene().size.width * 0.8F);
    ++met;
  });
  CHECK(met == 6);
}

TEST_CASE("the menu never scrolls at the default size") {
  for (const auto& named : panels)
    for (const auto language : all_languages) {
      INFO(named.name << ", " << tag_of(language));
      Robot robot(some_station(), stored_at_once(), named.panel, Robot::Motion::off, sample_pack());
      robot.language(language);
      CHECK_FALSE(scrolls(robot));
      CHECK(robot.can_tap("menu.follow"));
    }
}

TEST_CASE("the box of a consent is in sight before it is missed and after") {
  for (const auto& named : panels)
    for (const auto language : all_languages) {
      INFO(named.name << ", " << tag_of(language));
      Robot robot(some_station(), stored_at_once(), named.panel, Robot::Motion::off, sample_pack());
      robot.language(language).tap("menu.propose").tap_shown("theme.youth").keys("14").tap("nav.next");
      robot.tap_shown("propose.review.author.edit");
      CHECK(robot.can_tap("propose.author.consent"));
      robot.tap("propose.author.named");
      CHECK(robot.can_tap("propose.author.consent"));
      CHECK(robot.sees("propose.author.needs_consent"));
    }
}

TEST_CASE("the box of a consent that was missed is in sight with the largest letters too") {
  for (const auto& named : panels)
    for (const auto language : all_languages) {
      INFO(named.name << ", " << tag_of(language));
      auto panel = named.panel;
      panel.text_scale = ui::text_scales.back();
      Robot robot(some_station(), stored_at_once(), panel, Robot::Motion::off, sample_pack());
      robot.language(language).tap_shown("menu.propose").tap_shown("theme.youth").keys("14").tap("nav.next");
      robot.tap_shown("propose.review.author.edit").tap_shown("propose.author.named");
      CHECK(robot.can_tap("propose.author.consent"));
      robot.tap("propose.author.consent").tap_shown("propose.author.named");
      CHECK_FALSE(robot.can_tap("propose.author.anonymous"));
    }
}

TEST_CASE("a chosen answer has a tick") {
  Robot robot(some_station(), stored_at_once(), panels[0].panel, Robot::Motion::off, sample_pack());
  robot.language(Language::fr).tap_shown("menu.petitions").tap_shown("petition.sample_bus_line").tap("petition.sign");
  const auto pictures = [&] {
    std::vector<std::string> out;
    for (const auto& command : robot.scene().commands)
      if (const auto* text = std::get_if<ui::DrawText>(&command);
          text != nullptr && text->paragraph->style.stack == ui::FaceStack::icons)
        out.push_back(text->paragraph->text);
    return out;
  };
  const std::string tick = "\uE5CA";
  const auto ticks = [&] {
    const auto all = pictures();
    return std::count(all.begin(), all.end(), tick);
  };
  const auto before = ticks();
  robot.tap_shown("sign.resident");
  CHECK(ticks() == before + 1);
}
