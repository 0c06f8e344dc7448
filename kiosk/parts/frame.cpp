#include "kiosk/parts/frame.h"

#include <iterator>

#include "kiosk/parts/composition.h"
#include "kiosk/parts/meaning.h"

namespace minbar::kiosk::parts {

using namespace ui;

Element title(const Look& look, std::string_view title_key, std::string_view help_key) {
  return column(word(look, title_key, {.role = TextRole::title}), word(look, help_key, {.color = ColorRole::ink_soft}))
      .with_gap(space::hair);
}

Element scrolled(const Look& look, Element head, Element content) {
  if (short_of_room(look.context))
    return scroll(look, column(std::move(head), std::move(content)).with_gap(space::step));
  return column(std::move(head), scroll(look, std::move(content))).with_gap(space::step);
}

Element at_rest_in_the_middle(const Look& look, std::vector<Element> parts) {
  Element words = column().with_gap(space::step).with_align(Align::center);
  for (auto& part : parts) words.add(std::move(part));
  Element body = column(scroll(look, std::move(words), true)).with_gap(space::step);
  if (!short_of_room(look.context)) body.add(ornament(look));
  return body;
}

Element until_it_closes(const Look& look, Element body) {
  return column(std::move(body).with_grow(), row(spacer(), closes(look), spacer())).with_gap(space::near);
}

Element saving(const Look& look) {
  return page(look, at_rest_in_the_middle(
                        look, {medallion(look, meaning::in_hand, low(look.context) ? 28 : 44, ColorRole::primary_soft,
                                         ColorRole::primary),
                               word(look, "saving.title", {.role = TextRole::title, .align = TextAlign::center}),
                               word(look, "saving.text", {.color = ColorRole::ink_soft, .align = TextAlign::center})}));
}

Element step_title(const Look& look, int step, std::string_view title_key, std::string_view help_key, int of) {
  Element dots = row().with_gap(space::hair).with_align(Align::center);
  for (int i = 1; i <= of; ++i)
    dots.add(Element{}
                 .with_width(i == step ? 12.0F : 6.0F)
                 .with_height(1.8F)
                 .with_radius(0.9F)
                 .with_background(i <= step ? ColorRole::primary : ColorRole::line));
  Element head = title(look, title_key, help_key);
  head.children.insert(
      head.children.begin(),
      row(word(look, "propose.step", {.role = TextRole::caption, .color = ColorRole::ink_soft, .max_lines = 1},
               {{"step", std::int64_t{step}}, {"total", std::int64_t{of}}}),
          spacer(), std::move(dots))
          .with_align(Align::center));
  return head;
}

namespace {

bool letters_only(const Context& context) { return tight(context) || context.panel.width_mm() < 180; }

// Each language by its own name; by a letter of it where room is short.
Element language_chip(const Look& look, Language language) {
  const bool chosen = look.choices.language == language;
  auto label = word_in(look, language, letters_only(look.context) ? "language.letter" : "language.name",
                       {.role = TextRole::caption,
                        .color = chosen ? ColorRole::primary : ColorRole::on_primary,
                        .align = TextAlign::center,
                        .max_lines = 1});
  label.name = "language." + std::string(tag_of(language));
  return row(std::move(label).with_grow())
      .with_name("language." + std::string(tag_of(language)))
      .with_align(Align::center)
      .with_padding(space::tight, 0)
      .with_min_width(letters_only(look.context) ? 16 : 24)
      .with_height(size::target)
      .with_background(chosen ? ColorRole::surface : ColorRole::primary)
      .with_border(ColorRole::on_primary)
      .with_radius(size::target / 2)
      .with_action(look.actions.add(event::SwitchLanguage{language}));
}

Element text_size_chip(const Look& look) {
  return layers(icon(look, "format_size", ColorRole::on_primary, 9))
      .with_align(Align::center)
      .with_name("nav.text_size")
      .with_width(size::target + 2)
      .with_height(size::target)
      .with_border(ColorRole::on_primary)
      .with_radius(size::target / 2)
      .with_action(look.actions.add(event::NextTextSize{}));
}

Element start_again(const Look& look, bool with_word) {
  Element face = row(icon(look, "restart_alt", ColorRole::on_primary, with_word ? 8 : 9)).with_gap(space::hair);
  if (with_word)
    face.add(
        word(look, "nav.start_again", {.role = TextRole::caption, .color = ColorRole::on_primary, .max_lines = 1}));
  return std::move(face)
      .with_name("nav.start_again")
      .with_align(Align::center)
      .with_justify(Justify::center)
      .with_padding(space::tight, 0)
      .with_min_width(size::target + 2)
      .with_height(size::target)
      .with_border(ColorRole::on_primary)
      .with_radius(size::target / 2)
      .with_action(look.actions.add(event::StartAgain{}))
      .as_rigid();
}

struct InHeader {
  bool name = false;   // Minbar's, beside its mark
  bool again = false;  // "start again"
  bool word = false;   // beside its icon, which stands alone otherwise
};

Element header_with(const Look& look, InHeader shown) {
  Element bar = row(mark(11, Ground::green))
                    .with_gap(space::tight)
                    .with_align(Align::center)
                    .with_padding(margin_mm(look.context), space::near);
  if (shown.name) bar.add(wordmark(12, ColorRole::on_primary));
  if (shown.again) bar.add(start_again(look, shown.word));
  bar.add(spacer());
  bar.add(text_size_chip(look));
  for (const auto language : all_languages) bar.add(language_chip(look, language).as_rigid());
  return bar;
}

// The word of "start again" matters more than Minbar's name: it has the room that the languages leave.
Element header(const Look& look, bool again) {
  const bool name = !letters_only(look.context);
  Element bar =
      again ? fitting_across(header_with(look, {.name = name, .again = true, .word = true}),
                             header_with(look, {.again = true, .word = true}), header_with(look, {.again = true}))
            : header_with(look, {.name = name});
  return std::move(bar).with_background(ColorRole::primary);
}

// On a narrow panel with large letters the way on gives its pictures to its words.
Element way_on(const Look& look, Element on) {
  if (low(look.context) && tight(look.context)) {
    std::erase_if(on.children, [](const Element& child) { return child.kind == Kind::icon; });
    on.padding = {space::hair, space::hair, space::hair, space::hair};
    for (auto& child : on.children) child.max_lines = 3;
  }
  return std::move(on).with_grow();
}

Element way_out(Element out, bool narrow) {
  if (!narrow) return out;
  out.min_width = size::target;
  out.padding = {0, space::hair, 0, space::hair};
  return out;
}

// The way out has its place even where there is none, so that the way on never moves. On a panel too low for a header
// beside keys, "start again" stands beside it.
Element bar_of(const Look& look, Foot foot, bool with_again) {
  const bool wide = two_columns(look.context);
  const bool narrow = low(look.context) && tight(look.context);
  const float width = page_width_mm(look.context);
  Element out = row().with_gap(space::tight);
  if (foot.out) out.add(way_out(*std::move(foot.out), narrow).with_grow(wide ? 0.0F : 1.0F));
  if (with_again)
    out.add(way_out(
        button(look,
               {.key = "nav.start_again", .event = event::StartAgain{}, .icon = "restart_alt", .icon_alone = true}),
        narrow));
  if (wide) out.add(spacer());
  const float least = low(look.context) ? 2 * size::target + space::tight : size::button;
  out.width = wide ? content_width_mm(look.context) : tight(look.context) ? least : std::max(least, width * 0.34F);
  out.rigid = true;
  Element bar = row(std::move(out), foot.on ? way_on(look, *std::move(foot.on)) : spacer())
                    .with_gap(wide ? space::far : space::near)
                    .with_padding(margin_mm(look.context), space::near)
                    .with_min_height(size::button + 2 * space::near);
  return std::move(bar).with_width(width + 2 * margin_mm(look.context));
}

Element rule() { return Element{}.with_height(size::border).with_background(ColorRole::line); }

Element middle_of(const Look& look, Element body) {
  return column(std::move(body).with_grow().with_width(page_width_mm(look.context)))
      .with_align(Align::center)
      .with_padding(Insets{0, space::step, 0, space::near})
      .with_grow()
      .as_moving();
}

// Whatever way its screen stands in.
void to_be_turned_first(Element& body) {
  if (body.kind == Kind::scroll) body.scroll.first = true;
  for (auto& child : body.children) to_be_turned_first(child);
}

void add_bar(const Look& look, Element& screen, Foot foot, bool with_again) {
  screen.add(rule());
  screen.add(
      column(bar_of(look, std::move(foot), with_again)).with_align(Align::center).with_background(ColorRole::surface));
}

}  // namespace

Element page(const Look& look, Element body, Foot foot) {
  if (foot.sends && foot.on) {
    to_be_turned_first(body);
    foot.on->at_end = true;
  }
  Element screen = column(header(look, foot.again), middle_of(look, std::move(body)));
  if (foot.out || foot.on) add_bar(look, screen, std::move(foot), false);
  return std::move(screen).with_background(ColorRole::paper);
}

Element page(const Look& look, Element body) {
  return column(header(look, false), middle_of(look, std::move(body))).with_background(ColorRole::paper);
}

Element typing_page(const Look& look, Element title, Element writing, Element keys, Foot foot) {
  if (two_columns(look.context)) {
    Element words = column(std::move(title), std::move(writing).with_grow()).with_gap(space::near);
    return page(look, beside(look, std::move(words), column(spacer(), std::move(keys))), std::move(foot));
  }
  if (!low(look.context)) {
    // the help gives way to what is written in larger letters
    if (look.context.panel.text_scale > text_scales[default_text_size]) title.children.pop_back();
    // and on a wide panel the step too gives way to the largest
    if (largest(look.context) && landscape(look.context))
      title.children.erase(title.children.begin(), std::prev(title.children.end()));
    Element body = column(std::move(title), std::move(writing).with_grow(), std::move(keys)).with_gap(space::near);
    return page(look, std::move(body), std::move(foot));
  }
  // a line says what is asked; only where not even that has room the box stands alone
  Element asked = *std::prev(title.children.end(), 2);
  asked.role = TextRole::label;
  Element smaller = asked, smallest = asked;
  smaller.role = TextRole::caption;
  smallest.role = TextRole::key_word;
  const auto under = [&](Element line) {
    return column(std::move(line), Element(writing).with_grow(), Element(keys)).with_gap(space::tight);
  };
  Element alone = column(Element(writing).with_grow(), Element(keys)).with_gap(space::tight);
  Element body =
      fitting(under(std::move(asked)), under(std::move(smaller)), under(std::move(smallest)), std::move(alone));
  Element screen = column(middle_of(look, std::move(body)).with_padding(Insets{0, space::tight, 0, space::tight}));
  add_bar(look, screen, std::move(foot), true);
  return std::move(screen).with_background(ColorRole::paper);
}

}  // namespace minbar::kiosk::parts
