// A TextLayout in which every code point is a square: layout can be judged by arithmetic.
#pragma once

#include <cmath>

#include "sync/base/utf8.h"
#include "ui/paragraph.h"

namespace minbar::test {

class SquareLetters final : public ui::TextLayout {
 public:
  ui::ParagraphPtr layout(std::string_view text, const ui::TextStyle& style, float width) override {
    ui::Paragraph p;
    p.text = text;
    p.style = style;
    p.width = width;
    const auto letters = static_cast<float>(count_code_points(text));
    p.widest_line = std::min(width, letters * style.size_px);
    const float lines = std::max(1.0F, std::ceil(letters * style.size_px / std::max(1.0F, width)));
    p.height = lines * style.size_px;
    ui::Line line;
    line.end_byte = text.size();
    line.height = p.height;
    line.width = p.widest_line;
    p.lines.push_back(line);
    return std::make_shared<const ui::Paragraph>(std::move(p));
  }
  [[nodiscard]] std::vector<std::size_t> grapheme_boundaries(std::string_view text) const override {
    std::vector<std::size_t> all{0};
    for (std::size_t at = 0; at < text.size();) {
      next_code_point(text, at);
      all.push_back(at);
    }
    return all;
  }
  [[nodiscard]] std::vector<ui::TextRange> words(std::string_view text) const override {
    std::vector<ui::TextRange> all;
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text[at] == ' ') continue;
      const auto end = std::min(text.find(' ', at), text.size());
      all.push_back({at, end});
      at = end;
    }
    return all;
  }
};

}  // namespace minbar::test
