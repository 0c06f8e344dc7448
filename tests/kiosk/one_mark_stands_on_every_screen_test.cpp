#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/robot.h"
#include "tests/support/tour.h"
#include "ui/picture.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// The star; and its name, or in its place "start again" where the header has no room for both.
bool bears_the_mark(const ui::Scene& scene, bool may_start_again) {
  bool star = false;
  bool name = may_start_again;
  for (const auto& command : scene.commands) {
    if (const auto* shape = std::get_if<ui::DrawShape>(&command)) star |= shape->shape == ui::Shape::star;
    if (const auto* picture = std::get_if<ui::DrawPicture>(&command)) name |= picture->picture == ui::wordmark;
  }
  return star && name;
}

bool ornament_under_words(const ui::Scene& scene) {
  return std::any_of(scene.commands.begin(), scene.commands.end(), [&](const auto& command) {
    const auto* pattern = std::get_if<ui::DrawPattern>(&command);
    return pattern != nullptr && std::any_of(scene.texts.begin(), scene.texts.end(), [&](const auto& text) {
             return !text.ink.intersected(text.clip).intersected(pattern->rect).empty();
           });
  });
}

}  // namespace

TEST_CASE("one star stands on every screen with its name where there is room and no ornament stands under words") {
  int screens = 0;
  tour(Language::ar, panels.front().panel, [&](const std::string& screen, Robot& robot) {
    INFO(screen);
    // A card of the waiting screen, or that the office is closed, stands where the name would.
    // While a question or the variants of a letter lie over a screen nothing in the header can be touched.
    const bool rests = screen.find("attract") == 0 || screen.find("closed") == 0 || screen.find("campaign") == 0 ||
                       screen.find("idle") == 0 || screen == "write a variant";
    if (!rests || screen == "attract") CHECK(bears_the_mark(robot.scene(), robot.can_tap("nav.start_again")));
    CHECK_FALSE(ornament_under_words(robot.scene()));
    ++screens;
  });
  CHECK(screens > 60);
}
