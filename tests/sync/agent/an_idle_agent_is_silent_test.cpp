#include <catch2/catch.hpp>

#include "sync/agent/loop.h"
#include "sync/store/damage/set_aside.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using agent::Woken;
using test::taken;

namespace {

// An agent whose waiting a test scripts and whose exchanges it counts.
struct Living {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);
  int exchanges = 0;
  bool network = true;
  wire::Exchange exchange = [this](ByteView frame) -> wire::ExchangeResult {
    ++exchanges;
    if (!network) return tl::unexpected(wire::ExchangeFailure{});
    return kiosk.signed_frame(kiosk.answer_to(kiosk.request_in(frame)));
  };
  agent::Session session{store, kiosk.transport_key, exchange, "0.1.0"};

  agent::Ended live(std::function<Woken(std::int64_t, bool)> wait) {
    agent::LoopDoors doors{kiosk.clock, kiosk.random, std::move(wait)};
    return agent::run_until_stopped(session, doors);
  }
};

}  // namespace

TEST_CASE("an idle agent talks once in a heartbeat interval and not more") {
  Living living;
  const auto start = living.kiosk.clock.monotonic_ms();
  living.live([&](std::int64_t ms, bool) {
    living.kiosk.clock.advance(ms);
    return living.kiosk.clock.monotonic_ms() - start > 60 * 60'000 ? Woken::stop : Woken::time;
  });
  CHECK(living.exchanges >= 12);
  CHECK(living.exchanges <= 14);
}

TEST_CASE("a ring sends a record at once") {
  Living living;
  int waits = 0;
  living.live([&](std::int64_t, bool ring_shortens) {
    ++waits;
    if (waits == 1) {
      CHECK(living.exchanges == 1);
      CHECK(ring_shortens);
      REQUIRE(living.store.outbox.append(living.kiosk.proposal("نقترح"), {}, living.kiosk.record_key));
      return Woken::ring;
    }
    return Woken::stop;
  });
  CHECK(living.exchanges == 2);
  CHECK(taken(living.store.counts()).delivered == 1);
}

TEST_CASE("without a network the agent keeps trying and sends all when it is back") {
  Living living;
  living.network = false;
  REQUIRE(living.store.outbox.append(living.kiosk.proposal("نقترح"), {}, living.kiosk.record_key));
  int waits = 0;
  living.live([&](std::int64_t ms, bool ring_shortens) {
    CHECK(ring_shortens);
    living.kiosk.clock.advance(ms);
    ++waits;
    if (waits == 8) CHECK(taken(living.store.last_note()).failures == 8);
    if (waits == 8) living.network = true;
    return waits == 9 ? Woken::stop : Woken::time;
  });
  CHECK(living.exchanges == 9);
  CHECK(taken(living.store.counts()).delivered == 1);
  CHECK(taken(living.store.last_note()).failures == 0);
}

TEST_CASE("an agent that met an error of the disk opens its database anew once the kiosk has looked at it") {
  Living living;
  int waits = 0;
  const auto ended = living.live([&](std::int64_t, bool) {
    ++waits;
    if (waits == 1) {
      CHECK_FALSE(living.store.folder->database().query("VACUUM INTO '/there/is/no/such/folder'"));
      return Woken::ring;
    }
    CHECK(store::look_asked(living.kiosk.shared).asked);
    if (waits == 3) store::look_done(living.kiosk.shared);
    return waits == 4 ? Woken::stop : Woken::ring;
  });
  CHECK(waits == 3);
  CHECK(ended == agent::Ended::looked_at);
}
