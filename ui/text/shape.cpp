#include "ui/text/shape.h"

#include <hb.h>

#include <algorithm>

namespace minbar::ui::text {

void Shaper::Release::operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }

Shaper::Shaper(const FontSet& fonts, const std::u32string& display, const TextStyle& style)
    : fonts_(fonts),
      display_(display),
      pixel_size_(pixel_size_of(style)),
      language_(style.language),
      buffer_(hb_buffer_create()) {}

ShapedItem Shaper::shape(const Item& item) const {
  hb_buffer_t* buffer = buffer_.get();
  hb_buffer_clear_contents(buffer);
  hb_buffer_add_codepoints(buffer, reinterpret_cast<const hb_codepoint_t*>(display_.data()),
                           static_cast<int>(display_.size()), item.start, static_cast<int>(item.end - item.start));
  hb_buffer_set_direction(buffer, (item.level & 1U) != 0 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, hb_script_from_string(script_name(item.script).c_str(), -1));
  if (!language_.empty()) hb_buffer_set_language(buffer, hb_language_from_string(language_.c_str(), -1));
  hb_shape(fonts_.shaper(item.face, pixel_size_), buffer, nullptr, 0);

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
  ShapedItem out{item, {}};
  out.glyphs.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    const bool unsafe = (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    out.glyphs.push_back({infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset,
                          positions[i].y_offset, unsafe});
  }
  return out;
}

ShapedItem Shaper::piece(const ShapedItem& whole, Index start, Index end) const {
  Item item = whole.item;
  if (start == item.start && end == item.end) return whole;
  item.start = start;
  item.end = end;
  // Clusters ascend from left to right in a left-to-right item, and descend in the other.
  const bool rtl = (item.level & 1U) != 0;
  const auto& glyphs = whole.glyphs;
  const auto first_from = [&](Index at) {  // the first glyph, left to right, on the far side of the cut before `at`
    return std::partition_point(glyphs.begin(), glyphs.end(),
                                [&](const ShapedGlyph& g) { return rtl ? g.cluster >= at : g.cluster < at; });
  };
  // A cut is safe where a cluster begins whose glyph says so; the middle of a cluster is never one.
  const auto may_cut = [&](Index at) {
    if (at == whole.item.start || at == whole.item.end) return true;
    auto glyph = first_from(at);
    if (rtl) {
      if (glyph == glyphs.begin()) return false;
      --glyph;
    }
    return glyph != glyphs.end() && glyph->cluster == at && !glyph->unsafe_to_break;
  };
  if (!may_cut(start) || !may_cut(end)) return shape(item);
  ShapedItem out{item, {}};
  const auto from = first_from(rtl ? end : start);
  out.glyphs.assign(from, std::max(from, first_from(rtl ? start : end)));
  return out;
}

}  // namespace minbar::ui::text
