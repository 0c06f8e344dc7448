#include "kiosk/core/ending.h"

#include <algorithm>

#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk {

namespace {

Stay stay_of(const State& state) {
  return std::visit([&](const auto& feature) { return stay_of(feature, state.kiosk, state.session.choices); },
                    state.session.screen);
}

// For a screen that stays until an event comes, nobody asks.
std::int64_t end_ms(const State& state) {
  const auto stays_ms =
      std::visit(overloaded{[](const stay::Goes& goes) { return goes.after_ms; },
                            [](const stay::Asks&) { return limits::idle_warning_ms + limits::idle_countdown_ms; },
                            [](const stay::Rests&) { return std::int64_t{0}; },
                            [](const stay::WaitsForDisk&) { return std::int64_t{0}; }},
                 stay_of(state));
  return state.session.last_touch_ms + stays_ms;
}

// A countdown changes on each whole second before its end.
std::int64_t next_second_ms(std::int64_t end_ms, std::int64_t now_ms) {
  const std::int64_t left = std::max<std::int64_t>(0, end_ms - now_ms);
  return left == 0 ? end_ms : end_ms - (left - 1) / 1000 * 1000;
}

// What a passer-by chose goes by itself.
bool forgets_now(const stay::Rests& rests, const State& state, std::int64_t now_ms) {
  return rests.forgets_after_ms && now_ms >= state.session.last_touch_ms + *rests.forgets_after_ms;
}

}  // namespace

bool waits_for_disk(const State& state) { return std::holds_alternative<stay::WaitsForDisk>(stay_of(state)); }

bool nobody_here(const State& state) { return std::holds_alternative<stay::Rests>(stay_of(state)); }

State at_rest(Kiosk kiosk) {
  State state;
  auto resting = rest::enter(door::Rest{}, kiosk);
  // beside a counter the faces themselves wait
  if (kiosk.one_service && std::holds_alternative<rest::Attract>(resting))
    state.session.screen = rate::enter(door::RateService{*kiosk.one_service});
  else
    state.session.screen = std::move(resting);
  state.kiosk = std::move(kiosk);
  return state;
}

Step ended(State state, const Context& context) {
  Effects effects;
  const Seen seen{state.kiosk, state.session.choices, context};
  auto said = std::visit([&](const auto& feature) { return unsaved(feature, seen); }, state.session.screen);
  if (said) effects.emplace_back(*std::move(said));
  return {at_rest(std::move(state.kiosk)), std::move(effects)};
}

int seconds_left(const State& state, std::int64_t now_ms) {
  return static_cast<int>(std::max<std::int64_t>(0, (end_ms(state) - now_ms + 999) / 1000));
}

std::optional<std::int64_t> next_deadline_ms(const State& state, const Content& content, std::int64_t now_ms) {
  const auto& session = state.session;
  return std::visit(
      overloaded{
          [&](const stay::Rests& rests) -> std::optional<std::int64_t> {
            if (rests.forgets_after_ms) return session.last_touch_ms + *rests.forgets_after_ms;
            const auto* resting = std::get_if<rest::Screen>(&session.screen);
            return resting == nullptr ? std::nullopt : rest::turns_at_ms(*resting, state.kiosk, content);
          },
          [&](const stay::Asks&) -> std::optional<std::int64_t> {
            if (!session.idle_warning) return session.last_touch_ms + limits::idle_warning_ms;
            return next_second_ms(end_ms(state), now_ms);
          },
          [&](const stay::Goes&) -> std::optional<std::int64_t> { return next_second_ms(end_ms(state), now_ms); },
          [](const stay::WaitsForDisk&) -> std::optional<std::int64_t> { return std::nullopt; }},
      stay_of(state));
}

Step tick(State state, const Context& context) {
  const auto now_ms = context.now_ms;
  const auto stays = stay_of(state);
  if (const auto* rests = std::get_if<stay::Rests>(&stays); rests != nullptr && forgets_now(*rests, state, now_ms))
    return {at_rest(std::move(state.kiosk)), {}};
  const bool ends = std::holds_alternative<stay::Asks>(stays) || std::holds_alternative<stay::Goes>(stays);
  if (!ends) return {std::move(state), {}};
  if (now_ms >= end_ms(state)) return ended(std::move(state), context);
  if (std::holds_alternative<stay::Asks>(stays) && now_ms >= state.session.last_touch_ms + limits::idle_warning_ms)
    state.session.idle_warning = true;
  return {std::move(state), {}};
}

}  // namespace minbar::kiosk
