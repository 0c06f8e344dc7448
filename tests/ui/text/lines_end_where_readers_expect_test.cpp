#include <algorithm>

#include "tests/ui/text/text_world.h"

namespace minbar::test {

namespace {

std::vector<std::string> lines_of(const ui::Paragraph& paragraph) {
  std::vector<std::string> out;
  for (const auto& line : paragraph.lines) {
    out.push_back(paragraph.text.substr(line.start_byte, line.end_byte - line.start_byte));
  }
  return out;
}

}  // namespace

TEST_CASE("A newline ends a line and the last one opens an empty line for the caret") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("a\nb\r\nc\n", french(), 300);
  CHECK(lines_of(*paragraph) == std::vector<std::string>{"a\n", "b\r\n", "c\n", ""});
}

TEST_CASE("No line parts a French guillemet from what it quotes") {
  TextWorld world;
  const std::string text = "Le budget « sport » du quartier, encore « nous » ici";
  for (int width = 130; width < 600; width += 7) {
    for (const auto& line : lines_of(*world.typesetter.layout(text, french(), static_cast<float>(width)))) {
      INFO(width << ": " << line);
      CHECK_FALSE(line.ends_with("« "));
      CHECK_FALSE(line.starts_with("»"));
    }
  }
}

TEST_CASE("A number keeps its percent sign") {
  TextWorld world;
  for (int width = 120; width < 400; width += 5) {
    for (const auto& line :
         lines_of(*world.typesetter.layout("Plus de 20 % des gens", french(), static_cast<float>(width)))) {
      INFO(width << ": " << line);
      CHECK_FALSE(line.starts_with("%"));
    }
  }
}

TEST_CASE("An arrow does not push its line apart") {
  TextWorld world;
  const auto plain = world.typesetter.layout("1 25", arabic(), 300);
  const auto arrow = world.typesetter.layout("1 → 25", arabic(), 300);
  CHECK(arrow->height == plain->height);
  CHECK(std::any_of(arrow->lines[0].runs.begin(), arrow->lines[0].runs.end(), [&](const ui::Run& run) {
    return world.fonts.faces()[static_cast<std::size_t>(run.face)].id == "symbols";
  }));
}

TEST_CASE("A word wider than its line is cut and its letters stay joined") {
  TextWorld world;
  const std::string word = "المستشفيات";
  const auto whole = world.typesetter.layout(word, arabic(), one_line);
  const auto cut = world.typesetter.layout(word, arabic(), whole->widest_line * 0.6F);
  REQUIRE(cut->lines.size() == 2);
  std::vector<std::uint32_t> glyphs;
  for (const auto& line : cut->lines) {
    for (const auto& run : line.runs) {
      for (auto glyph = run.glyphs.rbegin(); glyph != run.glyphs.rend(); ++glyph) glyphs.push_back(glyph->id);
    }
  }
  std::vector<std::uint32_t> expected;
  for (auto glyph = whole->lines[0].runs[0].glyphs.rbegin(); glyph != whole->lines[0].runs[0].glyphs.rend(); ++glyph) {
    expected.push_back(glyph->id);
  }
  CHECK(glyphs == expected);
}

TEST_CASE("A truncated text says so and ends in an ellipsis within its width") {
  TextWorld world;
  ui::TextStyle style = arabic();
  style.max_lines = 2;
  const std::string text = "نقترح إصلاح الإنارة العمومية في الشارع الرئيسي قرب الثانوية";
  const auto paragraph = world.typesetter.layout(text, style, 200);
  REQUIRE(paragraph->lines.size() == 2);
  CHECK(paragraph->truncated);
  CHECK(paragraph->widest_line <= 200);
  const auto& last = paragraph->lines.back();
  REQUIRE_FALSE(last.runs.empty());
  CHECK(last.runs.front().start_byte == last.runs.front().end_byte);  // leftmost: the end of a right-to-left line
  CHECK_FALSE(world.typesetter.layout("قصير", style, 200)->truncated);
  CHECK_FALSE(world.typesetter.layout("a\nb \n", style, 200)->truncated);
}

TEST_CASE("Each paragraph of a text has the direction of its own first letter") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("مرحبا\nBonjour\n123\n", arabic(), 300);
  REQUIRE(paragraph->lines.size() == 4);
  CHECK(paragraph->rtl);
  CHECK(paragraph->lines[0].rtl);
  CHECK_FALSE(paragraph->lines[1].rtl);
  CHECK(paragraph->lines[1].x == 0);
  CHECK(paragraph->lines[2].rtl);
  CHECK(paragraph->lines[3].rtl);
}

TEST_CASE("The direction given by a style outweighs the first letter") {
  TextWorld world;
  ui::TextStyle style = arabic();
  style.direction = ui::BaseDirection::rtl;
  const auto paragraph = world.typesetter.layout("Agadir أكادير", style, 400);
  REQUIRE(paragraph->rtl);
  const auto& runs = paragraph->lines[0].runs;
  CHECK(runs.back().script == "Latn");  // the first word, at the right
}

}  // namespace minbar::test
