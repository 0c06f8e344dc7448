#include <array>
#include <set>

#include "tests/ui/text/text_world.h"
#include "ui/caret.h"

namespace minbar::test {

namespace {

using ui::CaretSide;
using ui::Sideways;

const std::array mixed{"نقترح (LED) 14 مصباحا",   "abc نعم def",       "نعم abc 12 لا", "عدد 2026",
                       "arrêt رقم 12 (lycée) ok", "x ب 12 c",          "لا لا لا",      "ⴰⵣⵓⵍ نعم",
                       "م 12-14 (a ب c) 3,5 د",   "\u2067abc\u2069 ب", "مُقْتَرَحٌ LED ",    "  نعم"};

ui::TextStyle of(std::string_view text) {
  ui::TextStyle style = arabic();
  style.direction = text[0] < 'A' || text[0] > 'z' ? ui::BaseDirection::rtl : ui::BaseDirection::ltr;
  return style;
}

}  // namespace

TEST_CASE("On one line the arrow keys reach every position and never turn back") {
  TextWorld world;
  for (const std::string text : mixed)
    for (const auto side : {CaretSide::ltr, CaretSide::rtl}) {
      INFO(text << (side == CaretSide::rtl ? " rtl" : " ltr"));
      const auto paragraph = world.typesetter.layout(text, of(text), 2000);
      REQUIRE(paragraph->lines.size() == 1);
      const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
      const auto step = [&](std::size_t from, Sideways way) { return moved(*paragraph, boundaries, from, way, side); };
      // To the left edge, then to the right one.
      std::size_t at = 0;
      for (std::size_t i = 0; i <= boundaries.size(); ++i) at = step(at, Sideways::left);
      std::set<std::size_t> reached{at};
      for (auto next = step(at, Sideways::right); next != at; next = step(at, Sideways::right)) {
        CHECK(caret_at(*paragraph, next, side).x >= caret_at(*paragraph, at, side).x);
        CHECK(step(next, Sideways::left) == at);
        REQUIRE(reached.insert(next).second);
        at = next;
      }
      CHECK(reached.size() == boundaries.size());
    }
}

TEST_CASE("Through lines the arrow keys go from one end of the text to the other") {
  TextWorld world;
  const std::string text = "نقترح إصلاح الإنارة العمومية (LED) في الشارع الرئيسي، لأن 14 عمودا معطلا منذ 3 أشهر";
  const auto paragraph = world.typesetter.layout(text, arabic(), 250);
  REQUIRE(paragraph->lines.size() > 2);
  const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
  std::size_t at = 0;
  std::set<std::size_t> reached{0};
  for (std::size_t i = 1; i < boundaries.size(); ++i) {
    at = moved(*paragraph, boundaries, at, Sideways::left, CaretSide::rtl);
    reached.insert(at);
  }
  CHECK(at == text.size());
  CHECK(reached.size() == boundaries.size());
  CHECK(moved(*paragraph, boundaries, at, Sideways::left, CaretSide::rtl) == at);
  for (std::size_t i = 1; i < boundaries.size(); ++i)
    at = moved(*paragraph, boundaries, at, Sideways::right, CaretSide::rtl);
  CHECK(at == 0);
  CHECK(moved(*paragraph, boundaries, 0, Sideways::right, CaretSide::rtl) == 0);
}

TEST_CASE("Where directions meet the caret has two places and elsewhere one") {
  TextWorld world;
  ui::TextStyle style = arabic();
  style.direction = ui::BaseDirection::rtl;
  const auto paragraph = world.typesetter.layout("نعم abc", style, 300);
  const auto& line = paragraph->lines[0];
  const auto& latin = line.runs.front();
  // At the end: an Arabic letter would appear at the left of abc, a Latin one at its right.
  CHECK(caret_at(*paragraph, 10, CaretSide::rtl).x == Approx(latin.x));
  CHECK(caret_at(*paragraph, 10, CaretSide::ltr).x == Approx(latin.x + latin.width));
  REQUIRE(second_caret_at(*paragraph, 10, CaretSide::rtl));
  CHECK(second_caret_at(*paragraph, 10, CaretSide::rtl)->x == Approx(latin.x + latin.width));
  CHECK(second_caret_at(*paragraph, 10, CaretSide::ltr)->x == Approx(latin.x));
  // Before abc: the other way round.
  CHECK(caret_at(*paragraph, 7, CaretSide::rtl).x == Approx(latin.x + latin.width));
  CHECK(caret_at(*paragraph, 7, CaretSide::ltr).x == Approx(latin.x));
  for (const std::size_t byte : {0U, 2U, 4U, 6U, 8U, 9U})
    CHECK_FALSE(second_caret_at(*paragraph, byte, CaretSide::rtl));
}

TEST_CASE("The caret stands still while letters of the keyboards direction are typed after others") {
  // In an Arabic text the end is at the left; Latin letters and digits grow away from the caret, then Arabic goes on.
  TextWorld world;
  ui::TextStyle style = arabic();
  style.direction = ui::BaseDirection::rtl;
  const auto at_end = [&](const std::string& text, CaretSide side) {
    const auto paragraph = world.typesetter.layout(text, style, 400);
    return caret_at(*paragraph, text.size(), side).x;
  };
  const float before = at_end("رقم ", CaretSide::ltr);
  CHECK(at_end("رقم a", CaretSide::ltr) == Approx(before).margin(0.1));
  CHECK(at_end("رقم abcdef", CaretSide::ltr) == Approx(before).margin(0.1));
  CHECK(at_end("رقم abcdef", CaretSide::rtl) < before - 20);
  CHECK(at_end("رقم abcdef ب", CaretSide::rtl) < at_end("رقم abcdef", CaretSide::rtl));
}

TEST_CASE("A tap where directions meet puts the caret where the finger was") {
  TextWorld world;
  for (const std::string text : mixed)
    for (const auto side : {CaretSide::ltr, CaretSide::rtl}) {
      const auto paragraph = world.typesetter.layout(text, of(text), 2000);
      const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
      for (const auto byte : boundaries) {
        const auto caret = caret_at(*paragraph, byte, side);
        const auto found = byte_at(*paragraph, boundaries, {caret.x, caret.y + 1}, side);
        INFO(text << " at " << byte);
        CHECK(caret_at(*paragraph, found, side).x == Approx(caret.x).margin(0.01));
      }
    }
}

TEST_CASE("A selection of one direction is one box a line and one of two directions is several") {
  TextWorld world;
  ui::TextStyle style = arabic();
  style.direction = ui::BaseDirection::rtl;
  const std::string text = "نعم abc لا";
  const auto paragraph = world.typesetter.layout(text, style, 400);
  const auto& line = paragraph->lines[0];
  const auto all = boxes_of(*paragraph, {0, text.size()});
  REQUIRE(all.size() == 1);
  CHECK(all[0].x == Approx(line.x).margin(0.5));
  CHECK(all[0].width == Approx(line.width).margin(0.5));
  CHECK(all[0].height == line.height);
  const auto word = boxes_of(*paragraph, {7, 10});
  REQUIRE(word.size() == 1);
  // From the Arabic word into the middle of the Latin one: "نعم " and "a", with "bc" between them.
  const auto pieces = boxes_of(*paragraph, {0, 8});
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].x == Approx(word[0].x).margin(0.5));
  CHECK(pieces[0].right() < word[0].right());
  CHECK(pieces[1].x == Approx(word[0].right()).margin(0.5));
  CHECK(boxes_of(*paragraph, {3, 3}).empty());
}

TEST_CASE("A selection through several lines has a box on each and stays within the text") {
  TextWorld world;
  const std::string text = "نقترح إصلاح الإنارة العمومية في الشارع\n\nثان";
  const auto paragraph = world.typesetter.layout(text, arabic(), 160);
  const auto boxes = boxes_of(*paragraph, {0, text.size()});
  std::set<float> tops;
  for (const auto& box : boxes) {
    tops.insert(box.y);
    CHECK(box.x >= 0);
    CHECK(box.right() <= 160.5F);
  }
  CHECK(tops.size() >= paragraph->lines.size() - 1);  // a line that is empty has none
}

}  // namespace minbar::test
