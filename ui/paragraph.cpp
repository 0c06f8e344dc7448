#include "ui/paragraph.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace minbar::ui {

namespace {

// The box of the glyph cluster that holds a byte, on one line.
struct ClusterBox {
  float left = 0;
  float right = 0;
  std::size_t start = 0;
  std::size_t end = 0;
  bool rtl = false;
};

bool holds(const Run& run, std::size_t byte) { return run.start_byte <= byte && byte < run.end_byte; }

const Run* run_at(const Line& line, std::size_t byte) {
  const auto found = std::find_if(line.runs.begin(), line.runs.end(), [&](const Run& run) { return holds(run, byte); });
  return found == line.runs.end() ? nullptr : &*found;
}

ClusterBox cluster_at(const Run& run, std::size_t byte) {
  ClusterBox box{run.x, run.x, run.start_byte, run.end_byte, run.rtl()};
  for (const auto& glyph : run.glyphs) {
    if (glyph.cluster <= byte) box.start = std::max<std::size_t>(box.start, glyph.cluster);
    if (glyph.cluster > byte) box.end = std::min<std::size_t>(box.end, glyph.cluster);
  }
  float pen = run.x;
  bool found = false;
  for (const auto& glyph : run.glyphs) {
    if (glyph.cluster == box.start) {
      if (!found) box.left = pen;
      found = true;
      box.right = pen + glyph.x_advance;
    }
    pen += glyph.x_advance;
  }
  return box;
}

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

// Where an empty line, or one that shows nothing of the text, would begin.
float start_edge(const Line& line) { return line.rtl ? line.x + line.width : line.x; }

// The side of the character before a position on which the position stands. A ligature is divided evenly among its
// characters.
float edge_after(const Paragraph& paragraph, const Run& run, std::size_t byte) {
  const std::size_t before = previous_character(paragraph.text, byte);
  const ClusterBox box = cluster_at(run, before);
  const auto all = characters_between(paragraph.text, box.start, box.end);
  const auto part = characters_between(paragraph.text, box.start, std::min(byte, box.end));
  const float share = all == 0 ? 1 : static_cast<float>(part) / static_cast<float>(all);
  return box.rtl ? box.right - share * (box.right - box.left) : box.left + share * (box.right - box.left);
}

float caret_x(const Paragraph& paragraph, const Line& line, std::size_t byte) {
  // A caret follows the character just typed, which decides where a position between two directions stands; only the
  // first position of a line looks forward.
  float x = start_edge(line);
  if (byte > line.start_byte) {
    if (const Run* run = run_at(line, previous_character(paragraph.text, byte))) x = edge_after(paragraph, *run, byte);
  } else if (const Run* run = run_at(line, byte)) {
    const ClusterBox box = cluster_at(*run, byte);
    x = box.rtl ? box.right : box.left;
  }
  // Spaces at a line's end hang outside; the caret stays in sight.
  return std::clamp(x, std::min(0.0F, line.x), std::max(paragraph.width, line.x + line.width));
}

}  // namespace

Caret caret_at(const Paragraph& paragraph, std::size_t byte) {
  const Line& line = line_of(paragraph, byte);
  return {caret_x(paragraph, line, std::min(byte, paragraph.text.size())), line.y, line.height};
}

std::size_t byte_at(const Paragraph& paragraph, const std::vector<std::size_t>& boundaries, Point point) {
  const Line* line = &paragraph.lines.front();
  for (const auto& other : paragraph.lines) {
    if (point.y >= other.y) line = &other;
  }
  std::size_t best = line->start_byte;
  float nearest = std::numeric_limits<float>::infinity();
  bool best_touches = false;
  for (const std::size_t byte : boundaries) {
    const bool last_of_all = byte == paragraph.text.size() && line == &paragraph.lines.back();
    if (byte < line->start_byte || (byte >= line->end_byte && !last_of_all)) continue;
    const float distance = std::abs(caret_x(paragraph, *line, byte) - point.x);
    // Two positions share a place where directions meet; the one after the character under the finger is meant.
    bool touches = false;
    if (byte > line->start_byte) {
      const std::size_t before = previous_character(paragraph.text, byte);
      if (const Run* run = run_at(*line, before)) {
        const ClusterBox box = cluster_at(*run, before);
        touches = point.x >= box.left && point.x <= box.right;
      }
    }
    if (distance < nearest || (distance == nearest && touches && !best_touches)) {
      best = byte;
      nearest = distance;
      best_touches = touches;
    }
  }
  return best;
}

}  // namespace minbar::ui
