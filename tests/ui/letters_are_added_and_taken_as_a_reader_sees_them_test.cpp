#include <catch2/catch.hpp>

#include "tests/ui/square_letters.h"
#include "ui/text_edit.h"

using namespace minbar::ui;

namespace {
const GraphemeBreaks breaks = [](std::string_view text) {
  return minbar::test::SquareLetters().grapheme_boundaries(text);
};
}

TEST_CASE("letters go in at the caret and the caret goes on") {
  const TextEdit edit{.text = "ac", .caret = 1};
  CHECK(insert(edit, "b", {.code_points = 10}) == TextEdit{.text = "abc", .caret = 2});
}

TEST_CASE("what does not fit is not taken and never half a letter") {
  const TextEdit edit{.text = "ab", .caret = 2};
  CHECK(insert(edit, "\u00E9\u0645", {.code_points = 3}).text == "ab\u00E9");
}

TEST_CASE("a line break is typed only where lines are") {
  CHECK(insert({}, "a\nb", {.code_points = 9}).text == "ab");
  CHECK(insert({}, "a\nb", {.code_points = 9, .line_breaks = true}).text == "a\nb");
}

TEST_CASE("deleting at the beginning deletes nothing") {
  const TextEdit edit{.text = "ab", .caret = 0};
  CHECK(erase_before(edit, breaks) == edit);
}

TEST_CASE("a caret never stands inside a letter") {
  const TextEdit edit{.text = "\u0645\u0627", .caret = 0};
  CHECK(place_caret(edit, 3, breaks).caret == 2);
  CHECK(place_caret(edit, 99, breaks).caret == 4);
}

TEST_CASE("invisible controls are no letters") {
  for (const char32_t c :
       {U'\u202A', U'\u202E', U'\u2066', U'\u2069', U'\u200F', U'\u061C', U'\u0000', U'\u007F', U'\uFEFF', U'\uE000'})
    CHECK_FALSE(may_be_typed(c));
  for (const char32_t c : {U' ', U'a', U'\u0644', U'\u064E', U'\u200C', U'\u200D', U'\u2D30', U'\U0001F600'})
    CHECK(may_be_typed(c));
}
