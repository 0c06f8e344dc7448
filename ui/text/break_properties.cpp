#include "ui/text/break_properties.h"

#include <unicode/uchar.h>

namespace minbar::ui::text {

namespace {

bool is_wide(UChar32 c) {
  const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_FULLWIDTH || width == U_EA_WIDE || width == U_EA_HALFWIDTH;
}

bool is_pictographic(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0; }

static_assert(static_cast<int>(LineClass::zwj) == U_LB_ZWJ && static_cast<int>(LineClass::hl) == U_LB_HEBREW_LETTER &&
              static_cast<int>(LineClass::sp) == U_LB_SPACE && static_cast<int>(LineClass::in) == U_LB_INSEPARABLE);
static_assert(static_cast<int>(GraphemeClass::regional_indicator) == U_GCB_REGIONAL_INDICATOR &&
              static_cast<int>(GraphemeClass::v) == U_GCB_V);

LineClass line_class(UChar32 c) {
  const int value = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  switch (value) {
    case U_LB_COMPLEX_CONTEXT: {
      const auto type = u_charType(c);
      return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ? LineClass::cm : LineClass::al;
    }
    case U_LB_UNKNOWN:
    case U_LB_AMBIGUOUS:
    case U_LB_SURROGATE:
      return LineClass::al;
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
      return LineClass::ns;
    case U_LB_IDEOGRAPHIC:
      return u_charType(c) == U_UNASSIGNED && is_pictographic(c) ? LineClass::id_picture : LineClass::id;
    case U_LB_OPEN_PUNCTUATION:
      return is_wide(c) ? LineClass::op_wide : LineClass::op;
    case U_LB_CLOSE_PARENTHESIS:
      return is_wide(c) ? LineClass::cp_wide : LineClass::cp;
    default:
      return value <= U_LB_ZWJ ? static_cast<LineClass>(value) : LineClass::al;  // a class newer than these rules
  }
}

GraphemeClass grapheme_class(UChar32 c) {
  const int value = u_getIntPropertyValue(c, UCHAR_GRAPHEME_CLUSTER_BREAK);
  if (value == U_GCB_ZWJ) return GraphemeClass::zwj;
  if (value != U_GCB_OTHER && value <= U_GCB_REGIONAL_INDICATOR) return static_cast<GraphemeClass>(value);
  return is_pictographic(c) ? GraphemeClass::pictographic : GraphemeClass::other;
}

}  // namespace

BreakClasses look_up_break_classes(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  return {line_class(point), grapheme_class(point)};
}

}  // namespace minbar::ui::text
