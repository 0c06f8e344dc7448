// The Unicode properties that decide where a text may be cut, from ICU (Unicode 15.0): the Line_Break class as UAX 14
// resolves it (LB1) and the Grapheme_Cluster_Break class of UAX 29. Used by the line and grapheme breakers inside
// ui/text only, which read them among a character's traits.
#pragma once

#include <cstdint>

namespace minbar::ui::text {

// UAX 14's own short names, in lower case and ICU's order. AI, SG, XX and SA become AL (SA marks CM), CJ becomes NS.
// The last three are ours, since rules look at more than the class: CP and OP of East Asian width F, W or H, which LB30
// leaves out, and what is unassigned and Extended_Pictographic, of class ID otherwise, for LB30b.
// clang-format off
enum class LineClass : std::uint8_t {
  xx, ai, al, b2, ba, bb, bk, cb, cl, cm, cr, ex, gl, hy, id, in, is, lf, ns, nu, op, po, pr, qu, sa, sg, sp, sy, zw,
  nl, wj, h2, h3, jl, jt, jv, cp, cj, hl, ri, eb, em, zwj, cp_wide, op_wide, id_picture
};

// In ICU's order, then what Grapheme_Cluster_Break calls Other and is Extended_Pictographic.
enum class GraphemeClass : std::uint8_t {
  other, control, cr, extend, l, lf, lv, lvt, t, v, spacing_mark, prepend, regional_indicator, zwj, pictographic
};
// clang-format on

struct BreakClasses {
  LineClass line = LineClass::al;
  GraphemeClass grapheme = GraphemeClass::other;
};

// By ICU's tries, some tens of nanoseconds; traits_of keeps them.
[[nodiscard]] BreakClasses look_up_break_classes(char32_t c);

}  // namespace minbar::ui::text
