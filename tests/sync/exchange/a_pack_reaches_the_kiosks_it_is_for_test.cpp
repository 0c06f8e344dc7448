// Both ends in one process: packs that a real collector published, over good and bad networks, into real stores.
#include <catch2/catch.hpp>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/enrolled_kiosk.h"
#include "tests/sync/exchange/faulty_exchange.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk at a place, enrolled with the collector.
class PackedKiosk {
 public:
  PackedKiosk(test::TestCollector& collector, const char* place, std::uint64_t seed)
      : random(seed), collector_(collector) {
    restart();
    collector.clock.advance(3'600'000);  // so that enrolling many kiosks is not trying too often
    REQUIRE(store->outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {place}, .label = place}));
    const wire::Exchange exchange = [&](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = *store, .key = transport_key, .exchange = exchange, .random = random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
    test::trust_what_is_shared(*store);
  }
  void restart() {
    store.reset();
    store.emplace(test::Store(
        taken(store::Folder::open(folder_.path() / "shared", store::Role::agent, collector_.clock, random))));
    test::trust_what_is_shared(*store);
  }
  void say(std::string text) {
    REQUIRE(store->outbox.append({.id = {random.array<16>()},
                                  .place = {"09.001.01.01"},
                                  .language = Language::ar,
                                  .content_version = 1,
                                  .made_at_s = 1'789'999'980,
                                  .body = Proposal{{"public_services"}, std::move(text), {}}},
                                 {}, record_key));
  }
  void use(std::int64_t version) {
    REQUIRE(store->outbox.record_heartbeat({.boot = {{1}}, .content_version = version, .program_version = "test"},
                                           record_key));
  }
  // All there is, over that exchange; how the last attempt went.
  agent::Attempt sync(const wire::Exchange& exchange) {
    agent::Session session{*store, transport_key, exchange, "test"};
    agent::LoopDoors doors{collector_.clock, random, [](std::int64_t, bool) { return agent::Woken::time; }};
    return agent::run_once(session, doors);
  }
  agent::Attempt sync() {
    return sync([this](ByteView frame) { return collector_->exchange(frame); });
  }
  // The number of the newest pack here; 0: none.
  [[nodiscard]] std::int64_t newest() {
    const auto packs = taken(store->packs.state()).stored;
    return packs.empty() ? 0 : packs.front().version;
  }

  test::SeededRandom random;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  std::optional<test::Store> store;

 private:
  test::TestCollector& collector_;
  test::TemporaryFolder folder_;
};

bool says(PackedKiosk& kiosk, std::string_view word) {
  const auto pack = taken(kiosk.store->packs.read(kiosk.newest()));
  for (const auto& file : pack.files)
    if (file.text.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("a pack reaches the kiosks in its place and in what lies there and no others") {
  test::TestCollector collector;
  PackedKiosk agadir(collector, "09.001.01.01", 1);
  PackedKiosk tangier(collector, "01.511.01.0", 2);
  PackedKiosk district(collector, "01.511.01.05", 3);
  const auto north = taken(publish(collector, {.files = test::files_that_say("Bonjour du Nord"), .places = {{"01"}}}));
  for (auto* kiosk : {&agadir, &tangier, &district}) CHECK(kiosk->sync().outcome == agent::Outcome::done);
  CHECK(agadir.newest() == 0);
  CHECK(tangier.newest() == north.version);
  CHECK(district.newest() == north.version);
  CHECK(says(district, "Bonjour du Nord"));
  const auto all = taken(publish(collector, {.files = test::files_that_say("Bonjour")}));
  CHECK(all.version == north.version + 1);
  for (auto* kiosk : {&agadir, &tangier, &district}) {
    kiosk->sync();
    CHECK(kiosk->newest() == all.version);
  }
}

TEST_CASE("over any bad network the newest pack arrives whole and no record is lost for it") {
  test::TestCollector collector;
  std::int64_t newest = 0;
  std::int64_t said = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    PackedKiosk kiosk(collector, "09.001.01.01", seed);
    test::FaultyExchange network([&](ByteView frame) { return collector->exchange(frame); }, seed * 17 + 3);
    for (int step = 0; step < 40; ++step) {
      switch (kiosk.random.below(8)) {
        case 0:
          kiosk.say("مقترح");
          ++said;
          break;
        case 1:
          kiosk.restart();
          break;
        case 2:
          if (kiosk.random.below(6) > 0) break;
          newest =
              taken(publish(collector, {.files = test::files_that_say("Bonjour " + std::to_string(step))})).version;
          break;
        default: {
          const auto exchange = network.exchange();
          agent::Session session{*kiosk.store, kiosk.transport_key, exchange, "test"};
          static_cast<void>(agent::exchange_once(session, {}));
        }
      }
    }
    network.calm();
    CHECK(kiosk.sync(network.exchange()).outcome == agent::Outcome::done);
    CHECK(kiosk.newest() == newest);
    CHECK(taken(kiosk.store->counts()).waiting == 0);
    CHECK((newest == 0 || says(kiosk, "Bonjour")));
  }
  CHECK(newest > 1);
  CHECK(collector.count("SELECT count(*) FROM proposals") == said);
}

TEST_CASE("a kiosk that uses the newest pack is offered none and a collector knows who uses which") {
  test::TestCollector collector;
  PackedKiosk kiosk(collector, "09.001.01.01", 4);
  const auto first = taken(publish(collector, {.files = test::files_that_say("Un")}));
  kiosk.sync();
  kiosk.use(first.version);
  int exchanges = 0;
  kiosk.sync([&](ByteView frame) {
    ++exchanges;
    return collector->exchange(frame);
  });
  CHECK(exchanges == 1);
  // A collector brought back from an old backup numbers above what its kiosks have.
  kiosk.use(first.version + 7);
  kiosk.sync();
  CHECK(taken(publish(collector, {.files = test::files_that_say("Deux")})).version == first.version + 8);
  // A stolen kiosk that claims the largest number does not burn all of them.
  kiosk.use(INT64_MAX);
  kiosk.sync();
  CHECK(taken(publish(collector, {.files = test::files_that_say("Trois")})).version == first.version + 9);
}

TEST_CASE("an agent from before packs and a collector from before packs understand the other end") {
  test::TestCollector collector;
  PackedKiosk kiosk(collector, "09.001.01.01", 5);
  taken(publish(collector, {.files = test::files_that_say("Un")}));
  kiosk.say("ماء");
  // What an older collector answers: neither an offer nor a piece.
  const wire::Exchange older = [&](ByteView frame) -> wire::ExchangeResult {
    auto answer = collector->exchange(frame);
    REQUIRE(answer);
    const auto keys = taken(collector::load_keys(collector.options().data, collector.random));
    auto reply = *taken(wire::open_sync_reply(*answer, keys.signing.newest().public_key()));
    reply.content.reset();
    reply.piece.reset();
    return taken(wire::make_sync_reply(reply, keys.signing.newest()));
  };
  CHECK(kiosk.sync(older).outcome == agent::Outcome::done);
  CHECK(taken(kiosk.store->counts()).delivered == 1);
  CHECK(kiosk.newest() == 0);
  CHECK(kiosk.sync().outcome == agent::Outcome::done);
  CHECK(kiosk.newest() == 2);
}
