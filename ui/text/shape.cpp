#include "ui/text/shape.h"

#include <hb.h>

#include <algorithm>

#include "ui/text/optical_size.h"

namespace minbar::ui::text {

namespace {
constexpr hb_feature_t no_kerning{HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
}  // namespace

void Shaper::Release::operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }

Shaper::Shaper(const FontSet& fonts, const std::u32string& display, const TextStyle& style)
    : fonts_(fonts),
      display_(display),
      style_(style),
      language_(style.language.empty() ? HB_LANGUAGE_INVALID : hb_language_from_string(style.language.c_str(), -1)),
      buffer_(hb_buffer_create()) {
  hb_buffer_pre_allocate(buffer_.get(), static_cast<unsigned>(display.size()) + 8);
  glyphs_.reserve(display.size() + 8);
}

// A script that no face is made for is shaped as none: all its letters are missing, and HarfBuzz's own rules for some
// take quadratic time over characters that take no room. So does its search for something to kern with in a face
// without kerning of its own.
Shaper::Manner Shaper::manner_of(const Item& item) const {
  const Face& face = fonts_.faces()[static_cast<std::size_t>(item.face)];
  const bool ours = item.script == script_of(FaceStack::arabic) || item.script == script_of(FaceStack::latin) ||
                    item.script == script_of(FaceStack::tifinagh);
  const bool letters = face.stack != FaceStack::icons && item.face == fonts_.primary_face(face.stack, face.weight);
  return {ours ? script_tag(item.script) : static_cast<std::uint32_t>(HB_SCRIPT_COMMON), ours && letters};
}

Piece Shaper::shape(const Item& item) {
  hb_buffer_t* buffer = buffer_.get();
  hb_buffer_clear_contents(buffer);
  if (fonts_.covers(item.face, U' ')) {
    hb_buffer_add_codepoints(buffer, reinterpret_cast<const hb_codepoint_t*>(display_.data()),
                             static_cast<int>(display_.size()), item.start, static_cast<int>(item.end - item.start));
  } else {
    // HarfBuzz shows what takes no room as a space of no width; for want of one it takes the glyphs out one by one,
    // each time looking at all before. Symbols and icons join nothing, so it need not see such characters.
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    for (Index i = item.start; i < item.end; ++i)
      if (!is_invisible(display_[i])) hb_buffer_add(buffer, display_[i], i);
  }
  hb_buffer_set_direction(buffer, (item.level & 1U) != 0 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  const Manner manner = manner_of(item);
  hb_buffer_set_script(buffer, static_cast<hb_script_t>(manner.script_tag));
  if (language_ != HB_LANGUAGE_INVALID) hb_buffer_set_language(buffer, language_);
  const int size = pixel_size_of(style_, fonts_.faces()[static_cast<std::size_t>(item.face)]);
  hb_shape(fonts_.shaper(item.face, size), buffer, &no_kerning, manner.kerned ? 0 : 1);

  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
  Piece out{item, static_cast<std::uint32_t>(glyphs_.size()), count, 0, size};
  for (unsigned i = 0; i < count; ++i) {
    const bool unsafe = (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    glyphs_.push_back({infos[i].codepoint, infos[i].cluster, positions[i].x_advance, positions[i].x_offset,
                       positions[i].y_offset, unsafe});
    out.width += positions[i].x_advance;
  }
  return out;
}

Piece Shaper::part(const Piece& whole, Index start, Index end) {
  if (start == whole.item.start && end == whole.item.end) return whole;
  Item item = whole.item;
  item.start = start;
  item.end = end;
  // Clusters ascend from left to right in a left-to-right item, and descend in the other.
  const bool rtl = (item.level & 1U) != 0;
  const auto all = glyphs(whole);
  const auto first_from = [&](Index at) {  // the first glyph, left to right, on the far side of the cut before `at`
    return std::partition_point(all.begin(), all.end(),
                                [&](const ShapedGlyph& g) { return rtl ? g.cluster >= at : g.cluster < at; });
  };
  // A cut is safe where a cluster begins whose glyph says so; the middle of a cluster is never one.
  const auto may_cut = [&](Index at) {
    if (at == whole.item.start || at == whole.item.end) return true;
    auto glyph = first_from(at);
    if (rtl) {
      if (glyph == all.begin()) return false;
      --glyph;
    }
    return glyph != all.end() && glyph->cluster == at && !glyph->unsafe_to_break;
  };
  if (!may_cut(start) || !may_cut(end)) return shape(item);
  const auto from = first_from(rtl ? end : start);
  const auto to = std::max(from, first_from(rtl ? start : end));
  Piece out{item, whole.first + static_cast<std::uint32_t>(from - all.begin()), static_cast<std::uint32_t>(to - from),
            0, whole.pixel_size};
  for (auto glyph = from; glyph != to; ++glyph) out.width += glyph->x_advance;
  return out;
}

}  // namespace minbar::ui::text
