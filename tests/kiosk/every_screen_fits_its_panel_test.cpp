// Every screen in every language on a 15.6 inch panel: words whole, targets large and apart, contrast high, sides
// mirrored.
#include <catch2/catch.hpp>

#include <map>

#include "sync/base/limits.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

using Look = std::function<void(const std::string& screen, Robot& robot)>;

void walk(Language language, const Look& look) {
  bool fails = true;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    if (fails) return kiosk::event::NotSaved{save.submission.id, Errc::full};
    return std::nullopt;
  });
  look("attract", robot);
  robot.language(language);
  look("menu", robot);
  robot.tap("menu.propose");
  look("theme", robot);
  robot.tap("theme.public_services").tap("nav.next");
  look("write without text", robot);
  robot.keys("14 x 3.5");
  look("write", robot);
  robot.tap("nav.next").tap("propose.author.named");
  look("notice without consent", robot);
  robot.tap("propose.author.consent").tap("propose.author.named");
  look("author", robot);
  robot.keys("12").tap("nav.next");
  look("review", robot);
  robot.wait(limits::idle_warning_ms);
  look("idle", robot);
  robot.tap("idle.continue").tap("propose.review.send");
  look("saving failed", robot);
  fails = false;
  robot.tap("saving.failed.retry");
  look("saving", robot);
  const auto& saving = std::get<kiosk::screen::Saving>(robot.state().screen);
  robot.tell(kiosk::event::Saved{saving.draft.id});
  look("receipt", robot);
}

void walk_all(const Look& look) {
  for (const auto language : all_languages) {
    INFO("language " << tag_of(language));
    walk(language, look);
    Robot closed(std::nullopt, stored_at_once());
    closed.language(language);
    look("not enrolled", closed);
    closed.app().break_down();
    closed.language(language);
    look("out of order", closed);
  }
}

// Text inside a scroll area may stand below its edge; "more" leads there.
bool scrolled_away(const ui::TextBlock& text, const ui::Scene& scene) {
  return text.clip.height < scene.size.height && !text.clip.encloses(text.ink, 1);
}

}  // namespace

TEST_CASE("every word on every screen is whole") {
  walk_all([](const std::string& screen, Robot& robot) {
    for (const auto& text : robot.scene().texts) {
      if (scrolled_away(text, robot.scene())) continue;
      INFO(screen << ": " << text.name << ": " << text.text);
      CHECK(text.whole());
    }
  });
}

TEST_CASE("every target is large enough for a finger and apart from its neighbours") {
  const float least = ui::size::target * portrait.px_per_mm - 1;
  walk_all([&](const std::string& screen, Robot& robot) {
    const auto& targets = robot.scene().targets;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      INFO(screen << ": " << targets[i].name);
      CHECK(targets[i].rect.width >= least);
      CHECK(targets[i].rect.height >= least);
      if (targets[i].name == "idle.anywhere") continue;  // the whole screen, under the question's own buttons
      for (std::size_t j = i + 1; j < targets.size(); ++j) {
        INFO("and " << targets[j].name);
        CHECK(targets[i].rect.intersected(targets[j].rect).empty());
      }
    }
  });
}

TEST_CASE("every text stands out from its ground at ten to one") {
  walk_all([](const std::string& screen, Robot& robot) {
    for (const auto& text : robot.scene().texts) {
      INFO(screen << ": " << text.name);
      CHECK(ui::contrast(text.color, text.ground) >= 10);
    }
  });
}

TEST_CASE("no two texts lie over each other") {
  walk_all([](const std::string& screen, Robot& robot) {
    const auto& texts = robot.scene().texts;
    for (std::size_t i = 0; i < texts.size(); ++i)
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        INFO(screen << ": " << texts[i].name << " and " << texts[j].name);
        const auto common =
            texts[i].ink.intersected(texts[i].clip).intersected(texts[j].ink.intersected(texts[j].clip));
        CHECK((common.width <= 1 || common.height <= 1));
      }
  });
}

TEST_CASE("the sides of a screen are mirrored for Arabic") {
  const auto places = [](Language language) {
    std::map<std::string, float> middles;
    walk(language, [&](const std::string& screen, Robot& robot) {
      for (const auto& target : robot.scene().targets)
        if (target.name.starts_with("nav.") || target.name.starts_with("theme."))
          middles[screen + target.name] = target.rect.x + target.rect.width / 2;
    });
    return middles;
  };
  const auto arabic = places(Language::ar);
  const auto french = places(Language::fr);
  int compared = 0;
  for (const auto& [name, x] : arabic) {
    INFO(name);
    const float middle = portrait.size.width / 2;
    if (name.ends_with("start_again")) continue;  // near the middle, its side depends on the words beside it
    if (!french.contains(name)) continue;         // "more" is there only where a language needs it
    CHECK((x > middle) != (french.at(name) > middle));
    ++compared;
  }
  CHECK(compared > 10);
}

TEST_CASE("a keyboard is not mirrored") {
  const auto x_of = [](Language language) {
    Robot robot(some_station(), stored_at_once());
    robot.language(language).tap("menu.propose").tap("theme.youth");
    return ui::find_target(robot.scene(), "key.1")->rect.x;
  };
  CHECK(x_of(Language::ar) == x_of(Language::fr));
}

TEST_CASE("a long proposal is reviewed page by page with a visible more") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::fr).tap("menu.propose").tap("theme.youth");
  std::string text;
  for (int i = 0; i < 400; ++i) text += "mot ";
  robot.tell(kiosk::event::Type{text}).tap("nav.next").tap("propose.author.anonymous");
  REQUIRE(robot.can_tap("nav.more"));
  CHECK_FALSE(robot.can_tap("nav.less"));
  int pages = 1;
  while (robot.can_tap("nav.more")) {
    robot.tap("nav.more");
    ++pages;
    REQUIRE(pages < 50);
  }
  CHECK(robot.can_tap("nav.less"));
  CHECK(robot.can_tap("propose.review.author.edit"));
}
