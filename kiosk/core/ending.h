// When a session ends by itself: the idle question, its countdown, the wipe. Each screen
// says how long it may stay (session/stay.h); the time is counted here. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "kiosk/core/state.h"
#include "kiosk/session/context.h"

namespace minbar::kiosk {

// The state of a kiosk that waits for its next citizen; nothing of the session before is in it.
[[nodiscard]] State at_rest(Kiosk kiosk);

// The end of a session, and what it still has to save: what a citizen has said for good and no disk holds yet.
[[nodiscard]] Step ended(State state, const Context& context);

// Whether no session runs.
[[nodiscard]] bool nobody_here(const State& state);

// Whether a record is being written: its outcome comes first, and there is nobody to ask.
[[nodiscard]] bool waits_for_disk(const State& state);

// When the clock must be looked at next, in monotonic milliseconds; nothing when only an event can change the screen.
[[nodiscard]] std::optional<std::int64_t> next_deadline_ms(const State& state, const Content& content,
                                                           std::int64_t now_ms);

// Whole seconds left until the screen that is up goes, at least 0.
[[nodiscard]] int seconds_left(const State& state, std::int64_t now_ms);

// What a tick does: shows the question, wipes, or nothing.
[[nodiscard]] Step tick(State state, const Context& context);

}  // namespace minbar::kiosk
