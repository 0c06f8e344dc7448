#include <unicode/plurrule.h>

#include <memory>
#include <set>

#include <catch2/catch.hpp>

#include "sync/domain/words/message_pattern.h"
#include "tests/content/pack.h"

namespace minbar {

namespace {

std::string left(const Content& content, Language language, std::int64_t count) {
  return content.words.say(language, "propose.text.left", std::array{Argument{"count", count}}).text;
}

std::string formatted(Language language, std::string_view pattern, std::string_view value) {
  const auto parsed = MessagePattern::parse(language, pattern);
  REQUIRE(parsed);
  return parsed->format(std::array{Argument{"x", value}});
}

}  // namespace

TEST_CASE("Arabic counts letters with its six plural forms") {
  const auto content = test::real_content();
  CHECK(left(content, Language::ar, 0) == "لم يبق أي حرف");
  CHECK(left(content, Language::ar, 1) == "بقي حرف واحد");
  CHECK(left(content, Language::ar, 2) == "بقي حرفان");
  CHECK(left(content, Language::ar, 3) == "بقيت \u20683\u2069 أحرف");
  CHECK(left(content, Language::ar, 11) == "بقي \u206811\u2069 حرفا");
  CHECK(left(content, Language::ar, 100) == "بقي \u2068100\u2069 حرف");
  CHECK(left(content, Language::ar, 103) == "بقيت \u2068103\u2069 أحرف");
}

TEST_CASE("French and English count with two forms") {
  const auto content = test::real_content();
  CHECK(left(content, Language::fr, 0) == "Il reste \u20680\u2069 caractère");
  CHECK(left(content, Language::fr, 2) == "Il reste \u20682\u2069 caractères");
  CHECK(left(content, Language::en, 1) == "\u20681\u2069 letter left");
  CHECK(left(content, Language::en, 0) == "\u20680\u2069 letters left");
}

TEST_CASE("large numbers keep western digits and the marks of Morocco") {
  const auto content = test::real_content();
  CHECK(left(content, Language::ar, 3999) == "بقي \u20683.999\u2069 حرفا");
  CHECK(left(content, Language::fr, 3999) == "Il reste \u20683.999\u2069 caractères");
  CHECK(left(content, Language::en, 3999) == "\u20683,999\u2069 letters left");
}

TEST_CASE("the plural forms demanded are those of the Unicode rules") {
  for (const auto language : all_languages) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::PluralRules> rules(
        icu::PluralRules::forLocale(icu::Locale(std::string(tag_of(language)).c_str()), status));
    const std::unique_ptr<icu::StringEnumeration> keywords(rules->getKeywords(status));
    std::set<std::string> unicode;
    for (const char* word = keywords->next(nullptr, status); word != nullptr; word = keywords->next(nullptr, status))
      unicode.insert(word);
    REQUIRE(U_SUCCESS(status));
    if (language == Language::fr) CHECK(unicode.erase("many") == 1);  // a million and more: no count of ours
    const auto demanded = required_plural_forms(language);
    CHECK(unicode == std::set<std::string>(demanded.begin(), demanded.end()));
  }
}

TEST_CASE("every argument stands in an isolate of its own in every language") {
  const auto content = test::real_content();
  const std::array step{Argument{"step", 2}, Argument{"total", 4}};
  CHECK(content.words.say(Language::ar, "propose.step", step).text == "الخطوة \u20682\u2069 من \u20684\u2069");
  CHECK(content.words.say(Language::fr, "propose.step", step).text == "Étape \u20682\u2069 sur \u20684\u2069");
  const std::array name{Argument{"name", "Agadir"}};
  CHECK(content.words.say(Language::ar, "place.province", name).text == "إقليم \u2068Agadir\u2069");
  CHECK(content.words.say(Language::fr, "place.province", name).text == "Province d’\u2068Agadir\u2069");
}

TEST_CASE("numbers in nested plurals and numbers written out stand in isolates too") {
  const auto nested = MessagePattern::parse(
      Language::ar,
      "{a, plural, zero {{b, number}} one {{b, number}} two {{b, number}} few {# {b, number}} many {# {b, number}} "
      "other {# {b, number}}}");
  REQUIRE(nested);
  CHECK(nested->format(std::array{Argument{"a", 3}, Argument{"b", 1234567}}) == "\u20683\u2069 \u20681.234.567\u2069");
  CHECK(nested->format(std::array{Argument{"a", 0}, Argument{"b", 5}}) == "\u20685\u2069");
  const auto chosen = MessagePattern::parse(Language::en, "{who, select, man {he, {n}} other {they, {n}}}");
  REQUIRE(chosen);
  const std::array arguments{Argument{"n", std::string_view("x")}, Argument{"who", std::string_view("man")}};
  CHECK(chosen->format(arguments) == "he, \u2068x\u2069");
}

TEST_CASE("an argument cannot break out of its isolate") {
  CHECK(formatted(Language::en, "a {x} b", "1\u2069 2") == "a \u20681 2\u2069 b");
  CHECK(formatted(Language::en, "a {x} b", "\u2067 1") == "a \u2068\u2067 1\u2069\u2069 b");
  CHECK(formatted(Language::en, "a {x} b", "\u2067 1\u2069 2") == "a \u2068\u2067 1\u2069 2\u2069 b");
  CHECK(formatted(Language::en, "a {x} b",
                  "1\n2\u2029"
                  "3") == "a \u20681 2 3\u2069 b");
  CHECK(formatted(Language::en, "a {x} b", "{x} # '") == "a \u2068{x} # '\u2069 b");
}

}  // namespace minbar
