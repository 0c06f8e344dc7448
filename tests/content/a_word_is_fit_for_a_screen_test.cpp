#include <array>

#include <catch2/catch.hpp>

#include "tests/content/pack.h"

namespace minbar {

namespace {

std::string refusal(Language language, std::string_view text) {
  const auto word = Word::parse(language, text);
  return word ? "" : word.error().context;
}

std::string said(Language language, std::string_view text) {
  const auto word = Word::parse(language, text);
  if (!word) FAIL(word.error().context);
  return word->say({});
}

}  // namespace

TEST_CASE("a form that stands for several numbers and shows none is refused") {
  const auto lacks = Catch::Matchers::Contains("does not show its number");
  CHECK_THAT(refusal(Language::fr, "{n, plural, one {Un mot} other {# mots}}"), lacks);  // 0 is "one" in French
  CHECK_THAT(refusal(Language::en, "{n, plural, one {# word} other {many words}}"), lacks);
  CHECK_THAT(refusal(Language::ar, "{n, plural, zero {لا} one {ح} two {حا} few {أحرف} many {# حر} other {# حر}}"),
             lacks);
  CHECK(refusal(Language::en, "{n, plural, =0 {none} one {one word} other {# words}}").empty());
  CHECK(refusal(Language::en, "{n, plural, one {one word} other {{n} words}}").empty());
  CHECK(refusal(Language::en, "{n} {n, plural, one {word} other {words}}").empty());
}

TEST_CASE("an argument that one form tells and another keeps is refused") {
  CHECK_THAT(refusal(Language::en, "{n, plural, one {one word in {place}} other {# words}}"),
             Catch::Matchers::Contains("{place} stands in the form \"one\" of {n} and not in \"other\""));
  CHECK_THAT(refusal(Language::en, "{who, select, man {{name}} other {someone}}"),
             Catch::Matchers::Contains("{name} stands in the form \"man\""));
  CHECK(refusal(Language::en, "{n, plural, one {one word in {place}} other {# words in {place}}}").empty());
}

TEST_CASE("plurals may nest and every combination of their forms is judged") {
  const std::string_view both =
      "{a, plural, one {# day and {b, plural, one {# hour} other {# hours}}} "
      "other {# days and {b, plural, one {# hour} other {# hours}}}}";
  const auto shape = shape_of_message(Language::en, both);
  REQUIRE(shape);
  CHECK(shape->numbers == std::vector<std::string>{"a", "b"});
  CHECK(shape->forms ==
        std::vector<std::string>{"# day and # hour", "# day and # hours", "# days and # hour", "# days and # hours"});
  CHECK_THAT(refusal(Language::en, "a {n, plural, one {# b} other { # c}}"), Catch::Matchers::Contains("two spaces"));
  CHECK_THAT(refusal(Language::en, "a {n, plural, one {# b} other {# c }}"),
             Catch::Matchers::Contains("ends in a space"));
  std::string many = "x";
  for (const auto* name : {"a", "b", "c", "d", "e", "f", "g", "h", "i"})
    many += std::string("{") + name + ", plural, one {#} other {#.}}";
  CHECK_THAT(refusal(Language::en, many), Catch::Matchers::Contains("more than 256 forms"));
}

TEST_CASE("a number sign that would be read as it stands is refused") {
  const auto stands = Catch::Matchers::Contains("shown as it stands");
  CHECK_THAT(refusal(Language::en, "# letters left"), stands);
  CHECK_THAT(refusal(Language::en, "# of {n}"), stands);
  CHECK_THAT(refusal(Language::en, "{n, plural, one {{x, select, y {# a} other {# b}}} other {#}}"), stands);
}

TEST_CASE("what would fail only when it is said is refused when it is read") {
  CHECK_THAT(refusal(Language::en, "{n, number, ::bogus}"), Catch::Matchers::Contains("style of its own"));
  CHECK_THAT(refusal(Language::en, "{n, plural, offset:1 one {#} other {# x}}"), Catch::Matchers::Contains("offset"));
  CHECK_THAT(refusal(Language::en, "{n, selectordinal, one {#st} other {#th}}"),
             Catch::Matchers::Contains("not offered"));
  CHECK_THAT(refusal(Language::en, "{n, plural, one {#} one {# b} other {# c}}"), Catch::Matchers::Contains("twice"));
  CHECK_THAT(refusal(Language::en, std::string(5000, 'a')), Catch::Matchers::Contains("longer than"));
  CHECK_THAT(refusal(Language::en, "{who, select, man {he}}"), Catch::Matchers::Contains("\"other\""));
  const auto place =
      test::read(test::with("words/fr.json", "Province de {name}", "{name, plural, one {#} other {# x}}"));
  REQUIRE_FALSE(place);
  CHECK_THAT(place.error().context, Catch::Matchers::Contains("{name} is a text and cannot be counted"));
  const auto step = test::read(test::with("words/fr.json", "Étape {step}", "Étape {step, select, other {{step}}}"));
  REQUIRE_FALSE(step);
  CHECK_THAT(step.error().context, Catch::Matchers::Contains("{step} is a number"));
}

TEST_CASE("numbers and codes read left to right in an Arabic sentence and stay bare elsewhere") {
  CHECK(said(Language::ar, "القانون رقم 09-08 من") == "القانون رقم \u206609-08\u2069 من");
  CHECK(said(Language::ar, "بين 19:30 و23.") == "بين \u206619:30\u2069 و23.");
  CHECK(said(Language::ar, "مثال: 0600000000") == "مثال: 0600000000");
  CHECK(said(Language::ar, "الهاتف +212 528 84، الرمز 7K3M-9QXD.") ==
        "الهاتف \u2066+212 528 84\u2069، الرمز \u20667K3M-9QXD\u2069.");
  CHECK(said(Language::ar, "البطاقة AB123456 و 14 عمودا") == "البطاقة AB123456 و 14 عمودا");
  CHECK(said(Language::ar, "برنامج 2021\u20132027") == "برنامج 2021\u20132027");  // a range, from the right
  CHECK(said(Language::fr, "loi 09-08") == "loi 09-08");
  const auto content = test::real_content();
  CHECK_THAT(content.words.say(Language::ar, "propose.author.notice").text,
             Catch::Matchers::Contains("\u206609-08\u2069"));
}

TEST_CASE("French has its no-break spaces whichever space was typed") {
  CHECK(said(Language::fr, "Où ? Là ! « ici » : 9:30 ; a 5 % n° 7") ==
        "Où\u00a0? Là\u00a0! «\u00a0ici\u00a0»\u00a0: 9:30\u00a0; a 5\u00a0% n°\u00a07");
  CHECK(said(Language::fr, "Où\u00a0?") == "Où\u00a0?");
  const auto ticket = Word::parse(Language::fr, "Ticket n° {n}");
  REQUIRE(ticket);
  CHECK(ticket->say(std::array{Argument{"n", 7}}) == "Ticket n°\u00a0\u20687\u2069");
  for (const auto* text : {"Où?", "Là!", "«ici »", "« ici»", "Exemple: a", "a; b"}) {
    INFO(text);
    CHECK_THAT(refusal(Language::fr, text), Catch::Matchers::Contains("lacks the space that French sets"));
  }
  const auto content = test::real_content();
  CHECK(content.words.say(Language::fr, "rate.faces.title").text == "Comment était ce service\u00a0?");
}

TEST_CASE("punctuation of the wrong script or at the wrong distance is refused") {
  const auto latin = Catch::Matchers::Contains("a Latin , ; or ?");
  CHECK_THAT(refusal(Language::ar, "أين?"), latin);
  CHECK_THAT(refusal(Language::ar, "هنا, وهناك"), latin);
  CHECK_THAT(refusal(Language::ar, "هنا; وهناك"), latin);
  CHECK(refusal(Language::ar, "أين؟ هنا، 3,5 (a, b)").empty());
  // an Arabic sentence goes on after a Latin name, a number or an argument
  for (const auto* text : {"شبكة Wi-Fi، ثم الخدمة", "3، ثم 4", "{name}، {parent}", "إقليم {name}، جهة {parent}؟"}) {
    INFO(text);
    CHECK(refusal(Language::ar, text).empty());
  }
  CHECK_THAT(refusal(Language::ar, "إقليم {name}, جهة {parent}"), latin);
  CHECK_THAT(refusal(Language::ar, "{name}, {parent}"), latin);
  CHECK_THAT(refusal(Language::en, "here، there"), Catch::Matchers::Contains("an Arabic comma"));
  const auto distance = Catch::Matchers::Contains("a space before");
  CHECK_THAT(refusal(Language::ar, "أين ؟"), distance);
  CHECK_THAT(refusal(Language::en, "Where ?"), distance);
  CHECK_THAT(refusal(Language::fr, "ici , là"), distance);
  CHECK_THAT(refusal(Language::en, "two  spaces"), Catch::Matchers::Contains("two spaces"));
  CHECK_THAT(refusal(Language::en, "\u00a0a"), Catch::Matchers::Contains("begins or ends in a space"));
  CHECK_THAT(refusal(Language::en, "a \"word\""), Catch::Matchers::Contains("typewriter quote"));
}

TEST_CASE("letters that only look right are refused") {
  CHECK_THAT(refusal(Language::ar, "\uFEFB"), Catch::Matchers::Contains("a letter's shape"));
  CHECK_THAT(refusal(Language::ar, "بقي ٣"), Catch::Matchers::Contains("digits of the east"));
  CHECK_THAT(refusal(Language::fr, "e\u0301tape"), Catch::Matchers::Contains("normal form C"));
  CHECK_THAT(refusal(Language::zgh, "azul"), Catch::Matchers::Contains("without a letter of Tifinagh"));
  CHECK(refusal(Language::zgh, "ⵡⵉⴼⵉ (Wi-Fi)").empty());
  CHECK(refusal(Language::zgh, "{step} / {total}").empty());  // an argument's name is no word
  CHECK_THAT(refusal(Language::en, "a\uFFFDb"), Catch::Matchers::Contains("lost in another encoding"));
}

TEST_CASE("a name in the pack is judged as a word is and takes no argument") {
  const auto braces = test::read(test::with("themes.json", "\"Jeunesse\"", "\"Jeunesse {n}\""));
  REQUIRE_FALSE(braces);
  CHECK_THAT(braces.error().context, Catch::Matchers::Contains("a name stands for itself"));
  const auto space = test::read(test::with("services.json", "\"الاستقبال\"", "\"الاستقبال \""));
  REQUIRE_FALSE(space);
  CHECK_THAT(space.error().context, Catch::Matchers::StartsWith("services.json:10: the name in \"ar\" begins or ends"));
}

}  // namespace minbar
