#include "kiosk/session.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::kiosk {

namespace {

template <class T>
bool is(const State& state) {
  return std::holds_alternative<T>(state.screen);
}

// Screens with nothing on them that could be lost: they go by themselves, without a question.
bool goes_by_itself(const State& state) {
  return is<screen::Receipt>(state) || is<screen::Thanks>(state) || is<screen::Signed>(state);
}

std::int64_t end_ms(const State& state) {
  if (is<screen::Receipt>(state)) return state.last_touch_ms + limits::end_screen_ms;
  if (state.one_service && is<screen::Thanks>(state)) return state.last_touch_ms + limits::counter_thanks_ms;
  if (is<screen::Thanks>(state) || is<screen::Signed>(state)) return state.last_touch_ms + limits::thanks_screen_ms;
  return state.last_touch_ms + limits::idle_warning_ms + limits::idle_countdown_ms;
}

// Beside a counter nobody ends a session: a language and a size that somebody chose go by themselves.
std::optional<std::int64_t> choices_end_ms(const State& state) {
  const bool chosen = state.language != Language::ar || state.text_size;
  if (!state.one_service || !is<screen::Faces>(state) || !chosen) return std::nullopt;
  return state.last_touch_ms + limits::counter_choices_ms;
}

// The first tick of a rest only sets when the next picture comes.
void turn(screen::Attract& attract, std::int64_t now_ms, std::size_t slides) {
  if (slides < 2 || now_ms < attract.turns_at_ms) return;
  if (attract.turns_at_ms != 0) attract.slide = (attract.slide + 1) % slides;
  attract.turns_at_ms = now_ms + limits::attract_turn_ms;
}

}  // namespace

bool waits_for_disk(const State& state) {
  const auto* saving = std::get_if<screen::Saving>(&state.screen);
  return saving != nullptr && !saving->failed;
}

State at_rest(std::optional<Station> station, std::optional<ServiceId> one_service) {
  State state;
  if (station) state.screen = screen::Attract{};
  if (station && one_service) state.screen = screen::Faces{.subject = *one_service};
  if (station && !station->compared) state.screen = screen::Enrolled{};
  state.station = std::move(station);
  state.one_service = std::move(one_service);
  return state;
}

State at_rest_after(State session) {
  State state = at_rest(std::move(session.station), std::move(session.one_service));
  state.last_rating_ms = session.last_rating_ms;
  state.microphone = session.microphone;
  state.petition_counts = std::move(session.petition_counts);
  state.full = session.full;
  // what cannot be kept is not asked for
  if (state.full && state.station) state.screen = screen::OutOfOrder{.why = screen::OutOfOrder::Why::full};
  return state;
}

bool nobody_here(const State& state) {
  return is<screen::OutOfOrder>(state) || is<screen::Enrolled>(state) || is<screen::Attract>(state) ||
         (state.one_service && is<screen::Faces>(state));
}

Step ended(State state, std::int64_t wall_s, std::int64_t content_version) {
  Effects effects;
  const auto keep = [&](const auto& said) { effects.emplace_back(screen::save(said, state, wall_s, content_version)); };
  if (const auto* reasons = std::get_if<screen::Reasons>(&state.screen)) keep(reasons->draft);
  if (const auto* comment = std::get_if<screen::Comment>(&state.screen)) keep(comment->draft);
  // A citizen who confirmed and leaves after a failed write meant to be heard: one more try before forgetting.
  if (const auto* saving = std::get_if<screen::Saving>(&state.screen)) keep(*saving);
  return {at_rest_after(std::move(state)), std::move(effects)};
}

int seconds_left(const State& state, std::int64_t now_ms) {
  return static_cast<int>(std::max<std::int64_t>(0, (end_ms(state) - now_ms + 999) / 1000));
}

std::optional<std::int64_t> next_deadline_ms(const State& state, std::int64_t now_ms, std::size_t slides) {
  if (const auto end = choices_end_ms(state)) return end;
  if (const auto* attract = std::get_if<screen::Attract>(&state.screen); attract != nullptr && slides > 1)
    return attract->turns_at_ms;
  if (nobody_here(state) || waits_for_disk(state)) return std::nullopt;
  const std::int64_t end = end_ms(state);
  if (!goes_by_itself(state) && !state.idle_warning) return state.last_touch_ms + limits::idle_warning_ms;
  // a countdown changes on each whole second before its end
  const std::int64_t left = std::max<std::int64_t>(0, end - now_ms);
  return left == 0 ? end : end - (left - 1) / 1000 * 1000;
}

Step tick(State state, std::int64_t now_ms, std::int64_t wall_s, std::int64_t content_version, std::size_t slides) {
  if (const auto end = choices_end_ms(state); end && now_ms >= *end) return {at_rest_after(std::move(state)), {}};
  if (auto* attract = std::get_if<screen::Attract>(&state.screen)) turn(*attract, now_ms, slides);
  if (nobody_here(state) || waits_for_disk(state)) return {std::move(state), {}};
  if (now_ms >= end_ms(state)) return ended(std::move(state), wall_s, content_version);
  if (!goes_by_itself(state) && now_ms >= state.last_touch_ms + limits::idle_warning_ms) state.idle_warning = true;
  return {std::move(state), {}};
}

}  // namespace minbar::kiosk
