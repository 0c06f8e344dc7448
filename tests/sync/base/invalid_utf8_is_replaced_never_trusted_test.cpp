#include <catch2/catch.hpp>

#include "sync/base/utf8.h"
#include "tests/support/seeded_random.h"

using namespace minbar;

TEST_CASE("valid text in four scripts passes letter for letter") {
  for (const std::string text : {"اقتراح: إصلاح الإنارة ٣", "ⴰⵣⵓⵍ", "Éclairage public", "😀 a\u200Fb"}) {
    CHECK(is_valid_utf8(text));
    CHECK(sanitized_utf8(text) == text);
    CHECK(to_utf8(to_utf32(text)) == text);
  }
}

TEST_CASE("each maximal invalid part becomes one replacement character") {
  // the examples of the Unicode Standard 15, tables 3-8 to 3-11
  CHECK(sanitized_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
  CHECK(sanitized_utf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA");
  CHECK(sanitized_utf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB");
  CHECK(sanitized_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") == "\uFFFD\uFFFD\uFFFD\uFFFDA");
}

TEST_CASE("random bytes never crash and always become valid text") {
  test::SeededRandom random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text(random.below(40), '\0');
    random.fill({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    const auto clean = sanitized_utf8(text);
    REQUIRE(is_valid_utf8(clean));
    REQUIRE(count_code_points(clean) == to_utf32(text).size());
  }
}
