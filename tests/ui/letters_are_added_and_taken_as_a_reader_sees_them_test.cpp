#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "tests/ui/square_letters.h"
#include "ui/text_edit.h"

using namespace minbar;
using namespace minbar::ui;

namespace {
// Every code point is a letter of its own; clusters of several are tested with the real segmenter in tests/ui/text.
const GraphemeBreaks breaks = [](std::string_view text) { return test::SquareLetters().grapheme_boundaries(text); };
const WordRanges words = [](std::string_view text) { return test::SquareLetters().words(text); };
constexpr EditLimits ten{.code_points = 10, .line_breaks = true};

TextEdit typed(TextEdit edit, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) edit = insert(std::move(edit), key, {.code_points = 100, .line_breaks = true}, breaks);
  return edit;
}
}  // namespace

TEST_CASE("letters go in at the caret and the caret goes on") {
  const auto edit = insert({.text = "ac", .caret = 1}, "b", ten, breaks);
  CHECK(edit.text == "abc");
  CHECK(edit.caret == 2);
}

TEST_CASE("what does not fit is not taken and never half a letter") {
  const TextEdit edit{.text = "ab", .caret = 2};
  CHECK(insert(edit, "\u00E9\u0645", {.code_points = 3}, breaks).text == "ab\u00E9");
  CHECK(insert(edit, "\u00E9", {.code_points = 2}, breaks) == edit);
  CHECK(room_left(edit, {.code_points = 3}) == 1);
  CHECK(room_left(edit, {.code_points = 1}) == 0);
}

TEST_CASE("a line break is typed only where lines are") {
  CHECK(insert({}, "a\nb", {.code_points = 9}, breaks).text == "ab");
  CHECK(insert({}, "a\nb", ten, breaks).text == "a\nb");
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

TEST_CASE("what is typed or deleted takes the place of the selected word") {
  const TextEdit edit{.text = "la rue large", .caret = 0};
  const auto chosen = select_word(edit, 4, words, breaks);
  CHECK(selection(chosen) == TextRange{3, 6});
  const auto replaced = insert(chosen, "voie", {.code_points = 100}, breaks);
  CHECK(replaced.text == "la voie large");
  CHECK(replaced.caret == 7);
  CHECK_FALSE(replaced.anchor);
  CHECK(erase_before(chosen, breaks).text == "la  large");
  CHECK(undo(replaced).text == edit.text);
}

TEST_CASE("a selection makes room for what takes its place and nothing typed leaves it alone") {
  const auto chosen = select_word({.text = "abc def", .caret = 0}, 1, words, breaks);
  CHECK(insert(chosen, "xyzw", {.code_points = 7}, breaks).text == "xyz def");
  CHECK(insert(chosen, "\u202E", {.code_points = 7}, breaks) == chosen);
}

TEST_CASE("a tap between words selects none and moving the caret ends a selection") {
  const TextEdit edit{.text = "ab  cd", .caret = 0};
  CHECK_FALSE(select_word(edit, 3, words, breaks).anchor);
  CHECK(selection(select_word(edit, 2, words, breaks)) == TextRange{0, 2});  // the end of a word is of the word
  CHECK_FALSE(place_caret(select_word(edit, 0, words, breaks), 1, breaks).anchor);
}

TEST_CASE("a letter of which a word holds a part is selected whole") {
  const GraphemeBreaks pairs = [](std::string_view) { return std::vector<std::size_t>{0, 2, 4}; };
  const WordRanges inner = [](std::string_view) { return std::vector<TextRange>{{1, 3}}; };
  CHECK(selection(select_word({.text = "abcd"}, 1, inner, pairs)) == TextRange{0, 4});
}

TEST_CASE("undo takes back a word with the spaces after it and then the word before") {
  const auto edit = typed({}, {"l", "a", " ", " ", "r", "u", "e"});
  CHECK(undo(edit).text == "la  ");
  CHECK(undo(undo(edit)).text.empty());
  CHECK(undo(undo(undo(edit))).text.empty());
}

TEST_CASE("undo takes back a run of deletions at once and puts the caret where it was") {
  auto edit = typed({}, {"r", "u", "e"});
  for (int i = 0; i < 3; ++i) edit = erase_before(edit, breaks);
  CHECK(edit.text.empty());
  edit = undo(edit);
  CHECK(edit.text == "rue");
  CHECK(edit.caret == 3);
  CHECK(undo(edit).text.empty());
}

TEST_CASE("moving the caret is no step to undo but ends one") {
  auto edit = typed({}, {"a", "b"});
  edit = place_caret(place_caret(edit, 0, breaks), 2, breaks);
  edit = typed(edit, {"c"});
  CHECK(undo(edit).text == "ab");
  CHECK(undo(undo(edit)).text.empty());
}

TEST_CASE("what can be undone is bounded and the latest steps are the ones kept") {
  TextEdit edit;
  for (std::size_t i = 0; i < 2 * limits::undo_steps; ++i)
    edit = insert(place_caret(edit, edit.text.size(), breaks), "x", {.code_points = 1000}, breaks);
  CHECK(edit.history.size() == limits::undo_steps);
  while (!edit.history.empty()) edit = undo(edit);
  CHECK(edit.text.size() == limits::undo_steps);
  const std::string page(limits::proposal_code_points, 'x');
  TextEdit large;
  for (int i = 0; i < 20; ++i) {
    large = insert(large, page, {.code_points = page.size()}, breaks);
    large.anchor = 0;
  }
  std::size_t bytes = 0;
  for (const auto& step : large.history) bytes += step.removed.size() + step.inserted.size();
  CHECK(large.history.size() > 1);
  CHECK(bytes <= limits::undo_bytes);
}

TEST_CASE("invisible controls are no letters") {
  for (const char32_t c :
       to_utf32("\u00AD\u061C\u115F\u180E\u200B\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E"
                "\u2060\u2064\u2066\u2067\u2068\u2069\u206F\u3164\uE000\uF8FF\uFDD0\uFEFF\uFFF9\uFFFD"
                "\uFFFE\U0001BCA0\U0001D173\U0001FFFF\U000E0001\U000E0100\U0010FFFD")) {
    INFO(static_cast<std::uint32_t>(c));
    CHECK_FALSE(may_be_typed(c));
  }
  for (char32_t c = 0; c < 0xA0; ++c) CHECK(may_be_typed(c) == (c >= 0x20 && c < 0x7F));
}

TEST_CASE("letters marks signs pictures and the joiners of words may be typed") {
  for (const char32_t c : to_utf32(" aé\u00A0\u202F\u0644\u064E\u0670\u0640\u06DD\u200C\u200D\u2D30\u2D6F\u2D7F«»’–…"
                                   "\u20E3\uFE0F\uFDFA\U0001F600\U0001F1F2")) {
    INFO(static_cast<std::uint32_t>(c));
    CHECK(may_be_typed(c));
  }
}
