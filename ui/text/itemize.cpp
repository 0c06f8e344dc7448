#include "ui/text/itemize.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <optional>

namespace minbar::ui::text {

namespace {

bool shows(const FontSet& fonts, int face, char32_t c) {
  return is_invisible(c) || fonts.covers(face, c) || (is_space(c) && fonts.covers(face, U' '));
}

bool shows_all(const FontSet& fonts, int face, std::u32string_view cluster) {
  return std::all_of(cluster.begin(), cluster.end(), [&](char32_t c) { return shows(fonts, face, c); });
}

// Which face serves a grapheme cluster. Neutral characters stay with the face before them, so that «(14).» is one run;
// European digits are always the Latin face's, so that they match the %, / and brackets that the Arabic face does not
// have.
class FaceChoice {
 public:
  FaceChoice(const FontSet& fonts, const TextStyle& style)
      : fonts_(fonts),
        stack_(style.stack),
        // Tifinagh has no bold; its digits and punctuation come from other faces and must not be heavier than it.
        weight_(style.stack == FaceStack::tifinagh ? FontWeight::regular : style.weight),
        order_(fonts.order(stack_, weight_)) {}

  int choose(std::u32string_view cluster, int script) {
    previous_ = find(cluster, script);
    return *previous_;
  }

 private:
  [[nodiscard]] int find(std::u32string_view cluster, int script) const {
    const char32_t first = cluster.front();
    const bool digit = first >= U'0' && first <= U'9';
    const int own = fonts_.primary_face(stack_of(script, digit), weight_);
    const bool sticky = is_neutral(first) && !digit;
    if (sticky && previous_ && shows_all(fonts_, *previous_, cluster)) return *previous_;
    if (stack_ == FaceStack::icons) {
      const int icons = fonts_.primary_face(stack_, weight_);
      if (shows_all(fonts_, icons, cluster)) return icons;
    }
    if (shows_all(fonts_, own, cluster)) return own;
    for (const int face : order_) {
      if (shows_all(fonts_, face, cluster)) return face;
    }
    // No face has all of it: one that has the base, else the one with the symbol for the missing.
    const auto symbol = fonts_.face_for(FaceStack::latin, weight_, U'\uFFFD');
    return fonts_.face_for(stack_, weight_, first).value_or(symbol.value_or(own));
  }

  [[nodiscard]] FaceStack stack_of(int script, bool digit) const {
    if (script == USCRIPT_LATIN || digit) return FaceStack::latin;
    if (script == USCRIPT_ARABIC) return FaceStack::arabic;
    if (script == USCRIPT_TIFINAGH) return FaceStack::tifinagh;
    return stack_;
  }

  const FontSet& fonts_;
  FaceStack stack_;
  FontWeight weight_;
  std::vector<int> order_;
  std::optional<int> previous_;
};

}  // namespace

std::vector<Item> itemize(const Characters& characters, const std::vector<std::uint8_t>& grapheme_starts,
                          const Bidi& bidi, const TextStyle& style, const FontSet& fonts) {
  std::vector<Item> items;
  const std::u32string_view points = characters.points;
  const auto scripts = resolve_scripts(points, script_of(style.stack));
  FaceChoice faces(fonts, style);
  auto paragraph = bidi.paragraphs.begin();
  bool new_paragraph = true;
  for (Index start = 0; start < characters.size();) {
    Index end = start + 1;
    while (grapheme_starts[end] == 0) ++end;
    while (start >= paragraph->end) {
      ++paragraph;
      new_paragraph = true;
    }
    const auto cluster = points.substr(start, end - start);
    const bool invisible = std::all_of(cluster.begin(), cluster.end(), is_invisible);
    Item next{start, end, bidi.levels[start], scripts[start], 0};
    // What is never painted goes with what stands before it.
    const bool follows = invisible && !items.empty() && !new_paragraph;
    next.face = follows ? items.back().face : faces.choose(cluster, next.script);
    if (follows) next.script = items.back().script;
    const bool same = !items.empty() && !new_paragraph && items.back().level == next.level &&
                      items.back().script == next.script && items.back().face == next.face;
    if (same) {
      items.back().end = end;
    } else {
      items.push_back(next);
    }
    new_paragraph = false;
    start = end;
  }
  return items;
}

}  // namespace minbar::ui::text
