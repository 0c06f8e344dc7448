// Tamazight is written from left to right and borrows the words it lacks from Arabic, which is not. Which way a screen
// runs is decided by what it can say, once for each pack.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "kiosk/core/screen_name.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/reading/share.h"
#include "tests/support/tour.h"

using namespace minbar;
using namespace minbar::test;

namespace {

std::set<std::string_view> words_of(std::string_view screen) {
  std::set<std::string_view> out;
  auto words = kiosk::reading::screen_words.at(kiosk::reading::place_of(screen)).words;
  for (std::size_t end = 0; !words.empty(); words.remove_prefix(std::min(end + 1, words.size()))) {
    end = std::min(words.find(' '), words.size());
    out.insert(words.substr(0, end));
  }
  return out;
}

bool is_word(std::string_view name) {
  return std::any_of(kiosk::word_keys.begin(), kiosk::word_keys.end(),
                     [&](const WordKey& word) { return word.key == name; });
}

// What any screen may show, or shows in each language by itself.
bool is_everywhere(std::string_view name) {
  const auto begins = [&](std::string_view with) { return name.starts_with(with); };
  return begins("language.") || begins("idle.") || begins("keyboard.") || begins("date.") || name == "nav.more" ||
         name == "app.name";
}

// The words of Tamazight that begin so are taken away, or all but these.
std::shared_ptr<const Content> pack_without(std::string_view beginning) {
  auto files = real_pack_files();
  for (auto& file : files) {
    if (file.name != "words/zgh.json") continue;
    std::string left = "{\n";
    for (std::size_t at = 0; at < file.text.size();) {
      const auto end = std::min(file.text.find('\n', at), file.text.size());
      auto line = file.text.substr(at, end - at);
      at = end + 1;
      if (!line.starts_with("  \"") || line.starts_with("  \"" + std::string(beginning))) continue;
      if (line.ends_with(",")) line.pop_back();
      left += (left.size() > 2 ? ",\n" : "") + line;
    }
    file.text = left + "\n}\n";
  }
  return parsed_pack(files);
}

bool starts_at_the_right(Robot& robot, std::string_view target) {
  const auto& rect = ui::find_target(robot.scene(), target)->rect;
  return rect.x + rect.width / 2 > static_cast<float>(robot.panel().size.width) / 2;
}

}  // namespace

TEST_CASE("every word that a screen shows is counted among the words of that screen") {
  std::set<std::string> faults;
  std::size_t counted = 0;
  for (const auto& [panel_name, panel] : panels)
    tour(Language::fr, panel, [&](const std::string&, Robot& robot) {
      const auto screen = kiosk::name_of(robot.state().session.screen);
      const auto words = words_of(screen);
      for (const auto& text : robot.scene().texts) {
        if (!is_word(text.name) || is_everywhere(text.name)) continue;
        ++counted;
        if (!words.contains(text.name))
          faults.insert("\"" + text.name + "\" belongs to the row \"" + std::string(screen) + "\"");
      }
    });
  for (const auto& fault : faults) FAIL_CHECK(fault << " of kiosk/reading/screen_words.h");
  CHECK(counted > 1000);
}

TEST_CASE("the rows of the screens name words that there are") {
  for (const auto& [screen, words] : kiosk::reading::screen_words)
    for (const auto word : words_of(screen)) {
      INFO(screen << ": " << word);
      CHECK((is_word(word) || word.ends_with(".names") || word.ends_with(".hints")));
    }
}

TEST_CASE("a screen whose words are mostly Tamazight runs from left to right and another from right to left") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::zgh);
  CHECK_FALSE(robot.app().right_to_left());
  CHECK_FALSE(starts_at_the_right(robot, "nav.start_again"));
  robot.tap("menu.rate");
  CHECK_FALSE(robot.app().right_to_left());

  const ui::Panel wide{.size = {1920, 1080}, .px_per_mm = 102 / 25.4F};  // there "start again" has its word
  Robot sparse(some_station(), stored_at_once(), wide, Robot::Motion::off, pack_without("follow."));
  sparse.language(Language::zgh);
  CHECK_FALSE(sparse.app().right_to_left());
  sparse.tap("menu.follow");
  CHECK(sparse.app().right_to_left());
  CHECK(starts_at_the_right(sparse, "nav.start_again"));
  CHECK(sparse.reads("nav.start_again") == sparse.app().content().words.say(Language::zgh, "nav.start_again").text);
}

TEST_CASE("the way a screen runs changes with a pack and not while somebody looks") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::zgh).tap("menu.follow");
  REQUIRE_FALSE(robot.app().right_to_left());
  robot.app().take_content(pack_without("follow."));
  CHECK_FALSE(robot.app().right_to_left());
  robot.tap("nav.start_again").language(Language::zgh).tap("menu.follow");
  CHECK(robot.app().right_to_left());
}

TEST_CASE("the journeys of rating and of following and the menu are wholly in Tamazight") {
  const auto& content = *shared_real_pack();
  for (const auto* screen : {"menu", "rate: services", "rate: faces", "rate: keeping", "rate: reasons", "rate: comment",
                             "rate: thanks", "follow", "follow: what became"})
    for (const auto word : words_of(screen)) {
      if (word == "trust.mark") continue;  // a notice for staff
      INFO(screen << ": " << word);
      const auto share = kiosk::reading::share_of(content, word, Language::zgh);
      CHECK(share.known == share.of);
    }
}

TEST_CASE("the door of Tamazight says how much is said in it until everything is") {
  Robot robot(some_station(), stored_at_once());
  const auto share = kiosk::reading::percent(kiosk::reading::share_of_all(*shared_real_pack(), Language::zgh));
  REQUIRE(share < 100);
  const auto said = robot.reads("language.complete");
  CHECK(said.find(std::to_string(share)) != std::string::npos);
  CHECK(kiosk::reading::share_of_all(*shared_real_pack(), Language::fr).known ==
        kiosk::reading::share_of_all(*shared_real_pack(), Language::fr).of);
}
