#include "ui/text/itemize.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <optional>

#include "ui/text/display.h"

namespace minbar::ui::text {

namespace {

bool shows(const FontSet& fonts, int face, char32_t c) {
  if (fonts.covers(face, c)) return true;
  const Traits traits = traits_of(c);
  return traits.invisible || (traits.space && fonts.covers(face, U' '));
}

bool shows_all(const FontSet& fonts, int face, std::u32string_view cluster) {
  return std::all_of(cluster.begin(), cluster.end(), [&](char32_t c) { return shows(fonts, face, c); });
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

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
  // The face that a letter of this script, or a digit, is looked for in first.
  [[nodiscard]] int own(int script, bool digit) const { return fonts_.primary_face(stack_of(script, digit), weight_); }

 private:
  [[nodiscard]] int find(std::u32string_view cluster, int script) const {
    const char32_t first = cluster.front();
    const bool digit = is_digit(first);
    const int own = this->own(script, digit);
    const bool sticky = traits_of(first).neutral && !digit;
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
  const std::vector<int>& order_;
  std::optional<int> previous_;
};

}  // namespace

std::vector<Item> itemize(const Characters& characters, const std::vector<std::uint8_t>& grapheme_starts,
                          const Bidi& bidi, const TextStyle& style, const FontSet& fonts) {
  std::vector<Item> items;
  items.reserve(8);
  const std::u32string_view points = characters.points;
  const auto scripts = resolve_scripts(characters, script_of(style.stack));
  FaceChoice faces(fonts, style);
  int letters = -1;                            // the face of letters of the last item's script
  const std::vector<bool>* covered = nullptr;  // by the last item's face
  const int digits = faces.own(0, true);
  // Whether a character that is a cluster by itself plainly goes on with the last item: most do.
  const auto goes_on = [&](Index at) {
    const Item& last = items.back();
    if (last.level != bidi.levels[at] || last.script != scripts[at]) return false;
    const char32_t c = points[at];
    const bool at_home = is_digit(c) ? last.face == digits : characters.traits[at].neutral || last.face == letters;
    return at_home && !characters.traits[at].invisible && c < covered->size() && (*covered)[c];
  };
  auto paragraph = bidi.paragraphs.begin();
  bool new_paragraph = true;
  for (Index start = 0; start < characters.size();) {
    Index end = start + 1;
    while (grapheme_starts[end] == 0) ++end;
    // A sign like ۝ makes one grapheme cluster with whatever follows it, be it a space of another level.
    const bool prepends = characters.traits[start].breaks.grapheme == GraphemeClass::prepend;
    if (end > start + 1 && bidi.levels[start + 1] != bidi.levels[start] && prepends) end = start + 1;
    while (start >= paragraph->end) {
      ++paragraph;
      new_paragraph = true;
    }
    if (end == start + 1 && !new_paragraph && goes_on(start)) {
      items.back().end = end;
      start = end;
      continue;
    }
    const auto cluster = points.substr(start, end - start);
    const bool invisible = std::all_of(cluster.begin(), cluster.end(), is_invisible);
    Item next{start, end, bidi.levels[start], scripts[start], 0};
    // What is never painted goes with what stands before it.
    const bool follows = invisible && !items.empty() && !new_paragraph;
    next.face = follows ? items.back().face : faces.choose(cluster, next.script);
    if (follows) next.script = items.back().script;
    next.plain = cluster.size() <= most_marks && std::all_of(cluster.begin(), cluster.end(), [&](char32_t c) {
                   return !is_invisible(c) && fonts.covers(next.face, c);
                 });
    const bool same = !items.empty() && !new_paragraph && items.back().level == next.level &&
                      items.back().script == next.script && items.back().face == next.face;
    if (same) {
      items.back().end = end;
      items.back().plain = items.back().plain && next.plain;
    } else {
      items.push_back(next);
      letters = faces.own(next.script, false);
      covered = &fonts.coverage(next.face);
    }
    new_paragraph = false;
    start = end;
  }
  return items;
}

}  // namespace minbar::ui::text
