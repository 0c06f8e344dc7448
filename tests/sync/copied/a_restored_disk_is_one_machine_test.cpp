// What looks like two machines and is one: a disk that was restored, a machine that was started again, a request that
// came late. Nobody is refused for it.
#include "sync/collector/machines/machines.h"
#include "sync/wire/refusal.h"
#include "tests/sync/collector/test_kiosk.h"
#include "tests/sync/copied/machine.h"

using namespace minbar;
using agent::Outcome;
using test::Machine;
using test::TestCollector;

namespace {

// Heartbeats as they arrive, of one chain that somebody knows.
struct Heard {
  TestCollector collector;
  test::TestKiosk kiosk{collector.random};

  Heard() { kiosk.enrol(*collector); }
  bool second(std::uint8_t boot, std::uint64_t number) {
    seal::Heartbeat beat;
    beat.head = kiosk.head();
    beat.number = number;
    beat.boot = {{boot}};
    collector.clock.advance(1000);
    return test::taken(collector->storage().write([&](db::Database& database) {
      return collector::is_second_machine(
          database, {.device = kiosk.pinned().device, .heartbeat = beat, .at_ms = collector.clock.wall_ms()});
    }));
  }
};

}  // namespace

TEST_CASE("a kiosk whose disk was restored goes on and both its histories are kept") {
  TestCollector collector;
  Machine kiosk(collector, 10);
  kiosk.enrol(test::new_kiosk(collector));
  kiosk.say(3);
  REQUIRE(kiosk.settle() == Outcome::done);
  kiosk.power_off();
  Machine older(kiosk, 50);  // a copy that stays in the drawer
  older.power_off();
  kiosk.power_on();
  kiosk.say(3);
  REQUIRE(kiosk.settle() == Outcome::done);
  const auto before = kiosk.said;
  kiosk.power_off();
  kiosk.copy_disk(older);
  kiosk.said = before;
  kiosk.power_on();
  for (int i = 0; i < 3; ++i) {
    kiosk.say(2);
    CHECK(kiosk.settle() == Outcome::done);
    CHECK_FALSE(kiosk.is_closed());
  }
  CHECK(collector.count("SELECT sum(forks) FROM chains") == 3);
  CHECK(collector.count("SELECT count(*) FROM boots WHERE second = 1") == 0);
  test::nothing_is_lost(collector, {&kiosk});
}

TEST_CASE("a machine that is started again and again is one machine") {
  Heard heard;
  std::uint64_t number = 0;
  for (std::uint8_t boot = 1; boot < 100; ++boot)
    for (int i = 0; i < 3; ++i) CHECK_FALSE(heard.second(boot, ++number));
  CHECK(heard.collector.count("SELECT count(*) FROM boots") == limits::boots_kept);
}

TEST_CASE("heartbeats that come late or twice make no second machine and one beyond what one machine can say does") {
  Heard heard;
  for (std::uint64_t number = 1; number <= 5; ++number) CHECK_FALSE(heard.second(1, number));
  CHECK_FALSE(heard.second(2, 8));
  for (const std::uint64_t late : {6, 5, 7, 3}) CHECK_FALSE(heard.second(1, late));
  CHECK_FALSE(heard.second(2, 9));
  CHECK(heard.collector.count("SELECT count(*) FROM boots WHERE second = 1") == 0);
  CHECK_FALSE(heard.second(1, 10));
  CHECK(heard.second(2, 10));
  CHECK_FALSE(heard.second(1, 11));
}

TEST_CASE("a kiosk that cannot read its boot id now and then is one machine") {
  Heard heard;
  std::uint64_t number = 0;
  for (int i = 0; i < 4; ++i) {
    CHECK_FALSE(heard.second(1, ++number));
    CHECK_FALSE(heard.second(0, ++number));
  }
}

TEST_CASE("an agent of version 1 is answered as ever whichever machine it runs on") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto beat = [&](std::uint8_t boot, std::uint64_t number) {
    seal::Heartbeat heartbeat;
    heartbeat.head = kiosk.head();
    heartbeat.number = number;
    heartbeat.boot = {{boot}};
    return seal::sign_heartbeat(heartbeat, kiosk.record_key());
  };
  kiosk.send(*collector, {}, beat(1, 1));
  kiosk.send(*collector, {}, beat(2, 2));
  kiosk.send(*collector, {}, beat(1, 3));
  CHECK(kiosk.send(*collector, {}, beat(2, 4)).heartbeat_taken);
  auto asked = kiosk.request({});
  asked.heartbeat = beat(2, 5);
  asked.kept = wire::KeptChain{.chain = kiosk.head().chain, .kept_from = 1};
  const auto answer = collector->exchange(kiosk.frame(asked));
  REQUIRE_FALSE(answer);
  CHECK(wire::open_refusal(answer.error().frame, kiosk.pinned().signing_key).value().reason ==
        wire::RefusalReason::two_machines);
}
