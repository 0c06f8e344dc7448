#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "sync/base/limits.h"
#include "sync/collector/clocks/clock_span.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using collector::ClockReading;
using collector::ClockSpan;
using collector::ClockState;
using collector::NewestSpans;
using collector::Observed;

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr std::int64_t start = 1'790'000'000'000;  // when the kiosk was enrolled, by the collector's clock
constexpr seal::BootId monday{.bytes = {1}}, tuesday{.bytes = {2}};

// What a collector keeps of one chain.
class Heard {
 public:
  Observed hear(const ClockReading& reading) {
    NewestSpans known;
    if (!spans.empty()) known.newest = spans.back();
    if (spans.size() > 1) known.before = spans[spans.size() - 2];
    auto seen = collector::observe(known, reading);
    if (seen.how == Observed::How::ignored) return seen;
    if (seen.how != Observed::How::appended) spans.pop_back();
    spans.push_back(seen.span);
    for (auto& span : spans) {
      if (span.run != seen.span.run) continue;
      span.zero_from_ms = seen.span.zero_from_ms;
      span.zero_until_ms = seen.span.zero_until_ms;
    }
    return seen;
  }
  // At the moment `at`, by a clock that is `ahead`, carried for `late`; the machine was started at `booted`.
  Observed beat(std::int64_t at, std::int64_t ahead, const seal::BootId& boot, std::int64_t booted,
                std::int64_t late = 0, std::int64_t head = 0) {
    return hear({.number = ++number_,
                 .head = head,
                 .boot = boot,
                 .mono_ms = at - booted,
                 .wall_ms = at + ahead,
                 .arrived_at_ms = at + late,
                 .not_before_ms = start});
  }
  [[nodiscard]] const ClockSpan& newest() const { return spans.back(); }
  std::vector<ClockSpan> spans;

 private:
  std::int64_t number_ = 0;
};

}  // namespace

TEST_CASE("a clock that is ahead is known by one heartbeat and one that is behind as soon as no delay explains it") {
  const auto state = [](std::int64_t ahead) {
    Heard heard;
    heard.beat(start + 5 * minute, ahead, monday, start);
    return collector::state_of(heard.newest());
  };
  CHECK(state(0) == ClockState::right);
  CHECK(state(limits::clock_told_ms) == ClockState::right);
  CHECK(state(-limits::clock_told_ms) == ClockState::right);
  CHECK(state(limits::clock_told_ms + 1) == ClockState::ahead);
  CHECK(state(3 * day) == ClockState::ahead);
  CHECK(state(-12 * minute) == ClockState::unclear);  // it may have lain in the agent since the enrolment
  CHECK(state(-2 * 365 * day) == ClockState::behind);
}

TEST_CASE("how far a clock is off is told as of a heartbeat that came at once") {
  Heard heard;
  heard.beat(start + 5 * minute, 3 * day, monday, start, 2'000);
  CHECK(collector::ahead_ms(heard.newest()) == 3 * day - 2'000);
  Heard behind;
  behind.beat(start + 5 * minute, -700 * day, monday, start, 2'000);
  CHECK(collector::ahead_ms(behind.newest()) == -700 * day - 2'000);
}

TEST_CASE("a heartbeat that was carried late calls no clock wrong once the next one of its boot has come") {
  Heard heard;
  heard.beat(start + minute, 0, monday, start);
  heard.beat(start + 3 * day, 0, tuesday, start + 2 * day, 4 * day);
  CHECK(collector::state_of(heard.newest()) == ClockState::unclear);
  CHECK(collector::ahead_ms(heard.newest()) == 0);
  const auto seen = heard.beat(start + 7 * day + 5 * minute, 0, tuesday, start + 2 * day);
  CHECK(seen.how == Observed::How::joined);
  CHECK(seen.bounds_moved);
  CHECK(collector::state_of(heard.newest()) == ClockState::right);
}

TEST_CASE("a clock that is behind after a week without a network is called so by the second heartbeat") {
  Heard heard;
  heard.beat(start + minute, 0, monday, start);
  heard.beat(start + 7 * day, -2 * day, tuesday, start + day);
  CHECK(collector::state_of(heard.newest()) == ClockState::unclear);
  heard.beat(start + 7 * day + 5 * minute, -2 * day, tuesday, start + day);
  CHECK(collector::state_of(heard.newest()) == ClockState::behind);
  CHECK(collector::ahead_ms(heard.newest()) == -2 * day);
}

TEST_CASE("a clock that is turned begins another stretch of the same run and a restart another run") {
  Heard heard;
  heard.beat(start + minute, 3 * day, monday, start, 0, 4);
  heard.beat(start + 6 * minute, 3 * day, monday, start, 0, 6);
  REQUIRE(heard.spans.size() == 1);
  CHECK(heard.newest().first_head == 4);
  CHECK(heard.newest().last_head == 6);
  heard.beat(start + 11 * minute, 0, monday, start, 0, 9);
  REQUIRE(heard.spans.size() == 2);
  CHECK(heard.spans[0].run == heard.spans[1].run);
  CHECK(collector::state_of(heard.spans[0]) == ClockState::ahead);
  CHECK(collector::state_of(heard.spans[1]) == ClockState::right);
  heard.beat(start + 16 * minute, 0, tuesday, start + 12 * minute, 0, 9);
  REQUIRE(heard.spans.size() == 3);
  CHECK(heard.spans[2].run != heard.spans[1].run);
}

TEST_CASE("a machine that slept is not taken for one whose heartbeats were late") {
  Heard heard;
  heard.beat(start + minute, 0, monday, start);
  heard.beat(start + 6 * minute, 0, monday, start);
  const auto woke = start + 2 * day;
  heard.beat(woke, 0, monday, start + 2 * day - 10 * minute);  // its monotonic clock stood still meanwhile
  CHECK(heard.newest().run != heard.spans.front().run);
  CHECK(collector::state_of(heard.newest()) == ClockState::right);
}

TEST_CASE("a replay tells nothing and a kiosk that is restarted each day without a record keeps two rows") {
  Heard heard;
  heard.beat(start + minute, 0, monday, start);
  const auto before = heard.spans;
  CHECK(heard.hear({.number = 1, .boot = tuesday, .arrived_at_ms = start + day}).how == Observed::How::ignored);
  CHECK(heard.spans == before);
  for (std::uint8_t i = 1; i < 100; ++i)
    heard.beat(start + i * day, 0, seal::BootId{.bytes = {i, i}}, start + i * day - minute);
  CHECK(heard.spans.size() == 2);
  CHECK(collector::state_of(heard.newest()) == ClockState::right);
}

TEST_CASE("no number of a heartbeat is too wild to be read") {
  constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  test::SeededRandom random(11);
  const std::vector<std::int64_t> wild{least, least + 1, -1, 0, 1, start, most - 1, most};
  const auto any = [&] { return wild[random.below(wild.size())]; };
  for (int round = 0; round < 500; ++round) {
    Heard heard;
    for (std::int64_t number = 1; number < 6; ++number) {
      heard.hear({.number = number,
                  .head = any(),
                  .boot = random.below(3) == 0 ? seal::BootId{} : monday,
                  .mono_ms = any(),
                  .wall_ms = any(),
                  .arrived_at_ms = any(),
                  .not_before_ms = any()});
      const auto& span = heard.newest();
      CHECK(span.zero_from_ms <= span.zero_until_ms);
      CHECK(span.first_head <= span.last_head);
      CHECK((collector::ahead_ms(span) == 0) ==
            (collector::state_of(span) == ClockState::right || collector::state_of(span) == ClockState::unclear));
    }
  }
}
