#include "kiosk/parts/form.h"

#include <algorithm>
#include <string>

#include "kiosk/parts/typing.h"
#include "sync/base/ensure.h"

namespace minbar::kiosk::form {

using namespace ui;
using namespace parts;

namespace {

constexpr std::size_t tell_when_left = 20;  // the count is of no interest before
constexpr std::string_view latin_layout = "fr";

const FormField& open_of(const OpenField& open, std::span<const FormField> fields) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.field == open.field; });
  ENSURE(found != fields.end(), "the open field is one of the page's");
  return *found;
}

Field next_of(const OpenField& open, std::span<const FormField> fields) {
  const auto at = static_cast<std::size_t>(&open_of(open, fields) - fields.data());
  return fields[(at + 1) % fields.size()].field;
}

std::string in_capitals(std::string letters) {
  for (auto& letter : letters)
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  return letters;
}

// What the parts of one page share.
struct Form {
  const Look& look;
  const OpenField& open;
  std::span<const FormField> all;
  const ShownText& text_of;
};

// A field, and how much room is left in it once that matters.
Element box(const Form& form, const FormField& part) {
  const auto& look = form.look;
  const auto& edit = form.text_of(part.field);
  const bool on = form.open.field == part.field;
  const auto& layout = typing::layout_of(look.context.content, look.choices.language,
                                         on ? std::string_view(form.open.board.layout) : std::string_view{});
  auto field = typing::field(look, {.field = part.field,
                                    .name = part.name,
                                    .edit = edit,
                                    .layout = layout,
                                    .focused = on,
                                    .multiline = part.multiline,
                                    .left_to_right = part.latin});
  Element out = column(part.multiline ? std::move(field).with_grow() : std::move(field)).with_gap(space::hair);
  if (auto left = typing::room(look, edit, part.limits, std::min(tell_when_left, part.limits.code_points / 4)))
    out.add(*std::move(left));
  return out;
}

Element labelled(const Form& form, const FormField& part, bool with_examples) {
  Element field = box(form, part);
  if (part.multiline) field.grow = 1;
  Element out = column(word(form.look, part.key, {.role = TextRole::label})).with_gap(space::hair);
  if (!part.example.empty() && with_examples) out.add(typing::example(form.look, part.example));
  out.add(std::move(field));
  if (part.multiline) out.grow = 1;
  return out;
}

Element tab(const Form& form, const FormField& part) {
  const auto& look = form.look;
  const bool on = form.open.field == part.field;
  const auto role = typing::role_at_field(look);
  return row(word(look, part.key, {.role = role, .align = TextAlign::center}).with_grow())
      .with_name(std::string(part.key) + ".tab")
      .with_align(Align::center)
      .with_padding(space::hair, 0)
      .with_min_height(size::target)
      .with_background(on ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(on ? ColorRole::primary : ColorRole::line, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::PlaceCaret{part.field, form.text_of(part.field).text.size()}));
}

// A number for each of many fields, and the name of the open one beside them.
Element numbered(const Form& form) {
  const auto& look = form.look;
  const auto role = typing::role_at_field(look);
  Element line = row().with_gap(space::tight).with_align(Align::center);
  for (std::size_t i = 0; i < form.all.size(); ++i) {
    const auto& part = form.all[i];
    const bool on = form.open.field == part.field;
    const auto number = std::to_string(i + 1);
    line.add(row(plain("field.number." + number, number, Language::en, {.role = role, .align = TextAlign::center})
                     .with_grow())
                 .with_name(std::string(part.key) + ".tab")
                 .with_align(Align::center)
                 .with_width(size::target)
                 .with_height(size::target)
                 .with_background(on ? ColorRole::primary_soft : ColorRole::surface)
                 .with_border(on ? ColorRole::primary : ColorRole::line, 0.5F)
                 .with_radius(size::radius)
                 .with_action(look.actions.add(event::PlaceCaret{part.field, form.text_of(part.field).text.size()})));
  }
  line.add(word(look, open_of(form.open, form.all).key, {.role = role}).with_grow());
  return line;
}

// What stands above the one field that is open.
Element tabs_of(const Form& form) {
  if (form.all.size() > 2) return numbered(form);
  std::vector<Element> tabs;
  for (const auto& part : form.all) tabs.push_back(tab(form, part));
  const int columns = static_cast<int>(tabs.size());
  return grid(columns, std::move(tabs)).with_gap(space::tight);
}

Element all_open(const Form& form, std::string_view missing, bool with_examples) {
  Element all = column().with_gap(space::near);
  if (!missing.empty()) all.add(remark(form.look, missing));
  bool grows = false;
  for (const auto& part : form.all) {
    all.add(labelled(form, part, with_examples));
    grows = grows || part.multiline;
  }
  if (!grows) all.add(spacer());
  return all;
}

Element tabbed(const Form& form, std::string_view missing) {
  const auto& part = open_of(form.open, form.all);
  Element field = box(form, part);
  if (part.multiline) field.grow = 1;
  Element above = missing.empty() ? tabs_of(form) : remark(form.look, missing, typing::role_at_field(form.look));
  return column(std::move(above), std::move(field)).with_gap(space::tight);
}

}  // namespace

void open_field(OpenField& open, std::span<const FormField> fields, Field field) {
  const auto to = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.field == field; });
  if (open.field == field || to == fields.end()) return;
  open = {.field = field, .board = {.layout = std::string(to->latin ? latin_layout : std::string_view{})}};
}

bool answer(OpenField& open, std::span<const FormField> fields, const TextOf& text_of, const KeyEvent& event,
            const Context& context) {
  if (const auto* caret = std::get_if<event::PlaceCaret>(&event)) open_field(open, fields, caret->field);
  if (const auto* word = std::get_if<event::SelectWord>(&event)) open_field(open, fields, word->field);
  const auto& part = open_of(open, fields);
  if (std::holds_alternative<event::LineBreak>(event) && !part.multiline) {
    open_field(open, fields, next_of(open, fields));
    return false;
  }
  const auto* typed = std::get_if<event::Type>(&event);
  const KeyEvent meant = part.capitals && typed != nullptr ? event::Type{in_capitals(typed->letters)} : event;
  return typing::answer({open.board, text_of(part.field)}, meant, part.limits, context);
}

Element fields(const Look& look, const OpenField& open, std::span<const FormField> fields, const ShownText& text_of,
               std::string_view missing) {
  const Form form{look, open, fields, text_of};
  const bool crowded = fields.size() > 3 || (fields.size() > 2 && short_of_room(look.context));
  const bool multiline = std::any_of(fields.begin(), fields.end(), [](const auto& f) { return f.multiline; });
  const bool wide = landscape(look.context) && !two_columns(look.context);
  const bool wide_and_deep = multiline && wide;
  const bool no_room_to_say = !missing.empty() && wide;
  if (low(look.context) || crowded || wide_and_deep || no_room_to_say) return tabbed(form, missing);
  if (wide) {
    Element line = row().with_gap(space::near).with_align(Align::end);
    for (const auto& part : fields) line.add(labelled(form, part, false).with_grow());
    return column(std::move(line), spacer());
  }
  // what could be written is said where it has room
  return fitting(all_open(form, missing, true), all_open(form, missing, false), tabbed(form, missing));
}

Element keys(const Look& look, const OpenField& open, std::span<const FormField> fields, const ShownText& text_of) {
  const auto& part = open_of(open, fields);
  const auto& layout = typing::layout_of(look.context.content, look.choices.language, open.board.layout);
  return typing::keys(look, layout, open.board, text_of(part.field));
}

Element tick(const Look& look, const Tick& tick, const std::vector<Argument>& arguments) {
  return row(icon(look, tick.ticked ? "check_box" : "check_box_outline_blank", ColorRole::primary, 11),
             word(look, tick.key, {.role = TextRole::label}, arguments).with_grow())
      .with_name(std::string(tick.key))
      .with_align(Align::center)
      .with_gap(space::near)
      .with_padding(space::near)
      .with_min_height(size::button)
      .with_background(tick.ticked ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(ColorRole::primary, 0.5F)
      .with_radius(size::radius)
      .with_action(look.actions.add(tick.event));
}

Element consent(const Look& look, const Consent& consent) {
  Element out = column().with_gap(space::near);
  if (!consent.missing.empty()) out.add(remark(look, consent.missing));
  out.add(tick(look, {.key = consent.key, .ticked = consent.ticked, .event = consent.event}));
  return out;
}

Element answer_card(const Look& look, std::string_view key, Element content, Event edit, std::string_view to_add) {
  const bool given = to_add.empty();
  Element words = row(given ? edit_icon(look) : icon(look, "add", ColorRole::primary, 7));
  if (!scant(look.context))
    words.add(word(look, given ? "propose.review.edit" : "propose.review.add",
                   {.role = TextRole::label, .color = ColorRole::primary, .max_lines = 1}));
  Element change = std::move(words)
                       .with_name(std::string(key) + ".edit")
                       .with_gap(space::hair)
                       .with_align(Align::center)
                       .with_justify(Justify::center)
                       .with_padding(space::near, 0)
                       .with_min_height(size::target)
                       .with_min_width(size::target)
                       .with_background(ColorRole::primary_soft)
                       .with_radius(size::radius)
                       .with_action(look.actions.add(std::move(edit)));
  return card(
      column(row(word(look, given ? key : to_add, {.color = ColorRole::ink_soft}).with_grow(), std::move(change))
                 .with_align(Align::center),
             std::move(content))
          .with_gap(space::tight));
}

}  // namespace minbar::kiosk::form
