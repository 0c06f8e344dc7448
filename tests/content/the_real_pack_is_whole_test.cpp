#include <unicode/normalizer2.h>

#include <algorithm>

#include <catch2/catch.hpp>

#include "kiosk/pack/word_keys.h"
#include "sync/base/utf8.h"
#include "tests/content/pack.h"

namespace minbar {

TEST_CASE("the real content pack is read whole") {
  const auto content = test::real_content();
  CHECK(content.version == 1);
  CHECK(content.themes.size() == 8);
  CHECK(content.places.all().size() == 1590 + 75 - 75 + 41);
  for (const auto& theme : content.themes) CHECK(content.find_theme(theme.id) == &theme);
  CHECK(content.find_theme({"no_such_theme"}) == nullptr);
}

TEST_CASE("every word is there in Arabic French and English") {
  const auto content = test::real_content();
  for (const auto& word : kiosk::word_keys)
    for (const auto language : {Language::ar, Language::fr, Language::en}) {
      INFO(word.key);
      CHECK(content.words.shown_in(language, word.key) == language);
    }
}

TEST_CASE("every file of the pack is in normal form C with plain line ends") {
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(status);
  REQUIRE(U_SUCCESS(status));
  for (const auto& file : test::real_files()) {
    INFO(file.name);
    CHECK(is_valid_utf8(file.text));
    CHECK(nfc->isNormalizedUTF8(file.text, status));
    CHECK(file.text.find('\r') == std::string::npos);
    CHECK(file.text.back() == '\n');
  }
}

TEST_CASE("a Tamazight word is written in Tifinagh and says how sure it is") {
  const auto content = test::real_content();
  int known = 0;
  for (const auto& word : kiosk::word_keys) {
    if (content.words.shown_in(Language::zgh, word.key) != Language::zgh) continue;
    ++known;
    if (!word.arguments.empty()) continue;
    const auto letters = to_utf32(content.words.say(Language::zgh, word.key).text);
    INFO(word.key);
    CHECK(std::any_of(letters.begin(), letters.end(), [](char32_t c) { return c >= 0x2D30 && c <= 0x2D7F; }));
    CHECK(std::none_of(letters.begin(), letters.end(), [](char32_t c) { return c >= 0x0600 && c <= 0x06FF; }));
  }
  CHECK(known >= 300);
  CHECK(content.words.say(Language::zgh, "nav.back").confidence == Confidence::certain);
  CHECK(content.words.say(Language::zgh, "menu.propose").confidence == Confidence::likely);
}

}  // namespace minbar
