#include "ui/text/compose.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "ui/text/break_lines.h"
#include "ui/text/display.h"

namespace minbar::ui::text {

namespace {

constexpr std::string_view ellipsis = "…";
constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

float pixels(std::int64_t units) { return static_cast<float>(units) / 64.0F; }

std::int64_t units(float width) {
  if (std::isnan(width) || width <= 0) return 0;
  if (width > 1e9F) return unlimited;
  return std::llround(static_cast<double>(width) * 64);
}

std::u32string display_of_all(const Characters& characters, const std::vector<Item>& items, const FontSet& fonts) {
  std::u32string out;
  const std::u32string_view points = characters.points;
  for (const auto& item : items) out += display_of(points.substr(item.start, item.end - item.start), item.face, fonts);
  return out;
}

std::int64_t width_of(const ShapedItem& piece) {
  std::int64_t sum = 0;
  for (const auto& glyph : piece.glyphs) sum += glyph.x_advance;
  return sum;
}

std::int64_t width_of(const std::vector<ShapedItem>& pieces) {
  std::int64_t sum = 0;
  for (const auto& piece : pieces) sum += width_of(piece);
  return sum;
}

// A text once itemized and shaped, from which lines are cut.
struct Shaped {
  Shaped(std::string_view input, const TextStyle& text_style, bool fallback_rtl, const FontSet& font_set,
         const Segmenter& segmenter)
      : characters(characters_of(input)),
        style(text_style),
        fonts(font_set),
        graphemes(segmenter.grapheme_starts(characters)),
        bidi(resolve_bidi(characters.points, style.direction, fallback_rtl)),
        items(itemize(characters, graphemes, bidi, style, fonts)),
        display(display_of_all(characters, items, fonts)),
        shaper(fonts, display, style) {
    shaped.reserve(items.size());
    for (const auto& item : items) shaped.push_back(shaper.shape(item));
  }
  Shaped(const Shaped&) = delete;
  Shaped& operator=(const Shaped&) = delete;

  Characters characters;
  const TextStyle& style;
  const FontSet& fonts;
  std::vector<std::uint8_t> graphemes;
  Bidi bidi;
  std::vector<Item> items;
  std::u32string display;
  Shaper shaper;
  std::vector<ShapedItem> shaped;
};

// What a line holds before it has a place: logical order, trailing white at the base level in `tail`.
struct Draft {
  Index start = 0;
  Index end = 0;
  bool rtl = false;
  std::vector<ShapedItem> ink;
  std::vector<ShapedItem> tail;
  std::vector<ShapedItem> ellipsis;
  [[nodiscard]] std::int64_t width() const { return width_of(ink) + width_of(ellipsis); }
};

class Composer {
 public:
  Composer(const Shaped& text, const Segmenter& segmenter)
      : text_(text),
        segmenter_(segmenter),
        breaks_(segmenter.line_breaks(text.characters)),
        advances_(text.characters, text.shaped, text.bidi.white),
        breaker_(advances_, breaks_, text.graphemes) {}

  Paragraph paragraph(float width);

 private:
  void collect(std::int64_t limit);
  Draft draft(Index start, Index end, std::size_t first_item) const;
  Draft truncated(Index start, std::int64_t limit, std::size_t first_item);
  void place(const Draft& draft, float width, Paragraph& out) const;
  // `at_byte`: where the ellipsis stands, for its pieces, which have no bytes of their own.
  void append_run(const ShapedItem& piece, std::optional<std::size_t> at_byte, float& x, Line& line) const;
  [[nodiscard]] bool rtl_at(Index start) const;
  [[nodiscard]] bool has_more(Index end) const { return advances_.trimmed(end, text_.characters.size()) > end; }

  const Shaped& text_;
  const Segmenter& segmenter_;
  std::vector<LineBreak> breaks_;
  Advances advances_;
  LineBreaker breaker_;
  std::vector<Draft> drafts_;
  bool truncated_ = false;
};

bool Composer::rtl_at(Index start) const {
  const auto& paragraphs = text_.bidi.paragraphs;
  const auto found =
      std::partition_point(paragraphs.begin(), paragraphs.end(), [&](const auto& p) { return p.end <= start; });
  return found == paragraphs.end() ? paragraphs.back().rtl : found->rtl;
}

Draft Composer::draft(Index start, Index end, std::size_t first_item) const {
  Draft out;
  out.start = start;
  out.end = end;
  out.rtl = rtl_at(start);
  const Index ink_end = advances_.trimmed(start, end);
  for (std::size_t i = first_item; i < text_.shaped.size() && text_.shaped[i].item.start < end; ++i) {
    const ShapedItem& whole = text_.shaped[i];
    const Index from = std::max(start, whole.item.start);
    const Index to = std::min(end, whole.item.end);
    if (from < std::min(to, ink_end)) out.ink.push_back(text_.shaper.piece(whole, from, std::min(to, ink_end)));
    if (std::max(from, ink_end) < to) {
      // UAX 9, L1: white at the end of a line stands at the paragraph's level.
      Item white = whole.item;
      white.start = std::max(from, ink_end);
      white.end = to;
      white.level = out.rtl ? 1 : 0;
      const bool same = white.level == whole.item.level;
      out.tail.push_back(same ? text_.shaper.piece(whole, white.start, white.end) : text_.shaper.shape(white));
    }
  }
  return out;
}

Draft Composer::truncated(Index start, std::int64_t limit, std::size_t first_item) {
  TextStyle style = text_.style;
  style.direction = rtl_at(start) ? BaseDirection::rtl : BaseDirection::ltr;
  const Shaped dots(ellipsis, style, false, text_.fonts, segmenter_);
  const std::int64_t room = limit == unlimited ? unlimited : std::max<std::int64_t>(0, limit - width_of(dots.shaped));
  Index end = breaker_.cut(start, room);
  Draft out = draft(start, end, first_item);
  while (end > start && out.width() > room) {
    end = advances_.trimmed(start, breaker_.earlier(start, end));
    out = draft(start, end, first_item);
  }
  out.ellipsis = dots.shaped;
  return out;
}

void Composer::collect(std::int64_t limit) {
  const Index size = text_.characters.size();
  const auto most = static_cast<std::size_t>(std::max(0, text_.style.max_lines));
  std::size_t item = 0;
  LineBreak end{0, true};  // an empty text has one empty line, as has the place behind a last newline
  while (end.at < size || end.hard) {
    const Index start = end.at;
    while (item < text_.shaped.size() && text_.shaped[item].item.end <= start) ++item;
    end = breaker_.next(start, limit);
    Draft line = draft(start, end.at, item);
    // Shaping a piece anew may make it a little wider than the sum of its parts.
    while (line.width() > limit && breaker_.earlier(start, end.at) > start) {
      end = {breaker_.earlier(start, end.at), false};
      line = draft(start, end.at, item);
    }
    if (start == size) end.hard = false;
    const bool last = drafts_.size() + 1 == most;
    if (last && has_more(end.at)) {
      truncated_ = true;
      line = truncated(start, limit, item);
    }
    drafts_.push_back(std::move(line));
    if (last) {
      drafts_.back().end = std::max(drafts_.back().end, size);
      break;
    }
  }
}

void Composer::append_run(const ShapedItem& piece, std::optional<std::size_t> at_byte, float& x, Line& line) const {
  const auto& bytes = text_.characters.bytes;
  Run run;
  run.start_byte = at_byte ? *at_byte : bytes[piece.item.start];
  run.end_byte = at_byte ? *at_byte : bytes[piece.item.end];
  run.level = piece.item.level;
  run.script = script_name(piece.item.script);
  run.face = piece.item.face;
  run.x = x;
  run.width = pixels(width_of(piece));
  run.glyphs.reserve(piece.glyphs.size());
  for (const auto& g : piece.glyphs) {
    const auto cluster = static_cast<std::uint32_t>(at_byte ? *at_byte : bytes[g.cluster]);
    run.glyphs.push_back({g.id, cluster, pixels(g.x_advance), pixels(g.x_offset), pixels(g.y_offset)});
  }
  x += run.width;
  line.runs.push_back(std::move(run));
}

void Composer::place(const Draft& draft, float width, Paragraph& out) const {
  const int size = pixel_size_of(text_.style);
  Line line;
  line.start_byte = text_.characters.bytes[draft.start];
  line.end_byte = text_.characters.bytes[draft.end];
  line.rtl = draft.rtl;
  line.width = pixels(draft.width());
  const bool at_right = (text_.style.align == TextAlign::start) == draft.rtl;
  const float room = width - line.width;
  line.x = text_.style.align == TextAlign::center ? std::floor(room / 2) : (at_right ? room : 0);
  // A line wider than its room begins where its text begins, and reaches out at its end.
  if (room < 0) line.x = draft.rtl ? room : 0;

  std::vector<const ShapedItem*> pieces;
  for (const auto* part : {&draft.ink, &draft.ellipsis, &draft.tail}) {
    for (const auto& piece : *part) pieces.push_back(&piece);
  }
  std::vector<std::uint8_t> levels;
  FaceMetrics metrics = text_.fonts.metrics(text_.fonts.primary_face(text_.style.stack, text_.style.weight), size);
  for (const auto* piece : pieces) {
    levels.push_back(piece->item.level);
    const Face& face = text_.fonts.faces()[static_cast<std::size_t>(piece->item.face)];
    // The symbols' face is deep for integrals and roots; an arrow must not push lines apart.
    if (text_.fonts.primary_face(face.stack, face.weight) != piece->item.face) continue;
    const FaceMetrics other = text_.fonts.metrics(piece->item.face, size);
    metrics = {std::max(metrics.ascent, other.ascent), std::max(metrics.descent, other.descent)};
  }
  float x = line.x - (draft.rtl ? pixels(width_of(draft.tail)) : 0);
  const std::size_t dots = draft.ink.size();
  const bool has_dots = !draft.ellipsis.empty();
  const std::size_t cut = draft.ink.empty() ? line.start_byte : text_.characters.bytes[draft.ink.back().item.end];
  for (const std::size_t i : visual_order(levels)) {
    append_run(*pieces[i], has_dots && i >= dots ? std::optional(cut) : std::nullopt, x, line);
  }

  const auto own = static_cast<float>(metrics.ascent + metrics.descent);
  line.y = out.height;
  line.height = std::max(own, std::round(text_.style.line_height * static_cast<float>(size)));
  line.baseline = line.y + std::floor((line.height - own) / 2) + static_cast<float>(metrics.ascent);
  out.height += line.height;
  out.lines.push_back(std::move(line));
}

Paragraph Composer::paragraph(float width) {
  collect(units(width));
  Paragraph out;
  out.text = text_.characters.text;
  out.style = text_.style;
  out.rtl = text_.bidi.rtl;
  out.truncated = truncated_;
  for (const auto& draft : drafts_) out.widest_line = std::max(out.widest_line, pixels(draft.width()));
  out.width = units(width) == unlimited ? std::ceil(out.widest_line) : pixels(units(width));
  for (const auto& draft : drafts_) place(draft, out.width, out);
  return out;
}

}  // namespace

Paragraph compose(std::string_view text, const TextStyle& style, float width, const FontSet& fonts,
                  const Segmenter& segmenter) {
  const Shaped shaped(text, style, style.stack == FaceStack::arabic, fonts, segmenter);
  return Composer(shaped, segmenter).paragraph(width);
}

}  // namespace minbar::ui::text
