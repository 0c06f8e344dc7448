#include <array>

#include "tests/support/seeded_random.h"
#include "tests/ui/text/text_world.h"
#include "ui/caret.h"

namespace minbar::test {

namespace {

ui::Point middle_of(const ui::Caret& caret) { return {caret.x, caret.y + caret.height / 2}; }

}  // namespace

TEST_CASE("In a text of one direction each caret leads back to its place") {
  TextWorld world;
  const std::array<std::pair<std::string, ui::TextStyle>, 4> cases{{{"نقترح إصلاح الإنارة لآخر الشارع", arabic()},
                                                                    {"Je propose d’été, œuvre", french()},
                                                                    {"ⴰⵙⵓⵎⵔ ⴰⵎⴰⵢⵏⵓ", tamazight()},
                                                                    {"مُقْتَرَحٌ\nثان", arabic()}}};
  for (const auto& [text, style] : cases) {
    for (const float width : {one_line, 150.0F}) {
      const auto paragraph = world.typesetter.layout(text, style, width);
      const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
      for (const std::size_t byte : boundaries) {
        const auto caret = caret_at(*paragraph, byte);
        INFO(text << " at " << byte << " caret x " << caret.x);
        CHECK(byte_at(*paragraph, boundaries, middle_of(caret)) == byte);
      }
    }
  }
}

TEST_CASE("In a text of two directions a caret leads back to the same spot") {
  TextWorld world;
  std::vector<std::string> texts{"مرحبا abc (12) نعم", "abc مرحبا 12% def", "لا\u202Exyz\u202Cلا", ""};
  for (const auto& sample : citizen_inputs()) {
    if (sample.text.size() < 1000) texts.push_back(sample.text);
  }
  for (const auto& text : texts) {
    const auto paragraph = world.typesetter.layout(text, arabic(), 320);
    const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
    for (const std::size_t byte : boundaries) {
      const auto caret = caret_at(*paragraph, byte);
      const auto again = caret_at(*paragraph, byte_at(*paragraph, boundaries, middle_of(caret)));
      INFO(text << " at " << byte);
      CHECK(again.x == Approx(caret.x).margin(0.01));
      CHECK(again.y == caret.y);
    }
  }
}

TEST_CASE("The caret follows the letter just typed in either direction") {
  TextWorld world;
  ui::TextStyle style = arabic();
  style.direction = ui::BaseDirection::rtl;
  const auto paragraph = world.typesetter.layout("نعم abc", style, 300);
  const auto& runs = paragraph->lines[0].runs;
  const auto& latin = runs.front();
  REQUIRE(latin.script == "Latn");
  CHECK(caret_at(*paragraph, 10).x == Approx(latin.x + latin.width));
  CHECK(caret_at(*paragraph, 0).x == Approx(300));
  CHECK(caret_at(*paragraph, 2).x < 300);
}

TEST_CASE("The caret goes between the two letters of a lam-alef") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("لا", arabic(), 300);
  const auto& run = paragraph->lines[0].runs[0];
  CHECK(caret_at(*paragraph, 2).x == Approx(run.x + run.width / 2));
}

TEST_CASE("A touch beside a line goes to its end and one above to the first line") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("abc\ndef", french(), 300);
  const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
  CHECK(byte_at(*paragraph, boundaries, {299, 5}) == 3);
  CHECK(byte_at(*paragraph, boundaries, {299, 1000}) == 7);
  CHECK(byte_at(*paragraph, boundaries, {-10, -10}) == 0);
}

TEST_CASE("After a newline the caret stands at the start of the next line") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("نعم\n", arabic(), 300);
  const auto caret = caret_at(*paragraph, paragraph->text.size());
  CHECK(caret.x == 300);
  CHECK(caret.y == paragraph->lines[1].y);
}

TEST_CASE("Any place in any text has a caret in sight") {
  TextWorld world;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SeededRandom random(seed);
    std::string text;
    const std::array parts{"ab ", "لا", "12", "\n", "(", "\u202E", "👍🏽", "ⵣ", "   ", "é", "ثُ"};
    for (auto count = random.below(30); count > 0; --count) text += parts[random.below(parts.size())];
    const auto paragraph = world.typesetter.layout(text, arabic(), 180);
    const auto boundaries = world.typesetter.grapheme_boundaries(paragraph->text);
    for (const std::size_t byte : boundaries) {
      const auto caret = caret_at(*paragraph, byte);
      INFO("seed " << seed << " byte " << byte);
      CHECK(caret.x >= 0);
      CHECK(caret.x <= 180);
      CHECK(caret.height > 0);
    }
  }
}

}  // namespace minbar::test
