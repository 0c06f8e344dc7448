#include "ui/text/grapheme_break.h"

namespace minbar::ui::text {

namespace {

using enum GraphemeClass;

bool is_control(GraphemeClass c) { return c == control || c == cr || c == lf; }

// GB3 to GB9b: what the two characters decide by themselves.
bool holds(GraphemeClass before, GraphemeClass next) {
  if (before == cr) return next == lf;
  if (is_control(before) || is_control(next)) return false;
  if (next == extend || next == zwj || next == spacing_mark || before == prepend) return true;
  switch (before) {  // Hangul syllables
    case l:
      return next == l || next == v || next == lv || next == lvt;
    case v:
    case lv:
      return next == v || next == t;
    case t:
    case lvt:
      return next == t;
    default:
      return false;
  }
}

}  // namespace

bool GraphemeBreaker::starts(GraphemeClass next) {
  if (before_ == other && next == other) return true;  // the letters of most texts
  const bool flag = next == regional_indicator && half_a_flag_;
  const bool picture = next == pictographic && picture_ == Picture::joined;
  const bool held = holds(before_, next) || flag || picture;
  half_a_flag_ = next == regional_indicator && !flag;
  if (next == pictographic) {
    picture_ = Picture::shown;
  } else if (next == zwj && picture_ == Picture::shown) {
    picture_ = Picture::joined;
  } else if (next != extend || picture_ == Picture::joined) {
    picture_ = Picture::none;
  }
  before_ = next;
  return !held;
}

}  // namespace minbar::ui::text
