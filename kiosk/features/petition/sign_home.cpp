#include "kiosk/features/petition/sign_home.h"

#include <algorithm>

#include "kiosk/features/petition/sign_draft.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/parts/typing.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"
#include "sync/domain/places/place_search.h"

namespace minbar::kiosk::petition {

using namespace ui;
using namespace parts;

namespace {

constexpr EditLimits search_limits{.code_points = limits::name_code_points};

// What is offered: what was typed finds, or, while nothing was typed, the place chosen and the place of the kiosk.
std::vector<const Place*> offered(const SignDraft& draft, const Kiosk& kiosk, const Content& content,
                                  std::size_t most) {
  std::vector<const Place*> out;
  const auto offer = [&](const Place* place) {
    if (place != nullptr && is_home(*place) && out.size() < most && std::count(out.begin(), out.end(), place) == 0)
      out.push_back(place);
  };
  if (!draft.residence_search.text.empty()) {
    for (const auto* place : search_places(content.places, draft.residence_search.text, content.places.all().size()))
      offer(place);
    return out;
  }
  if (draft.residence) offer(content.places.find(*draft.residence));
  if (kiosk.station) offer(content.places.find(kiosk.station->place));
  return out;
}

}  // namespace

Outcome update(SignHome screen, const Seen& seen, const SignHome::Hears& event) {
  return std::visit(
      overloaded{
          [&](const event::Back&) -> Outcome { return {SignName{.draft = std::move(screen.draft)}}; },
          [&](const event::ChoosePlace& chosen) -> Outcome {
            screen.draft.residence = chosen.place;
            screen.draft.residence_search = {};
            return {SignInk{.draft = std::move(screen.draft)}};
          },
          [&](const event::Continue&) -> Outcome {
            if (!screen.draft.residence) return {std::move(screen)};
            return {SignInk{.draft = std::move(screen.draft)}};
          },
          [&](const KeyEvent& pressed) -> Outcome {
            if (!std::holds_alternative<event::LineBreak>(pressed))
              typing::answer({screen.board, screen.draft.residence_search}, pressed, search_limits, seen.context);
            return {std::move(screen)};
          }},
      event);
}

namespace {

Element place_card(const Look& look, const SignDraft& draft, const Place& place) {
  const auto& content = look.context.content;
  const bool chosen = draft.residence == place.code;
  // above the keys of a low panel larger letters leave no second line
  const bool smaller =
      largest(look.context) || (low(look.context) && look.context.panel.text_scale > text_scales[default_text_size]);
  return row(icon(look, chosen ? "check" : meaning::place, ColorRole::primary, 8),
             worded("place", place_label(content.places, content.words, look.choices.language, place.code),
                    {.role = smaller ? TextRole::key_word : TextRole::label, .color = ColorRole::primary})
                 .with_grow())
      .with_name("place." + place.code.value)
      .with_gap(space::tight)
      .with_align(Align::center)
      .with_padding(space::near, space::hair)
      .with_min_height(size::target + 2)
      .with_background(chosen ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(chosen ? ColorRole::primary : ColorRole::line, chosen ? 0.7F : 0.4F)
      .with_radius(size::radius)
      .with_action(look.actions.add(event::ChoosePlace{place.code}));
}

Element results(const Look& look, const SignDraft& draft) {
  const int columns = columns_for(look.context, 82);
  const std::size_t rows =
      short_of_room(look.context) || (landscape(look.context) && !two_columns(look.context)) ? 1 : 3;
  std::vector<Element> cards;
  for (const auto* place : offered(draft, look.kiosk, look.context.content, rows * static_cast<std::size_t>(columns)))
    cards.push_back(place_card(look, draft, *place));
  if (cards.empty())
    return word(look, "sign.home.none",
                {.role = low(look.context) || largest(look.context) ? TextRole::caption : TextRole::body,
                 .color = ColorRole::ink_soft});
  const auto found = static_cast<int>(cards.size());
  return grid(std::min(columns, found), std::move(cards)).with_gap(space::tight);
}

}  // namespace

Element view(const SignHome& screen, const Look& look) {
  const auto& layout = typing::layout_of(look.context.content, look.choices.language, screen.board.layout);
  Element writing = column(typing::field_with_example(look, "sign.home.placeholder",
                                                      {.field = Field::residence,
                                                       .name = "sign.home.search",
                                                       .edit = screen.draft.residence_search,
                                                       .layout = layout,
                                                       .focused = true,
                                                       .multiline = false}))
                        .with_gap(space::tight);
  writing.add(results(look, screen.draft));
  if (!low(look.context)) writing.add(spacer());
  Foot foot{.out = back(look)};
  if (screen.draft.residence)
    foot.on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true});
  Element head = home_is_filled_in(screen.draft)  // opened to change it
                     ? title(look, "sign.home.title", "sign.home.help")
                     : step_title(look, 3, "sign.home.title", "sign.home.help", sign_steps(screen.draft));
  return typing_page(look, std::move(head), std::move(writing),
                     typing::keys(look, layout, screen.board, screen.draft.residence_search), std::move(foot));
}

}  // namespace minbar::kiosk::petition
