#include "kiosk/screens/saving.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/screens/parts.h"

namespace minbar::kiosk::screen {

using namespace ui;
using namespace parts;

Save save(const Draft& draft, const State& state, std::int64_t wall_s, std::int64_t content_version) {
  Proposal proposal{.theme = draft.theme.value_or(ThemeId{}), .text = draft.text.text, .author = std::nullopt};
  if (draft.consent && (!draft.name.text.empty() || !draft.contact.text.empty()))
    proposal.author = minbar::Author{.name = draft.name.text, .contact = draft.contact.text};
  return {.submission = {.id = draft.id,
                         .place = state.station ? state.station->place : PlaceCode{},
                         .language = state.language,
                         .content_version = content_version,
                         .made_at_s = wall_s - wall_s % 60,
                         .body = std::move(proposal)},
          .code = draft.code};
}

Outcome update(Saving screen, const State& state, const Event& event, const Context& context) {
  if (const auto* saved = std::get_if<event::Saved>(&event); saved != nullptr && saved->id == screen.draft.id)
    return {Receipt{.code = screen.draft.code}};
  if (const auto* failed = std::get_if<event::NotSaved>(&event); failed != nullptr && failed->id == screen.draft.id)
    screen.failed = failed->why;
  if (screen.failed && std::holds_alternative<event::Send>(event)) {
    screen.failed.reset();
    auto effect = save(screen.draft, state, context.wall_s, context.content.version);
    return {std::move(screen), {std::move(effect)}};
  }
  return {std::move(screen)};
}

Element view(const Saving& screen, const State& state, const Context& context, Actions& actions) {
  const Look look{state, context, actions};
  const bool failed = screen.failed.has_value();
  Element body = column(spacer(),
                        medallion(look, failed ? "warning" : "hourglass_top", 44,
                                  failed ? ColorRole::warning : ColorRole::primary_soft,
                                  failed ? ColorRole::on_warning : ColorRole::primary),
                        word(look, failed ? "saving.failed.title" : "saving.title",
                             {.role = TextRole::title, .align = TextAlign::center}),
                        word(look, failed ? "saving.failed.text" : "saving.text",
                             {.color = ColorRole::ink_soft, .align = TextAlign::center}),
                        spacer(1.5F))
                     .with_gap(space::step)
                     .with_align(Align::center);
  if (!failed) return page(look, std::move(body), {});
  return page(
      look, std::move(body),
      {button(look,
              {.key = "nav.start_again", .rank = Rank::quiet, .event = event::StartAgain{}, .icon = "restart_alt"}),
       spacer(),
       button(look, {.key = "saving.failed.retry", .rank = Rank::primary, .event = event::Send{}, .icon = "refresh"})
           .with_min_width(64)});
}

}  // namespace minbar::kiosk::screen
