#include "tests/ui/text/text_world.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/utf8.h"

namespace minbar::test {

namespace {

template <class T>
T require(Result<T> result) {
  if (!result) FAIL(result.error().context);
  return std::move(*result);
}

ui::TextStyle style_of(ui::FaceStack stack, std::string language, float size_px) {
  ui::TextStyle style;
  style.stack = stack;
  style.language = std::move(language);
  style.size_px = size_px;
  return style;
}

void require_lawful_run(const ui::Run& run) {
  float sum = 0;
  for (const auto& glyph : run.glyphs) {
    REQUIRE(glyph.id != 0);
    const bool inside = glyph.cluster >= run.start_byte && glyph.cluster < run.end_byte;
    const bool dots = run.start_byte == run.end_byte && glyph.cluster == run.start_byte;
    REQUIRE((inside || dots));
    sum += glyph.x_advance;
  }
  REQUIRE(run.width == Approx(sum).margin(0.01));
}

// The last line that a style allows holds all that is left, shown or not.
void require_lawful_line(const ui::Line& line, bool may_hide_its_end, float width,
                         const std::vector<std::size_t>& graphemes) {
  auto runs = line.runs;
  float x = runs.empty() ? 0 : runs.front().x;
  for (const auto& run : runs) {
    REQUIRE(run.x == Approx(x).margin(0.05));
    x += run.width;
    require_lawful_run(run);
  }
  std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.start_byte < b.start_byte; });
  std::size_t at = line.start_byte;
  for (const auto& run : runs) {
    if (run.start_byte == run.end_byte) continue;
    REQUIRE(run.start_byte == at);
    at = run.end_byte;
  }
  if (!may_hide_its_end) REQUIRE(at == line.end_byte);
  if (line.width <= width + 0.02F) return;
  // Only a line with one grapheme cluster may be too wide.
  std::set<std::size_t> inked;
  for (const auto& run : line.runs) {
    const bool hangs = run.x + 0.05F < line.x || run.x + run.width > line.x + line.width + 0.05F;
    for (const auto& glyph : run.glyphs) {
      if (!hangs && glyph.x_advance > 0) {
        inked.insert(*std::prev(std::upper_bound(graphemes.begin(), graphemes.end(), glyph.cluster)));
      }
    }
  }
  INFO("a line is " << line.width - width << " pixels too wide with " << inked.size() << " grapheme clusters");
  REQUIRE(inked.size() <= 1);
}

}  // namespace

TextWorld::TextWorld()
    : fonts(require(ui::text::FontSet::load(MINBAR_FONTS))), typesetter(require(ui::text::Typesetter::open(fonts))) {}

ui::TextStyle arabic(float size_px) { return style_of(ui::FaceStack::arabic, "ar", size_px); }
ui::TextStyle french(float size_px) { return style_of(ui::FaceStack::latin, "fr", size_px); }
ui::TextStyle tamazight(float size_px) { return style_of(ui::FaceStack::tifinagh, "zgh", size_px); }

std::vector<Sample> citizen_inputs() {
  const auto text = require(read_file(std::filesystem::path(MINBAR_TEST_DATA) / "citizen_inputs.json", 1 << 20));
  std::vector<Sample> out;
  const auto data = nlohmann::json::parse(text);
  for (const auto& input : data.at("inputs")) {
    out.push_back({input.at("id"), input.at("lang"), input.at("text")});
  }
  return out;
}

ui::TextStyle style_for(const Sample& sample, float size_px) {
  if (sample.language.starts_with("zgh")) return tamazight(size_px);
  if (sample.language.starts_with("fr")) return french(size_px);
  if (sample.language.starts_with("en")) return style_of(ui::FaceStack::latin, "en", size_px);
  return arabic(size_px);
}

void check_golden(const std::string& name, const std::string& actual) {
  const auto path = std::filesystem::path(MINBAR_GOLDENS) / (name + ".txt");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::filesystem::create_directories(path.parent_path());
    REQUIRE(write_file(path, bytes_of(actual), 0644));
    return;
  }
  const auto expected = read_file(path, 1 << 20);
  INFO("golden " << path << "; rewrite it with UPDATE_GOLDEN=1 and read the difference");
  REQUIRE(expected);
  CHECK(actual == *expected);
}

void require_lawful(const TextWorld& world, const ui::Paragraph& paragraph, std::string_view input, float width) {
  const auto graphemes = world.typesetter.grapheme_boundaries(paragraph.text);
  REQUIRE(paragraph.text == sanitized_utf8(input));
  REQUIRE_FALSE(paragraph.lines.empty());
  std::size_t at = 0;
  float y = 0;
  float widest = 0;
  for (const auto& line : paragraph.lines) {
    REQUIRE(line.start_byte == at);
    REQUIRE(line.end_byte >= at);
    REQUIRE(line.y == Approx(y));
    require_lawful_line(line, paragraph.style.max_lines > 0 && &line == &paragraph.lines.back(), width, graphemes);
    at = line.end_byte;
    y += line.height;
    widest = std::max(widest, line.width);
  }
  REQUIRE(at == paragraph.text.size());
  REQUIRE(paragraph.height == Approx(y));
  REQUIRE(paragraph.widest_line == Approx(widest));
}

}  // namespace minbar::test
