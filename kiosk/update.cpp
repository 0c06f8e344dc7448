#include "kiosk/update.h"

#include "kiosk/screens/outcome.h"
#include "kiosk/session.h"

namespace minbar::kiosk {

namespace {

bool from_the_world(const Event& event) {
  return std::holds_alternative<event::Tick>(event) || std::holds_alternative<event::Saved>(event) ||
         std::holds_alternative<event::NotSaved>(event) || std::holds_alternative<event::StationChanged>(event);
}

bool nobody_here(const State& state) {
  return std::holds_alternative<screen::Attract>(state.screen) ||
         std::holds_alternative<screen::OutOfOrder>(state.screen);
}

// A new station never ends a session: what is being written keeps its place until it is sent or forgotten.
Step station_changed(State state, const std::optional<Station>& station) {
  if (nobody_here(state)) return {at_rest(station), {}};
  state.station = station;
  return {std::move(state), {}};
}

Step screen_answers(State state, const Event& event, const Context& context) {
  auto outcome =
      std::visit([&](auto& screen) { return update(std::move(screen), state, event, context); }, state.screen);
  state.screen = std::move(outcome.screen);
  return {std::move(state), std::move(outcome.effects)};
}

}  // namespace

Step update(State state, const Event& event, const Context& context) {
  if (const auto* changed = std::get_if<event::StationChanged>(&event))
    return station_changed(std::move(state), changed->station);
  if (std::holds_alternative<event::Tick>(event))
    return tick(std::move(state), context.now_ms, context.wall_s, context.content.version);
  if (!from_the_world(event)) {
    state.last_touch_ms = context.now_ms;
    const bool was_asked = state.idle_warning;
    state.idle_warning = false;
    if (was_asked && !std::holds_alternative<event::StartAgain>(event)) return {std::move(state), {}};
  }
  if (const auto* language = std::get_if<event::SwitchLanguage>(&event)) {
    state.language = language->language;
    return {std::move(state), {}};
  }
  if (std::holds_alternative<event::StartAgain>(event) && !waits_for_disk(state))
    return {at_rest(std::move(state.station)), {}};
  if (const auto* begin = std::get_if<event::Begin>(&event);
      begin != nullptr && std::holds_alternative<screen::Attract>(state.screen)) {
    state.language = begin->language;
    state.screen = screen::Menu{};
    return {std::move(state), {}};
  }
  Step step = screen_answers(std::move(state), event, context);
  // The receipt's stay is counted from when it appears, not from the last touch before the disk answered.
  if (std::holds_alternative<event::Saved>(event)) step.state.last_touch_ms = context.now_ms;
  return step;
}

}  // namespace minbar::kiosk
