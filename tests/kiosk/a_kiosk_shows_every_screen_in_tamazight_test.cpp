// Which way a screen of Tamazight runs is told by its name: there is none without one.
#include <catch2/catch.hpp>

#include <map>

#include "kiosk/core/screen_name.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

TEST_CASE("every screen has a name of its own and is shown in Tamazight") {
  std::map<std::string, kiosk::ScreenKind> kinds;
  std::size_t seen = 0;
  tour(Language::zgh, panels[0].panel, [&](const std::string& screen, Robot& robot) {
    INFO(screen);
    CHECK_FALSE(robot.scene().texts.empty());
    const auto name = std::string(kiosk::name_of(robot.state().session.screen));
    CHECK_FALSE(name.empty());
    const auto kind = kiosk::kind_of(robot.state().session.screen);
    CHECK(kinds.try_emplace(name, kind).first->second == kind);
    ++seen;
  });
  CHECK(kinds.size() > 35);
  CHECK(seen > kinds.size());
}
