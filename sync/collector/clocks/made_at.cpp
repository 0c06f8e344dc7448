#include "sync/collector/clocks/made_at.h"

#include <algorithm>
#include <array>

#include "sync/base/limits.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t second_ms = 1000;

std::int64_t rounded_down(std::int64_t s, std::int64_t to) {
  const auto rest = s % to;
  return rest < 0 ? s - rest - to : s - rest;
}
// Whole seconds, downwards.
std::int64_t in_s(std::int64_t ms) { return rounded_down(ms, second_ms) / second_ms; }

// Between which it was made, by the collector's clock.
struct Within {
  std::int64_t from_ms = 0;
  std::int64_t until_ms = 0;
};

bool is_inside(const RecordClock& record) { return record.after && record.after->first_head < record.sequence; }

Within within(const RecordClock& record) {
  Within out{.from_ms = record.enrolled_at_ms, .until_ms = record.received_at_ms};
  if (is_inside(record)) {
    out.from_ms = std::max(out.from_ms, record.after->first_not_before_ms());
  } else {
    if (record.before) out.from_ms = std::max(out.from_ms, record.before->last_not_before_ms());
    if (record.after) out.until_ms = std::min(out.until_ms, record.after->first_not_after_ms());
  }
  out.from_ms = std::min(out.from_ms, out.until_ms);
  return out;
}

bool fits(std::int64_t made_ms, const RecordClock& record, const Within& bounds) {
  return made_ms + record.coarse_s * second_ms >= bounds.from_ms - limits::clock_told_ms &&
         made_ms <= bounds.until_ms + limits::clock_told_ms;
}

// Heartbeats on both sides, as far as there are any, show that nobody needed to correct it.
bool was_right(const RecordClock& record) {
  if (!record.after || state_of(*record.after) != ClockState::right) return false;
  return is_inside(record) || !record.before || state_of(*record.before) == ClockState::right;
}

// What the clock may have been ahead, the likelier first.
struct Guess {
  std::int64_t ahead_ms = 0;
  bool earlier = false;  // as before the record; else as after it
};
std::array<Guess, 2> guesses(const RecordClock& record) {
  const auto after = record.after ? ahead_ms(*record.after) : 0;
  if (is_inside(record)) return {Guess{.ahead_ms = after}, Guess{.ahead_ms = after}};
  return {Guess{.ahead_ms = record.before ? ahead_ms(*record.before) : 0, .earlier = true}, Guess{.ahead_ms = after}};
}

// Where the machine was started between the two, the earlier clock goes up to that moment and the later one begins with
// it.
bool is_of_its_boot(const Guess& guess, std::int64_t made_ms, const RecordClock& record) {
  if (!record.after || is_inside(record) || record.after->boot == seal::BootId{}) return true;
  if (record.before && record.before->run == record.after->run) return true;
  if (guess.earlier) return made_ms <= record.after->zero_until_ms + limits::clock_told_ms;
  return made_ms + record.coarse_s * second_ms >= record.after->zero_from_ms - limits::clock_told_ms;
}

}  // namespace

// Where the clock was turned between two heartbeats of one boot, it is taken as it was before, as long as that fits: it
// is mostly corrected when a network comes back, and that is when the next heartbeat leaves. At the beginning of a
// chain it is presumed right. What fits nothing was most likely delivered as soon as it was made.
MadeAt made_at(const RecordClock& record) {
  const auto said_ms = in_ms(record.said_s);
  const auto bounds = within(record);
  if (was_right(record) && fits(said_ms, record, bounds)) return {.at_s = record.said_s};
  auto made_ms = bounds.until_ms;
  for (const auto& guess : guesses(record)) {
    const auto guessed_ms = said_ms - guess.ahead_ms;
    if (!fits(guessed_ms, record, bounds) || !is_of_its_boot(guess, guessed_ms, record)) continue;
    made_ms = std::clamp(guessed_ms, bounds.from_ms, bounds.until_ms);
    break;
  }
  return {.at_s = rounded_down(in_s(made_ms), record.coarse_s), .uncertain = true};
}

}  // namespace minbar::collector
