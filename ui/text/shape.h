// HarfBuzz over items: glyphs in visual order with clusters and 26.6 advances, shaped once for the whole text so that
// line breaking only adds numbers up; pieces at line ends are cut from it, and shaped again only where that would
// change them. Used inside ui/text only.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ui/text/itemize.h"

struct hb_buffer_t;
struct hb_language_impl_t;

namespace minbar::ui::text {

struct ShapedGlyph {
  std::uint32_t id = 0;
  Index cluster = 0;  // a character, in the whole text
  int x_advance = 0;  // 1/64 pixel
  int x_offset = 0;
  int y_offset = 0;  // upwards
  bool unsafe_to_break = false;
};

// Some glyphs of a shaper, left to right.
struct Piece {
  Item item;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::int64_t width = 0;  // the sum of their advances
  int pixel_size = 0;
};

class Shaper {
 public:
  // `display`: of every character of the text, see display.h. All must outlive the shaper.
  Shaper(const FontSet& fonts, const std::u32string& display, const TextStyle& style);

  // The letters around the item are seen, so a word that is cut keeps its joined forms.
  [[nodiscard]] Piece shape(const Item& item);
  // The part [start, end) of a shaped item, as if its text stood between the same neighbours.
  [[nodiscard]] Piece part(const Piece& whole, Index start, Index end);
  // Until the next call of shape() or part().
  [[nodiscard]] std::span<const ShapedGlyph> glyphs(const Piece& piece) const {
    return std::span(glyphs_).subspan(piece.first, piece.count);
  }

 private:
  struct Release {
    void operator()(hb_buffer_t* buffer) const;
  };
  struct Manner {
    std::uint32_t script_tag;
    bool kerned;
  };
  [[nodiscard]] Manner manner_of(const Item& item) const;
  const FontSet& fonts_;
  const std::u32string& display_;
  const TextStyle& style_;
  const hb_language_impl_t* language_;
  std::unique_ptr<hb_buffer_t, Release> buffer_;
  std::vector<ShapedGlyph> glyphs_;  // of all pieces, one after another
};

}  // namespace minbar::ui::text
