// A text laid out: what ui/text makes and ui/sdl paints. Plain values, in pixels, with every stage kept so that tests
// and `minbar-kiosk text` can show them. ui/ itself measures text only through the injected `TextLayout` below.
//
// Offsets named *_byte are into `text`, which is the sanitised UTF-8 that was laid out (invalid bytes replaced by
// U+FFFD, otherwise letter for letter the input). x grows rightwards from the paragraph's left edge whatever the
// direction.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::ui {

enum class BaseDirection : std::uint8_t {
  ltr,
  rtl,
  first_strong
};                                                           // first_strong: a citizen's own text (UAX 9, P2–P3)
enum class TextAlign : std::uint8_t { start, center, end };  // start follows the paragraph's resolved direction

// Which face stack to begin with; missing characters fall back through the others, in manifest order.
enum class FaceStack : std::uint8_t { arabic, tifinagh, latin, icons };

// Tifinagh has one weight (its face has no bold): emphasise there by size and colour; bold falls back to regular.
enum class FontWeight : std::uint8_t { regular, bold };

struct TextStyle {
  FaceStack stack = FaceStack::arabic;
  FontWeight weight = FontWeight::regular;
  float size_px = 16;        // em size of the stack's own faces; rounded to whole pixels when shaped, since SDL_ttf
                             // paints whole sizes. Guest faces have the size at which they look as large
  float line_height = 1.4F;  // of the em size; a line never gets less than its faces' own ascent + descent
  BaseDirection direction = BaseDirection::first_strong;
  TextAlign align = TextAlign::start;
  std::string language;   // BCP 47, for HarfBuzz
  int max_lines = 0;      // 0: as many as needed; else the last line ends in an ellipsis and `truncated` is set
  bool balanced = false;  // a text of a few lines has them about equally long
  bool operator==(const TextStyle&) const = default;
};

struct Glyph {
  std::uint32_t id = 0;       // glyph index in the run's face
  std::uint32_t cluster = 0;  // byte offset into Paragraph::text of the first byte of its cluster
  float x_advance = 0;
  float x_offset = 0;
  float y_offset = 0;  // upwards, as HarfBuzz gives it
  bool operator==(const Glyph&) const = default;
};

// One piece of one line that has one level, one script and one face; glyphs in visual order, left to right.
struct Run {
  std::size_t start_byte = 0;
  std::size_t end_byte = 0;
  std::uint8_t level = 0;  // UAX 9 embedding level; odd is right-to-left
  std::string script;      // ISO 15924, "Arab"
  int face = 0;            // index into the font set's faces
  int pixel_size = 0;      // of the em
  float x = 0;             // left edge from the paragraph's left edge
  float width = 0;         // sum of advances
  std::vector<Glyph> glyphs;
  [[nodiscard]] bool rtl() const { return (level & 1U) != 0; }
  bool operator==(const Run&) const = default;
};

struct Line {
  std::size_t start_byte = 0;  // of the text on this line, in logical order
  std::size_t end_byte = 0;    // after trailing spaces and the line break, so that lines tile the text;
                               // of the last that max_lines allows, the end of the text
  float y = 0;                 // top, from the paragraph's top
  float height = 0;
  float baseline = 0;     // from the paragraph's top
  bool rtl = false;       // of its bidi paragraph: each newline begins one, with its own first strong character
  float x = 0;            // left edge of the ink-bearing part
  float width = 0;        // without trailing spaces
  std::vector<Run> runs;  // in visual order, left to right
  bool operator==(const Line&) const = default;
};

struct Paragraph {
  std::string text;
  TextStyle style;
  bool rtl = false;  // the resolved base direction
  float width = 0;   // the width it was laid out in
  float height = 0;
  float widest_line = 0;
  bool truncated = false;
  std::vector<Line> lines;  // at least one, even for an empty text
  bool operator==(const Paragraph&) const = default;
};

using ParagraphPtr = std::shared_ptr<const Paragraph>;  // immutable and shared between the layout cache and scenes

// Bytes of a text, from `start` up to `end`.
struct TextRange {
  std::size_t start = 0;
  std::size_t end = 0;
  [[nodiscard]] bool empty() const { return start == end; }
  [[nodiscard]] std::size_t size() const { return end - start; }
  bool operator==(const TextRange&) const = default;
};

// What ui/ needs of a typesetter, injected.
class TextLayout {
 public:
  virtual ~TextLayout() = default;
  // Never fails: bad input is replaced. `width` is the most a line may have; infinite for one line as wide as it needs.
  [[nodiscard]] virtual ParagraphPtr layout(std::string_view text, const TextStyle& style, float width) = 0;
  // Byte offsets of all grapheme cluster boundaries (UAX 29), 0 and text.size() included, ascending.
  [[nodiscard]] virtual std::vector<std::size_t> grapheme_boundaries(std::string_view text) const = 0;
  // The words (UAX 29): stretches with a letter or a digit in them; spaces and punctuation between them are none.
  [[nodiscard]] virtual std::vector<TextRange> words(std::string_view text) const = 0;
};

}  // namespace minbar::ui
