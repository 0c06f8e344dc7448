#include "ui/text/break_lines.h"

#include <algorithm>

namespace minbar::ui::text {

namespace {
constexpr std::size_t most_balanced_lines = 4;  // more are a paragraph, whose lines are full
}  // namespace

Advances::Advances(const Characters& characters, const std::vector<Piece>& items, const Shaper& shaper,
                   const std::vector<std::uint8_t>& white)
    : sums_(characters.points.size() + 1, 0),
      trimmed_(characters.points.size() + 1, 0),
      starts_(characters.points.size() + 1, 0) {
  starts_[characters.size()] = 1;
  for (const auto& item : items) {
    starts_[item.item.start] = 1;
    for (const auto& glyph : shaper.glyphs(item)) {
      sums_[glyph.cluster + 1] += glyph.x_advance;
      starts_[glyph.cluster] = 1;
    }
  }
  for (Index i = 0; i < characters.size(); ++i) {
    sums_[i + 1] += sums_[i];
    trimmed_[i + 1] = white[i] != 0 ? trimmed_[i] : i + 1;
  }
}

Index Advances::trimmed(Index start, Index end) const { return std::max(start, trimmed_[end]); }

LineBreaker::LineBreaker(const Advances& advances, const std::vector<LineBreak>& breaks,
                         const std::vector<std::uint8_t>& graphemes)
    : advances_(advances), breaks_(breaks), graphemes_(graphemes) {}

LineBreak LineBreaker::next(Index start, std::int64_t limit) {
  while (at_ + 1 < breaks_.size() && breaks_[at_].at <= start) ++at_;
  LineBreak best{start};
  LineBreak in_need{start};
  for (std::size_t i = at_; i < breaks_.size(); ++i) {
    if (advances_.ink(start, breaks_[i].at) > limit) break;
    (breaks_[i].reluctant ? in_need : best) = breaks_[i];
    if (best.hard) return best;
  }
  if (best.at <= start) best = in_need;
  if (best.at > start || breaks_[at_].at <= start) return best;
  // Not even one word fits.
  const LineBreak word = breaks_[at_];
  Index end = start;
  for (Index i = start + 1; i <= word.at; ++i) {
    if (!is_cut(i)) continue;
    // White after the one cluster that stands here anyway hangs outside.
    if (end > start && advances_.ink(start, i) > std::max(limit, advances_.ink(start, end))) break;
    end = i;
  }
  return {end, end == word.at && word.hard};
}

Index LineBreaker::earlier(Index start, Index line_end) const {
  const Index end = advances_.trimmed(start, line_end);  // giving up white alone would win nothing
  Index word = start;
  const auto narrower = [&](Index at) { return advances_.between(at, end) > 0; };
  for (std::size_t i = at_; i < breaks_.size() && breaks_[i].at < end; ++i) {
    if (narrower(breaks_[i].at)) word = std::max(word, breaks_[i].at);
  }
  if (word > start) return word;
  for (Index i = end; i-- > start + 1;) {
    if (is_cut(i) && narrower(i)) return i;
  }
  return start;
}

std::size_t LineBreaker::lines_within(std::int64_t limit) const {
  LineBreaker breaker(advances_, breaks_, graphemes_);
  const Index end = breaks_.back().at;
  std::size_t lines = 0;
  for (Index at = 0; at < end && lines <= most_balanced_lines; ++lines) at = breaker.next(at, limit).at;
  return lines;
}

std::int64_t LineBreaker::widest_word() const {
  std::int64_t widest = 0;
  Index start = 0;
  for (const auto& place : breaks_) {
    if (place.reluctant) continue;
    widest = std::max(widest, advances_.ink(start, place.at));
    start = place.at;
  }
  return widest;
}

std::int64_t LineBreaker::balanced(std::int64_t limit, std::size_t most_lines) const {
  constexpr std::int64_t pixel = 64;
  const std::size_t lines = lines_within(limit);
  if (lines < 2 || lines > most_balanced_lines || (most_lines > 0 && lines > most_lines)) return limit;
  std::int64_t narrow = widest_word();
  std::int64_t wide = limit;
  while (wide - narrow > pixel) {
    const std::int64_t middle = narrow + (wide - narrow) / 2;
    (lines_within(middle) > lines ? narrow : wide) = middle;
  }
  return wide;
}

Index LineBreaker::cut(Index start, std::int64_t limit) const {
  Index word = start;
  Index any = start;
  std::size_t next_break = at_;
  const auto end = static_cast<Index>(graphemes_.size() - 1);
  for (Index i = start + 1; i <= end; ++i) {
    if (advances_.ink(start, i) > limit) break;
    if (is_cut(i)) any = i;
    while (next_break < breaks_.size() && breaks_[next_break].at < i) ++next_break;
    if (next_break < breaks_.size() && breaks_[next_break].at == i) {
      word = i;
      if (breaks_[next_break].hard) break;
    }
  }
  const bool little_lost = advances_.ink(start, word) * 3 >= advances_.ink(start, any) * 2;
  return advances_.trimmed(start, word > start && little_lost ? word : any);
}

}  // namespace minbar::ui::text
