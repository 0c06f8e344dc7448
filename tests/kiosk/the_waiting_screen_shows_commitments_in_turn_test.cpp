#include <set>

#include <catch2/catch.hpp>

#include "kiosk/features/rest/attract_cards.h"
#include "sync/base/limits.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

namespace {

Robot at_rest(const std::shared_ptr<const Content>& content) {
  return Robot(some_station(), stored_at_once(), portrait, Robot::Motion::on, content);
}

std::string title(Robot& robot) {
  for (const auto* name : {"card.title.ar", "card.did.ar", "attract.title"})
    if (ui::find_text(robot.scene(), name) != nullptr) return robot.reads(name);
  return {};
}

std::vector<ui::Rect> doors(Robot& robot) {
  std::vector<ui::Rect> rects;
  for (const auto* name : {"attract.ar", "attract.zgh", "attract.fr", "attract.en"})
    rects.push_back(ui::find_target(robot.scene(), name)->rect);
  return rects;
}

bool same(const std::vector<ui::Rect>& a, const std::vector<ui::Rect>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].x != b[i].x || a[i].y != b[i].y || a[i].width != b[i].width || a[i].height != b[i].height) return false;
  return a.size() == b.size();
}

}  // namespace

TEST_CASE("the doors stand where they stand whatever is shown above them") {
  for (const auto& content : {shared_real_pack(), sample_pack()}) {
    auto robot = at_rest(content);
    const auto before = doors(robot);
    std::set<std::string> seen;
    const auto slides = kiosk::rest::attract_slides(*content, some_station());
    for (std::size_t i = 0; i < slides; ++i) {
      seen.insert(title(robot));
      CHECK(same(doors(robot), before));
      CHECK(robot.scene().targets.size() == 4);
      robot.wait(limits::attract_turn_ms);
    }
    CHECK(seen.size() > content->commitments.all.size() / 2);
  }
}

TEST_CASE("every card stands whole above the doors on every panel and in every text size") {
  for (const auto& content : {shared_real_pack(), sample_pack()})
    for (const auto& named : panels)
      for (const float scale : ui::text_scales) {
        auto panel = named.panel;
        panel.text_scale = scale;
        Robot robot(some_station(), stored_at_once(), panel, Robot::Motion::off, content);
        robot.tell(kiosk::event::Tick{});
        for (std::size_t i = 0; i < kiosk::rest::attract_slides(*content, some_station()); ++i) {
          const float top = doors(robot).front().y;
          for (const auto& text : robot.scene().texts) {
            INFO(named.name << ", text size " << scale << ", picture " << i << ": " << text.name << ": " << text.text);
            CHECK(text.whole());
            const bool in_a_door = text.ink.y > top;
            CHECK((in_a_door || text.ink.bottom() < top));
          }
          robot.wait(limits::attract_turn_ms);
        }
      }
}

TEST_CASE("nothing is drawn between two turns") {
  auto robot = at_rest(shared_real_pack());
  robot.tell(kiosk::event::Tick{});
  (void)robot.scene();
  robot.clock.advance(limits::attract_turn_ms - 1);
  REQUIRE(robot.app().next_deadline_ms());
  CHECK(*robot.app().next_deadline_ms() > robot.clock.monotonic_ms());
  CHECK_FALSE(robot.app().changed());
  CHECK_FALSE(robot.app().transition());
  const auto before = title(robot);
  robot.wait(1);
  CHECK(robot.app().changed());
  CHECK_FALSE(robot.app().transition());  // a cut: no frame between
  CHECK(title(robot) != before);
}

TEST_CASE("an event that changes nothing to be seen asks for no frame") {
  auto robot = at_rest(shared_real_pack());
  robot.tell(kiosk::event::Tick{});
  CHECK(robot.app().take_unpainted());
  CHECK_FALSE(robot.app().take_unpainted());
  robot.tell(kiosk::event::MicrophoneChanged{true});
  CHECK(robot.app().changed());
  CHECK_FALSE(robot.app().take_unpainted());
  robot.wait(limits::attract_turn_ms);
  (void)robot.scene();  // a look at it takes no frame away
  CHECK(robot.app().take_unpainted());
  robot.app().resize(robot.panel());  // the window's memory is another
  CHECK(robot.app().take_unpainted());
  CHECK_FALSE(robot.app().take_unpainted());
}

TEST_CASE("what was done and what is promised here come before what others promised") {
  const auto cards = kiosk::rest::attract_cards(*sample_pack(), some_station());
  REQUIRE(cards.size() > 3);
  CHECK(std::holds_alternative<const OutcomeCard*>(cards[0]));
  CHECK(std::holds_alternative<const OutcomeCard*>(cards[1]));
  CHECK(std::get<const Commitment*>(cards[2])->is_of({"09.001.01.01"}));
  CHECK(std::get<const Commitment*>(cards.back())->is_of({"01.571.01.11"}));
  // what happened elsewhere is not told here
  auto away = some_station();
  away.place = {"01.571.01.11"};
  const auto there = kiosk::rest::attract_cards(*sample_pack(), away);
  CHECK(std::get<const OutcomeCard*>(there[0])->id == "SAMPLE-DID-RAMP");
  CHECK(std::get<const Commitment*>(there[1])->is_of({"01.571.01.11"}));
  CHECK(kiosk::rest::attract_cards(real_pack(), some_station()).size() == limits::attract_cards);
}

TEST_CASE("a touch of a door begins whatever is shown and the idle screen is the same after") {
  auto robot = at_rest(sample_pack());
  robot.wait(3 * limits::attract_turn_ms);
  robot.language(Language::fr);
  CHECK(robot.sees("menu.title"));
  robot.tap("nav.start_again");
  CHECK(title(robot) == robot.reads("attract.title"));
}

TEST_CASE("without commitments the waiting screen waits for a finger alone") {
  static const auto without = [] {
    auto files = real_pack_files();
    for (auto& file : files)
      if (file.name == "commitments.json") file.text = R"({"commitments": []})";
    return parsed_pack(files);
  }();
  auto robot = at_rest(without);
  CHECK_FALSE(robot.app().next_deadline_ms());
  CHECK(robot.sees("attract.title"));
}

TEST_CASE("an invented card says so while it waits") {
  auto robot = at_rest(sample_pack());
  robot.tell(kiosk::event::Tick{}).wait(limits::attract_turn_ms);
  CHECK(robot.sees("attract.example"));  // of what was done, which is no commitment
  robot.wait(2 * limits::attract_turn_ms);
  CHECK(robot.sees("commitment.sample"));
}
