#include "kiosk/parts/composition.h"

#include <utility>

namespace minbar::kiosk::parts {

using namespace ui;

Element beside(const Look& look, Element words, Element hands) {
  const float width = content_width_mm(look.context);
  return row(std::move(words).with_width(width), std::move(hands).with_width(width)).with_gap(space::far);
}

namespace {

// How much higher what is touched may stand than it needs.
constexpr float most_height = 1.5F;
// The least height that is worth scrolling in.
constexpr float least_text_mm = 42;
constexpr float least_words_mm = 62;
constexpr float least_largest_words_mm = 96;  // the head alone fills the other
constexpr float least_list_mm = 96;

Element raised(Element hands) {
  for (auto& child : hands.children)
    if (child.kind == Kind::box && child.flow == Flow::grid) child.most = most_height;
  return std::move(hands).with_most(most_height).with_justify(Justify::end);
}

Element words_of(Matter matter) {
  Element out = column(std::move(matter.head)).with_gap(space::step);
  if (matter.said) out.add(*std::move(matter.said));
  return out;
}

Element scrolling(const Look& look, Element content, float least_mm) {
  return scroll(look, std::move(content)).with_min_height(least_mm);
}

bool stands_beside(const Look& look, const Matter& matter) { return two_columns(look.context) && !matter.broad; }

// What is said scrolls, or, where nothing is, what is touched.
Element partly_scrolled(const Look& look, Matter matter) {
  const bool list = !matter.said;
  if (stands_beside(look, matter)) {
    Element words = column(std::move(matter.head)).with_gap(space::step);
    if (!list) words.add(scrolling(look, *std::move(matter.said), least_text_mm));
    Element hands = column();
    if (list && matter.hands) hands.add(scrolling(look, *std::move(matter.hands), least_list_mm));
    if (!list && matter.hands) hands = column(spacer(), *std::move(matter.hands));
    return beside(look, std::move(words), std::move(hands));
  }
  Element out = column(std::move(matter.head)).with_gap(space::step);
  if (!list) out.add(scrolling(look, *std::move(matter.said), least_text_mm));
  if (matter.hands && list) out.add(scrolling(look, *std::move(matter.hands), least_list_mm));
  if (matter.hands && !list) out.add(*std::move(matter.hands));
  return out;
}

Element wholly_scrolled(const Look& look, Matter matter) {
  Element all = column(std::move(matter.head)).with_gap(space::step);
  if (matter.said) all.add(*std::move(matter.said));
  if (matter.hands) all.add(*std::move(matter.hands));
  return scroll(look, std::move(all));
}

// The head scrolls along, so that what is touched stays in sight.
Element words_scrolled(const Look& look, Matter matter) {
  if (!matter.hands || !matter.said) return wholly_scrolled(look, std::move(matter));
  std::optional<Element> hands = std::move(matter.hands);
  const float least_mm = largest(look.context) ? least_largest_words_mm : least_words_mm;
  return column(scrolling(look, words_of(std::move(matter)), least_mm), *std::move(hands)).with_gap(space::step);
}

}  // namespace

Element standing(const Look& look, Matter matter) {
  if (!matter.hands) return words_of(std::move(matter));
  Element hands = raised(*std::move(matter.hands));
  if (stands_beside(look, matter)) {
    Element words = column();
    if (matter.welcomes) words.add(spacer());
    words.add(words_of(std::move(matter)));
    words.add(spacer());
    return beside(look, std::move(words), column(spacer(), std::move(hands), spacer()));
  }
  // What room is left stands above and below each part, so that no part of the screen is an empty field.
  Element all = column(std::move(matter.head)).with_gap(space::step / 2);
  if (matter.said) {
    all.add(spacer(0.6F));
    all.add(*std::move(matter.said));
  }
  all.add(spacer());
  all.add(std::move(hands));
  all.add(spacer(0.8F));
  return all;
}

Element composed(const Look& look, Matter matter) {
  return fitting(standing(look, matter), partly_scrolled(look, matter), words_scrolled(look, matter),
                 wholly_scrolled(look, matter));
}

}  // namespace minbar::kiosk::parts
