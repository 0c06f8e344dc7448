#include "ui/fold.h"

#include <algorithm>
#include <array>
#include <variant>

namespace minbar::ui {

namespace {

// What a fold must not lie across.
struct Band {
  float top;
  float bottom;
  [[nodiscard]] float height() const { return bottom - top; }
};

struct Bands {
  std::vector<Band> grounds;  // of cards and buttons, shapes
  std::vector<Band> texts;    // each as a whole
  std::vector<Band> lines;
};

// Every kind of what is drawn, so that a new one is not forgotten here. Ornament and clips are no rows.
struct AddTo {
  Bands& bands;

  void ground(const Rect& rect) const { bands.grounds.push_back({rect.y, rect.bottom()}); }
  void operator()(const FillRect& fill) const { ground(fill.rect); }
  void operator()(const StrokeRect& stroke) const { ground(stroke.rect); }
  void operator()(const DrawShape& shape) const { ground(shape.rect); }
  void operator()(const DrawMatrix& matrix) const { ground(matrix.rect); }
  // As a word is, which no page cuts.
  void whole(const Rect& rect) const {
    bands.texts.push_back({rect.y, rect.bottom()});
    bands.lines.push_back(bands.texts.back());
  }
  void operator()(const DrawPicture& picture) const { whole(picture.rect); }
  void operator()(const DrawInk& ink) const { whole(ink.rect); }
  void operator()(const DrawText& drawn) const {
    const auto& p = *drawn.paragraph;
    bands.texts.push_back({drawn.origin.y, drawn.origin.y + p.height});
    for (const auto& line : p.lines)
      bands.lines.push_back({drawn.origin.y + line.y, drawn.origin.y + line.y + line.height});
  }
  void operator()(const DrawPattern&) const {}
  void operator()(const PushClip&) const {}
  void operator()(const PopClip&) const {}
};

Bands bands_of(const std::vector<DrawCommand>& drawn) {
  Bands bands;
  for (const auto& command : drawn) std::visit(AddTo{bands}, command);
  return bands;
}

// Overlapping bands as one.
std::vector<Band> merged(std::vector<Band> bands) {
  std::sort(bands.begin(), bands.end(), [](const Band& a, const Band& b) { return a.top < b.top; });
  std::vector<Band> out;
  for (const auto& band : bands) {
    if (band.height() < 0.5F) continue;
    if (out.empty() || band.top >= out.back().bottom - 0.5F)
      out.push_back(band);
    else
      out.back().bottom = std::max(out.back().bottom, band.bottom);
  }
  return out;
}

// From what must stay whole if it can to what must stay whole whatever happens, each with the least share of a page
// that it may leave filled: all; cards and short texts; what stands on a card that is higher; lines.
struct Level {
  std::vector<Band> rows;
  float least;
};
using Levels = std::array<Level, 4>;

Levels levels_of(const std::vector<DrawCommand>& drawn, float room) {
  const auto bands = bands_of(drawn);
  auto parted = bands.lines;  // a long text, while a short one stays whole
  for (const auto& text : bands.texts)
    if (text.height() <= room * 0.3F) parted.push_back(text);
  const auto without = [&](float height, std::vector<Band> kept) {
    for (const auto& ground : bands.grounds)
      if (ground.height() <= height) kept.push_back(ground);
    return merged(std::move(kept));
  };
  return {{{without(1e9F, bands.texts), 0.6F},
           {without(room * 0.8F, parted), 0.4F},
           {without(room * 0.3F, bands.texts), 0.6F},
           {merged(bands.lines), 0}}};
}

// The last place at or before `at` that lies in no row, or the first one at or after it.
float before(const std::vector<Band>& rows, float at) {
  for (const auto& row : rows)
    if (row.top < at - 0.5F && row.bottom > at + 0.5F) return row.top;
  return at;
}
float after(const std::vector<Band>& rows, float at) {
  for (const auto& row : rows)
    if (row.top < at - 0.5F && row.bottom > at + 0.5F) return row.bottom;
  return at;
}

float end_of(const Levels& levels, float top, float room) {
  for (const auto& level : levels) {
    const float end = before(level.rows, top + room);
    if (end - top > std::max(1.0F, level.least * room)) return end;
  }
  return top + room;
}

// As early as rows allow, so that the last page is full: with whole rows if they fill half of it, else with whole
// texts. No later than where the page before ended, which lies between rows too.
float last_top(const Levels& levels, float room, float natural, float earliest) {
  constexpr std::array<float, 4> least{0.6F, 0.5F, 0.3F, 0};  // shares of a page, as above
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const float top = after(levels.at(i).rows, natural - room);
    if (natural - top > std::max(1.0F, least.at(i) * room)) return std::min(top, earliest);
  }
  return earliest;
}

}  // namespace

FoldedPage page_at(const std::vector<DrawCommand>& drawn, float room, float natural, int nth) {
  if (room < 1) return {0, room, false};
  const auto levels = levels_of(drawn, room);
  float top = 0;
  for (int page = 0;; ++page) {
    if (natural - top <= room + 0.5F) {
      const float full = last_top(levels, room, natural, top);
      return {full, natural - full + 1, true};  // a pixel for boxes that snap to whole ones
    }
    const float end = end_of(levels, top, room);
    if (page == nth) return {top, end - top, false};
    top = end;
  }
}

}  // namespace minbar::ui
