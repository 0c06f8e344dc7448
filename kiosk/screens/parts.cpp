#include "kiosk/screens/parts.h"

#include <algorithm>

#include "sync/base/ensure.h"

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

Element language_chip(const Look& look, Language language) {
  const bool chosen = look.state.language == language;
  auto label = word_in(look, language, "language.name",
                       {.role = TextRole::caption,
                        .color = chosen ? ColorRole::primary : ColorRole::on_primary,
                        .align = TextAlign::center,
                        .max_lines = 1});
  label.name = "language." + std::string(tag_of(language));
  return row(std::move(label).with_grow())
      .with_name("language." + std::string(tag_of(language)))
      .with_align(Align::center)
      .with_padding(space::tight, 0)
      .with_min_width(24)
      .with_height(size::target)
      .with_background(chosen ? ColorRole::surface : ColorRole::primary)
      .with_border(ColorRole::on_primary)
      .with_radius(size::target / 2)
      .with_action(look.actions.add(event::SwitchLanguage{language}));
}

Element header(const Look& look) {
  Element languages = row().with_gap(space::tight).with_justify(Justify::end);
  for (const auto language : all_languages) languages.add(language_chip(look, language));
  Element names =
      column(word(look, "app.name", {.role = TextRole::heading, .color = ColorRole::on_primary, .max_lines = 1}));
  return column(row(khatam(11, ColorRole::accent, ColorRole::primary), std::move(names), spacer(), std::move(languages))
                    .with_gap(space::tight)
                    .with_align(Align::center)
                    .with_padding(space::wide, space::near))
      .with_background(ColorRole::primary);
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

float content_width_mm(const Context& context) { return std::min(context.panel.width_mm() - 2 * space::wide, 300.0F); }

Element word(const Look& look, std::string_view key, WordStyle style, const std::vector<Argument>& arguments) {
  auto wording = look.context.words.say(look.state.language, key, arguments);
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
  auto e = text_element(std::move(name), std::move(text), look.state.language, style);
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
  return layers(shape(Shape::circle, disc, size_mm), icon(look, icon_name, ink, size_mm * 0.56F))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

Element khatam(float size_mm, ColorRole outer, ColorRole inner) {
  return layers(shape(Shape::star, outer, size_mm), shape(Shape::star, inner, size_mm * 0.52F))
      .with_align(Align::center)
      .with_width(size_mm)
      .with_height(size_mm);
}

Element star_band(const Look& look, ColorRole color) {
  constexpr float pitch = 9;
  const int pairs = static_cast<int>(look.context.panel.width_mm() / (2 * pitch));
  Element band =
      row().with_justify(Justify::between).with_align(Align::center).with_height(10).with_padding(space::near, 0);
  for (int i = 0; i <= 2 * pairs; ++i)
    band.add(i % 2 == 0 ? shape(Shape::star, color, 8) : shape(Shape::circle, color, 2));
  return band;
}

Element button(const Look& look, const Button& b) {
  const bool primary = b.rank == Rank::primary;
  const ColorRole ink = primary ? ColorRole::on_primary : ColorRole::primary;
  Element face = row().with_gap(space::tight).with_justify(Justify::center).with_align(Align::center);
  if (b.back) face.add(back_icon(look, ink));
  if (!b.icon.empty()) face.add(icon(look, b.icon, ink, 7));
  face.add(word(look, b.key, {.role = TextRole::label, .color = ink, .align = TextAlign::center, .max_lines = 2}));
  if (b.forward) face.add(forward_icon(look, ink));
  auto e = std::move(face)
               .with_name(std::string(b.key))
               .with_padding(b.rank == Rank::quiet ? space::hair : space::near, 0)
               .with_height(size::button)
               .with_radius(size::radius)
               .with_action(look.actions.add(b.event));
  if (primary) e.background = ColorRole::primary;
  if (b.rank == Rank::secondary) {
    e.background = ColorRole::surface;
    e.border = ColorRole::primary;
    e.border_mm = 0.5F;
  }
  e.rigid = !primary;
  return e;
}

Element card(Element content) {
  return column(std::move(content))
      .with_padding(space::step)
      .with_background(ColorRole::surface)
      .with_border(ColorRole::line)
      .with_radius(size::radius);
}

Element scroll(const Look& look, Element content) {
  int page = 0;
  std::visit(
      [&](const auto& screen) {
        if constexpr (requires { screen.page; }) page = screen.page;
      },
      look.state.screen);
  auto more = word(look, "nav.more");
  auto e = ui::scroll(std::move(content), {.page = page,
                                           .forward = look.actions.add(event::TurnPage{1}),
                                           .back = look.actions.add(event::TurnPage{-1}),
                                           .more_key = "nav.more",
                                           .more_text = more.text});
  e.language = more.language;
  e.direction = more.direction;
  e.stack = more.stack;
  return std::move(e).with_grow();
}

Element step_title(const Look& look, int step, std::string_view title_key, std::string_view help_key) {
  Element dots = row().with_gap(space::hair).with_align(Align::center);
  for (int i = 1; i <= steps; ++i)
    dots.add(Element{}
                 .with_width(i == step ? 12.0F : 6.0F)
                 .with_height(1.8F)
                 .with_radius(0.9F)
                 .with_background(i <= step ? ColorRole::primary : ColorRole::line));
  return column(
             row(word(look, "propose.step", {.role = TextRole::caption, .color = ColorRole::ink_soft, .max_lines = 1},
                      {{"step", std::int64_t{step}}, {"total", std::int64_t{steps}}}),
                 spacer(), std::move(dots))
                 .with_align(Align::center),
             word(look, title_key, {.role = TextRole::title}), word(look, help_key, {.color = ColorRole::ink_soft}))
      .with_gap(space::hair);
}

Element page(const Look& look, Element body, std::vector<Element> footer) {
  Element bar = row().with_gap(space::near).with_align(Align::center).with_padding(space::wide, space::near);
  for (auto& e : footer) bar.add(std::move(e));
  const float width = content_width_mm(look.context);
  Element middle = column(std::move(body).with_grow().with_width(width))
                       .with_align(Align::center)
                       .with_padding(Insets{0, space::step, 0, space::near});
  Element screen = column(header(look), std::move(middle).with_grow());
  if (!bar.children.empty()) {
    screen.add(Element{}.with_height(size::border).with_background(ColorRole::line));
    screen.add(column(std::move(bar).with_width(width + 2 * space::wide))
                   .with_align(Align::center)
                   .with_background(ColorRole::surface));
  }
  return std::move(screen).with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::parts
