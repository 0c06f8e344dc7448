// How a kiosk's machine fares reaches the collector: from a real kiosk's folder, through the signed messages, once the
// collector has said that it understands it.
#include <catch2/catch.hpp>

#include <fstream>
#include <string>
#include <vector>

#include "sync/agent/enrol.h"
#include "sync/agent/health.h"
#include "sync/agent/loop.h"
#include "sync/base/limits.h"
#include "sync/collector/features/fleet/health.h"
#include "sync/store/damage/set_aside.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk's folder and its agent at a real collector; what the agent sends is looked at.
struct HealthyKiosk {
  test::TestCollector& collector;
  test::SeededRandom random{27};
  test::TemporaryFolder folder;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  test::Store store;
  std::vector<wire::SyncRequest> sent;

  explicit HealthyKiosk(test::TestCollector& c)
      : collector(c),
        store(taken(store::Folder::open(folder.path() / "shared", store::Role::agent, collector.clock, random))) {
    REQUIRE(store.outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    const wire::Exchange enrols = [this](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = store, .key = transport_key, .exchange = enrols, .random = random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "agent-7"));
  }
  const wire::SyncRequest& exchange() {
    collector.clock.advance(limits::heartbeat_every_ms);
    REQUIRE(store.outbox.record_heartbeat(
        {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 0, .program_version = "kiosk-9"}, record_key));
    const wire::Exchange exchanges = [this](ByteView frame) {
      const auto parsed = taken(wire::parse_frame(frame, limits::request_bytes));
      sent.push_back(taken(wire::open_sync_request(parsed, transport_key.public_key())));
      return collector->exchange(frame);
    };
    agent::Session session{store, transport_key, exchanges, "agent-7"};
    REQUIRE(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
    return sent.back();
  }
};

std::vector<collector::KioskHealth> health_at(test::TestCollector& collector) {
  return taken(collector->storage().read(collector::kiosk_health));
}

}  // namespace

TEST_CASE("a kiosk says how its machine fares once the collector has said that it understands it") {
  test::TestCollector collector;
  HealthyKiosk kiosk(collector);
  CHECK_FALSE(kiosk.exchange().health);
  CHECK(health_at(collector).empty());
  CHECK(taken(store::is_understood(kiosk.store, "petition_start")));
  CHECK_FALSE(taken(store::is_understood(kiosk.store, "petition")));
  REQUIRE(kiosk.exchange().health);
  const auto known = health_at(collector);
  REQUIRE(known.size() == 1);
  CHECK(known[0].said == *kiosk.sent.back().health);
  CHECK(known[0].at_ms == collector.clock.wall_ms());
  const auto& said = known[0].said;
  CHECK(said.kiosk_version == "kiosk-9");
  CHECK(said.disk_bytes.value() >= said.free_disk_bytes.value());
  CHECK(said.database_bytes.value() ==
        static_cast<std::int64_t>(std::filesystem::file_size(kiosk.folder.path() / "shared" / "kiosk.db")));
  CHECK(said.faults == std::vector{wire::Fault::no_content});
}

TEST_CASE("of what a kiosk says of its machine the newest stays and a collector that went back is not told") {
  test::TestCollector collector;
  HealthyKiosk kiosk(collector);
  for (int i = 0; i < 4; ++i) kiosk.exchange();
  CHECK(collector.count("SELECT count(*) FROM kiosk_health") == 1);
  CHECK(health_at(collector)[0].at_ms == collector.clock.wall_ms());
  // one of version 1 says nothing of it
  REQUIRE(store::note_understood(kiosk.store.folder->database(), std::nullopt));
  CHECK_FALSE(kiosk.exchange().health);
}

TEST_CASE("a kiosk says that records are missing and that some wait outside of its database") {
  test::TestCollector collector;
  HealthyKiosk kiosk(collector);
  (void)kiosk.exchange();
  const auto shared = kiosk.folder.path() / "shared";
  const std::string file = "kiosk.db.damaged-2026-11-30";
  std::ofstream(shared / file) << "what could not be read";
  REQUIRE(store::note_set_aside(shared, {.file = file, .kept = 5}));
  CHECK(kiosk.exchange().health->faults == std::vector{wire::Fault::no_content});  // all of it came over
  REQUIRE(store::note_set_aside(shared, {.file = file, .kept = 3, .missing = 2}));
  REQUIRE(store::tell_drafts(shared, 1));
  const std::vector told{wire::Fault::no_content, wire::Fault::records_missing, wire::Fault::drafts_wait};
  CHECK(kiosk.exchange().health->faults == told);
  CHECK(health_at(collector)[0].said.faults == told);
  store::remove_set_aside(shared, file);
  REQUIRE(store::tell_drafts(shared, 0));
  CHECK(kiosk.exchange().health->faults == std::vector{wire::Fault::no_content});
}

TEST_CASE("what is wrong with a machine is told in words of the list") {
  test::TestCollector collector;
  HealthyKiosk kiosk(collector);
  REQUIRE(store::write_note(kiosk.store, {.outcome = "done", .clock_ahead_ms = -limits::clock_told_ms}));
  REQUIRE(kiosk.store.folder->database().execute("UPDATE kiosk SET damaged = 2, content_version = 3"));
  const auto said = taken(agent::health_of(kiosk.store));
  CHECK(said.faults == std::vector{wire::Fault::clock_wrong, wire::Fault::record_damaged});
  CHECK(said.clock_ahead_ms == -limits::clock_told_ms);
}
