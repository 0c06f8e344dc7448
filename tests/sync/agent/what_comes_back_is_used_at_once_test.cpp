// The agent's life with a network that goes and comes back, in simulated time: how long what waits goes on waiting, and
// how often nobody is asked for nothing.
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <vector>

#include "sync/agent/loop.h"
#include "sync/base/limits.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using agent::Woken;
using test::taken;

namespace {

constexpr std::int64_t minute = 60'000;

enum class Line { good, gone, portal };

// An agent, a line that a test cuts and mends, and what its citizens and its kernel do meanwhile.
struct Stretch {
  explicit Stretch(std::uint64_t seed) : kiosk(seed) {
    REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  }

  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);
  Line line = Line::good;
  bool probes = true;
  std::vector<std::int64_t> unanswered{};         // when the collector was asked and did not answer
  std::vector<std::int64_t> rings{}, networks{};  // still to come, soonest first
  std::optional<std::int64_t> back_ms{};          // when the line is good again
  std::optional<std::int64_t> delivered_ms{};

  std::int64_t now() const { return kiosk.clock.monotonic_ms(); }
  void mend_if_due() {
    if (back_ms && now() >= *back_ms) line = Line::good;
  }
  wire::Exchange exchange = [this](ByteView frame) -> wire::ExchangeResult {
    mend_if_due();
    if (line == Line::good) {
      if (!delivered_ms && taken(store.counts()).waiting > 0) delivered_ms = now();
      return kiosk.signed_frame(kiosk.answer_to(kiosk.request_in(frame)));
    }
    unanswered.push_back(now());
    kiosk.clock.advance(line == Line::gone ? 15'000 : 100);
    if (line == Line::gone) return tl::unexpected(wire::ExchangeFailure{});
    return tl::unexpected(wire::ExchangeFailure{.error = wire::ExchangeError::refused, .status = 401});
  };
  Woken wait(std::int64_t ms, bool ring_shortens, std::int64_t end_ms) {
    auto woken = Woken::time;
    auto until = now() + ms;
    const auto sooner = [&](std::vector<std::int64_t>& events, Woken by) {
      if (events.empty() || events.front() > until) return;
      until = std::max(events.front(), now());
      woken = by;
    };
    if (ring_shortens) sooner(rings, Woken::ring);
    sooner(networks, Woken::network);
    if (woken == Woken::ring) rings.erase(rings.begin());
    if (woken == Woken::network) networks.erase(networks.begin());
    kiosk.clock.advance(until - now());
    return now() >= end_ms || delivered_ms ? Woken::stop : woken;
  }
  void live_until(std::int64_t end_ms) {
    agent::Session session{store, kiosk.transport_key, exchange, "0.1.0"};
    agent::LoopDoors doors{kiosk.clock, kiosk.random,
                           [&](std::int64_t ms, bool ring_shortens) { return wait(ms, ring_shortens, end_ms); }};
    if (probes)
      doors.reachable = [this] {
        mend_if_due();
        return line == Line::good;
      };
    agent::run_until_stopped(session, doors);
  }
  // How long after the line was good again the first record went.
  std::int64_t late_after(Line bad, std::int64_t away_ms) {
    line = bad;
    back_ms = now() + away_ms;
    live_until(*back_ms + 60 * minute);
    REQUIRE(delivered_ms);
    return *delivered_ms - *back_ms;
  }
};

}  // namespace

TEST_CASE("after an hour without a line what waits goes within a minute of its return and without a look within five") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO(seed);
    CHECK(Stretch(seed).late_after(Line::gone, 60 * minute) <= minute);
    Stretch blind(seed);
    blind.probes = false;
    CHECK(blind.late_after(Line::gone, 60 * minute) <= 5 * minute);
  }
}

TEST_CASE("after a portal and after one stray 401 of a hotspot what waits goes within five minutes") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO(seed);
    CHECK(Stretch(seed).late_after(Line::portal, 60 * minute) <= 5 * minute);
    CHECK(Stretch(seed).late_after(Line::portal, 1) <= 5 * minute);
  }
}

TEST_CASE("a network that comes up and a citizen who speaks are followed within ten seconds") {
  for (const bool by_ring : {false, true}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      INFO(seed);
      Stretch stretch(seed);
      stretch.probes = false;
      const auto event = stretch.now() + 61 * minute + 7'000;
      (by_ring ? stretch.rings : stretch.networks) = {event};
      const auto late = stretch.late_after(Line::gone, 61 * minute);
      CHECK(late <= std::min<std::int64_t>(7'000 + 10'000, 5 * minute));
    }
  }
}

TEST_CASE("while nothing answers nobody is asked more than twelve times in twenty five minutes whatever happens") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    INFO(seed);
    Stretch stretch(seed);
    stretch.line = seed % 2 == 0 ? Line::gone : Line::portal;
    const auto start = stretch.now();
    for (auto* events : {&stretch.rings, &stretch.networks}) {
      for (int i = 0; i < 600; ++i)
        events->push_back(start + static_cast<std::int64_t>(stretch.kiosk.random.below(6 * 60 * 60'000)));
      std::sort(events->begin(), events->end());
    }
    stretch.live_until(start + 6 * 60 * minute);
    const auto& asked = stretch.unanswered;
    REQUIRE(asked.size() > 60);  // and it goes on
    for (std::size_t i = 12; i < asked.size(); ++i) CHECK(asked[i] - asked[i - 12] >= 25 * minute);
  }
}
