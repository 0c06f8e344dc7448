// What heartbeats tell of a kiosk's clock, as values: over how much of its chain it ran evenly, and how far from the
// collector's it was. A heartbeat may be old when it arrives, so the moment of its making is known between two bounds;
// the monotonic clock of one boot ties heartbeats together and narrows both. Used by clock_rows and made_at. Believes
// no number: whatever a heartbeat says, nothing here runs over.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/seal/heartbeat.h"

namespace minbar::collector {

// One heartbeat as it arrived. Times are UTC milliseconds.
struct ClockReading {
  std::int64_t number = 0;  // of the heartbeat
  std::int64_t head = 0;    // the sequence up to which its chain went
  seal::BootId boot{};      // all zeros: not known, and then its monotonic clock tells nothing
  std::int64_t mono_ms = 0;
  std::int64_t wall_ms = 0;        // as the kiosk believed
  std::int64_t arrived_at_ms = 0;  // by the collector's clock: it was made before
  std::int64_t not_before_ms = 0;  // by the collector's clock, as far as the caller knows
};

// A stretch of a chain whose heartbeats, of one boot, show a clock that nobody turned. Records up to `first_head` were
// made before the first of them, those up to `last_head` between the first and the last.
struct ClockSpan {
  std::int64_t number = 0;       // of the first heartbeat
  std::int64_t last_number = 0;  // of the last
  std::int64_t first_head = 0;
  std::int64_t last_head = 0;
  std::int64_t run = 0;  // spans of one run are of one boot and share the two bounds below
  seal::BootId boot{};
  std::int64_t wall_less_mono_ms = 0;  // what the wall clock said when the monotonic one stood at zero
  std::int64_t first_mono_ms = 0;
  std::int64_t last_mono_ms = 0;
  // By the collector's clock the monotonic one stood at zero between these.
  std::int64_t zero_from_ms = 0;
  std::int64_t zero_until_ms = 0;
  std::int64_t received_at_ms = 0;  // of the last heartbeat
  bool operator==(const ClockSpan&) const = default;

  [[nodiscard]] std::int64_t first_not_before_ms() const { return first_mono_ms + zero_from_ms; }
  [[nodiscard]] std::int64_t first_not_after_ms() const { return first_mono_ms + zero_until_ms; }
  [[nodiscard]] std::int64_t last_not_before_ms() const { return last_mono_ms + zero_from_ms; }
  [[nodiscard]] std::int64_t last_not_after_ms() const { return last_mono_ms + zero_until_ms; }
  [[nodiscard]] std::int64_t last_wall_ms() const { return last_mono_ms + wall_less_mono_ms; }
};

enum class ClockState : std::uint8_t {
  right,    // within limits::clock_told_ms
  unclear,  // behind, or right and its heartbeat was carried late: the next heartbeat tells
  ahead,
  behind,
};
[[nodiscard]] ClockState state_of(const ClockSpan& span);
// How far ahead of the collector's it was, at least; below 0: behind. 0 when it is right, or not known to be wrong.
[[nodiscard]] std::int64_t ahead_ms(const ClockSpan& span);

struct NewestSpans {
  std::optional<ClockSpan> newest{};
  std::optional<ClockSpan> before{};  // the one before it
};
// What becomes of them with one more heartbeat.
struct Observed {
  enum class How : std::uint8_t {
    ignored,   // a replay
    joined,    // `span` is the newest one, and goes further now
    appended,  // `span` is a new one behind it
    replaced,  // `span` takes the place of the newest one, before and after which nothing was said
  };
  How how = How::ignored;
  ClockSpan span{};
  bool bounds_moved = false;  // those of its run, also for its earlier spans
};
[[nodiscard]] Observed observe(const NewestSpans& known, const ClockReading& reading);

}  // namespace minbar::collector
