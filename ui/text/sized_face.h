// One face at one size, as shaping, measuring and rasterizing want it: FreeType's outlines, and a HarfBuzz font that
// remembers what FreeType locks and looks up each time it is asked. Used by the font set only, which owns it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "ui/text/face_metrics.h"

struct hb_font_t;
struct FT_FaceRec_;

namespace minbar::ui::text {

struct CloseOutlines {
  void operator()(FT_FaceRec_* outlines) const;
};
using Outlines = std::unique_ptr<FT_FaceRec_, CloseOutlines>;

// Which glyph of a face stands for a character before shaping, the same at every size: FreeType looks through the
// font's table for each letter of each text, this once.
class NominalGlyphs {
 public:
  // 0: none.
  [[nodiscard]] std::uint32_t at(char32_t c, FT_FaceRec_* outlines);

 private:
  static constexpr std::size_t page_size = 256;
  using Page = std::array<std::uint16_t, page_size>;              // a TrueType face has at most 65,535 glyphs
  std::array<std::unique_ptr<Page>, 0x10000 / page_size> pages_;  // of the Basic Multilingual Plane
};

class SizedFace {
 public:
  // `glyphs` must outlive it.
  SizedFace(Outlines outlines, NominalGlyphs& glyphs, int pixel_size);
  SizedFace(SizedFace&&) noexcept;
  SizedFace& operator=(SizedFace&&) noexcept;
  ~SizedFace();

  [[nodiscard]] hb_font_t* shaper() const { return shaper_.get(); }
  [[nodiscard]] FT_FaceRec_* outlines() const { return outlines_.get(); }
  [[nodiscard]] FaceMetrics metrics() const { return metrics_; }
  [[nodiscard]] GlyphBox box(std::uint32_t glyph);

 private:
  struct Source;
  struct CloseShaper {
    void operator()(hb_font_t* font) const;
  };
  Outlines outlines_;  // first: the HarfBuzz font reads them, so it goes before they do
  std::unique_ptr<Source> source_;
  std::unique_ptr<hb_font_t, CloseShaper> shaper_;
  FaceMetrics metrics_;
  std::unordered_map<std::uint32_t, GlyphBox> boxes_;
};

}  // namespace minbar::ui::text
