#include "ui/caret.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace minbar::ui {

namespace {

// A glyph cluster of one line: its letters and the box they stand in.
struct Cluster {
  float left = 0;
  float right = 0;
  std::size_t start = 0;
  std::size_t end = 0;
  int level = 0;
  [[nodiscard]] bool rtl() const { return level % 2 != 0; }
};

// All clusters of a line in the order of the text, found once for all that is asked about the line: in a field of one
// line that is as long as the text.
class Clusters {
 public:
  explicit Clusters(const Line& line) {
    std::vector<const Run*> runs;
    for (const auto& run : line.runs)
      if (run.start_byte < run.end_byte) runs.push_back(&run);
    std::sort(runs.begin(), runs.end(), [](const Run* a, const Run* b) { return a->start_byte < b->start_byte; });
    for (const Run* run : runs) add(*run);
  }

  // The one that holds a byte; null where the line shows nothing of it.
  [[nodiscard]] const Cluster* at(std::size_t byte) const {
    const auto after = std::upper_bound(all_.begin(), all_.end(), byte, [](std::size_t value, const Cluster& cluster) {
      return value < cluster.start;
    });
    return after == all_.begin() || byte >= std::prev(after)->end ? nullptr : &*std::prev(after);
  }

 private:
  void add(const Run& run) {
    std::vector<Cluster> own;  // from left to right
    float pen = run.x;
    for (const auto& glyph : run.glyphs) {
      if (own.empty() || own.back().start != glyph.cluster) own.push_back({pen, pen, glyph.cluster, 0, run.level});
      pen += glyph.x_advance;
      own.back().right = pen;
    }
    if (run.rtl()) std::reverse(own.begin(), own.end());
    if (own.empty() || own.front().start > run.start_byte)  // letters without a glyph
      own.insert(own.begin(), {run.x, run.x, run.start_byte, 0, run.level});
    for (std::size_t i = 0; i < own.size(); ++i) own[i].end = i + 1 < own.size() ? own[i + 1].start : run.end_byte;
    all_.insert(all_.end(), own.begin(), own.end());
  }

  std::vector<Cluster> all_;
};

std::size_t characters_between(std::string_view text, std::size_t start, std::size_t end) {
  return static_cast<std::size_t>(
      std::count_if(text.begin() + static_cast<std::ptrdiff_t>(start), text.begin() + static_cast<std::ptrdiff_t>(end),
                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t previous_character(std::string_view text, std::size_t byte) {
  do --byte;
  while (byte > 0 && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U);
  return byte;
}

const Line& line_of(const Paragraph& paragraph, std::size_t byte) {
  for (const auto& line : paragraph.lines) {
    if (byte < line.end_byte) return line;
  }
  return paragraph.lines.back();
}

// Where an empty line, or one that shows nothing of the text, would begin; and where it would end.
float start_edge(const Line& line) { return line.rtl ? line.x + line.width : line.x; }
float end_edge(const Line& line) { return line.rtl ? line.x : line.x + line.width; }

// Where a position stands within or at an edge of a cluster. A ligature is divided evenly among its characters.
float edge_of(const Paragraph& paragraph, const Cluster& box, std::size_t byte) {
  const auto all = characters_between(paragraph.text, box.start, box.end);
  const auto part = characters_between(paragraph.text, box.start, std::min(byte, box.end));
  const float share = all == 0 ? 1 : static_cast<float>(part) / static_cast<float>(all);
  return box.rtl() ? box.right - share * (box.right - box.left) : box.left + share * (box.right - box.left);
}

// The two places of a position on its line, and the levels of what stands beside it; the line's own where nothing does.
struct Places {
  float behind = 0;  // the letter before it
  float ahead = 0;   // of the letter after it
  int level_behind = 0;
  int level_ahead = 0;
  bool follows = false;  // there is a letter before it on this line
};

Places places_of(const Paragraph& paragraph, const Line& line, const Clusters& clusters, std::size_t byte) {
  const int base = line.rtl ? 1 : 0;
  Places out{start_edge(line), end_edge(line), base, base, byte > line.start_byte};
  if (out.follows) {
    if (const Cluster* before = clusters.at(previous_character(paragraph.text, byte))) {
      out.behind = edge_of(paragraph, *before, byte);
      out.level_behind = before->level;
    }
  }
  if (const Cluster* after = clusters.at(byte)) {
    out.ahead = edge_of(paragraph, *after, byte);
    out.level_ahead = after->level;
  } else if (!out.follows) {
    out.ahead = out.behind;
  }
  return out;
}

// Whether the caret stands at the letter after it. By the rule of levels, taken at every border of a stretch of another
// direction, the stretch has as many places as positions, however deep others lie inside it.
bool looks_ahead(const Places& places, const Line& line, CaretSide side) {
  if (side == CaretSide::follow) return !places.follows;
  if (places.level_behind == places.level_ahead) return !places.follows;
  const bool like_line = (side == CaretSide::rtl) == line.rtl;
  return like_line == (places.level_ahead < places.level_behind);
}

float caret_x(const Paragraph& paragraph, const Line& line, const Clusters& clusters, std::size_t byte,
              CaretSide side) {
  const Places places = places_of(paragraph, line, clusters, byte);
  return looks_ahead(places, line, side) ? places.ahead : places.behind;
}

// Spaces at a line's end hang outside; the caret stays in sight.
float in_sight(const Paragraph& paragraph, const Line& line, float x) {
  return std::clamp(x, std::min(0.0F, line.x), std::max(paragraph.width, line.x + line.width));
}

// Positions that stand on a line: one at its end belongs to the next line, if there is one.
std::vector<std::size_t> positions_on(const Paragraph& paragraph, const Line& line,
                                      const std::vector<std::size_t>& boundaries) {
  const bool last = &line == &paragraph.lines.back();
  const auto first = std::lower_bound(boundaries.begin(), boundaries.end(), line.start_byte);
  const auto end = last ? boundaries.end() : std::lower_bound(first, boundaries.end(), line.end_byte);
  return {first, end};
}

}  // namespace

Caret caret_at(const Paragraph& paragraph, std::size_t byte, CaretSide side) {
  const Line& line = line_of(paragraph, byte);
  const float x = caret_x(paragraph, line, Clusters(line), std::min(byte, paragraph.text.size()), side);
  return {in_sight(paragraph, line, x), line.y, line.height};
}

std::optional<Caret> second_caret_at(const Paragraph& paragraph, std::size_t byte, CaretSide side) {
  const Line& line = line_of(paragraph, byte);
  const Places places = places_of(paragraph, line, Clusters(line), std::min(byte, paragraph.text.size()));
  if (places.level_behind == places.level_ahead) return std::nullopt;
  const float first = in_sight(paragraph, line, looks_ahead(places, line, side) ? places.ahead : places.behind);
  const float other = in_sight(paragraph, line, looks_ahead(places, line, side) ? places.behind : places.ahead);
  if (std::abs(first - other) < 1) return std::nullopt;
  return Caret{other, line.y, line.height};
}

std::size_t byte_at(const Paragraph& paragraph, const std::vector<std::size_t>& boundaries, Point point,
                    CaretSide side) {
  const Line* line = &paragraph.lines.front();
  for (const auto& other : paragraph.lines) {
    if (point.y >= other.y) line = &other;
  }
  const Clusters clusters(*line);
  std::size_t best = line->start_byte;
  float nearest = std::numeric_limits<float>::infinity();
  bool best_touches = false;
  for (const std::size_t byte : positions_on(paragraph, *line, boundaries)) {
    const float x = in_sight(paragraph, *line, caret_x(paragraph, *line, clusters, byte, side));
    const float distance = std::abs(x - point.x);
    // Two positions may share a place; the one after the character under the finger is meant.
    const Cluster* before = byte > line->start_byte ? clusters.at(previous_character(paragraph.text, byte)) : nullptr;
    const bool touches = before != nullptr && point.x >= before->left && point.x <= before->right;
    if (distance < nearest || (distance == nearest && touches && !best_touches)) {
      best = byte;
      nearest = distance;
      best_touches = touches;
    }
  }
  return best;
}

std::size_t moved(const Paragraph& paragraph, const std::vector<std::size_t>& boundaries, std::size_t byte,
                  Sideways way, CaretSide side) {
  const Line& line = line_of(paragraph, byte);
  auto positions = positions_on(paragraph, line, boundaries);
  if (line.rtl) std::reverse(positions.begin(), positions.end());
  const Clusters clusters(line);
  std::vector<std::pair<float, std::size_t>> places;
  places.reserve(positions.size());
  for (const std::size_t at : positions) places.emplace_back(caret_x(paragraph, line, clusters, at, side), at);
  std::stable_sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const auto here = std::find_if(places.begin(), places.end(), [&](const auto& place) { return place.second == byte; });
  if (here == places.end()) return byte;
  if (way == Sideways::left && here != places.begin()) return std::prev(here)->second;
  if (way == Sideways::right && std::next(here) != places.end()) return std::next(here)->second;
  const bool forward = (way == Sideways::right) != line.rtl;
  if (forward) return &line == &paragraph.lines.back() ? byte : line.end_byte;
  const auto first = std::lower_bound(boundaries.begin(), boundaries.end(), line.start_byte);
  return first == boundaries.begin() ? byte : *std::prev(first);
}

std::size_t side_of(const Paragraph& paragraph, const TextRange& range, Sideways way, CaretSide side) {
  const Caret start = caret_at(paragraph, range.start, side);
  const Caret end = caret_at(paragraph, range.end, side);
  // Through lines, the start stands where its line begins.
  const bool start_is_left = start.y == end.y ? start.x <= end.x : !line_of(paragraph, range.start).rtl;
  return start_is_left == (way == Sideways::left) ? range.start : range.end;
}

std::vector<Rect> boxes_of(const Paragraph& paragraph, const TextRange& range) {
  std::vector<Rect> boxes;
  for (const auto& line : paragraph.lines) {
    const Clusters clusters(line);
    bool beside = false;  // the last box is of this line
    for (const auto& run : line.runs) {
      const auto start = std::max(range.start, run.start_byte);
      const auto end = std::min(range.end, run.end_byte);
      if (start >= end) continue;
      const float a = edge_of(paragraph, *clusters.at(start), start);
      const float b = edge_of(paragraph, *clusters.at(previous_character(paragraph.text, end)), end);
      const float left = in_sight(paragraph, line, std::min(a, b));
      const float right = in_sight(paragraph, line, std::max(a, b));
      if (right - left < 0.5F) continue;
      if (beside && std::abs(boxes.back().right() - left) < 0.5F) {
        boxes.back().width = right - boxes.back().x;
      } else {
        boxes.push_back({left, line.y, right - left, line.height});
      }
      beside = true;
    }
  }
  return boxes;
}

}  // namespace minbar::ui
