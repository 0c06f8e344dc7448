#include "kiosk/features/propose/how.h"

#include "kiosk/features/propose/speak.h"
#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/domain/words/says_something.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;

namespace {

bool says_anything(const Draft& draft) { return draft.voice != nullptr || says_something(draft.text.text); }

}  // namespace

Outcome update(How screen, const Seen& seen, const How::Hears& event) {
  return std::visit(
      overloaded{[&](const event::Back&) -> Outcome { return {Theme{.draft = std::move(screen.draft)}}; },
                 [&](const event::Write&) -> Outcome { return {Write{.draft = std::move(screen.draft)}}; },
                 [&](const event::Speak&) -> Outcome {
                   if (!seen.kiosk.microphone && screen.draft.voice == nullptr) return {std::move(screen)};
                   return {speak(std::move(screen.draft))};
                 },
                 [&](const event::Continue&) -> Outcome {
                   if (!says_anything(screen.draft)) return {std::move(screen)};
                   return {Review{.draft = std::move(screen.draft)}};
                 }},
      event);
}

namespace {

struct Way {
  std::string_view icon;
  std::string_view key;
  std::string_view hint;
  std::optional<Element> given;  // what is there already
  Event event;
};

Element way_of(const Look& look, Way way) {
  const bool brief = short_of_room(look.context);
  const bool given = way.given.has_value();
  Element words =
      column(word(look, way.key, {.role = brief ? TextRole::heading : TextRole::title, .color = ColorRole::primary}))
          .with_gap(space::tight)
          .with_justify(Justify::center);
  if (given) {
    words.add(row(icon(look, "check_circle", ColorRole::primary, 9), (*std::move(way.given)).with_grow())
                  .with_gap(space::tight)
                  .with_align(Align::center));
  } else if (!brief) {
    words.add(word(look, way.hint));
  }
  return row(medallion(look, way.icon, brief ? 24 : 40, given ? ColorRole::surface : ColorRole::primary_soft,
                       ColorRole::primary),
             std::move(words).with_grow(), forward_icon(look, ColorRole::primary, brief ? 7 : 12))
      .with_name(std::string(way.key))
      .with_align(Align::center)
      .with_gap(space::step)
      .with_padding(brief ? space::near : space::step)
      .with_min_height(brief ? 32 : 64)
      .with_background(given ? ColorRole::primary_soft : ColorRole::surface)
      .with_border(ColorRole::primary, 0.6F)
      .with_radius(size::radius * 1.5F)
      .with_action(look.actions.add(std::move(way.event)));
}

}  // namespace

Element view(const How& screen, const Look& look) {
  const Draft& draft = screen.draft;
  std::vector<Element> doors;
  if (look.kiosk.microphone || draft.voice != nullptr) {
    std::optional<Element> spoken;
    if (draft.voice != nullptr)
      spoken = plain("given.length", minutes_and_seconds(draft.voice->duration_ms()), Language::en,
                     {.role = TextRole::label, .max_lines = 1});
    doors.push_back(way_of(look, {meaning::speak, "how.speak", "how.speak.hint", std::move(spoken), event::Speak{}}));
  }
  std::optional<Element> written;
  if (says_something(draft.text.text))
    written = quoted(look, "given.text", draft.text.text, {.role = TextRole::label, .max_lines = 2});
  doors.push_back(way_of(look, {meaning::write, "how.write", "how.write.hint", std::move(written), event::Write{}}));
  Element body = composed(look, {.head = step_title(look, 2, "how.title", "how.help", proposal_steps),
                                 .hands = column(grid(1, std::move(doors)).with_gap(space::near))});
  Foot foot{.out = back(look)};
  if (says_anything(draft))
    foot.on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true});
  return page(look, std::move(body), std::move(foot));
}

}  // namespace minbar::kiosk::propose
