#include "kiosk/core/update.h"

#include <algorithm>
#include <utility>

#include "kiosk/core/doors.h"
#include "kiosk/core/ending.h"
#include "kiosk/session/hear.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"

namespace minbar::kiosk {

namespace {

// Of all that can happen, what no finger did.
using WorldNews = std::variant<KioskNews, DiskNews, SoundNews, TimeNews>;
// Of that, what tells of microphone and loudspeaker.
using DeviceNews = std::variant<SoundNews, event::MicrophoneChanged>;

// Smaller follows the largest, so that one button reaches all.
std::size_t next_text_size(const Choices& choices, const Context& context) {
  const auto& scales = ui::text_scales;
  const auto now = std::find(scales.begin(), scales.end(), context.panel.text_scale);
  const auto index = now == scales.end() ? ui::default_text_size : static_cast<std::size_t>(now - scales.begin());
  return (choices.text_size.value_or(index) + 1) % scales.size();
}

// What the world tells of the kiosk itself. The waiting screen depends on the place and on free space, but neither ends
// a session: what is being written keeps its place until it is sent or forgotten.
State learned(State state, const KioskNews& news) {
  const auto rest_anew = [&] { return nobody_here(state) ? at_rest(std::move(state.kiosk)) : std::move(state); };
  auto& kiosk = state.kiosk;
  return std::visit(overloaded{[&](const event::StationChanged& changed) -> State {
                                 kiosk.station = changed.station;
                                 return rest_anew();
                               },
                               [&](const event::RoomChanged& room) -> State {
                                 kiosk.full = room.full;
                                 return rest_anew();
                               },
                               [&](const event::PetitionsCounted& counted) -> State {
                                 kiosk.petition_counts = counted.counts;
                                 return std::move(state);
                               },
                               [&](const event::ServicesOrdered& ordered) -> State {
                                 kiosk.services_by_use = ordered.by_use;
                                 return std::move(state);
                               },
                               [&](const event::MicrophoneChanged& microphone) -> State {
                                 kiosk.microphone = microphone.there;
                                 return std::move(state);
                               }},
                    news);
}

// What a finger chooses on every screen alike.
void choose(Session& session, const CommonEvent& chosen, const Context& context) {
  auto& choices = session.choices;
  std::visit(overloaded{[&](const event::SwitchLanguage& language) { choices.language = language.language; },
                        [&](const event::NextTextSize&) { choices.text_size = next_text_size(choices, context); },
                        [&](const event::AlphabeticalOrder&) { choices.alphabetical = !choices.alphabetical; },
                        [&](const event::TurnPage& turn) {
                          std::visit([&](auto& feature) { turn_pages(feature, turn.pages); }, session.screen);
                        }},
             chosen);
}

// The feature whose screen is up answers, and the session goes where it says.
Step screen_answers(State state, const Event& event, const Context& context) {
  return std::visit(
      [&](auto& feature) -> Step {
        auto outcome = update(std::move(feature), Seen{state.kiosk, state.session.choices, context}, event);
        if (outcome.rating_begun) state.kiosk.last_rating_ms = context.now_ms;
        if (auto* leave = std::get_if<Leave>(&outcome.next)) {
          Step step = through(std::move(*leave), std::move(state), context);
          step.effects.insert(step.effects.begin(), outcome.effects.begin(), outcome.effects.end());
          return step;
        }
        state.session.screen = std::get<0>(std::move(outcome.next));
        return {std::move(state), std::move(outcome.effects)};
      },
      state.session.screen);
}

bool sounds_now(const State& state) {
  const auto* proposal = std::get_if<propose::Screen>(&state.session.screen);
  return proposal != nullptr && propose::sounds(*proposal);
}

Step decided(State state, const Event& event, const Context& context) {
  if (const auto news = heard<KioskNews>(event)) return {learned(std::move(state), *news), {}};
  if (std::holds_alternative<event::Tick>(event)) {
    if (std::holds_alternative<rest::Screen>(state.session.screen))
      return screen_answers(std::move(state), event, context);
    return tick(std::move(state), context);
  }
  if (!heard<WorldNews>(event)) {
    state.session.last_touch_ms = context.now_ms;
    const bool was_asked = std::exchange(state.session.idle_warning, false);
    if (was_asked && !std::holds_alternative<event::StartAgain>(event)) return {std::move(state), {}};
  }
  if (const auto chosen = heard<CommonEvent>(event)) {
    choose(state.session, *chosen, context);
    return {std::move(state), {}};
  }
  const bool leaves = std::holds_alternative<event::StartAgain>(event) || std::holds_alternative<event::Closing>(event);
  if (leaves && !waits_for_disk(state)) return ended(std::move(state), context);
  const bool waited = waits_for_disk(state);
  Step step = screen_answers(std::move(state), event, context);
  // The stay of what follows is counted from when it appears, not from the last touch before the disk answered.
  if ((waited && !waits_for_disk(step.state)) || std::holds_alternative<event::Saved>(event))
    step.state.session.last_touch_ms = context.now_ms;
  return step;
}

}  // namespace

// Wherever a step leads: where nobody records or listens any more, no device stays open.
Step update(State state, const Event& event, const Context& context) {
  const bool sounded = sounds_now(state);
  Step step = decided(std::move(state), event, context);
  if (sounded && !sounds_now(step.state)) step.effects.emplace_back(Silence{});
  // Who speaks or listens is here, though no finger touches anything.
  if (sounded && heard<DeviceNews>(event)) step.state.session.last_touch_ms = context.now_ms;
  return step;
}

}  // namespace minbar::kiosk
