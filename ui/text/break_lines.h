// Chooses where lines end: greedily at UAX 14 opportunities, and inside a word wider than the line at grapheme
// clusters. Works on sums of advances; the caller shapes the line and says when it came out too wide after all. Used
// inside ui/text only.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/text/segment.h"
#include "ui/text/shape.h"

namespace minbar::ui::text {

// Widths of stretches of a shaped text, in 1/64 pixel.
class Advances {
 public:
  // `white`: 1 for each character that takes no room at a line's end.
  Advances(const Characters& characters, const std::vector<Piece>& items, const Shaper& shaper,
           const std::vector<std::uint8_t>& white);

  [[nodiscard]] std::int64_t between(Index start, Index end) const { return sums_[end] - sums_[start]; }
  // The end of [start, end) without trailing white.
  [[nodiscard]] Index trimmed(Index start, Index end) const;
  [[nodiscard]] std::int64_t ink(Index start, Index end) const { return between(start, trimmed(start, end)); }
  // Whether a glyph cluster begins here: a lam-alef is one, and no line ends inside it.
  [[nodiscard]] bool starts_cluster(Index at) const { return starts_[at] != 0; }

 private:
  std::vector<std::int64_t> sums_;
  std::vector<Index> trimmed_;
  std::vector<std::uint8_t> starts_;
};

class LineBreaker {
 public:
  LineBreaker(const Advances& advances, const std::vector<LineBreak>& breaks,
              const std::vector<std::uint8_t>& graphemes);

  // The end of the line that begins at `start` and is at most `limit` wide; always after `start` unless the text ends
  // there. Starts must ascend from call to call.
  [[nodiscard]] LineBreak next(Index start, std::int64_t limit);
  // The last place where the line that ends at `line_end` could end too and be narrower; `start` when there is none.
  [[nodiscard]] Index earlier(Index start, Index line_end) const;
  // The furthest cut after `start` whose text is at most `limit` wide, for an ellipsis: between words if that loses
  // less than a third of the line, else between grapheme clusters. Never past a hard break; may be `start`.
  [[nodiscard]] Index cut(Index start, std::int64_t limit) const;
  // For a text of a few lines, no more than `most_lines` (0: any): the narrowest limit with which it has no more of
  // them, to a pixel, so that they are about equally long. No word is cut for it. Else `limit`.
  [[nodiscard]] std::int64_t balanced(std::int64_t limit, std::size_t most_lines) const;

 private:
  [[nodiscard]] std::size_t lines_within(std::int64_t limit) const;
  [[nodiscard]] std::int64_t widest_word() const;
  [[nodiscard]] bool is_cut(Index at) const { return graphemes_[at] != 0 && advances_.starts_cluster(at); }
  const Advances& advances_;
  const std::vector<LineBreak>& breaks_;
  const std::vector<std::uint8_t>& graphemes_;
  std::size_t at_ = 0;  // the first opportunity after the line's start
};

}  // namespace minbar::ui::text
