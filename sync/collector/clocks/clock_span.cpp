#include "sync/collector/clocks/clock_span.h"

#include <algorithm>
#include <cstdlib>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

// Past every year that a heartbeat may name, and so small that sums of some of them stay numbers.
constexpr std::int64_t most_ms = 400'000'000'000'000;

std::int64_t bounded(std::int64_t ms) { return std::clamp(ms, -most_ms, most_ms); }

bool ticks(const ClockReading& reading) {
  return reading.boot != seal::BootId{} && reading.mono_ms >= 0 && reading.mono_ms <= most_ms;
}

// A span of this one heartbeat.
ClockSpan alone(const ClockSpan* newest, const ClockReading& reading) {
  const auto mono = ticks(reading) ? reading.mono_ms : 0;
  const auto arrived = bounded(reading.arrived_at_ms);
  auto not_before = bounded(reading.not_before_ms);
  auto head = std::max<std::int64_t>(reading.head, 0);
  if (newest != nullptr) {
    head = std::max(head, newest->last_head);
    // The agent sends the newest that there is: this one was not there when the one before was sent.
    not_before = std::max(not_before, newest->received_at_ms - limits::clock_carried_ms);
  }
  not_before = std::min(not_before, arrived);
  return {.number = reading.number,
          .last_number = reading.number,
          .first_head = head,
          .last_head = head,
          .run = newest == nullptr ? 1 : newest->run + 1,
          .boot = ticks(reading) ? reading.boot : seal::BootId{},
          .wall_less_mono_ms = bounded(reading.wall_ms) - mono,
          .first_mono_ms = mono,
          .last_mono_ms = mono,
          .zero_from_ms = not_before - mono,
          .zero_until_ms = arrived - mono,
          .received_at_ms = arrived};
}

// Its monotonic clock stood still meanwhile, as that of a machine that sleeps does: else the heartbeat came late, and
// the wall clock was turned by just as much as hides that.
bool slept(const ClockSpan& newest, const ClockSpan& next) {
  const auto late = next.zero_until_ms - newest.zero_until_ms;
  const auto turned = next.wall_less_mono_ms - newest.wall_less_mono_ms;
  if (late <= limits::clock_told_ms || std::abs(turned) <= limits::clock_steady_ms) return false;
  const auto ahead = next.wall_less_mono_ms - next.zero_until_ms;
  return std::abs(ahead) <= limits::clock_told_ms || std::abs(ahead - ahead_ms(newest)) <= limits::clock_told_ms;
}

// Of one boot, and by its monotonic clock both can have been made between their bounds: a collector whose own clock was
// turned begins another run, too.
bool is_same_run(const ClockSpan& newest, const ClockSpan& next) {
  return next.boot != seal::BootId{} && next.boot == newest.boot && next.first_mono_ms >= newest.last_mono_ms &&
         std::max(newest.zero_from_ms, next.zero_from_ms) <= std::min(newest.zero_until_ms, next.zero_until_ms) &&
         !slept(newest, next);
}

// Bounds move by steps: else each heartbeat that was some milliseconds faster would have every record of its run timed
// anew.
bool narrow(const ClockSpan& newest, ClockSpan& next) {
  const auto from = std::max(newest.zero_from_ms, next.zero_from_ms);
  const auto until = std::min(newest.zero_until_ms, next.zero_until_ms);
  next.zero_from_ms = from - newest.zero_from_ms >= limits::clock_steady_ms ? from : newest.zero_from_ms;
  next.zero_until_ms = newest.zero_until_ms - until >= limits::clock_steady_ms ? until : newest.zero_until_ms;
  return next.zero_from_ms != newest.zero_from_ms || next.zero_until_ms != newest.zero_until_ms;
}

}  // namespace

ClockState state_of(const ClockSpan& span) {
  const auto at_least = span.wall_less_mono_ms - span.zero_until_ms;  // ahead, if it came at once
  const auto at_most = span.wall_less_mono_ms - span.zero_from_ms;
  if (at_least > limits::clock_told_ms) return ClockState::ahead;
  if (at_least >= -limits::clock_told_ms) return ClockState::right;
  return at_most < -limits::clock_told_ms ? ClockState::behind : ClockState::unclear;
}

std::int64_t ahead_ms(const ClockSpan& span) {
  const auto state = state_of(span);
  if (state == ClockState::right || state == ClockState::unclear) return 0;
  return span.wall_less_mono_ms - span.zero_until_ms;
}

Observed observe(const NewestSpans& known, const ClockReading& reading) {
  const auto* newest = known.newest ? &*known.newest : nullptr;
  if (newest != nullptr && reading.number <= newest->last_number) return {};
  Observed out{.how = Observed::How::appended, .span = alone(newest, reading)};
  if (newest == nullptr) return out;
  auto& span = out.span;
  if (is_same_run(*newest, span)) {
    span.run = newest->run;
    out.bounds_moved = narrow(*newest, span);
    if (std::abs(span.wall_less_mono_ms - newest->wall_less_mono_ms) <= limits::clock_steady_ms) {
      out.how = Observed::How::joined;
      span.number = newest->number;
      span.first_head = newest->first_head;
      span.first_mono_ms = newest->first_mono_ms;
      span.wall_less_mono_ms = newest->wall_less_mono_ms;
      return out;
    }
  }
  // Of many heartbeats at one place of the chain the first and the last tell all that records need.
  if (newest->first_head == span.first_head && known.before && known.before->last_head == span.first_head)
    out.how = Observed::How::replaced;
  return out;
}

}  // namespace minbar::collector
