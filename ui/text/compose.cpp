#include "ui/text/compose.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "ui/text/break_lines.h"
#include "ui/text/display.h"
#include "ui/text/numbers.h"
#include "ui/text/optical_size.h"

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

// What is shaped in place of the characters; empty where that is the characters themselves.
std::u32string display_of_all(const Characters& characters, const std::vector<Item>& items, const FontSet& fonts) {
  std::u32string out;
  if (std::all_of(items.begin(), items.end(), [](const Item& item) { return item.plain; })) return out;
  out.reserve(characters.size());
  for (const auto& item : items) {
    const auto run = std::u32string_view(characters.points).substr(item.start, item.end - item.start);
    out += item.plain ? run : display_of(run, item.face, fonts);
  }
  return out;
}

Bidi levels_of(std::u32string_view points, BaseDirection direction, bool fallback_rtl) {
  Bidi bidi = resolve_bidi(points, direction, fallback_rtl);
  keep_numbers_whole(points, bidi);
  return bidi;
}

// A text once itemized and shaped, from which lines are cut.
struct Shaped {
  Shaped(std::string_view input, const TextStyle& text_style, bool fallback_rtl, const FontSet& font_set,
         const Segmenter& segmenter)
      : characters(characters_of(input)),
        style(text_style),
        fonts(font_set),
        graphemes(segmenter.grapheme_starts(characters)),
        bidi(levels_of(characters.points, style.direction, fallback_rtl)),
        items(itemize(characters, graphemes, bidi, style, fonts)),
        display(display_of_all(characters, items, fonts)),
        shaper(fonts, display.empty() ? characters.points : display, style) {
    shaped.reserve(items.size());
    for (const auto& item : items) {
      shaped.push_back(shaper.shape(item));
      width += shaped.back().width;
    }
  }
  Shaped(const Shaped&) = delete;
  Shaped& operator=(const Shaped&) = delete;

  Characters characters;
  TextStyle style;
  const FontSet& fonts;
  std::vector<std::uint8_t> graphemes;
  Bidi bidi;
  std::vector<Item> items;
  std::u32string display;
  Shaper shaper;
  std::vector<Piece> shaped;
  std::int64_t width = 0;
};

// What a line holds before it has a place: its pieces in logical order, [first, ink_end) with ink, then trailing white
// at the base level up to `end`. An ellipsis stands between the two.
struct Draft {
  Index start = 0;
  Index end = 0;
  bool rtl = false;
  std::size_t first_piece = 0;
  std::size_t ink_end = 0;
  std::size_t end_piece = 0;
  bool ellipsis = false;
  std::int64_t width = 0;  // of what has ink
  std::int64_t tail = 0;
};

class Composer {
 public:
  Composer(Shaped& text, const Segmenter& segmenter)
      : text_(text),
        segmenter_(segmenter),
        breaks_(segmenter.line_breaks(text.characters)),
        advances_(text.characters, text.shaped, text.shaper, text.bidi.white),
        breaker_(advances_, breaks_, text.graphemes) {
    pieces_.reserve(text.shaped.size() + 8);
  }

  Paragraph paragraph(float width);

 private:
  void collect(std::int64_t limit);
  // The draft of [start, end), its pieces in place of those from `first_piece` on.
  Draft draft(Index start, Index end, std::size_t first_item, std::size_t first_piece);
  Draft truncated(Index start, std::int64_t limit, std::size_t first_item, std::size_t first_piece);
  void place(const Draft& draft, float width, Paragraph& out);
  void append_run(const Shaped& text, const Piece& piece, std::optional<std::size_t> at_byte, float& x,
                  Line& line) const;
  [[nodiscard]] bool rtl_at(Index start) const;
  // 0: as many as needed.
  [[nodiscard]] std::size_t most_lines() const { return static_cast<std::size_t>(std::max(0, text_.style.max_lines)); }
  [[nodiscard]] bool has_more(Index end) const { return advances_.trimmed(end, text_.characters.size()) > end; }

  Shaped& text_;
  const Segmenter& segmenter_;
  std::vector<LineBreak> breaks_;
  Advances advances_;
  LineBreaker breaker_;
  std::vector<Piece> pieces_;  // of all drafts
  std::vector<Draft> drafts_;
  struct Placed {
    const Piece* piece;
    bool dots;
  };
  std::vector<Placed> line_;  // of the line that is being placed
  std::vector<std::uint8_t> levels_;
  std::optional<Shaped> dots_;  // the ellipsis, where the text is cut
  bool truncated_ = false;
};

bool Composer::rtl_at(Index start) const {
  const auto& paragraphs = text_.bidi.paragraphs;
  const auto found =
      std::partition_point(paragraphs.begin(), paragraphs.end(), [&](const auto& p) { return p.end <= start; });
  return found == paragraphs.end() ? paragraphs.back().rtl : found->rtl;
}

Draft Composer::draft(Index start, Index end, std::size_t first_item, std::size_t first_piece) {
  pieces_.resize(first_piece);
  Draft out;
  out.start = start;
  out.end = end;
  out.rtl = rtl_at(start);
  out.first_piece = first_piece;
  const Index ink_end = advances_.trimmed(start, end);
  std::size_t i = first_item;
  for (; i < text_.shaped.size() && text_.shaped[i].item.start < ink_end; ++i) {
    const Piece& whole = text_.shaped[i];
    const Index from = std::max(start, whole.item.start);
    const Index to = std::min(ink_end, whole.item.end);
    if (from < to) {
      pieces_.push_back(text_.shaper.part(whole, from, to));
      out.width += pieces_.back().width;
    }
    if (to < whole.item.end) break;  // white follows in it, or the line's end
  }
  out.ink_end = pieces_.size();
  for (; i < text_.shaped.size() && text_.shaped[i].item.start < end; ++i) {
    const Piece& whole = text_.shaped[i];
    // UAX 9, L1: white at the end of a line stands at the paragraph's level.
    Item white = whole.item;
    white.start = std::max({start, ink_end, whole.item.start});
    white.end = std::min(end, whole.item.end);
    white.level = out.rtl ? 1 : 0;
    if (white.start >= white.end) continue;
    const bool same = white.level == whole.item.level;
    pieces_.push_back(same ? text_.shaper.part(whole, white.start, white.end) : text_.shaper.shape(white));
    out.tail += pieces_.back().width;
  }
  out.end_piece = pieces_.size();
  return out;
}

Draft Composer::truncated(Index start, std::int64_t limit, std::size_t first_item, std::size_t first_piece) {
  TextStyle style = text_.style;
  style.direction = rtl_at(start) ? BaseDirection::rtl : BaseDirection::ltr;
  dots_.emplace(ellipsis, style, false, text_.fonts, segmenter_);
  const std::int64_t room = limit == unlimited ? unlimited : std::max<std::int64_t>(0, limit - dots_->width);
  Index end = breaker_.cut(start, room);
  Draft out = draft(start, end, first_item, first_piece);
  while (end > start && out.width > room) {
    end = advances_.trimmed(start, breaker_.earlier(start, end));
    out = draft(start, end, first_item, first_piece);
  }
  out.ellipsis = true;
  out.width += dots_->width;
  return out;
}

void Composer::collect(std::int64_t limit) {
  const Index size = text_.characters.size();
  const std::size_t most = most_lines();
  std::size_t item = 0;
  LineBreak end{0, true};  // an empty text has one empty line, as has the place behind a last newline
  while (end.at < size || end.hard) {
    const Index start = end.at;
    while (item < text_.shaped.size() && text_.shaped[item].item.end <= start) ++item;
    end = breaker_.next(start, limit);
    const std::size_t first_piece = pieces_.size();
    Draft line = draft(start, end.at, item, first_piece);
    // Shaping a piece anew may make it a little wider than the sum of its parts.
    while (line.width > limit && breaker_.earlier(start, end.at) > start) {
      end = {breaker_.earlier(start, end.at), false};
      line = draft(start, end.at, item, first_piece);
    }
    if (start == size) end.hard = false;
    const bool last = drafts_.size() + 1 == most;
    if (last && has_more(end.at)) {
      truncated_ = true;
      line = truncated(start, limit, item, first_piece);
    }
    drafts_.push_back(line);
    if (last) {
      drafts_.back().end = std::max(drafts_.back().end, size);
      break;
    }
  }
}

// `at_byte`: where an ellipsis stands, which has no bytes of its own.
void Composer::append_run(const Shaped& text, const Piece& piece, std::optional<std::size_t> at_byte, float& x,
                          Line& line) const {
  const auto& bytes = text.characters.bytes;
  Run& run = line.runs.emplace_back();
  run.start_byte = at_byte ? *at_byte : bytes[piece.item.start];
  run.end_byte = at_byte ? *at_byte : bytes[piece.item.end];
  run.level = piece.item.level;
  run.script = script_name(piece.item.script);
  run.face = piece.item.face;
  run.pixel_size = piece.pixel_size;
  run.x = x;
  run.width = pixels(piece.width);
  run.glyphs.reserve(piece.count);
  for (const auto& g : text.shaper.glyphs(piece)) {
    const auto cluster = static_cast<std::uint32_t>(at_byte ? *at_byte : bytes[g.cluster]);
    run.glyphs.push_back({g.id, cluster, pixels(g.x_advance), pixels(g.x_offset), pixels(g.y_offset)});
  }
  x += run.width;
}

void Composer::place(const Draft& draft, float width, Paragraph& out) {
  const int size = pixel_size_of(text_.style);
  Line& line = out.lines.emplace_back();
  line.start_byte = text_.characters.bytes[draft.start];
  line.end_byte = text_.characters.bytes[draft.end];
  line.rtl = draft.rtl;
  line.width = pixels(draft.width);
  const bool at_right = (text_.style.align == TextAlign::start) == draft.rtl;
  const float room = width - line.width;
  line.x = text_.style.align == TextAlign::center ? std::floor(room / 2) : (at_right ? room : 0);
  // A line wider than its room begins where its text begins, and reaches out at its end.
  if (room < 0) line.x = draft.rtl ? room : 0;

  line_.clear();
  levels_.clear();
  FaceMetrics metrics = text_.fonts.metrics(text_.fonts.primary_face(text_.style.stack, text_.style.weight), size);
  int measured = -1;
  const auto add = [&](const Piece& piece, bool dots) {
    line_.push_back({&piece, dots});
    levels_.push_back(piece.item.level);
    if (piece.item.face == measured) return;
    measured = piece.item.face;
    const Face& face = text_.fonts.faces()[static_cast<std::size_t>(measured)];
    // The symbols' face is deep for integrals and roots; an arrow must not push lines apart.
    if (text_.fonts.primary_face(face.stack, face.weight) != measured) return;
    // At the line's own size, so that a guest's larger em leaves the lines as far apart as they are.
    const FaceMetrics other = text_.fonts.metrics(measured, size);
    metrics = {std::max(metrics.ascent, other.ascent), std::max(metrics.descent, other.descent)};
  };
  for (std::size_t i = draft.first_piece; i < draft.ink_end; ++i) add(pieces_[i], false);
  if (draft.ellipsis)
    for (const auto& piece : dots_->shaped) add(piece, true);
  for (std::size_t i = draft.ink_end; i < draft.end_piece; ++i) add(pieces_[i], false);

  float x = line.x - (draft.rtl ? pixels(draft.tail) : 0);
  const std::size_t cut = draft.ink_end == draft.first_piece
                              ? line.start_byte
                              : text_.characters.bytes[pieces_[draft.ink_end - 1].item.end];
  line.runs.reserve(line_.size());
  for (const std::size_t i : visual_order(levels_)) {
    const auto& [piece, dots] = line_[i];
    append_run(dots ? *dots_ : text_, *piece, dots ? std::optional(cut) : std::nullopt, x, line);
  }

  const auto own = static_cast<float>(metrics.ascent + metrics.descent);
  line.y = out.height;
  line.height = std::max(own, std::round(text_.style.line_height * static_cast<float>(size)));
  line.baseline = line.y + std::floor((line.height - own) / 2) + static_cast<float>(metrics.ascent);
  out.height += line.height;
}

Paragraph Composer::paragraph(float width) {
  const std::int64_t limit = units(width);
  const bool balanced = text_.style.balanced && limit != unlimited;
  collect(balanced ? breaker_.balanced(limit, most_lines()) : limit);
  Paragraph out;
  out.text = text_.characters.text;
  out.style = text_.style;
  out.rtl = text_.bidi.rtl;
  out.truncated = truncated_;
  for (const auto& draft : drafts_) out.widest_line = std::max(out.widest_line, pixels(draft.width));
  out.width = units(width) == unlimited ? std::ceil(out.widest_line) : pixels(units(width));
  out.lines.reserve(drafts_.size());
  for (const auto& draft : drafts_) place(draft, out.width, out);
  return out;
}

}  // namespace

Paragraph compose(std::string_view text, const TextStyle& style, float width, const FontSet& fonts,
                  const Segmenter& segmenter) {
  Shaped shaped(text, style, style.stack == FaceStack::arabic, fonts, segmenter);
  return Composer(shaped, segmenter).paragraph(width);
}

}  // namespace minbar::ui::text
