#include <catch2/catch.hpp>

#include <functional>

#include "sync/agent/loop.h"
#include "tests/sync/safe_town.h"

using namespace minbar;
using agent::Outcome;
using agent::Woken;
using test::taken;

namespace {

// An agent that talks to a collector which can lose what it has; a test may change what is answered.
struct Carried : test::SafeTown {
  int exchanges = 0;
  std::function<void(const wire::SyncRequest&, wire::SyncReply&)> change = [](const auto&, auto&) {};
  bool too_large = false;  // whatever has a record in it
  wire::Exchange door = [this](ByteView frame) -> wire::ExchangeResult {
    ++exchanges;
    const auto request = kiosk.request_in(frame);
    if (too_large && !request.envelopes.empty())
      return tl::unexpected(wire::ExchangeFailure{.error = wire::ExchangeError::too_large});
    collector.hear_of(taken(screen.head()).sequence);
    auto reply = collector.answer(request);
    change(request, reply);
    return kiosk.signed_frame(reply);
  };
  agent::Session session{agent_folder(), kiosk.transport_key, door, "test"};

  store::Folder& agent_folder() { return *agent.folder; }
  Outcome once() {
    agent::LoopDoors doors{kiosk.clock, kiosk.random, [](std::int64_t, bool) { return Woken::time; }};
    return agent::run_once(session, doors).outcome;
  }
};

}  // namespace

TEST_CASE("one run sends again all that a restored collector lacks") {
  Carried town;
  town.say_some(150);
  REQUIRE(town.say("", 100'000));
  CHECK(town.once() == Outcome::done);
  const auto before = town.collector.now();
  REQUIRE(before.records.size() == 151);
  town.collector.restore();
  CHECK(town.once() == Outcome::done);
  CHECK(town.collector.now().records == before.records);
  CHECK(town.collector.now().blobs == before.blobs);
  CHECK(town.collector.doubled() == 0);
  CHECK(town.screen.counts() == store::Counts{.delivered = 151});
}

TEST_CASE("a collector that always lacks something is not talked to without end") {
  Carried town;
  town.say_some(2);
  CHECK(town.once() == Outcome::done);
  town.change = [](const auto&, auto& reply) { reply.missing = {{.from = 1, .to = 1}, {.from = 9, .to = 90}}; };
  for (int i = 0; i < 30; ++i) {
    town.exchanges = 0;
    CHECK(town.once() == Outcome::done);
    CHECK(town.exchanges <= 2);
  }
  town.exchanges = 0;
  town.once();
  CHECK(town.exchanges == 1);
  CHECK(town.here() == test::from_to(1, 2));
}

TEST_CASE("an idle agent talks no more often because recordings are not safe") {
  Carried town;
  for (int i = 0; i < 3; ++i) REQUIRE(town.say("", 5'000));
  town.once();
  town.change = [&](const auto&, auto& reply) { reply.safe = town.mark_at(3); };
  int asked = 0;
  town.exchanges = 0;
  const auto start = town.kiosk.clock.monotonic_ms();
  agent::LoopDoors doors{town.kiosk.clock, town.kiosk.random, [&](std::int64_t ms, bool) {
                           asked += town.ask().pieces.empty() ? 0 : 1;
                           town.kiosk.clock.advance(ms);
                           return town.kiosk.clock.monotonic_ms() - start > 59 * 60'000 ? Woken::stop : Woken::time;
                         }};
  agent::run_until_stopped(town.session, doors);
  CHECK(town.exchanges <= 14);
  CHECK(asked <= 5);  // until the next exchange, which is five minutes later, the same is to be asked
  CHECK(town.sounds_here().size() == 3);
}

TEST_CASE("a record that is too large is not sent again at once because recordings are asked about") {
  Carried town;
  for (int i = 0; i < 3; ++i) REQUIRE(town.say("", 5'000));
  town.once();
  town.told(town.mark_at(3));
  town.say_some(1);
  REQUIRE(town.ask().pieces.size() == 3);
  town.too_large = true;
  town.exchanges = 0;
  CHECK(town.once() == Outcome::too_large);
  CHECK(town.exchanges == 1);
}
