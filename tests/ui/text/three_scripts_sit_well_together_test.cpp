#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "sync/base/utf8.h"
#include "tests/ui/text/corpus.h"
#include "tests/ui/text/text_world.h"
#include "ui/text/segment.h"
#include "ui/theme.h"

namespace minbar::test {

namespace {

constexpr std::array<std::pair<ui::FaceStack, std::string_view>, 3> letters{
    {{ui::FaceStack::arabic, "ا"}, {ui::FaceStack::latin, "H"}, {ui::FaceStack::tifinagh, "ⵣ"}}};

const ui::Run& run_of(const ui::Paragraph& paragraph, std::string_view script) {
  for (const auto& line : paragraph.lines)
    for (const auto& run : line.runs)
      if (run.script == script) return run;
  FAIL("no run of " << script);
  return paragraph.lines[0].runs[0];
}

// The lengths of its lines, longest and shortest.
std::pair<float, float> extremes(const ui::Paragraph& paragraph) {
  const auto [least, most] =
      std::minmax_element(paragraph.lines.begin(), paragraph.lines.end(),
                          [](const ui::Line& a, const ui::Line& b) { return a.width < b.width; });
  return {most->width, least->width};
}

bool is_closing(char32_t c) { return std::u32string_view(U".,;:!?)]»،؛؟%").find(c) != std::u32string_view::npos; }

}  // namespace

TEST_CASE("The tokens' letter heights are the heights that letters have") {
  TextWorld world;
  constexpr float size = 400;  // so that a pixel is a quarter of a percent
  for (const auto& [stack, letter] : letters) {
    INFO(letter);
    ui::TextStyle style = arabic(size);
    style.stack = stack;
    const auto paragraph = world.typesetter.layout(letter, style, one_line);
    const auto& run = paragraph->lines[0].runs[0];
    const int height = -world.fonts.glyph_box(run.face, run.pixel_size, run.glyphs[0].id).top;
    CHECK(static_cast<float>(height) / size == Approx(ui::letter_share).margin(0.004));
  }
}

TEST_CASE("At each of the reader's sizes an alef and a capital are as many millimetres as were promised") {
  const auto& body = ui::default_theme().text(ui::TextRole::body);
  // PRODUCT: 3.5–4.2, 4.8–5.6, 6.4–7.1 and 8.5–9.0.
  constexpr std::array<std::pair<float, float>, 4> promised{{{3.5F, 4.2F}, {4.8F, 5.6F}, {6.4F, 7.1F}, {8.5F, 9.05F}}};
  for (std::size_t i = 0; i < ui::text_scales.size(); ++i)
    for (const auto& [stack, letter] : letters) {
      const float height = ui::em_mm_of(body, stack, ui::text_scales[i]) * ui::letter_share;
      INFO(i << ", " << height << " mm");
      CHECK(height >= promised[i].first);
      CHECK(height <= promised[i].second);
    }
}

TEST_CASE("No role is too low to read at the smallest size") {
  for (const auto& token : ui::default_theme().texts)
    for (const auto& [stack, letter] : letters)
      CHECK(ui::em_mm_of(token, stack, ui::text_scales.front()) * ui::letter_share >= 3.49F);
}

TEST_CASE("A guest of another script is as large as its host looks and leaves the lines as far apart") {
  TextWorld world;
  ui::TextStyle style = arabic(40);
  const auto mixed = world.typesetter.layout("طلب arrêt 12 ⵜⴰⵎⵓⵔⵜ", style, one_line);
  CHECK(run_of(*mixed, "Arab").pixel_size == 40);
  CHECK(run_of(*mixed, "Latn").pixel_size == 37);
  CHECK(run_of(*mixed, "Tfng").pixel_size == 36);
  CHECK(mixed->height == world.typesetter.layout("طلب", style, one_line)->height);
  style = french(40);
  const auto guest = world.typesetter.layout("rue « الحي »", style, one_line);
  CHECK(run_of(*guest, "Latn").pixel_size == 40);
  CHECK(run_of(*guest, "Arab").pixel_size == 43);
  CHECK(guest->height == world.typesetter.layout("rue", style, one_line)->height);
}

TEST_CASE("The lines of a short heading are about equally long") {
  TextWorld world;
  ui::TextStyle style = arabic(40);
  const std::string heading = "ما الذي تقترحونه على جماعتكم من أجل مدينة أجمل";
  const auto greedy = world.typesetter.layout(heading, style, 640);
  style.balanced = true;
  const auto balanced = world.typesetter.layout(heading, style, 640);
  REQUIRE(greedy->lines.size() == 2);
  REQUIRE(balanced->lines.size() == 2);
  const auto [greedy_most, greedy_least] = extremes(*greedy);
  const auto [most, least] = extremes(*balanced);
  CHECK(greedy_most - greedy_least > 250);
  CHECK(most - least < 150);
}

TEST_CASE("Balancing makes no more lines and cuts no word and leaves a paragraph alone") {
  TextWorld world;
  const auto segmenter = ui::text::Segmenter::open().value();
  for (const auto& sample : corpus()) {
    if (sample.text.size() > 600) continue;
    ui::TextStyle style = style_for(sample, 30);
    const auto plain = world.typesetter.layout(sample.text, style, 420);
    style.balanced = true;
    const auto balanced = world.typesetter.layout(sample.text, style, 420);
    INFO(sample.id);
    REQUIRE(balanced->lines.size() == plain->lines.size());
    CHECK(balanced->widest_line <= plain->widest_line + 1);
    if (plain->lines.size() > 4) CHECK(balanced->lines == plain->lines);
    std::set<std::size_t> permitted;
    const auto characters = ui::text::characters_of(sample.text);
    for (const auto& place : segmenter.line_breaks(characters)) permitted.insert(characters.bytes[place.at]);
    for (const auto& line : plain->lines) permitted.insert(line.end_byte);  // what is too wide is cut anyway
    for (const auto& line : balanced->lines) CHECK(permitted.count(line.end_byte) == 1);
  }
}

TEST_CASE("No line begins with punctuation that closes nor is punctuation alone") {
  TextWorld world;
  for (const auto& sample : corpus()) {
    if (sample.text.size() > 600 || sample.id.starts_with("hostile")) continue;
    for (const float width : {320.0F, 480.0F, 700.0F, 900.0F}) {
      const auto paragraph = world.typesetter.layout(sample.text, style_for(sample, 28), width);
      for (const auto& line : paragraph->lines) {
        if (line.start_byte == 0 || line.start_byte == line.end_byte) continue;
        std::size_t at = line.start_byte;
        const char32_t first = next_code_point(paragraph->text, at);
        std::size_t before = line.start_byte - 1;
        const bool after_newline = paragraph->text[before] == '\n';
        INFO(sample.id << " in " << width << ": "
                       << paragraph->text.substr(line.start_byte, line.end_byte - line.start_byte));
        CHECK((after_newline || !is_closing(first)));
        const auto shown = to_utf32(paragraph->text.substr(line.start_byte, line.end_byte - line.start_byte));
        const bool says_something = std::any_of(shown.begin(), shown.end(), [](char32_t c) {
          return c > 0x7F ? !is_closing(c) && c != U'«' && c != U'–' && c != U'—'
                          : std::isalnum(static_cast<int>(c)) != 0;
        });
        CHECK((after_newline || says_something));
      }
    }
  }
}

}  // namespace minbar::test
