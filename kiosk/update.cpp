#include "kiosk/update.h"

#include <algorithm>

#include "kiosk/opening.h"
#include "kiosk/screens/attract_cards.h"
#include "kiosk/screens/outcome.h"
#include "kiosk/session.h"

namespace minbar::kiosk {

namespace {

bool from_a_device(const Event& event) {
  return std::holds_alternative<event::MicrophoneChanged>(event) || std::holds_alternative<event::Heard>(event) ||
         std::holds_alternative<event::RecordingEnded>(event) || std::holds_alternative<event::Recorded>(event) ||
         std::holds_alternative<event::NotRecorded>(event) || std::holds_alternative<event::Played>(event);
}

bool from_the_world(const Event& event) {
  return std::holds_alternative<event::Tick>(event) || std::holds_alternative<event::Saved>(event) ||
         std::holds_alternative<event::NotSaved>(event) || std::holds_alternative<event::Found>(event) ||
         std::holds_alternative<event::Closing>(event) || std::holds_alternative<event::StationChanged>(event) ||
         std::holds_alternative<event::PetitionsCounted>(event) || std::holds_alternative<event::RoomChanged>(event) ||
         std::holds_alternative<event::BadgeChecked>(event) || from_a_device(event);
}

// Smaller follows the largest, so that one button reaches all.
std::size_t next_text_size(const State& state, const Context& context) {
  const auto& scales = ui::text_scales;
  const auto now = std::find(scales.begin(), scales.end(), context.panel.text_scale);
  const auto index = now == scales.end() ? ui::default_text_size : static_cast<std::size_t>(now - scales.begin());
  return (state.text_size.value_or(index) + 1) % scales.size();
}

// A new station never ends a session: what is being written keeps its place until it is sent or forgotten.
Step station_changed(State state, const std::optional<Station>& station) {
  state.station = station;
  if (nobody_here(state)) state = at_rest_after(std::move(state));
  return {std::move(state), {}};
}

// A page is turned alike on every screen that has pages.
State turned(State state, int pages) {
  std::visit(
      [&](auto& screen) {
        if constexpr (requires { screen.page; }) screen.page = std::max(0, screen.page + pages);
      },
      state.screen);
  return state;
}

Step screen_answers(State state, const Event& event, const Context& context) {
  auto outcome =
      std::visit([&](auto& screen) { return update(std::move(screen), state, event, context); }, state.screen);
  state.screen = std::move(outcome.screen);
  return {std::move(state), std::move(outcome.effects)};
}

bool makes_sound(const State& state) {
  const auto* speak = std::get_if<screen::Speak>(&state.screen);
  return speak != nullptr &&
         (speak->phase == screen::Speak::Phase::recording || speak->phase == screen::Speak::Phase::playing);
}

Step decided(State state, const Event& event, const Context& context) {
  if (const auto* changed = std::get_if<event::StationChanged>(&event))
    return station_changed(std::move(state), changed->station);
  if (const auto* room = std::get_if<event::RoomChanged>(&event)) {
    state.full = room->full;
    if (nobody_here(state)) state = at_rest_after(std::move(state));
    return {std::move(state), {}};
  }
  if (const auto* counted = std::get_if<event::PetitionsCounted>(&event)) {
    state.petition_counts = counted->counts;
    return {std::move(state), {}};
  }
  if (std::holds_alternative<event::Tick>(event)) {
    const auto slides = attract_slides(context.content, state.station);
    return tick(std::move(state), context.now_ms, context.wall_s, context.content.version, slides);
  }
  if (!from_the_world(event)) {
    state.last_touch_ms = context.now_ms;
    const bool was_asked = state.idle_warning;
    state.idle_warning = false;
    if (was_asked && !std::holds_alternative<event::StartAgain>(event)) return {std::move(state), {}};
  }
  if (const auto* microphone = std::get_if<event::MicrophoneChanged>(&event)) {
    state.microphone = microphone->there;
    return {std::move(state), {}};
  }
  if (const auto* language = std::get_if<event::SwitchLanguage>(&event)) {
    state.language = language->language;
    return {std::move(state), {}};
  }
  if (std::holds_alternative<event::FingerprintSeen>(event)) {
    if (state.station) state.station->compared = true;
    return {at_rest_after(std::move(state)), {KeepCompared{}}};
  }
  if (std::holds_alternative<event::NextTextSize>(event)) {
    state.text_size = next_text_size(state, context);
    return {std::move(state), {}};
  }
  if (std::holds_alternative<event::AlphabeticalOrder>(event)) {
    state.alphabetical = !state.alphabetical;
    return {std::move(state), {}};
  }
  if (const auto* turn = std::get_if<event::TurnPage>(&event)) return {turned(std::move(state), turn->pages), {}};
  const bool leaves = std::holds_alternative<event::StartAgain>(event) || std::holds_alternative<event::Closing>(event);
  if (leaves && !waits_for_disk(state)) return ended(std::move(state), context.wall_s, context.content.version);
  if (const auto* begin = std::get_if<event::Begin>(&event);
      begin != nullptr && std::holds_alternative<screen::Attract>(state.screen)) {
    if (context.campaign != nullptr) {
      state.only_doors = context.campaign->doors;  // a fair has hours of its own
      state.campaign = context.campaign->id;
    } else if (const auto closed = closed_now(state, context.content, context.wall_s)) {
      if (closed->offers.empty()) return {std::move(state), {}};
      state.only_doors = std::vector<std::string>(closed->offers.begin(), closed->offers.end());
    }
    state.language = begin->language;
    state.screen = screen::Menu{};
    return {std::move(state), {}};
  }
  if (const auto* assist = std::get_if<screen::Assist>(&state.screen);
      assist != nullptr && std::holds_alternative<event::AcceptHelp>(event)) {
    state.assisted_by = assist->badge;
    state.screen = screen::Menu{};
    return {std::move(state), {}};
  }
  const bool face =
      std::holds_alternative<event::ChooseFace>(event) && std::holds_alternative<screen::Faces>(state.screen);
  Step step = screen_answers(std::move(state), event, context);
  if (face) step.state.last_rating_ms = context.now_ms;
  // The receipt's stay is counted from when it appears, not from the last touch before the disk answered.
  if (std::holds_alternative<event::Saved>(event)) step.state.last_touch_ms = context.now_ms;
  return step;
}

}  // namespace

// Wherever a step leads: where nobody records or listens any more, no device stays open.
Step update(State state, const Event& event, const Context& context) {
  const bool sounded = makes_sound(state);
  Step step = decided(std::move(state), event, context);
  const bool sounds = makes_sound(step.state);
  if (sounded && !sounds) step.effects.emplace_back(Silence{});
  // Who speaks or listens is here, though no finger touches anything.
  if (sounded && from_a_device(event)) step.state.last_touch_ms = context.now_ms;
  return step;
}

}  // namespace minbar::kiosk
