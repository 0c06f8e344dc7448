#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/safe_point.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A real kiosk's folder and its agent, at a real collector, with no network between them.
struct FaithfulKiosk {
  test::TestCollector& collector;
  test::SeededRandom random{15};
  test::TemporaryFolder folder;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  test::Store store;
  wire::Exchange exchange = [this](ByteView frame) { return collector->exchange(frame); };
  std::set<RecordId> said;

  explicit FaithfulKiosk(test::TestCollector& c)
      : collector(c),
        store(taken(store::Folder::open(folder.path() / "shared", store::Role::agent, collector.clock, random))) {
    REQUIRE(store.outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    const wire::Exchange enrols = [this](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = store, .key = transport_key, .exchange = enrols, .random = random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
    test::trust_what_is_shared(store);
  }
  void speak(int times) {
    for (; times > 0; --times) {
      const Submission submission{.id = {random.array<16>()},
                                  .place = {"09.001.01.01"},
                                  .language = Language::ar,
                                  .content_version = 1,
                                  .made_at_s = 1'789'999'980,
                                  .body = Proposal{{"public_services"}, "نقترح إصلاح الإنارة", {}}};
      REQUIRE(store.outbox.append(submission, std::nullopt, record_key));
      said.insert(submission.id);
    }
  }
  // A while passes, with its heartbeats and exchanges.
  void live_on() {
    for (int i = 0; i < 4; ++i) {
      collector.clock.advance(5 * 60'000);
      REQUIRE(store.outbox.record_heartbeat(
          {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key));
      agent::Session session{store, transport_key, exchange, "test"};
      CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
    }
  }
};

std::set<RecordId> records_here(test::TestCollector& collector) {
  const auto rows = taken(
      collector->storage().read([](db::Database& database) { return database.query("SELECT record FROM envelopes"); }));
  std::set<RecordId> out;
  for (const auto& row : rows) out.insert(row.id<RecordId>(0));
  return out;
}

std::filesystem::path back_up(test::TestCollector& collector) {
  const auto point = taken(collector->storage().read(collector::safe_point));
  auto copy = collector.copy_database();
  REQUIRE(collector->storage().write(
      [&](db::Database& database) { return collector::note_safe(database, point, collector.clock.wall_ms()); }));
  return copy;
}

}  // namespace

TEST_CASE("a kiosk brings back everything that a collector lost when an older backup was put in its place") {
  test::TestCollector collector;
  FaithfulKiosk kiosk(collector);
  kiosk.speak(4);
  kiosk.live_on();
  const auto older = collector.copy_database();
  kiosk.speak(3);
  kiosk.live_on();
  REQUIRE(records_here(collector) == kiosk.said);
  collector.put_back(older);
  REQUIRE(records_here(collector).size() == 4);
  kiosk.live_on();
  CHECK(records_here(collector) == kiosk.said);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 7);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 7);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(taken(collector->storage().read(collector::holes)).empty());
  CHECK(taken(kiosk.store.counts()) == store::Counts{.delivered = 7});
}

TEST_CASE("what a kiosk let go because a backup had it is named as lost when that backup is lost") {
  test::TestCollector collector;
  FaithfulKiosk kiosk(collector);
  kiosk.speak(4);
  kiosk.live_on();
  const auto older = collector.copy_database();
  kiosk.speak(3);
  kiosk.live_on();
  (void)back_up(collector);
  kiosk.live_on();
  collector.put_back(older);
  kiosk.speak(1);
  kiosk.live_on();
  const auto lost = taken(collector->storage().read(collector::holes));
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].range == wire::SequenceRange{.from = 5, .to = 7});
  CHECK(collector.count("SELECT sequence FROM chains") == 8);
  (void)back_up(collector);
  kiosk.live_on();
  CHECK(collector.count("SELECT sequence FROM safe_marks") == 8);
}
