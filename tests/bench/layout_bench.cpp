// Layout of paragraphs in the manner of citizens: beside Pango, which does the same work, and beside HarfBuzz alone,
// one hb_shape of the whole text in one face, of which bidi, scripts, face fallback and line breaks are what ours adds.
// The same texts, faces, size and width in one run. Then painting again what is laid out already, beside Pango's.
#include <hb-ft.h>
#include <hb.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/files/located_json.h"
#include "tests/bench/pango_page.h"
#include "tests/bench/report.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/window.h"
#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

namespace minbar::bench {
namespace {

constexpr float size_px = 32;
constexpr float width_px = 900;  // a text on the review screen

enum class Script : std::uint8_t { arabic, french, mixed };
constexpr std::array<std::string_view, 3> script_names{"Arabic", "French", "mixed"};

struct Text {
  std::string text;
  Script script;
  ui::TextStyle style;
};

std::vector<Text> texts() {
  const ContentFile file{"citizen_inputs.json", taken(read_file(MINBAR_CITIZEN_INPUTS, limits::content_file_bytes))};
  const auto root = taken(parse_located_json(file));
  const JsonReader reader(file);
  std::vector<Text> out;
  for (const auto& input : *taken(reader.array_member(root, "inputs"))) {
    const auto language = reader.text_member(input, "lang");
    const auto text = reader.text_member(input, "text");
    // The one of 4,000 letters, a sentence again and again, would weigh more than all others together.
    if (!language || !text || text->empty() || text->size() > 1000) continue;
    const bool arabic = language->starts_with("ar");
    Text one{*text, language->find('+') != std::string::npos ? Script::mixed : Script::french, {}};
    if (*language == "ar" || *language == "ary") one.script = Script::arabic;
    if (*language == "zgh") continue;
    one.style.size_px = size_px;
    one.style.language = arabic ? "ar" : "fr";
    one.style.stack = arabic ? ui::FaceStack::arabic : ui::FaceStack::latin;
    out.push_back(std::move(one));
  }
  return out;
}

// A font as anyone would make it for HarfBuzz, of the same file, size and load flags.
class BareFont {
 public:
  explicit BareFont(const ui::text::Face& face) {
    FT_Init_FreeType(&library_);
    ENSURE(FT_New_Face(library_, face.file.c_str(), 0, &outlines_) == 0, "the fonts were built before the measurement");
    FT_Set_Char_Size(outlines_, 0, static_cast<FT_F26Dot6>(size_px) * 64, 0, 0);
    font_ = hb_ft_font_create_referenced(outlines_);
    hb_ft_font_set_load_flags(font_, FT_LOAD_NO_HINTING);
  }
  BareFont(const BareFont&) = delete;
  BareFont& operator=(const BareFont&) = delete;
  ~BareFont() {
    hb_font_destroy(font_);
    FT_Done_Face(outlines_);
    FT_Done_FreeType(library_);
  }
  [[nodiscard]] hb_font_t* get() const { return font_; }

 private:
  FT_Library library_ = nullptr;
  FT_Face outlines_ = nullptr;
  hb_font_t* font_ = nullptr;
};

void shape_alone(hb_font_t* font, hb_buffer_t* buffer, std::string_view text) {
  hb_buffer_reset(buffer);
  hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font, buffer, nullptr, 0);
}

// The quickest of several rounds, text by text: what the machine's other work does to it is left out.
struct Quickest {
  double ms = std::numeric_limits<double>::infinity();
  template <class F>
  void time(F&& body) {
    const Stopwatch watch;
    body();
    ms = std::min(ms, watch.ms());
  }
};

void measure_layout(const ui::text::FontSet& fonts, ui::text::Typesetter& typesetter, int rounds) {
  const std::unique_ptr<hb_buffer_t, decltype(&hb_buffer_destroy)> buffer(hb_buffer_create(), &hb_buffer_destroy);
  PangoPage pango(MINBAR_FONT_FOLDER);
  const BareFont arabic(
      fonts.faces()[static_cast<std::size_t>(fonts.primary_face(ui::FaceStack::arabic, ui::FontWeight::regular))]);
  const BareFont latin(
      fonts.faces()[static_cast<std::size_t>(fonts.primary_face(ui::FaceStack::latin, ui::FontWeight::regular))]);
  struct Sums {
    int count = 0;
    double ours = 0;
    double pango = 0;
    double alone = 0;
  };
  std::array<Sums, 3> by_script;
  Sums all;
  for (const auto& text : texts()) {
    Quickest ours;
    Quickest theirs;
    Quickest alone;
    hb_font_t* bare = text.style.stack == ui::FaceStack::arabic ? arabic.get() : latin.get();
    for (int round = 0; round < rounds; ++round) {
      alone.time([&] { shape_alone(bare, buffer.get(), text.text); });
      typesetter.forget();
      ours.time([&] { static_cast<void>(typesetter.layout(text.text, text.style, width_px)); });
      theirs.time([&] { pango.lay_out(text.text, text.style, width_px); });
    }
    for (auto* sums : {&by_script[static_cast<std::size_t>(text.script)], &all}) {
      ++sums->count;
      sums->ours += ours.ms;
      sums->pango += theirs.ms;
      sums->alone += alone.ms;
    }
  }
  for (std::size_t i = 0; i < by_script.size(); ++i) {
    const auto& sums = by_script[i];
    print({.what = fmt::format("layout of {} {} paragraphs", sums.count, script_names[i]),
           .figure = in_ms(sums.ours),
           .compared_with = "Pango: " + in_ms(sums.pango),
           .ratio = sums.pango / sums.ours,
           .budget = ">= 2.5 x as fast",
           .met = sums.pango >= 2.5 * sums.ours});
  }
  print({.what = fmt::format("layout of all {} paragraphs", all.count),
         .figure = in_ms(all.ours),
         .compared_with = "hb_shape alone: " + in_ms(all.alone),
         .ratio = all.alone / all.ours,
         .budget = ">= 0.65 x as fast",
         .met = all.alone >= 0.65 * all.ours});
}

// A page of text that was laid out and painted before.
void measure_redraw(const ui::text::FontSet& fonts, ui::text::Typesetter& typesetter, int rounds) {
  auto window = taken(ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen}));
  ui::sdl::Painter painter(window, fonts);
  PangoPage pango(MINBAR_FONT_FOLDER);
  std::string page;
  for (const auto& text : texts())
    if (text.script != Script::french) page += text.text + " ";
  ui::TextStyle style;
  style.size_px = size_px;
  style.language = "ar";
  const auto paragraph = typesetter.layout(page, style, width_px);
  ui::Scene scene;
  scene.commands.emplace_back(
      ui::FillRect{.rect = {0, 0, window.size().width, window.size().height}, .color = {0xF7, 0xF4, 0xEC, 255}});
  scene.commands.emplace_back(
      ui::DrawText{.paragraph = paragraph, .origin = {20, 20}, .color = {0x10, 0x23, 0x1F, 255}});
  pango.lay_out(page, style, width_px);
  Quickest ours;
  Quickest theirs;
  for (int round = 0; round < rounds; ++round) {
    ours.time([&] { painter.paint(scene); });
    theirs.time([&] { pango.paint(static_cast<int>(window.size().width), static_cast<int>(window.size().height)); });
  }
  print({.what = fmt::format("painting a page of {} lines again", paragraph->lines.size()),
         .figure = in_ms(ours.ms),
         .compared_with = "Pango and Cairo, laid out: " + in_ms(theirs.ms),
         .ratio = ours.ms / theirs.ms,
         .budget = "<= 1 x",
         .met = ours.ms <= theirs.ms});
}

void measure(bool quick) {
  const auto fonts = taken(ui::text::FontSet::load(MINBAR_FONT_FOLDER));
  auto typesetter = taken(ui::text::Typesetter::open(fonts));
  measure_layout(fonts, typesetter, quick ? 20 : 300);
  measure_redraw(fonts, typesetter, quick ? 10 : 100);
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  // A kiosk's heap stays; given back after each text, it is what is timed.
  ::mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
  minbar::bench::measure(minbar::bench::has_flag(argc, argv, "--quick"));
  return 0;
}
