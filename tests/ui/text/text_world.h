// What the text tests share: the real fonts of the build, a typesetter on them, styles, sample texts, goldens, and the
// laws that every paragraph obeys.
#pragma once

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

namespace minbar::test {

inline constexpr float one_line = std::numeric_limits<float>::infinity();

struct TextWorld {
  TextWorld();
  ui::text::FontSet fonts;
  ui::text::Typesetter typesetter;
};

[[nodiscard]] ui::TextStyle arabic(float size_px = 28);
[[nodiscard]] ui::TextStyle french(float size_px = 28);
[[nodiscard]] ui::TextStyle tamazight(float size_px = 28);

struct Sample {
  std::string id;
  std::string language;
  std::string text;
};
// tests/data/citizen_inputs.json, whole.
[[nodiscard]] std::vector<Sample> citizen_inputs();
[[nodiscard]] ui::TextStyle style_for(const Sample& sample, float size_px);

// Compares with goldens/<name>.txt; writes it instead when UPDATE_GOLDEN is set.
void check_golden(const std::string& name, const std::string& actual);

// REQUIREs: lines tile the text, runs tile their lines, clusters lie in their runs, widths add up, nothing is a box,
// and no line is wider than `width` unless it holds a single grapheme cluster.
void require_lawful(const TextWorld& world, const ui::Paragraph& paragraph, std::string_view input, float width);

}  // namespace minbar::test
