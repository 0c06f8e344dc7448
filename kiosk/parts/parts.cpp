#include "kiosk/parts/parts.h"

#include <algorithm>

#include "kiosk/parts/meaning.h"
#include "sync/base/ensure.h"
#include "ui/picture.h"

namespace minbar::kiosk::parts {

using namespace ui;

namespace {

Element text_element(std::string name, std::string text, Language language, const WordStyle& style) {
  Element e;
  e.kind = Kind::text;
  e.name = std::move(name);
  e.text = std::move(text);
  e.language = tag_of(language);
  e.direction = direction_of(language) == Direction::rtl ? BaseDirection::rtl : BaseDirection::ltr;
  e.stack = stack_of(language);
  e.role = style.role;
  e.color = style.color;
  e.text_align = style.align;
  e.max_lines = style.max_lines;
  return e;
}

char32_t code_point(const Context& context, std::string_view name) {
  const auto found = context.icons.find(name);
  ENSURE(found != context.icons.end(), "every icon a view names is in fonts/icons");
  return found->second;
}

}  // namespace

FaceStack stack_of(Language language) {
  switch (language) {
    case Language::ar:
      return FaceStack::arabic;
    case Language::zgh:
      return FaceStack::tifinagh;
    case Language::fr:
    case Language::en:
      break;
  }
  return FaceStack::latin;
}

bool landscape(const Context& context) { return context.panel.size.width > context.panel.size.height; }

// A narrow panel gives its edges to the keyboard: eight keys of a finger's size need 120 mm.
float margin_mm(const Context& context) { return context.panel.width_mm() < 160 ? space::step : space::wide; }

bool two_columns(const Context& context) {
  return landscape(context) && context.panel.width_mm() >= 360 && !largest(context);
}

float page_width_mm(const Context& context) {
  return std::min(context.panel.width_mm() - 2 * margin_mm(context), two_columns(context) ? 450.0F : 300.0F);
}

float content_width_mm(const Context& context) {
  const float page = page_width_mm(context);
  return two_columns(context) ? (page - space::far) / 2 : page;
}

namespace {

// Millimetres of content that a word of the default size would have.
float room_for_words(const Context& context) { return content_width_mm(context) / context.panel.text_scale; }

// A way out has its word beside the way on down to this; below it its icon stands alone.
constexpr float footer_mm = 170;

}  // namespace

bool tight(const Context& context) { return room_for_words(context) < 150; }

bool low(const Context& context) { return context.panel.height_mm() < 240; }

bool scant(const Context& context) { return room_for_words(context) < 110; }

bool largest(const Context& context) { return context.panel.text_scale >= text_scales.back(); }

bool short_of_room(const Context& context) { return tight(context) || low(context) || largest(context); }

namespace {

int columns_in(const Context& context, float room_mm, float width_mm) {
  const float wanted = width_mm * std::max(1.0F, context.panel.text_scale);
  return std::max(1, static_cast<int>((room_mm + space::tight) / (wanted + space::tight)));
}

}  // namespace

int columns_for(const Context& context, float width_mm) {
  return columns_in(context, content_width_mm(context), width_mm);
}

int broad_columns(const Context& context, float width_mm, std::size_t count) {
  const int most = columns_in(context, page_width_mm(context), width_mm);
  const int cards = std::max(1, static_cast<int>(count));
  const int rows = (cards + most - 1) / most;
  return (cards + rows - 1) / rows;
}

Element word(const Look& look, std::string_view key, WordStyle style, const std::vector<Argument>& arguments) {
  auto wording = look.context.words.say(look.choices.language, key, arguments);
  return text_element(std::string(key), std::move(wording.text), wording.language, style);
}

Element word_in(const Look& look, Language language, std::string_view key, WordStyle style) {
  auto wording = look.context.words.say(language, key, {});
  return text_element(std::string(key), std::move(wording.text), wording.language, style);
}

Element worded(std::string name, Wording wording, WordStyle style) {
  return text_element(std::move(name), std::move(wording.text), wording.language, style);
}

Element plain(std::string name, std::string text, Language language, WordStyle style) {
  return text_element(std::move(name), std::move(text), language, style);
}

Element quoted(const Look& look, std::string name, std::string text, WordStyle style) {
  auto e = text_element(std::move(name), std::move(text), look.choices.language, style);
  e.direction = BaseDirection::first_strong;
  return e;
}

Element icon(const Look& look, std::string_view name, ColorRole color, float size_mm) {
  return ui::icon(code_point(look.context, name), color, size_mm);
}

Element forward_icon(const Look& look, ColorRole color, float size_mm) {
  return directional_icon(code_point(look.context, "arrow_forward"), code_point(look.context, "arrow_back"), color,
                          size_mm);
}

Element back_icon(const Look& look, ColorRole color, float size_mm) {
  return directional_icon(code_point(look.context, "arrow_back"), code_point(look.context, "arrow_forward"), color,
                          size_mm);
}

Element edit_icon(const Look& look) { return icon(look, "edit", ColorRole::primary, 7); }

Element medallion(const Look& look, std::string_view icon_name, float size_mm, ColorRole disc, ColorRole ink) {
  return layers(shape(Shape::circle, disc, size_mm), icon(look, icon_name, ink, size_mm * 0.62F))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

Element mark(float size_mm, Ground ground) {
  const bool paper = ground == Ground::paper;
  return layers(shape(Shape::star, paper ? ColorRole::primary : ColorRole::accent, size_mm),
                shape(Shape::star, paper ? ColorRole::accent : ColorRole::primary, size_mm * 0.52F))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

Element wordmark(float height_mm, ColorRole color) { return ui::icon(ui::wordmark, color, height_mm); }

Element emblem(const Look& look, std::string_view icon_name, float size_mm) {
  return layers(mark(size_mm, Ground::paper), shape(Shape::circle, ColorRole::paper, size_mm * 0.36F),
                icon(look, icon_name, ColorRole::primary, size_mm * 0.26F))
      .with_align(Align::center);
}

Element ornament(const Look& look, float height_mm, ColorRole color) {
  return pattern(color, 15).with_height(height_mm).with_width(page_width_mm(look.context));
}

Element face(Satisfaction satisfaction, float size_mm) {
  const auto nth = static_cast<std::uint8_t>(satisfaction) - 1;
  const auto disc = static_cast<ColorRole>(static_cast<std::uint8_t>(ColorRole::face_1) + nth);
  const auto features = static_cast<Shape>(static_cast<std::uint8_t>(Shape::face_1) + nth);
  return layers(shape(Shape::circle, disc, size_mm), shape(features, ColorRole::ink, size_mm))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

Element three_faces(float size_mm) {
  const float one = size_mm * 0.49F;
  return column(face(Satisfaction::neutral, one),
                row(face(Satisfaction::very_satisfied, one), face(Satisfaction::very_dissatisfied, one))
                    .with_gap(size_mm * 0.04F))
      .with_align(Align::center)
      .with_width(size_mm * 1.02F);
}

std::string_view face_key(Satisfaction satisfaction) {
  switch (satisfaction) {
    case Satisfaction::very_dissatisfied:
      return "rate.very_dissatisfied";
    case Satisfaction::dissatisfied:
      return "rate.dissatisfied";
    case Satisfaction::neutral:
      return "rate.neutral";
    case Satisfaction::satisfied:
      return "rate.satisfied";
    case Satisfaction::very_satisfied:
      return "rate.very_satisfied";
  }
  return {};
}

Element button(const Look& look, const Button& b) {
  const bool primary = b.rank == Rank::primary;
  const ColorRole ink = primary ? ColorRole::on_primary : ColorRole::primary;
  // Where words are large for the panel, a way out is its icon alone: what the screen is about keeps its word.
  const bool bare = b.icon_alone || (b.way_out && room_for_words(look.context) < footer_mm);
  Element face = row().with_gap(space::tight).with_justify(Justify::center).with_align(Align::center);
  if (b.back) face.add(back_icon(look, ink, bare ? 10 : 7));
  if (!b.icon.empty()) face.add(icon(look, b.icon, ink, bare ? 10 : 7));
  if (!bare)
    face.add(word(look, b.key, {.role = TextRole::label, .color = ink, .align = TextAlign::center, .max_lines = 2}));
  if (b.forward) face.add(forward_icon(look, ink));
  auto e = std::move(face)
               .with_name(std::string(b.key))
               .with_padding(b.rank == Rank::quiet && !bare ? space::hair : space::near, space::hair)
               .with_min_height(size::button)
               .with_min_width(size::button)
               .with_radius(size::radius)
               .with_action(look.actions.add(b.event));
  if (primary) e.background = ColorRole::primary;
  if (b.rank == Rank::secondary || bare) {
    e.background = ColorRole::surface;
    e.border = ColorRole::primary;
    e.border_mm = 0.5F;
  }
  e.rigid = !primary;
  return e;
}

Element back(const Look& look) {
  return button(look, {.key = "nav.back", .event = event::Back{}, .back = true, .way_out = true});
}

Element choice_card(const Look& look, Choice choice) {
  const bool chosen = choice.chosen;
  choice.title.role = TextRole::label;
  choice.title.color = ColorRole::primary;
  Element words = column(std::move(choice.title)).with_gap(space::hair).with_justify(Justify::center);
  if (choice.hint) {
    choice.hint->role = TextRole::caption;
    choice.hint->color = ColorRole::ink_soft;
    words.add(*std::move(choice.hint));
  }
  // The chosen one has a tick in the place of its picture, so that its words stay where they are.
  Element picture = chosen ? medallion(look, "check", 15, ColorRole::primary, ColorRole::on_primary)
                           : medallion(look, choice.icon, 15, ColorRole::primary_soft, ColorRole::primary);
  return row(std::move(picture), std::move(words).with_grow())
      .with_name(std::move(choice.name))
      .with_align(Align::center)
      .with_gap(space::near)
      .with_padding(space::near, space::tight)
      .with_min_height(24)
      .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.6F : size::border)
      .with_radius(size::radius)
      .with_action(look.actions.add(std::move(choice.event)));
}

Element badge_line(const Look& look, std::string_view key, const BadgeId& badge) {
  return row(icon(look, meaning::staff, ColorRole::primary, 9),
             column(word(look, key), plain("assist.id", badge.value, Language::en, {.role = TextRole::label}))
                 .with_gap(space::hair)
                 .with_grow())
      .with_align(Align::center)
      .with_gap(space::near);
}

Element helped_by(const Look& look) {
  return badge_line(look, "assist.on", *look.choices.assisted_by)
      .with_padding(space::near)
      .with_background(ColorRole::primary_soft)
      .with_radius(size::radius);
}

Element remark(const Look& look, std::string_view key) {
  const bool small = low(look.context) || (largest(look.context) && landscape(look.context));
  return remark(look, key, small ? TextRole::caption : TextRole::body);
}

Element remark(const Look& look, std::string_view key, TextRole role) {
  return row(icon(look, "info", ColorRole::on_warning, 7),
             word(look, key, {.role = role, .color = ColorRole::on_warning}).with_grow())
      .with_align(Align::center)
      .with_gap(space::tight)
      .with_padding(space::near, space::tight)
      .with_background(ColorRole::warning)
      .with_radius(size::radius_key);
}

Element letters_left(const Look& look, std::size_t count) {
  if (count == 0)
    return word(look, "propose.text.full",
                {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = TextAlign::end});
  return word(look, "propose.text.left",
              {.role = TextRole::caption, .color = ColorRole::ink_soft, .align = TextAlign::end},
              {{"count", static_cast<std::int64_t>(count)}});
}

std::string minutes_and_seconds(std::int64_t ms) {
  const auto seconds = (ms + 500) / 1000;
  const auto rest = std::to_string(seconds % 60);
  return std::to_string(seconds / 60) + (rest.size() < 2 ? ":0" : ":") + rest;
}

// In one line on a low panel, where it would take the room of what it is about.
Element closes(const Look& look) {
  const bool close = low(look.context) && largest(look.context);
  return word(look, "receipt.closes",
              {.role = close ? TextRole::key_word : TextRole::caption, .color = ColorRole::ink_soft, .max_lines = 2},
              {{"seconds", std::int64_t{look.seconds_left}}});
}

Element card(Element content) {
  return column(std::move(content))
      .with_padding(space::step)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line)
      .with_radius(size::radius);
}

Element scroll(const Look& look, Element content, bool middle) {
  auto more = word(look, "nav.more");
  auto e = ui::scroll(std::move(content), {.middle = middle,
                                           .page = look.page,
                                           .forward = look.actions.add(event::TurnPage{1}),
                                           .back = look.actions.add(event::TurnPage{-1}),
                                           .more_key = "nav.more",
                                           .more_text = more.text});
  e.language = more.language;
  e.direction = more.direction;
  e.stack = more.stack;
  return std::move(e).with_grow();
}

}  // namespace minbar::kiosk::parts
