#include <array>

#include "sync/base/utf8.h"
#include "tests/support/seeded_random.h"
#include "tests/ui/text/text_world.h"
#include "ui/text/dump.h"

namespace minbar::test {

namespace {

// Code points that text layout finds hard: every script of the kiosk, marks, controls, line ends, brackets, emoji,
// unassigned.
char32_t hard_code_point(SeededRandom& random) {
  struct Range {
    char32_t first;
    char32_t last;
  };
  static constexpr std::array<Range, 20> ranges{
      {{0x00, 0x1F},     {0x20, 0x7E},     {0x7F, 0xFF},     {0x100, 0x24F},     {0x300, 0x36F},
       {0x600, 0x6FF},   {0x627, 0x64A},   {0x644, 0x652},   {0x750, 0x77F},     {0x2D30, 0x2D7F},
       {0x2000, 0x206F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0x5D0, 0x5EA},     {0x900, 0x97F},
       {0xE000, 0xFFFF}, {0x1100, 0x11FF}, {0xFE00, 0xFEFF}, {0x1F1E6, 0x1F6FF}, {0xE0000, 0xE01FF}}};
  const Range range = ranges[random.below(ranges.size() + 1) % ranges.size()];
  return range.first + static_cast<char32_t>(random.below(range.last - range.first + 1));
}

std::string soup(SeededRandom& random) {
  std::string out;
  for (auto length = random.below(60); length > 0; --length) append_utf8(out, hard_code_point(random));
  return out;
}

ui::TextStyle any_style(SeededRandom& random) {
  ui::TextStyle style = std::array{arabic(), french(), tamazight()}[random.below(3)];
  if (random.below(8) == 0) style.stack = ui::FaceStack::icons;
  style.weight = random.below(2) == 0 ? ui::FontWeight::regular : ui::FontWeight::bold;
  style.size_px = static_cast<float>(8 + random.below(60));
  style.direction =
      std::array{ui::BaseDirection::ltr, ui::BaseDirection::rtl, ui::BaseDirection::first_strong}[random.below(3)];
  style.align = std::array{ui::TextAlign::start, ui::TextAlign::center, ui::TextAlign::end}[random.below(3)];
  style.max_lines = random.below(3) == 0 ? static_cast<int>(1 + random.below(3)) : 0;
  return style;
}

}  // namespace

TEST_CASE("Any code points at any width become lawful lines") {
  TextWorld world;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    SeededRandom random(seed);
    const std::string text = soup(random);
    const ui::TextStyle style = any_style(random);
    const float width = random.below(10) == 0 ? one_line : static_cast<float>(random.below(400));
    const auto paragraph = world.typesetter.layout(text, style, width);
    INFO("seed " << seed << "\n" << ui::text::dump(*paragraph, world.fonts));
    require_lawful(world, *paragraph, text, width);
  }
}

TEST_CASE("Any bytes at all become lawful lines") {
  TextWorld world;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SeededRandom random(seed);
    std::string text;
    for (auto length = random.below(80); length > 0; --length) text.push_back(static_cast<char>(random.below(256)));
    INFO("seed " << seed);
    require_lawful(world, *world.typesetter.layout(text, arabic(), 200), text, 200);
  }
}

TEST_CASE("Invalid UTF-8 shows replacement characters and keeps the rest") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("نعم\xFF\xD8 ok", arabic(), one_line);
  CHECK(paragraph->text == "نعم\uFFFD\uFFFD ok");
}

TEST_CASE("Four thousand letters without a space are laid out whole at once") {
  TextWorld world;
  std::string text;
  for (int i = 0; i < 4000; ++i) text += i % 3 == 0 ? "ح" : (i % 3 == 1 ? "ي" : "ا");
  for (const float width : {900.0F, 40.0F, 1.0F})
    require_lawful(world, *world.typesetter.layout(text, arabic(), width), text, width);
  for (const auto& sample : citizen_inputs()) {
    require_lawful(world, *world.typesetter.layout(sample.text, style_for(sample, 32), 700), sample.text, 700);
  }
}

TEST_CASE("Widths that are no widths still give a line a character") {
  TextWorld world;
  for (const float width : {0.0F, -5.0F, 0.5F, std::numeric_limits<float>::quiet_NaN()}) {
    const auto paragraph = world.typesetter.layout("لا بأس ok", arabic(), width);
    require_lawful(world, *paragraph, "لا بأس ok", 0);
    CHECK(paragraph->lines.size() == 6);  // lam-alef is one
  }
}

TEST_CASE("An empty text has one line of a height") {
  TextWorld world;
  const auto paragraph = world.typesetter.layout("", arabic(), 300);
  REQUIRE(paragraph->lines.size() == 1);
  CHECK(paragraph->lines[0].height > 28);
  CHECK(paragraph->rtl);
  CHECK(paragraph->lines[0].x == 300);
}

}  // namespace minbar::test
