#include "ui/text/dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "sync/base/utf8.h"
#include "ui/text/characters.h"
#include "ui/text/optical_size.h"

namespace minbar::ui::text {

namespace {

void dump_run(const Paragraph& paragraph, const Run& run, const FontSet& fonts, std::string& out) {
  auto to = std::back_inserter(out);
  const bool dots = run.start_byte == run.end_byte;
  const std::string text = dots ? "…" : escaped(paragraph.text.substr(run.start_byte, run.end_byte - run.start_byte));
  fmt::format_to(to, "  run bytes {}-{} level {} {} {} {} {} px x {:.2f} width {:.2f} \"{}\"\n    glyphs",
                 run.start_byte, run.end_byte, run.level, run.script,
                 fonts.faces()[static_cast<std::size_t>(run.face)].id, run.rtl() ? "rtl" : "ltr", run.pixel_size, run.x,
                 run.width, text);
  for (const auto& g : run.glyphs) {
    fmt::format_to(to, " {}@{}+{:.2f}", g.id, g.cluster, g.x_advance);
    if (g.x_offset != 0 || g.y_offset != 0) fmt::format_to(to, "({:.2f},{:.2f})", g.x_offset, g.y_offset);
  }
  out += '\n';
}

}  // namespace

std::vector<LevelRange> levels_of(const Line& line) {
  std::vector<LevelRange> out;
  for (const auto& run : line.runs) {
    if (run.start_byte < run.end_byte) out.push_back({run.start_byte, run.end_byte, run.level});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.start_byte < b.start_byte; });
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_invisible(c) || c == U'\t') {
      fmt::format_to(std::back_inserter(out), "\\u{{{:04X}}}", static_cast<std::uint32_t>(c));
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

std::string dump(const Paragraph& p, const FontSet& fonts) {
  std::string out;
  auto to = std::back_inserter(out);
  fmt::format_to(to, "text \"{}\"\n", escaped(p.text));
  fmt::format_to(to, "{} characters, {} bytes, {}, size {}, width {:.2f}, widest line {:.2f}, height {:.2f}{}\n",
                 count_code_points(p.text), p.text.size(), p.rtl ? "rtl" : "ltr", pixel_size_of(p.style), p.width,
                 p.widest_line, p.height, p.truncated ? ", truncated" : "");
  for (std::size_t i = 0; i < p.lines.size(); ++i) {
    const Line& line = p.lines[i];
    fmt::format_to(to, "line {} bytes {}-{} {} x {:.2f} width {:.2f} y {:.2f} height {:.2f} baseline {:.2f}\n", i + 1,
                   line.start_byte, line.end_byte, line.rtl ? "rtl" : "ltr", line.x, line.width, line.y, line.height,
                   line.baseline);
    out += "  levels";
    for (const auto& range : levels_of(line)) {
      fmt::format_to(to, " {}-{}:{}", range.start_byte, range.end_byte, range.level);
    }
    out += '\n';
    for (const auto& run : line.runs) dump_run(p, run, fonts, out);
  }
  return out;
}

}  // namespace minbar::ui::text
