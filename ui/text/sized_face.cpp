#include "ui/text/sized_face.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ft.h>
#include <hb.h>

#include <algorithm>
#include <limits>
#include <type_traits>

namespace minbar::ui::text {

// What HarfBuzz asks of a font again and again.
struct SizedFace::Source {
  static constexpr hb_position_t unknown = std::numeric_limits<hb_position_t>::min();

  NominalGlyphs* glyphs;
  FT_Face outlines;
  std::vector<hb_position_t> advances;  // by glyph; unknown until asked for

  static hb_bool_t nominal_glyph(hb_font_t* font, void* source, hb_codepoint_t c, hb_codepoint_t* glyph, void* user);
  static unsigned nominal_glyphs(hb_font_t* font, void* source, unsigned count, const hb_codepoint_t* from,
                                 unsigned from_stride, hb_codepoint_t* to, unsigned to_stride, void* user);
  static void glyph_advances(hb_font_t* font, void* source, unsigned count, const hb_codepoint_t* from,
                             unsigned from_stride, hb_position_t* to, unsigned to_stride, void* user);
  static hb_font_funcs_t* functions();
};

namespace {

// HarfBuzz steps through its arrays in bytes.
template <class T>
T& stepped(T* at, unsigned bytes, unsigned n) {
  using Byte = std::conditional_t<std::is_const_v<T>, const char, char>;
  return *reinterpret_cast<T*>(reinterpret_cast<Byte*>(at) + static_cast<std::size_t>(bytes) * n);
}

FaceMetrics metrics_of(FT_Face outlines) {
  const FT_Fixed scale = outlines->size->metrics.y_scale;
  const auto up = [](FT_Long v) { return static_cast<int>((v + 63) >> 6); };
  const int ascent = up(FT_MulFix(outlines->ascender, scale));
  return {ascent, up(FT_MulFix(outlines->ascender - outlines->descender, scale)) - ascent};
}

}  // namespace

void CloseOutlines::operator()(FT_FaceRec_* outlines) const { FT_Done_Face(outlines); }
void SizedFace::CloseShaper::operator()(hb_font_t* font) const { hb_font_destroy(font); }

std::uint32_t NominalGlyphs::at(char32_t c, FT_FaceRec_* outlines) {
  if (c >= 0x10000) return FT_Get_Char_Index(outlines, c);
  auto& page = pages_[c / page_size];
  if (!page) {
    page = std::make_unique<Page>();
    for (std::size_t i = 0; i < page_size; ++i)
      (*page)[i] = static_cast<std::uint16_t>(FT_Get_Char_Index(outlines, c - c % page_size + i));
  }
  return (*page)[c % page_size];
}

hb_bool_t SizedFace::Source::nominal_glyph(hb_font_t*, void* source, hb_codepoint_t c, hb_codepoint_t* glyph, void*) {
  const auto& own = *static_cast<const Source*>(source);
  *glyph = own.glyphs->at(c, own.outlines);
  return *glyph != 0 ? 1 : 0;
}

unsigned SizedFace::Source::nominal_glyphs(hb_font_t*, void* source, unsigned count, const hb_codepoint_t* from,
                                           unsigned from_stride, hb_codepoint_t* to, unsigned to_stride, void*) {
  const auto& own = *static_cast<const Source*>(source);
  for (unsigned i = 0; i < count; ++i) {
    const std::uint32_t glyph = own.glyphs->at(stepped(from, from_stride, i), own.outlines);
    if (glyph == 0) return i;
    stepped(to, to_stride, i) = glyph;
  }
  return count;
}

void SizedFace::Source::glyph_advances(hb_font_t* font, void* source, unsigned count, const hb_codepoint_t* from,
                                       unsigned from_stride, hb_position_t* to, unsigned to_stride, void*) {
  auto& advances = static_cast<Source*>(source)->advances;
  for (unsigned i = 0; i < count; ++i) {
    const hb_codepoint_t glyph = stepped(from, from_stride, i);
    if (glyph >= advances.size()) {
      stepped(to, to_stride, i) = 0;
      continue;
    }
    auto& advance = advances[glyph];
    if (advance == unknown) advance = hb_font_get_glyph_h_advance(hb_font_get_parent(font), glyph);
    stepped(to, to_stride, i) = advance;
  }
}

// All else is the FreeType font's, of which ours is a sub-font.
hb_font_funcs_t* SizedFace::Source::functions() {
  struct Destroy {
    void operator()(hb_font_funcs_t* functions) const { hb_font_funcs_destroy(functions); }
  };
  static const std::unique_ptr<hb_font_funcs_t, Destroy> made = [] {
    std::unique_ptr<hb_font_funcs_t, Destroy> out(hb_font_funcs_create());
    hb_font_funcs_set_nominal_glyph_func(out.get(), &nominal_glyph, nullptr, nullptr);
    hb_font_funcs_set_nominal_glyphs_func(out.get(), &nominal_glyphs, nullptr, nullptr);
    hb_font_funcs_set_glyph_h_advances_func(out.get(), &glyph_advances, nullptr, nullptr);
    hb_font_funcs_make_immutable(out.get());
    return out;
  }();
  return made.get();
}

SizedFace::SizedFace(Outlines outlines, NominalGlyphs& glyphs, int pixel_size) : outlines_(std::move(outlines)) {
  FT_Set_Char_Size(outlines_.get(), 0, pixel_size * 64, 0, 0);  // as TTF_OpenFont does
  const std::unique_ptr<hb_font_t, CloseShaper> freetype(hb_ft_font_create_referenced(outlines_.get()));
  hb_ft_font_set_load_flags(freetype.get(), FT_LOAD_NO_HINTING);  // advances as TTF_HINTING_NONE has them
  const auto count = static_cast<std::size_t>(std::max<FT_Long>(outlines_->num_glyphs, 0));
  source_ =
      std::make_unique<Source>(Source{&glyphs, outlines_.get(), std::vector<hb_position_t>(count, Source::unknown)});
  shaper_.reset(hb_font_create_sub_font(freetype.get()));
  hb_font_set_funcs(shaper_.get(), Source::functions(), source_.get(), nullptr);
  metrics_ = metrics_of(outlines_.get());
}
SizedFace::SizedFace(SizedFace&&) noexcept = default;
SizedFace& SizedFace::operator=(SizedFace&&) noexcept = default;
SizedFace::~SizedFace() = default;

GlyphBox SizedFace::box(std::uint32_t glyph) {
  const auto [place, is_new] = boxes_.try_emplace(glyph);
  if (is_new && FT_Load_Glyph(outlines_.get(), glyph, FT_LOAD_NO_HINTING) == 0) {
    const FT_GlyphSlot slot = outlines_->glyph;
    place->second = {slot->bitmap_left, -slot->bitmap_top, static_cast<int>(slot->bitmap.width),
                     static_cast<int>(slot->bitmap.rows)};
  }
  return place->second;
}

}  // namespace minbar::ui::text
