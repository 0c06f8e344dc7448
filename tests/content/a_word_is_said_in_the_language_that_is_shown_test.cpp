#include <catch2/catch.hpp>

#include "tests/content/pack.h"

namespace minbar {

TEST_CASE("a word without Tamazight is said in Arabic and in its direction") {
  const auto content = test::real_content();
  const auto known = content.words.say(Language::zgh, "nav.back");
  CHECK(known.text == "ⴰⵖⵓⵍ");
  CHECK(direction_of(known.language) == Direction::ltr);

  const auto unknown = content.words.say(Language::zgh, "start.to");
  CHECK(unknown == content.words.say(Language::ar, "start.to"));
  CHECK(unknown.language == Language::ar);
  CHECK(direction_of(unknown.language) == Direction::rtl);
}

TEST_CASE("a word that Tamazight gains is said in Tamazight without a rebuild") {
  const auto files =
      test::with("words/zgh.json", "{\n", "{\n  \"start.to\": {\"text\": \"ⵙⵙⵏⵜⵉ\", \"confidence\": \"unsure\"},\n");
  const auto content = test::read(files);
  REQUIRE(content);
  const auto said = content->words.say(Language::zgh, "start.to");
  CHECK(said == Wording{"ⵙⵙⵏⵜⵉ", Language::zgh, Confidence::unsure});
}

TEST_CASE("each language names itself") {
  const auto content = test::real_content();
  CHECK(content.words.say(Language::ar, "language.name").text == "العربية");
  CHECK(content.words.say(Language::zgh, "language.name").text == "ⵜⴰⵎⴰⵣⵉⵖⵜ");
  CHECK(content.words.say(Language::fr, "language.name").text == "Français");
  CHECK(content.words.say(Language::en, "language.name").text == "English");
}

TEST_CASE("a theme without a Tamazight name is shown in Arabic") {
  const auto content = test::real_content();
  const auto* theme = content.find_theme({"anti_corruption"});
  REQUIRE(theme != nullptr);
  CHECK(theme->name.in(Language::zgh) == Wording{"النزاهة ومحاربة الفساد", Language::ar});
  CHECK(theme->name.in(Language::fr) == Wording{"Intégrité et lutte contre la corruption", Language::fr});
}

}  // namespace minbar
