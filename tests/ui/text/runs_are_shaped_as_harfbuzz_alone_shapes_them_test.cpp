#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ft.h>
#include <hb.h>

#include <algorithm>
#include <map>
#include <memory>

#include "tests/ui/text/corpus.h"
#include "tests/ui/text/text_world.h"
#include "tests/ui/text/verdict.h"
#include "ui/text/characters.h"

namespace minbar::test {

namespace {

template <auto close>
struct Closer {
  template <class T>
  void operator()(T* handle) const {
    close(handle);
  }
};

// HarfBuzz and FreeType on the same files, by nothing of ours.
class Alone {
 public:
  Alone() {
    FT_Library library = nullptr;
    REQUIRE(FT_Init_FreeType(&library) == 0);
    library_.reset(library);
  }

  // The glyphs of the part [start, end) of a text, left to right, as `hb-shape` with text before and after prints them.
  std::vector<ui::Glyph> shape(const ui::text::Face& face, int size, const std::u32string& text, ui::text::Index start,
                               ui::text::Index end, const ui::Run& run, const std::string& language) {
    hb_buffer_reset(buffer_.get());
    hb_buffer_add_utf32(buffer_.get(), reinterpret_cast<const std::uint32_t*>(text.data()),
                        static_cast<int>(text.size()), start, static_cast<int>(end - start));
    hb_buffer_set_direction(buffer_.get(), run.rtl() ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer_.get(), hb_script_from_string(run.script.c_str(), -1));
    hb_buffer_set_language(buffer_.get(), hb_language_from_string(language.c_str(), -1));
    hb_shape(font(face.file, size), buffer_.get(), nullptr, 0);
    unsigned count = 0;
    const auto* infos = hb_buffer_get_glyph_infos(buffer_.get(), &count);
    const auto* positions = hb_buffer_get_glyph_positions(buffer_.get(), &count);
    std::vector<ui::Glyph> out;
    for (unsigned i = 0; i < count; ++i) {
      const auto px = [](hb_position_t v) { return static_cast<float>(v) / 64; };
      out.push_back({infos[i].codepoint, infos[i].cluster, px(positions[i].x_advance), px(positions[i].x_offset),
                     px(positions[i].y_offset)});
    }
    return out;
  }

 private:
  struct Sized {
    std::unique_ptr<FT_FaceRec_, Closer<FT_Done_Face>> face;
    std::unique_ptr<hb_font_t, Closer<hb_font_destroy>> font;
  };

  hb_font_t* font(const std::filesystem::path& file, int size) {
    auto& sized = fonts_[{file, size}];
    if (!sized.font) {
      FT_Face face = nullptr;
      REQUIRE(FT_New_Face(library_.get(), file.c_str(), 0, &face) == 0);
      sized.face.reset(face);
      REQUIRE(FT_Set_Char_Size(face, 0, size * 64, 0, 0) == 0);
      sized.font.reset(hb_ft_font_create(face, nullptr));
      hb_ft_font_set_load_flags(sized.font.get(), FT_LOAD_NO_HINTING);
    }
    return sized.font.get();
  }

  std::unique_ptr<FT_LibraryRec_, Closer<FT_Done_FreeType>> library_;
  std::map<std::pair<std::filesystem::path, int>, Sized> fonts_;
  std::unique_ptr<hb_buffer_t, Closer<hb_buffer_destroy>> buffer_{hb_buffer_create()};
};

// Where our glyphs may differ from HarfBuzz's, which is given the raw text: in grapheme clusters with a character that
// the face lacks. Each is here for a reason, and anything else is a fault.
enum class Lacks : std::uint8_t {
  nothing,
  a_space,    // the ordinary space stands for it; HarfBuzz makes one up, of another width
  a_control,  // it takes no room; HarfBuzz shows the face's missing-glyph box for a control that Unicode does not
              // ignore
  a_letter,   // one neutral symbol stands for the cluster; HarfBuzz shows a box for each character
};

Lacks lacks(char32_t c, int face, const ui::text::FontSet& fonts) {
  if (fonts.covers(face, c)) return Lacks::nothing;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029) return Lacks::a_control;
  if (ui::text::is_space(c)) return Lacks::a_space;
  return ui::text::is_invisible(c) ? Lacks::nothing : Lacks::a_letter;
}

// For each character of a paragraph whether its grapheme cluster has one that the face lacks.
std::vector<bool> lacking(const ui::text::Characters& characters, const std::vector<std::size_t>& graphemes, int face,
                          const ui::text::FontSet& fonts) {
  std::vector<bool> out(characters.size());
  for (std::size_t i = 0; i + 1 < graphemes.size(); ++i) {
    const auto from = characters.at_byte(graphemes[i]);
    const auto to = characters.at_byte(graphemes[i + 1]);
    bool any = false;
    for (auto at = from; at < to; ++at) any = any || lacks(characters.points[at], face, fonts) != Lacks::nothing;
    for (auto at = from; at < to; ++at) out[at] = any;
  }
  return out;
}

}  // namespace

TEST_CASE("Every run of the corpus has the glyphs and clusters and advances that HarfBuzz alone gives it") {
  TextWorld world;
  Alone alone;
  Verdict verdict;
  for (const auto& sample : corpus()) {
    const auto style = style_for(sample, 26);
    for (const float width : {one_line, 300.0F, 61.0F}) {
      if (width < 100 && (sample.text.size() < 40 || sample.text.size() > 4000)) continue;  // words cut in two
      const auto paragraph = world.typesetter.layout(sample.text, style, width);
      const auto characters = ui::text::characters_of(paragraph->text);
      const auto graphemes = world.typesetter.grapheme_boundaries(paragraph->text);
      for (const auto& line : paragraph->lines) {
        for (const auto& run : line.runs) {
          const auto& face = world.fonts.faces()[static_cast<std::size_t>(run.face)];
          auto expected = alone.shape(face, run.pixel_size, characters.points, characters.at_byte(run.start_byte),
                                      characters.at_byte(run.end_byte), run, style.language);
          for (auto& glyph : expected) glyph.cluster = characters.bytes[glyph.cluster];
          auto glyphs = run.glyphs;
          if (glyphs != expected) {
            const auto apart = lacking(characters, graphemes, run.face, world.fonts);
            const auto leave = [&](const ui::Glyph& glyph) { return apart[characters.at_byte(glyph.cluster)]; };
            std::erase_if(glyphs, leave);
            std::erase_if(expected, leave);
          }
          const bool box = std::any_of(run.glyphs.begin(), run.glyphs.end(), [](const auto& g) { return g.id == 0; });
          verdict.judge(glyphs == expected && !box,
                        sample.id + ": " + paragraph->text.substr(run.start_byte, run.end_byte - run.start_byte));
        }
      }
    }
  }
  INFO(verdict.faults());
  CHECK(verdict.cases() > 20'000);
  CHECK(verdict.wrong() == 0);
}

}  // namespace minbar::test
