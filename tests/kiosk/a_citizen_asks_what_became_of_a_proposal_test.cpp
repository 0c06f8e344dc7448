#include <catch2/catch.hpp>
#include <set>

#include "sync/base/limits.h"
#include "tests/support/robot.h"
#include "ui/scene.h"

using namespace minbar;
using namespace minbar::test;

namespace {

const ReceiptCode some_code{{1, 0, 10, 31, 17, 4, 9, 22, 30, 2}};

Answer answer_of(AnswerState state, std::string text, std::int64_t days = 0) {
  return {.state = state,
          .text = std::move(text),
          .language = Language::ar,
          .answered_at_s = 1'790'000'000 + days * 24 * 60 * 60};
}

// A kiosk at which somebody is asked for a code; it remembers what was looked up, and answers with a trail or not at
// all.
struct Asking {
  std::optional<Trail> trail = Trail{};
  bool answers = true;
  std::vector<kiosk::LookUp> asked = {};
  Robot robot{some_station(), stored_at_once()};

  explicit Asking(Language language = Language::ar) {
    robot.look_up = [this](const kiosk::LookUp& question) -> std::optional<kiosk::Event> {
      asked.push_back(question);
      if (!answers) return std::nullopt;
      return kiosk::event::Found{.ask = question.ask, .trail = trail};
    };
    robot.language(language).tap_shown("menu.follow");
  }
  Asking& enter() {
    robot.keys(format_receipt_code(some_code));
    return *this;
  }
  // What stands in the places, "_" where nothing does.
  std::string stands() {
    const auto* follow = kiosk::shown<kiosk::receipt::Follow>(robot.state().session.screen);
    if (follow == nullptr) return "another screen";
    std::string out;
    for (const char c : follow->question.code) out.push_back(c == 0 ? '_' : c);
    return out;
  }
  bool is_told() { return robot.is_on<kiosk::receipt::Became>(); }
};

float x_of(Robot& robot, std::string_view text) { return ui::find_text(robot.scene(), text)->ink.x; }

}  // namespace

TEST_CASE("the last character of a code starts the search and the answer is shown") {
  Asking citizen;
  citizen.trail->reached = Reached::delivered;
  citizen.trail->answers = {answer_of(AnswerState::done, "أُصلح المصباح.")};
  citizen.enter();
  REQUIRE(citizen.asked.size() == 1);
  CHECK(citizen.asked[0].code == some_code);
  CHECK(citizen.robot.sees("became.done"));
  CHECK(citizen.robot.reads("answer.text") == "أُصلح المصباح.");
  CHECK(citizen.robot.reads("answer.day").find("شتنبر") != std::string::npos);
}

TEST_CASE("a code runs from left to right in every language") {
  for (const auto language : all_languages) {
    Asking citizen(language);
    citizen.robot.keys("A7");
    CHECK(x_of(citizen.robot, "follow.place.0") < x_of(citizen.robot, "follow.place.1"));
    CHECK(ui::find_target(citizen.robot.scene(), "key.0")->rect.x <
          ui::find_target(citizen.robot.scene(), "key.1")->rect.x);
  }
}

TEST_CASE("a mistyped code is told at its last character and stays to be corrected") {
  Asking citizen;
  auto code = format_receipt_code(some_code);
  code[2] = code[2] == 'A' ? 'B' : 'A';
  citizen.robot.keys(code.substr(0, code.size() - 1));
  CHECK_FALSE(citizen.robot.sees("follow.mistyped"));
  citizen.robot.keys(code.substr(code.size() - 1));
  CHECK(citizen.robot.sees("follow.mistyped"));
  CHECK(citizen.asked.empty());
  const auto kept = citizen.stands();
  CHECK(kept.find('_') == std::string::npos);
  citizen.robot.tap("follow.search");
  CHECK(citizen.robot.sees("follow.mistyped"));
  CHECK(citizen.stands() == kept);
  for (int i = 0; i < 9; ++i) citizen.robot.tap("edit.left");
  citizen.robot.keys(format_receipt_code(some_code).substr(2, 1));
  CHECK(citizen.asked.size() == 1);
  CHECK(citizen.is_told());
}

TEST_CASE("on a low panel a code and what is said about it keep clear of the keys") {
  for (const auto scale : ui::text_scales)
    for (const auto language : all_languages) {
      INFO(tag_of(language) << ", text size " << scale);
      Robot robot(some_station(), stored_at_once(),
                  {.size = {1280, 800}, .px_per_mm = 149 / 25.4F, .text_scale = scale});
      robot.language(language).tap_shown("menu.follow").keys("W" + format_receipt_code(some_code).substr(1));
      const auto& keys = ui::find_target(robot.scene(), "key.0")->rect;
      CHECK(robot.sees("follow.mistyped"));
      for (const auto* name : {"follow.mistyped", "follow.place.0", "follow.place.10"}) {
        const auto& ink = ui::find_text(robot.scene(), name)->ink;
        CHECK(ink.y + ink.height < keys.y);
      }
      CHECK(ui::find_text(robot.scene(), "follow.mistyped")->ink.y >= 0);
    }
}

TEST_CASE("look alikes are read as what they mean and other signs are no characters") {
  Asking citizen;
  citizen.robot.tell(kiosk::event::Type{"oIl -ع\xD9\xA3u*"});
  CHECK(citizen.stands() == "011________");
  citizen.robot.tell(kiosk::event::Type{"abcdefghjk"});
  CHECK(citizen.stands() == "011ABCDEFGH");
}

TEST_CASE("delete takes the last character and cannot go past the first") {
  Asking citizen;
  citizen.robot.keys("AB").tap("key.backspace");
  CHECK(citizen.stands() == "A__________");
  for (int i = 0; i < 4; ++i) citizen.robot.tap("key.backspace").tap("edit.left");
  CHECK(citizen.stands() == "___________");
  citizen.robot.keys("Z");
  CHECK(citizen.stands() == "Z__________");
}

TEST_CASE("an answer that comes after its question was left is shown to nobody") {
  Asking citizen;
  citizen.answers = false;
  citizen.enter();
  CHECK(citizen.robot.sees("follow.looking"));
  const auto first = citizen.asked[0].ask;
  const Trail told{.reached = Reached::recorded};
  SECTION("by going back") { citizen.robot.tap("nav.back"); }
  SECTION("by the next citizen, who asks too") {
    citizen.robot.tap("nav.start_again").language(Language::ar).tap_shown("menu.follow");
    citizen.enter();
  }
  SECTION("by changing the code") { citizen.robot.tap("key.backspace"); }
  citizen.robot.tell(kiosk::event::Found{.ask = first, .trail = told});
  CHECK_FALSE(citizen.is_told());
}

TEST_CASE("a kiosk that cannot look says so and looks again when asked") {
  Asking citizen;
  citizen.trail.reset();
  citizen.enter();
  CHECK(citizen.robot.sees("follow.failed"));
  citizen.trail = Trail{.reached = Reached::recorded};
  citizen.robot.tap("follow.search");
  CHECK(citizen.asked.size() == 2);
  CHECK(citizen.robot.sees("became.recorded"));
}

TEST_CASE("what this kiosk knows is said with how old it is") {
  Asking citizen(Language::fr);
  SECTION("nothing") {
    citizen.enter();
    CHECK(citizen.robot.sees("became.unknown"));
    CHECK(citizen.robot.sees("became.heard.never"));
    CHECK_FALSE(citizen.robot.sees("became.step.recorded"));
  }
  SECTION("recorded here") {
    citizen.trail = Trail{.reached = Reached::recorded, .recorded_at_s = 1'790'000'000};
    citizen.enter();
    CHECK(citizen.robot.sees("became.recorded"));
    CHECK(citizen.robot.reads("became.step.recorded.day").find("septembre") != std::string::npos);
  }
  SECTION("delivered") {
    citizen.trail = Trail{.reached = Reached::delivered, .heard_at_s = 1'790'000'000};
    citizen.enter();
    CHECK(citizen.robot.sees("became.delivered"));
    CHECK(citizen.robot.reads("became.heard").find("15:13") != std::string::npos);
  }
  SECTION("a person has to look") {
    citizen.trail = Trail{.reached = Reached::needs_desk};
    citizen.enter();
    CHECK(citizen.robot.sees("became.needs_desk"));
  }
  SECTION("an answer of a newer program") {
    citizen.trail = Trail{.reached = Reached::delivered, .newer_unreadable = true};
    citizen.enter();
    CHECK(citizen.robot.sees("became.newer"));
  }
}

TEST_CASE("every state of an answer has its own words and picture") {
  std::set<std::string> words;
  for (const auto state : all_answer_states) {
    Asking citizen(Language::fr);
    citizen.trail = Trail{.reached = Reached::delivered, .answers = {answer_of(state, "نعم")}};
    citizen.enter();
    words.insert(citizen.robot.reads("became." + std::string(name_of(state))));
  }
  CHECK(words.size() == all_answer_states.size());
}

TEST_CASE("the newest answer stands first and earlier ones below it") {
  Asking citizen;
  citizen.trail = Trail{.reached = Reached::delivered,
                        .answers = {answer_of(AnswerState::under_study, "ندرسه"),
                                    answer_of(AnswerState::accepted, "قبل", 3), answer_of(AnswerState::done, "تم", 9)}};
  citizen.enter();
  CHECK(citizen.robot.sees("became.done"));
  CHECK(citizen.robot.reads("answer.text") == "تم");
  CHECK(citizen.robot.reads("became.earlier.text.1") == "قبل");
  CHECK(citizen.robot.reads("became.earlier.text.0") == "ندرسه");
}

TEST_CASE("the longest answer is read page by page to its end") {
  Asking citizen(Language::fr);
  std::string text;
  while (text.size() + 8 < limits::answer_code_points) text += "réponse ";
  citizen.trail = Trail{.reached = Reached::delivered, .answers = {answer_of(AnswerState::declined, text)}};
  citizen.enter();
  int pages = 1;
  for (; pages < 60 && citizen.robot.can_tap("nav.more"); ++pages) citizen.robot.tap("nav.more");
  CHECK(pages > 1);
  CHECK(pages < 60);
  CHECK(citizen.robot.sees("became.heard.never"));
}

TEST_CASE("an answer keeps its own direction whatever the language of the screen") {
  Asking citizen(Language::fr);
  citizen.trail = Trail{.reached = Reached::delivered, .answers = {answer_of(AnswerState::accepted, "نعم، قريبا")}};
  citizen.enter();
  const auto& block = *ui::find_text(citizen.robot.scene(), "answer.text");
  CHECK(block.ink.x > citizen.robot.panel().size.width / 2);
  citizen.robot.language(Language::ar);
  CHECK(citizen.robot.sees("became.accepted"));
}

TEST_CASE("another code begins empty and the end of a session forgets it") {
  Asking citizen;
  citizen.enter();
  citizen.robot.tap("became.another");
  CHECK(citizen.stands() == "___________");
  citizen.robot.keys("ABC").wait(limits::idle_warning_ms + limits::idle_countdown_ms);
  CHECK(citizen.robot.is_on<kiosk::rest::Attract>());
  citizen.robot.language(Language::ar).tap_shown("menu.follow");
  CHECK(citizen.stands() == "___________");
}

TEST_CASE("a code is looked up once however often its last key is tapped") {
  Asking citizen;
  citizen.answers = false;
  citizen.enter();
  const auto last = format_receipt_code(some_code).substr(12);
  citizen.robot.keys(last).keys(last);
  CHECK(citizen.asked.size() == 1);
  CHECK(citizen.robot.sees("follow.looking"));
}
