#include <catch2/catch.hpp>

#include "sync/agent/enrol.h"
#include "sync/agent/session.h"
#include "sync/base/limits.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A busy hall for half a year without a network: as many days, and on each so many records, some of them spoken for as
// long as anybody may speak.
constexpr std::int64_t days = 183, records_a_day = 500, voices_a_day = 20;

// What a day of it costs, every exchange answered, as the collector counts real envelopes, recordings and requests.
struct Day {
  std::int64_t records = 0, bytes = 0, blobs = 0, chains = 0;
};

class Hall {
 public:
  Hall() : store_(open()) {
    REQUIRE(store_.outbox.publish_record_key(record_key_.public_key()));
    const auto issued = taken(collector_->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    const wire::Exchange exchange = [&](ByteView frame) { return collector_->enrol(frame); };
    agent::EnrolDoors doors{.folder = store_, .key = transport_key_, .exchange = exchange, .random = random_};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
    test::trust_what_is_shared(store_);
  }

  Day live() {
    for (std::int64_t i = 0; i < records_a_day; ++i) say(i);
    deliver();
    CHECK(taken(store_.counts()).waiting == 0);
    CHECK(taken(store_.counts()).blobs_waiting == 0);
    return counted();
  }
  // As a kiosk that heard no answer to any of it, or whose disk was put back.
  Day send_all_again() {
    const auto frames = sent_;
    REQUIRE(frames.size() > 1);
    for (const auto& frame : frames) REQUIRE(collector_->exchange(frame).has_value());
    deliver();  // a heartbeat: what brought nothing new is counted in memory until something is written
    return counted();
  }

 private:
  void deliver() {
    REQUIRE(store_.outbox.record_heartbeat(
        {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key_));
    const wire::Exchange exchange = [&](ByteView frame) {
      sent_.push_back(to_bytes(frame));
      return collector_->exchange(frame);
    };
    agent::Session session{.folder = store_, .key = transport_key_, .exchange = exchange, .agent_version = "test"};
    while (agent::exchange_once(session, {}).more) {
    }
  }
  Day counted() {
    const auto sum = [&](const std::string& column) {
      return collector_.count("SELECT sum(" + column + ") FROM device_days");
    };
    return {.records = sum("records"), .bytes = sum("bytes"), .blobs = sum("blobs"), .chains = sum("chains")};
  }
  test::Store open() {
    return test::Store(
        taken(store::Folder::open(folder_.path() / "shared", store::Role::agent, collector_.clock, random_)));
  }

  // A page of text in the widest script that is written here, and the longest recording there is.
  void say(std::int64_t i) {
    std::string text;
    for (int letters = 0; letters < 600; ++letters) text += "ن";
    Submission said{.id = {random_.array<16>()},
                    .place = {"09.001.01.01"},
                    .language = Language::ar,
                    .content_version = 1,
                    .made_at_s = 1'789'999'980,
                    .body = Proposal{{"public_services"}, text, {}}};
    std::optional<store::Spoken> voice;
    if (i < voices_a_day) {
      sound_.resize(280'000);  // 90 s at 24 kbit/s
      random_.fill(sound_);
      voice = store::Spoken{.ogg = sound_, .duration_ms = limits::voice_ms};
    }
    REQUIRE(store_.outbox.append(said, {}, record_key_, voice));
  }

  test::TestCollector collector_;
  test::SeededRandom random_{5};
  test::TemporaryFolder folder_;
  seal::RecordKey record_key_ = seal::RecordKey::make(random_);
  seal::TransportKey transport_key_ = seal::TransportKey::make(random_);
  test::Store store_;
  Bytes sound_;
  std::vector<Bytes> sent_;  // every frame, as it went
};

}  // namespace

TEST_CASE("half a year of a busy hall at once is below every quota of a day even when it is all sent again") {
  Hall hall;
  const auto once = hall.live();
  CHECK(once.records == records_a_day);
  CHECK(once.blobs == voices_a_day);
  CHECK(once.chains == 1);
  const auto twice = hall.send_all_again();
  INFO("a day is " << once.bytes << " bytes, and sent twice " << twice.bytes);
  CHECK(twice.records == once.records);  // what is known here counts its bytes alone
  CHECK(twice.blobs == once.blobs);
  CHECK(twice.chains == once.chains);
  CHECK(twice.bytes >= 2 * once.bytes);
  CHECK(days * twice.bytes < limits::device_day_bytes);
  // the rest of what PROTOCOL.md says: below half of each
  CHECK(days * once.records * 2 < limits::device_day_records);
  CHECK(days * once.blobs * 2 < limits::device_day_blobs);
  CHECK(once.chains * 2 < limits::device_day_chains);
}
