#include <catch2/catch.hpp>

#include <map>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"
#include "tests/sync/exchange/faulty_exchange.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk out of its box that enrols with a real collector over the given exchange, and then speaks and sends.
struct Kiosk {
  test::SeededRandom random;
  test::TestCollector& collector;
  test::TemporaryFolder folder;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  std::optional<store::KioskStore> store;
  std::map<RecordId, Submission> said;

  Kiosk(test::TestCollector& c, std::uint64_t seed) : random(seed), collector(c) {
    restart();
    collector.clock.advance(3'600'000);  // so that enrolling many kiosks is not trying too often
    REQUIRE(store->publish_record_key(record_key.public_key()));
    const auto issued =
        taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall", .made_by = std::nullopt}));
    int lost_answers = 2;
    const wire::Exchange exchange = [&](ByteView frame) -> wire::ExchangeResult {
      auto answer = collector->enrol(frame);
      if (lost_answers-- > 0) return tl::unexpected(wire::ExchangeFailure{});  // pinned there, not known here yet
      return answer;
    };
    agent::EnrolDoors doors{.store = *store, .key = transport_key, .exchange = exchange, .random = random};
    const agent::CollectorUrl url{.base = "https://minbar.example.ma", .loopback = false};
    CHECK(agent::enrol(doors, url, issued.code, "test").error().code == Errc::network);
    CHECK(agent::enrol(doors, url, issued.code, "test").error().code == Errc::network);
    REQUIRE(agent::enrol(doors, url, issued.code, "test"));
  }
  // The machine lost power and is back.
  void restart() {
    store.reset();
    store.emplace(
        taken(store::KioskStore::open(folder.path() / "shared", store::Role::agent, collector.clock, random)));
  }
  void speak() {
    const auto number = std::to_string(said.size());
    const Submission submission{.id = {random.array<16>()},
                                .place = {"09.001.01.01"},
                                .language = Language::ar,
                                .content_version = 1,
                                .made_at_s = 1'789'999'980,
                                .body = Proposal{{"public_services"}, "نقترح إصلاح الإنارة " + number, {}}};
    REQUIRE(store->append(submission, {}, record_key));
    if (random.below(5) == 0) REQUIRE(store->append(submission, {}, record_key));
    said.emplace(submission.id, submission);
    if (random.below(4) == 0)
      REQUIRE(store->record_heartbeat(
          {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key));
  }
};

void agree(Kiosk& kiosk) {
  CHECK(taken(kiosk.store->counts()) == store::Counts{.delivered = static_cast<std::int64_t>(kiosk.said.size())});
  const auto device = taken(kiosk.store->enrolment())->device;
  const auto rows = taken(kiosk.collector->storage().read([&](db::Database& database) {
    return database.query("SELECT record, body FROM proposals WHERE device = $1", {device});
  }));
  CHECK(rows.size() == kiosk.said.size());
  for (const auto& row : rows) {
    const auto found = kiosk.said.find(row.id<RecordId>(0));
    REQUIRE(found != kiosk.said.end());
    CHECK(row.text(1) == std::get<Proposal>(found->second.body).text);
  }
}

// Speaks, attempts and loses power at random over a bad network; then lets it be good and looks.
void live_through(test::TestCollector& collector, std::uint64_t seed) {
  Kiosk kiosk(collector, seed);
  test::FaultyExchange network([&](ByteView frame) { return collector->exchange(frame); }, seed * 31 + 1);
  const auto exchange = network.exchange();
  agent::PolicyState policy;
  for (int step = 0; step < 60; ++step) {
    agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
    switch (kiosk.random.below(5)) {
      case 0:
      case 1:
        kiosk.speak();
        break;
      case 2:
        kiosk.restart();
        break;
      default: {
        const auto attempt = agent::exchange_once(session, policy.limits);
        policy = agent::next_step(policy, attempt, kiosk.random).state;
        if (policy.limits.records > 5) policy.limits.records = 5;
      }
    }
  }
  CHECK(network.faults() > 5);
  network.calm();
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  agent::LoopDoors doors{collector.clock, kiosk.random, [](std::int64_t, bool) { return agent::Woken::time; }};
  CHECK(agent::run_once(session, doors).outcome == agent::Outcome::done);
  agree(kiosk);
}

}  // namespace

TEST_CASE("over any bad network nothing is missing and nothing is doubled") {
  test::TestCollector collector;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    INFO("seed " << seed);
    live_through(collector, seed);
  }
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == collector.count("SELECT count(*) FROM proposals"));
}

TEST_CASE("a collector that restarts between commit and answer doubles nothing") {
  test::TestCollector collector;
  Kiosk kiosk(collector, 7);
  for (int i = 0; i < 12; ++i) kiosk.speak();
  bool first = true;
  const wire::Exchange exchange = [&](ByteView frame) -> wire::ExchangeResult {
    auto answer = collector->exchange(frame);
    if (!std::exchange(first, false)) return answer;
    collector.restart();
    return tl::unexpected(wire::ExchangeFailure{});
  };
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::unreachable);
  CHECK(taken(kiosk.store->counts()).waiting == 12);
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
  agree(kiosk);
}

TEST_CASE("a kiosk that another collector answers for gives it nothing") {
  test::TestCollector ours;
  test::TestCollector theirs;
  Kiosk kiosk(ours, 8);
  kiosk.speak();
  const wire::Exchange exchange = [&](ByteView frame) { return theirs->exchange(frame); };
  agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::refused);
  CHECK(taken(kiosk.store->counts()).waiting == 1);
  CHECK(theirs.count("SELECT count(*) FROM envelopes") == 0);
}
