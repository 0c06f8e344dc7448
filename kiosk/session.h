// When a session ends by itself: the idle question, its countdown, the wipe, and how long a receipt stays. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "kiosk/state.h"

namespace minbar::kiosk {

// The state of a kiosk that waits for its next citizen; nothing of the session before is in it.
[[nodiscard]] State at_rest(std::optional<Station> station, std::optional<ServiceId> one_service = {});
// The same after a session: what is left of it is where the kiosk stands, whether it has a microphone and room to keep
// more, what it knows of petitions, when a face was last touched, and whether its enrolment was looked at.
[[nodiscard]] State at_rest_after(State session);

// The end of a session, and what it still has to save: what a citizen has said for good and no disk holds yet, a rating
// whose face was touched or a record whose write failed.
[[nodiscard]] Step ended(State state, std::int64_t wall_s, std::int64_t content_version);

// Whether no session runs.
[[nodiscard]] bool nobody_here(const State& state);

// Whether a record is being written: its outcome comes first, and there is nobody to ask.
[[nodiscard]] bool waits_for_disk(const State& state);

// When the clock must be looked at next, in monotonic milliseconds; nothing when only an event can change the screen.
// `slides`: how many pictures the screen that waits has to show.
[[nodiscard]] std::optional<std::int64_t> next_deadline_ms(const State& state, std::int64_t now_ms, std::size_t slides);

// Whole seconds left of the countdown on the screen, at least 0.
[[nodiscard]] int seconds_left(const State& state, std::int64_t now_ms);

// What a tick does: shows the question or the next picture, wipes, or nothing.
[[nodiscard]] Step tick(State state, std::int64_t now_ms, std::int64_t wall_s, std::int64_t content_version,
                        std::size_t slides);

}  // namespace minbar::kiosk
