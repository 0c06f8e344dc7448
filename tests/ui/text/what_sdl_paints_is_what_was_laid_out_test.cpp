#include <SDL_ttf.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "tests/support/seeded_random.h"
#include "tests/ui/text/corpus.h"
#include "tests/ui/text/text_world.h"
#include "ui/text/paint.h"
#include "ui/text/raster.h"

namespace minbar::test {

namespace {

struct CloseFont {
  void operator()(TTF_Font* font) const { TTF_CloseFont(font); }
};
struct FreeSurface {
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};

// SDL_ttf as a painter uses it: one handle a face, size and direction.
class Sdl {
 public:
  Sdl() { REQUIRE(TTF_Init() == 0); }
  Sdl(const Sdl&) = delete;
  Sdl& operator=(const Sdl&) = delete;
  ~Sdl() {
    fonts_.clear();
    TTF_Quit();
  }
  TTF_Font* font(const ui::text::RunPaint& paint) {
    auto& font = fonts_[std::make_tuple(paint.face, paint.pixel_size, paint.rtl)];
    if (!font) {
      font.reset(TTF_OpenFontRW(SDL_RWFromConstMem(paint.font.data(), static_cast<int>(paint.font.size())), 1,
                                paint.pixel_size));
      REQUIRE(font);
      TTF_SetFontHinting(font.get(), TTF_HINTING_NONE);
      TTF_SetFontDirection(font.get(), paint.rtl ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    }
    TTF_SetFontScriptName(font.get(), paint.script.c_str());
    return font.get();
  }

 private:
  std::map<std::tuple<int, int, bool>, std::unique_ptr<TTF_Font, CloseFont>> fonts_;
};

// The width that SDL_ttf gives to these glyphs: from the leftmost ink or the pen's start to the rightmost ink or its
// end.
int width_of(const ui::Run& run, int pixel_size, const ui::text::FontSet& fonts) {
  int left = 0;
  int right = 0;
  float pen = 0;
  for (const auto& glyph : run.glyphs) {
    const auto box = fonts.glyph_box(run.face, pixel_size, glyph.id);
    const int at = static_cast<int>(std::floor(pen + glyph.x_offset)) + box.left;
    left = std::min(left, at);
    right = std::max(right, at + box.width);
    pen += glyph.x_advance;
  }
  return std::max(right, static_cast<int>(std::floor(pen))) - left;
}

void require_same_widths(const ui::Paragraph& paragraph, TextWorld& world, Sdl& sdl) {
  for (const auto& line : paragraph.lines) {
    for (const auto& run : line.runs) {
      const auto paint = ui::text::paint_of(paragraph, run, world.fonts);
      if (paint.text.empty()) continue;
      int width = 0;
      REQUIRE(TTF_SizeUTF8(sdl.font(paint), paint.text.c_str(), &width, nullptr) == 0);
      INFO(paint.text << " in face " << paint.face << " at " << paint.pixel_size << " " << paint.script);
      REQUIRE(width == width_of(run, paint.pixel_size, world.fonts));
    }
  }
}

void require_same_ink(const ui::Paragraph& paragraph, TextWorld& world, Sdl& sdl) {
  constexpr int margin = 64;
  for (const auto& line : paragraph.lines) {
    for (const auto& run : line.runs) {
      const auto paint = ui::text::paint_of(paragraph, run, world.fonts);
      if (paint.text.empty()) continue;
      ui::Paragraph alone = paragraph;
      alone.lines = {line};
      alone.lines[0].runs = {run};
      const auto expected = ui::text::rasterize(alone, world.fonts, margin);
      const std::unique_ptr<SDL_Surface, FreeSurface> painted(
          TTF_RenderUTF8_Blended(sdl.font(paint), paint.text.c_str(), SDL_Color{0, 0, 0, 255}));
      REQUIRE(painted);
      const int left = margin + static_cast<int>(std::lround(run.x) + std::lround(paint.offset.x));
      const int top = margin + static_cast<int>(std::lround(line.baseline + paint.offset.y));
      long missing = 0;
      long ink = 0;
      for (int y = 0; y < painted->h; ++y) {
        const auto* row = static_cast<const std::uint8_t*>(painted->pixels) + y * painted->pitch;
        for (int x = 0; x < painted->w; ++x) {
          const auto* pixel = reinterpret_cast<const std::uint32_t*>(row) + x;
          const int alpha = static_cast<int>((*pixel >> 24) & 0xFF);
          const bool inside = left + x >= 0 && top + y >= 0 && left + x < expected.width && top + y < expected.height;
          const int ours = inside ? expected.at(left + x, top + y) : 0;
          ink += ours;
          missing += ours > 0 ? std::max(0, ours - alpha - 1) : alpha;
        }
      }
      INFO(paint.text << " in face " << paint.face << " at " << paint.pixel_size);
      REQUIRE(missing == 0);
      REQUIRE(ink > 0);
    }
  }
}

}  // namespace

TEST_CASE("SDL_ttf gives every run of the citizen inputs the width it was laid out with") {
  TextWorld world;
  Sdl sdl;
  for (const auto& sample : citizen_inputs()) {
    for (const float size : {18.0F, 27.0F, 40.0F}) {
      for (const auto weight : {ui::FontWeight::regular, ui::FontWeight::bold}) {
        auto style = style_for(sample, size);
        style.weight = weight;
        require_same_widths(*world.typesetter.layout(sample.text, style, 500), world, sdl);
      }
    }
  }
}

TEST_CASE("SDL_ttf gives every run of the corpus the width it was laid out with") {
  TextWorld world;
  Sdl sdl;
  for (const auto& sample : corpus()) {
    INFO(sample.id);
    require_same_widths(*world.typesetter.layout(sample.text, style_for(sample, 26), 300), world, sdl);
  }
}

TEST_CASE("SDL_ttf gives cut words and odd characters the width they were laid out with") {
  TextWorld world;
  Sdl sdl;
  const std::vector<std::string> pieces{"المستشفيات", "لا",     "لأ", "ُ",   "\u200D",  "\u200C", "\u202E",
                                        "\u202C",     "12",     "(",  "é",  "e\u0301", " ",      "👍🏽",
                                        "漢",         "\u00AD", "ⴰⵎ", "\t", "\u0007",  "ـ"};
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SeededRandom random(seed);
    std::string text;
    for (auto count = 1 + random.below(12); count > 0; --count) text += pieces[random.below(pieces.size())];
    INFO("seed " << seed);
    require_same_widths(*world.typesetter.layout(text, arabic(), static_cast<float>(20 + random.below(300))), world,
                        sdl);
  }
}

TEST_CASE("SDL_ttf puts the ink where layout says") {
  TextWorld world;
  Sdl sdl;
  for (const auto& sample : citizen_inputs()) {
    if (sample.text.size() > 1000) continue;
    require_same_ink(*world.typesetter.layout(sample.text, style_for(sample, 30), 500), world, sdl);
  }
  for (const std::string text : {"إلَّا مُقْتَرَحٌ", "jlkf ÿ Ḷ", "ﷺ", "المستشفيات", "\u0625\u0650\u0650"}) {
    require_same_ink(*world.typesetter.layout(text, arabic(30), 90), world, sdl);
  }
}

TEST_CASE("SDL_ttf and the font set agree on the ascent and height of every face") {
  TextWorld world;
  Sdl sdl;
  for (std::size_t i = 0; i < world.fonts.faces().size(); ++i) {
    for (int size = 10; size < 60; size += 7) {
      ui::text::RunPaint paint;
      paint.face = static_cast<int>(i);
      paint.font = world.fonts.bytes(paint.face);
      paint.pixel_size = size;
      paint.script = "Latn";
      const auto metrics = world.fonts.metrics(paint.face, size);
      CHECK(TTF_FontAscent(sdl.font(paint)) == metrics.ascent);
      CHECK(TTF_FontHeight(sdl.font(paint)) == metrics.ascent + metrics.descent);
    }
  }
}

}  // namespace minbar::test
