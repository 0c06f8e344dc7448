// Where the caret stands in a laid-out text, which position a finger or an arrow key means, and which boxes a selection
// has. Pure geometry of one Paragraph, in its pixels; what the keys do to a text is ui/text_edit. Used by fields and by
// who moves their caret.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/geometry.h"
#include "ui/paragraph.h"

namespace minbar::ui {

struct Caret {
  float x = 0;  // from the paragraph's left edge
  float y = 0;  // top
  float height = 0;
  bool operator==(const Caret&) const = default;
};

// Where directions meet, one position of a text has two places: after the letter before it, and before the letter after
// it. `follow` means the first; the others mean the place where the next letter of that direction would appear, chosen
// by embedding levels so that each place of a line belongs to one position and none is out of reach.
enum class CaretSide : std::uint8_t { follow, ltr, rtl };

// Where the caret stands for a logical position at a grapheme boundary.
[[nodiscard]] Caret caret_at(const Paragraph& paragraph, std::size_t byte, CaretSide side = CaretSide::follow);
// The other place of a position where directions meet; nothing elsewhere.
[[nodiscard]] std::optional<Caret> second_caret_at(const Paragraph& paragraph, std::size_t byte, CaretSide side);
// The position nearest to a point (from the paragraph's top left). `boundaries` from TextLayout::grapheme_boundaries of
// paragraph.text, here and below.
[[nodiscard]] std::size_t byte_at(const Paragraph& paragraph, const std::vector<std::size_t>& boundaries, Point point,
                                  CaretSide side = CaretSide::follow);

// The position one place further left or right on the line; past the line's edge the one before or after it in the
// text, on the next line. At either end of the text: the same.
enum class Sideways : std::uint8_t { left, right };
[[nodiscard]] std::size_t moved(const Paragraph& paragraph, const std::vector<std::size_t>& boundaries,
                                std::size_t byte, Sideways way, CaretSide side);

// The left or right end of a range, where an arrow key leaves a selection.
[[nodiscard]] std::size_t side_of(const Paragraph& paragraph, const TextRange& range, Sideways way, CaretSide side);

// The boxes of a range, as high as their lines, in lines and then from left to right: one for each stretch that stands
// together, so that a range of two directions may have several on one line.
[[nodiscard]] std::vector<Rect> boxes_of(const Paragraph& paragraph, const TextRange& range);

}  // namespace minbar::ui
