
#include "tests/ui/text/text_world.h"

namespace minbar::test {

TEST_CASE("Unclosed overrides and isolates end with their paragraph") {
  TextWorld world;
  const auto clean = world.typesetter.layout("abc\ndef", french(), 300);
  for (const std::string_view control : {"\u202E", "\u202B", "\u2067", "\u2068", "\u202D"}) {
    const auto dirty = world.typesetter.layout(std::string(control) + "abc\ndef", french(), 300);
    REQUIRE(dirty->lines.size() == 2);
    REQUIRE(dirty->lines[1].runs.size() == 1);
    CHECK(dirty->lines[1].runs[0].level == 0);
    CHECK(dirty->lines[1].runs[0].width == clean->lines[1].runs[0].width);
  }
}

TEST_CASE("Closing controls without an opening change nothing") {
  TextWorld world;
  const auto clean = world.typesetter.layout("مرحبا 12 (abc)", arabic(), 300);
  const auto dirty = world.typesetter.layout("\u202C\u2069\u2069مرحبا 12 (abc)\u2069\u202C", arabic(), 300);
  CHECK(dirty->widest_line == Approx(clean->widest_line));
  CHECK(dirty->rtl == clean->rtl);
}

TEST_CASE("Default ignorable characters are invisible and take no room") {
  TextWorld world;
  const auto clean = world.typesetter.layout("abc", french(), 300);
  const auto dirty = world.typesetter.layout("a\u200B\u00ADb\u2060\uFEFF\u200E\u3164c\U000E0041", french(), one_line);
  CHECK(dirty->widest_line == Approx(clean->widest_line));
}

TEST_CASE("Private use characters in a text never become icons") {
  TextWorld world;
  const auto close = world.fonts.icon("close");
  REQUIRE(close);
  const std::string text = "\xEE\x97\x8D";  // U+E5CD, the icon `close`
  const auto typed = world.typesetter.layout(text, arabic(), one_line);
  CHECK(world.fonts.faces()[static_cast<std::size_t>(typed->lines[0].runs[0].face)].stack != ui::FaceStack::icons);
  ui::TextStyle style = arabic();
  style.stack = ui::FaceStack::icons;
  const auto icon = world.typesetter.layout(text, style, one_line);
  REQUIRE(*close == 0xE5CD);
  CHECK(world.fonts.faces()[static_cast<std::size_t>(icon->lines[0].runs[0].face)].stack == ui::FaceStack::icons);
}

TEST_CASE("One emoji of several code points is one symbol") {
  TextWorld world;
  const auto one = world.typesetter.layout("\uFFFD", french(), one_line);
  for (const std::string_view emoji : {"👍", "👍🏽", "👨‍👩‍👧", "❤️", "🇲🇦"}) {
    CHECK(world.typesetter.layout(emoji, french(), one_line)->widest_line == Approx(one->widest_line));
  }
}

}  // namespace minbar::test
