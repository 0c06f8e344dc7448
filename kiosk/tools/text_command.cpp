#include "kiosk/tools/text_command.h"

#include <fmt/format.h>
#include <png.h>

#include <istream>
#include <limits>
#include <nlohmann/json.hpp>
#include <ostream>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "ui/text/dump.h"
#include "ui/text/optical_size.h"
#include "ui/text/raster.h"
#include "ui/text/typesetter.h"

namespace minbar::kiosk {

namespace {

using nlohmann::json;

ui::FaceStack stack_of(std::string_view language) {
  if (language.starts_with("ar")) return ui::FaceStack::arabic;  // ary, Moroccan Arabic, too
  if (language == "zgh" || language == "tzm" || language == "shi") return ui::FaceStack::tifinagh;
  return ui::FaceStack::latin;
}

std::string read_text(std::istream& in) {
  std::string text(limits::text_bytes * 4, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

json json_of(const ui::Run& run, const ui::text::FontSet& fonts) {
  json glyphs = json::array();
  for (const auto& g : run.glyphs) {
    glyphs.push_back({{"id", g.id},
                      {"cluster", g.cluster},
                      {"x_advance", g.x_advance},
                      {"x_offset", g.x_offset},
                      {"y_offset", g.y_offset}});
  }
  return {{"start", run.start_byte},
          {"end", run.end_byte},
          {"level", run.level},
          {"script", run.script},
          {"face", fonts.faces()[static_cast<std::size_t>(run.face)].id},
          {"direction", run.rtl() ? "rtl" : "ltr"},
          {"x", run.x},
          {"width", run.width},
          {"glyphs", std::move(glyphs)}};
}

json json_of(const ui::Paragraph& p, const ui::text::FontSet& fonts) {
  json lines = json::array();
  for (const auto& line : p.lines) {
    json levels = json::array();
    for (const auto& range : ui::text::levels_of(line)) {
      levels.push_back({{"start", range.start_byte}, {"end", range.end_byte}, {"level", range.level}});
    }
    json runs = json::array();
    for (const auto& run : line.runs) runs.push_back(json_of(run, fonts));
    lines.push_back({{"start", line.start_byte},
                     {"end", line.end_byte},
                     {"direction", line.rtl ? "rtl" : "ltr"},
                     {"x", line.x},
                     {"y", line.y},
                     {"width", line.width},
                     {"height", line.height},
                     {"baseline", line.baseline},
                     {"levels", std::move(levels)},
                     {"runs", std::move(runs)}});
  }
  return {{"text", p.text},
          {"direction", p.rtl ? "rtl" : "ltr"},
          {"size", ui::text::pixel_size_of(p.style)},
          {"width", p.width},
          {"height", p.height},
          {"widest_line", p.widest_line},
          {"truncated", p.truncated},
          {"lines", std::move(lines)}};
}

Result<void> write_png(const ui::Paragraph& paragraph, const ui::text::FontSet& fonts,
                       const std::filesystem::path& path) {
  auto picture = ui::text::rasterize(paragraph, fonts, 16);
  for (auto& pixel : picture.ink) pixel = static_cast<std::uint8_t>(255 - pixel);  // black on white
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_GRAY;
  if (png_image_write_to_file(&image, path.c_str(), 0, picture.ink.data(), 0, nullptr) == 0) {
    return fail(Errc::io, fmt::format("{}: cannot be written; choose a file in a folder that exists", path.native()));
  }
  return {};
}

}  // namespace

Result<void> run_text_command(const TextCommandOptions& options, std::istream& in, std::ostream& out) {
  const auto fonts = TRY(ui::text::FontSet::load(options.fonts));
  auto typesetter = TRY(ui::text::Typesetter::open(fonts));
  ui::TextStyle style;
  style.stack = stack_of(options.language);
  style.weight = options.weight;
  style.size_px = options.size_px;
  style.direction = options.direction;
  style.align = options.align;
  style.language = options.language;
  style.max_lines = options.max_lines;
  const float width = options.width_px > 0 ? options.width_px : std::numeric_limits<float>::infinity();
  const auto paragraph = typesetter.layout(read_text(in), style, width);
  out << ui::text::dump(*paragraph, fonts);
  if (options.json) {
    // The text was sanitised before it was laid out, so this is valid UTF-8.
    const std::string text = json_of(*paragraph, fonts).dump(1) + "\n";
    TRY(write_file(*options.json, bytes_of(text), 0644));
  }
  if (options.png) TRY(write_png(*paragraph, fonts, *options.png));
  return {};
}

}  // namespace minbar::kiosk
