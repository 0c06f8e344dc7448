#include <algorithm>

#include "sync/base/utf8.h"
#include "tests/ui/text/text_world.h"
#include "ui/caret.h"

namespace minbar::test {

namespace {

// What stands on the only line from left to right, letter by letter.
std::string seen(TextWorld& world, std::string_view text, ui::TextStyle style = arabic()) {
  const auto paragraph = world.typesetter.layout(text, style, one_line);
  REQUIRE(paragraph->lines.size() == 1);
  std::string out;
  for (const auto& run : paragraph->lines[0].runs) {
    std::vector<std::size_t> clusters;
    for (const auto& glyph : run.glyphs) clusters.push_back(glyph.cluster);
    clusters.erase(std::unique(clusters.begin(), clusters.end()), clusters.end());
    for (const std::size_t cluster : clusters) {
      std::size_t at = cluster;
      append_utf8(out, next_code_point(paragraph->text, at));
    }
  }
  return out;
}

bool shows(TextWorld& world, std::string_view text, std::string_view piece) {
  const std::string all = seen(world, text);
  INFO(text << " is seen as " << all);
  return all.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("A date and a telephone number and a code read from left to right in an Arabic sentence") {
  TextWorld world;
  CHECK(shows(world, "بتاريخ 2026-11-24 صباحا", "2026-11-24"));
  CHECK(shows(world, "بتاريخ 24/11/2026 صباحا", "24/11/2026"));
  CHECK(shows(world, "الساعة 14:05 بالضبط", "14:05"));
  CHECK(shows(world, "الهاتف 0528-84-22-33 صباحا", "0528-84-22-33"));
  CHECK(shows(world, "الهاتف 06 12 34 56 78 صباحا", "06 12 34 56 78"));
  CHECK(shows(world, "الهاتف +212 612 34 56 78 صباحا", "+212 612 34 56 78"));
  CHECK(shows(world, "الرمز 123-AB-45 صحيح", "123-AB-45"));
  CHECK(shows(world, "الرمز 12-AB صحيح", "12-AB"));
  CHECK(shows(world, "القانون رقم 09-08 المتعلق", "09-08"));
  CHECK(shows(world, "البطاقة AB123456 صحيحة", "AB123456"));
  CHECK(shows(world, "القدر 12 500 درهم", "12 500"));
  CHECK(shows(world, "القدر 1 234 567,50 درهم", "1 234 567,50"));
}

TEST_CASE("A sign stands at the left of its number") {
  TextWorld world;
  CHECK(shows(world, "بلغت -5 درجات", "-5"));
  CHECK(shows(world, "-5 درجات", "-5"));
  CHECK(shows(world, "من (+3) إلى", "+3"));
}

TEST_CASE("A range and a list of numbers go on as Arabic reads them from the right") {
  TextWorld world;
  CHECK(shows(world, "برنامج 2021-2027 للجماعة", "2027-2021"));
  CHECK(shows(world, "المواد 3 4 5 من القانون", "5 4 3"));
  CHECK(shows(world, "فجيج-5 أيام", "5-"));  // a hyphen between words is no sign
}

TEST_CASE("In a sentence from left to right nothing changes") {
  TextWorld world;
  const std::string text = "Le 2026-11-24 au 06 12 34 56 78, -5 et 12 500 DH";
  CHECK(seen(world, text, french()) == text);
}

TEST_CASE("A caret passes a telephone number as it passes any number") {
  TextWorld world;
  const std::string text = "الهاتف 06 12 34 56 78";
  const auto paragraph = world.typesetter.layout(text, arabic(), one_line);
  const auto boundaries = world.typesetter.grapheme_boundaries(text);
  const auto first = text.find("06");
  for (std::size_t byte = first + 2; byte < text.size(); ++byte)
    CHECK(ui::caret_at(*paragraph, byte).x > ui::caret_at(*paragraph, byte - 1).x);
  for (const std::size_t byte : boundaries) {
    const auto caret = ui::caret_at(*paragraph, byte);
    const auto back = ui::byte_at(*paragraph, boundaries, {caret.x, caret.y + 1});
    CHECK(ui::caret_at(*paragraph, back).x == caret.x);
  }
}

}  // namespace minbar::test
