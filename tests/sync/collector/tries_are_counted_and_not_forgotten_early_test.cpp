#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/base/random.h"
#include "sync/collector/accounts/peer_limit.h"
#include "tests/support/manual_clock.h"

using namespace minbar;
using namespace minbar::collector;

namespace {

// As many keys as are remembered, each with a bucket that is not full.
void fill(RateLimit& limit) {
  for (std::size_t i = 0; i < limits::rate_limit_keys; ++i) REQUIRE(limit.take("stranger " + std::to_string(i)));
}

}  // namespace

TEST_CASE("a rate limit fills again with time") {
  test::ManualClock clock;
  SystemRandom random;
  RateLimit limit({.burst = 2, .refill_ms = 1000}, clock, random);
  CHECK(limit.take("a"));
  CHECK(limit.take("a"));
  CHECK_FALSE(limit.take("a"));
  CHECK(limit.take("b"));
  clock.advance(1000);
  CHECK(limit.take("a"));
  CHECK_FALSE(limit.take("a"));
  limit.forgive("a");
  CHECK(limit.take("a"));
}

TEST_CASE("a limit says truly when the next try is free") {
  test::ManualClock clock;
  SystemRandom random;
  RateLimit limit({.burst = 2, .refill_ms = 10'000}, clock, random);
  CHECK(limit.take("a"));
  CHECK(limit.take("a"));
  CHECK(limit.take("a").error().seconds == 10);
  clock.advance(3'500);
  CHECK(limit.take("a").error().seconds == 7);
  clock.advance(6'499);
  CHECK(limit.take("a").error().seconds == 1);
  clock.advance(1);
  CHECK(limit.take("a"));
  CHECK(limit.take("a").error().seconds == 10);
}

TEST_CASE("nobody wins tries by pushing others out of the memory of a limit") {
  test::ManualClock clock;
  SystemRandom random;
  RateLimit limit({.burst = 2, .refill_ms = 60'000}, clock, random);
  CHECK(limit.take("a"));
  CHECK(limit.take("a"));
  for (std::size_t i = 0; i < 3 * limits::rate_limit_keys; ++i) {
    (void)limit.take("stranger " + std::to_string(i));
    if (i % 5'000 == 0) clock.advance(1'500);
  }
  CHECK_FALSE(limit.take("a"));
}

TEST_CASE("a key that finds no place of its own wins no tries when it gets one") {
  test::ManualClock clock;
  SystemRandom random;
  RateLimit limit({.burst = 2, .refill_ms = 60'000}, clock, random);
  fill(limit);
  CHECK(limit.take("late"));
  CHECK(limit.take("late"));
  CHECK_FALSE(limit.take("late"));
  clock.advance(60'000);  // all the others are full again and forgotten
  CHECK(limit.take("late"));
  CHECK_FALSE(limit.take("late"));
}

TEST_CASE("while the memory of a limit is full newcomers still have tries and they are bounded") {
  test::ManualClock clock;
  SystemRandom random;
  RateLimit limit({.burst = 2, .refill_ms = 60'000}, clock, random);
  fill(limit);
  CHECK(limit.take("one newcomer"));
  std::size_t taken = 0;
  for (int i = 0; i < 50'000; ++i)
    if (limit.take("newcomer " + std::to_string(i))) ++taken;
  CHECK(taken <= 2 * 4'096);
}

TEST_CASE("whoever has many lines of one house has as many tries as eight clients") {
  test::ManualClock clock;
  SystemRandom random;
  PeerLimit limit({.burst = 10, .refill_ms = 6'000}, clock, random);
  int taken = 0;
  for (int line = 0; line < 100; ++line)
    for (int i = 0; i < 10; ++i)
      if (limit.take("2001:db8:7:" + std::to_string(line) + "::/64")) ++taken;
  CHECK(taken == 80);
  CHECK_FALSE(limit.take("2001:db8:7:ffff::/64"));
  CHECK(limit.take("2001:db8:8:1::/64"));
  CHECK(limit.take("203.0.113.9"));
  clock.advance(6'000);
  CHECK(limit.take("2001:db8:7:ffff::/64"));
}

TEST_CASE("whoever has a house of sixty five thousand lines uses up the tries of nobody else") {
  test::ManualClock clock;
  SystemRandom random;
  PeerLimit limit({.burst = 3, .refill_ms = 60'000}, clock, random);
  int taken = 0;
  for (int line = 0; line < 65'536; ++line)
    if (limit.take(fmt::format("2001:db8:7:{:x}::/64", line))) ++taken;
  CHECK(taken == 24);
  for (int i = 0; i < 100; ++i) CHECK(limit.take("203.0.113." + std::to_string(i)));
}

TEST_CASE("addresses of version four are counted each by itself") {
  test::ManualClock clock;
  SystemRandom random;
  PeerLimit limit({.burst = 1, .refill_ms = 6'000}, clock, random);
  for (int i = 0; i < 250; ++i) CHECK(limit.take("203.0.113." + std::to_string(i)));
  CHECK_FALSE(limit.take("203.0.113.9"));
}
