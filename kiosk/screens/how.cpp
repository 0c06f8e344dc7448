#include "kiosk/screens/how.h"

#include "kiosk/screens/frame.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"
#include "sync/domain/validate.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

namespace {

bool says_anything(const Draft& draft) { return draft.voice != nullptr || says_something(draft.text.text); }

}  // namespace

Outcome update(How screen, const State& state, const Event& event, const Context&) {
  if (std::holds_alternative<event::Back>(event)) return {Theme{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Write>(event)) return {Write{.draft = std::move(screen.draft)}};
  if (std::holds_alternative<event::Speak>(event) && (state.microphone || screen.draft.voice != nullptr))
    return {speak(std::move(screen.draft))};
  if (std::holds_alternative<event::Continue>(event) && says_anything(screen.draft))
    return {Notice{.draft = std::move(screen.draft)}};
  return {std::move(screen)};
}

namespace {

struct Door {
  std::string_view icon;
  std::string_view key;
  std::string_view hint;
  std::optional<Element> given;  // what is there already
  Event event;
};

Element door_of(const Look& look, Door door) {
  const bool brief = short_of_room(look.context);
  const bool given = door.given.has_value();
  Element words =
      column(word(look, door.key, {.role = brief ? TextRole::heading : TextRole::title, .color = ColorRole::primary}))
          .with_gap(space::tight)
          .with_justify(Justify::center);
  if (given) {
    words.add(row(icon(look, "check_circle", ColorRole::primary, 9), (*std::move(door.given)).with_grow())
                  .with_gap(space::tight)
                  .with_align(Align::center));
  } else if (!brief) {
    words.add(word(look, door.hint));
  }
  return row(medallion(look, door.icon, brief ? 24 : 40, given ? ColorRole::surface : ColorRole::primary_soft,
                       ColorRole::primary),
             std::move(words).with_grow(), forward_icon(look, ColorRole::primary, brief ? 7 : 12))
      .with_name(std::string(door.key))
      .with_align(Align::center)
      .with_gap(space::step)
      .with_padding(brief ? space::near : space::step)
      .with_min_height(brief ? 32 : 64)
      .with_background(given ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(ColorRole::primary, 0.6F)
      .with_radius(size::radius * 1.5F)
      .with_action(look.actions.add(std::move(door.event)));
}

}  // namespace

Element view(const How& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const Draft& draft = screen.draft;
  std::vector<Element> doors;
  if (state.microphone || draft.voice != nullptr) {
    std::optional<Element> spoken;
    if (draft.voice != nullptr)
      spoken = plain("given.length", minutes_and_seconds(draft.voice->duration_ms()), Language::en,
                     {.role = TextRole::label, .max_lines = 1});
    doors.push_back(door_of(look, {"mic", "how.speak", "how.speak.hint", std::move(spoken), event::Speak{}}));
  }
  std::optional<Element> written;
  if (says_something(draft.text.text))
    written = quoted(look, "given.text", draft.text.text, {.role = TextRole::label, .max_lines = 2});
  doors.push_back(door_of(look, {"keyboard", "how.write", "how.write.hint", std::move(written), event::Write{}}));
  Element body = scrolled(look, step_title(look, 2, "how.title", "how.help"),
                          grid(landscape(context) && !tight(context) ? 2 : 1, std::move(doors)).with_gap(space::near));
  std::vector<Element> footer{back(look), start_again(look), spacer()};
  if (says_anything(draft))
    footer.push_back(
        button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true}));
  return page(look, std::move(body), std::move(footer));
}

}  // namespace minbar::kiosk::screen
