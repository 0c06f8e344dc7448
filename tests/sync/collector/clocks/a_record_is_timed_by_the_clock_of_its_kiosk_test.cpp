#include <catch2/catch.hpp>
#include <limits>

#include "sync/base/limits.h"
#include "sync/collector/clocks/made_at.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using collector::ClockReading;
using collector::ClockSpan;
using collector::made_at;
using collector::MadeAt;
using collector::RecordClock;

namespace {

constexpr std::int64_t minute = 60, hour = 60 * minute, day = 24 * hour;
constexpr std::int64_t start = 1'790'000'040;  // seconds: when the kiosk was enrolled, a whole minute

// One heartbeat at `at`, by a clock that is so much ahead, delivered at once.
ClockSpan heartbeat(std::int64_t at, std::int64_t ahead, std::int64_t head, std::uint8_t boot = 1) {
  return collector::observe({}, {.number = 1,
                                 .head = head,
                                 .boot = {.bytes = {boot}},
                                 .mono_ms = 1'000,
                                 .wall_ms = (at + ahead) * 1000,
                                 .arrived_at_ms = at * 1000,
                                 .not_before_ms = (at - 5 * minute) * 1000})
      .span;
}
// The fifth record, made at `at` by such a clock, received later.
RecordClock record(std::int64_t at, std::int64_t ahead, std::int64_t received) {
  return {.said_s = at + ahead,
          .coarse_s = minute,
          .sequence = 5,
          .received_at_ms = received * 1000,
          .enrolled_at_ms = start * 1000};
}

}  // namespace

TEST_CASE("what a right clock says is taken as it was said") {
  const auto made = start + 2 * day;
  auto one = record(made, 5 * minute, made + day);
  one.before = heartbeat(made - hour, 5 * minute, 4);
  one.after = heartbeat(made + hour, 5 * minute, 5);
  CHECK(made_at(one) == MadeAt{.at_s = made + 5 * minute, .uncertain = false});
}

TEST_CASE("nothing is later than its arrival but by what a right clock may be ahead") {
  const auto made = start + 2 * day;
  auto one = record(made, 5 * minute, made + 10);
  one.after = heartbeat(made, 5 * minute, 5);
  CHECK(made_at(one) == MadeAt{.at_s = made + 5 * minute, .uncertain = false});
  one.said_s = made + 300 * day;
  CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = true});
}

TEST_CASE("what a wrong clock says is corrected by as much as its heartbeats show") {
  const auto made = start + 2 * day;
  for (const auto ahead : {3 * day, -700 * day, 12 * 365 * day, 73 * 365 * day, -made + 600}) {
    INFO(ahead);
    auto one = record(made, ahead, made + 5 * day);
    one.after = heartbeat(made + minute, ahead, 5);
    CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = true});
    one.before = heartbeat(made - day, ahead, 4);
    CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = true});
  }
}

TEST_CASE("a clock that was corrected when the network came back is taken as it was before") {
  const auto made = start + 6 * day;
  auto one = record(made, 3 * day, made + 7 * day);
  one.before = heartbeat(made - 2 * day, 3 * day, 2);
  one.after = heartbeat(made + 6 * day, 0, 9);
  CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = true});
}

TEST_CASE("a clock that went wrong between two heartbeats is taken as it is after where the earlier cannot be") {
  const auto made = start + 20 * day;
  auto one = record(made, -700 * day, made + day);
  one.before = heartbeat(made - 2 * day, 0, 2);
  one.after = heartbeat(made + hour, -700 * day, 9);
  CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = true});
}

TEST_CASE("where a machine was started between two heartbeats its earlier clock ends there and its later begins") {
  const auto started = start + 10 * day, after = started + 9 * day;
  auto one = record(started + 5 * day, -2 * day, after + day);
  one.before = heartbeat(started - 3 * day, 0, 2);
  const ClockReading next{.number = 2,
                          .head = 9,
                          .boot = {.bytes = {2}},
                          .mono_ms = (after - started) * 1000,
                          .wall_ms = (after - 2 * day) * 1000,
                          .arrived_at_ms = after * 1000,
                          .not_before_ms = (after - 5 * minute) * 1000};
  one.after = collector::observe({.newest = one.before, .before = {}}, next).span;
  CHECK(made_at(one) == MadeAt{.at_s = started + 5 * day, .uncertain = true});
  one.said_s = started - day;  // by the clock of before; by the later one it would be after the start
  CHECK(made_at(one) == MadeAt{.at_s = started - day, .uncertain = true});
}

TEST_CASE("what no heartbeat explains was made when it arrived or before the next heartbeat and not before enrolment") {
  const auto arrived = start + 3 * day;
  auto one = record(arrived, -20'000 * day, arrived);
  CHECK(made_at(one) == MadeAt{.at_s = arrived, .uncertain = true});
  one.after = heartbeat(arrived - hour, 0, 5);
  CHECK(made_at(one) == MadeAt{.at_s = arrived - hour, .uncertain = true});
  // plausible, and nothing tells that it was right
  auto unheard = record(start + day, 0, arrived);
  CHECK(made_at(unheard) == MadeAt{.at_s = start + day, .uncertain = true});
}

TEST_CASE("an estimate is as coarse as what was said") {
  const auto quarter = limits::rating_time_s;
  const auto made = (start + 2 * day) / quarter * quarter;
  auto one = record(made, 3 * day + 7 * minute, made + day);
  one.coarse_s = quarter;
  one.after = heartbeat(made + 20 * minute, 3 * day + 7 * minute, 5);
  CHECK(made_at(one).at_s % quarter == 0);
  one.said_s = made;
  one.received_at_ms = (made + 1) * 1000;
  one.after = heartbeat(made, 0, 5);
  CHECK(made_at(one) == MadeAt{.at_s = made, .uncertain = false});
}

TEST_CASE("an estimate never leaves what is possible whatever is said") {
  test::SeededRandom random(3);
  const auto any = [&](std::int64_t around) {
    const auto far = static_cast<std::int64_t>(random.below(40)) * day;
    switch (random.below(6)) {
      case 0:
        return std::numeric_limits<std::int64_t>::min();
      case 1:
        return std::numeric_limits<std::int64_t>::max();
      case 2:
        return around - far;
      default:
        return around + far;
    }
  };
  for (int round = 0; round < 2'000; ++round) {
    const auto received = start + static_cast<std::int64_t>(random.below(60)) * day;
    RecordClock one{.said_s = any(received),
                    .coarse_s = random.below(2) == 0 ? minute : limits::rating_time_s,
                    .sequence = 5,
                    .received_at_ms = received * 1000,
                    .enrolled_at_ms = start * 1000};
    if (random.below(3) > 0)
      one.before = heartbeat(received - static_cast<std::int64_t>(random.below(90)) * day, day, 4);
    if (random.below(3) > 0) one.after = heartbeat(received - static_cast<std::int64_t>(random.below(90)) * day, 0, 6);
    const auto found = made_at(one);
    CHECK(found.at_s * 1000 <= one.received_at_ms);
    const auto earliest = std::min(start, one.after ? one.after->first_not_after_ms() / 1000 : start);
    CHECK(found.at_s > earliest - limits::clock_told_ms / 1000 - 2 * one.coarse_s);
  }
}
