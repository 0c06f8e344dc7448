// A kiosk of a test as its program opens it, with the look for damage and the salvage, its agent, and a real collector
// in the same process. It knows which records citizens were told are kept, and compares ids at the end.
#pragma once

#include <catch2/catch.hpp>

#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "sync/agent/enrol.h"
#include "sync/agent/session.h"
#include "sync/collector/intake/holes.h"
#include "sync/store/kept_head.h"
#include "sync/store/salvage/known_address.h"
#include "sync/store/salvage/mend.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

class DamagedHall {
 public:
  explicit DamagedHall(TestCollector& c, std::uint64_t seed = 81) : collector(c), random(seed) {
    std::filesystem::create_directory(keys);
    std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
    REQUIRE(record_key.save(keys / "record.key"));
    auto opened = Store(taken(store::Folder::open(shared, store::Role::kiosk, collector.clock, random)));
    REQUIRE(opened.outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}));
    const wire::Exchange enrols = [this](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = opened, .key = transport_key, .exchange = enrols, .random = random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
    const auto enrolment = taken(opened.folder->must_be_enrolled());
    pin = store::pin_of(enrolment);
    REQUIRE(store::save_pin(keys, pin));
    REQUIRE(store::save_address(keys, {.collector_url = enrolment.collector_url, .record_key = enrolment.record_key}));
  }

  // As the kiosk's program does: its edges at once, its pages once it is open. What was set aside, if anything.
  Result<std::optional<store::SetAside>> open() {
    close();
    auto mended = store::mend(shared, keys, collector.clock);
    if (!mended) return mended;
    auto opened = store::Folder::open(shared, store::Role::kiosk, collector.clock, random);
    if (!opened) return tl::unexpected(opened.error());
    kiosk.emplace(*std::move(opened));
    if (store::look_at_pages(shared, {}) == store::PagesSeen::damaged) {
      store::ask_to_look(shared);
      return open();
    }
    REQUIRE(kiosk->outbox.publish_record_key(record_key.public_key()));
    kiosk->folder->trust(pin);
    const auto kept = taken(store::load_head(keys));
    if (kept) kiosk->outbox.remember(kept->head, kept->heartbeats);
    static_cast<void>(store::read_again(shared, keys, collector.clock, {}));
    return mended;
  }
  void close() { kiosk.reset(); }

  // A citizen is told so when it returns true.
  bool say(const std::string& text = "نقترح إصلاح الإنارة", std::size_t sound = 0) {
    const Submission submission{.id = {random.array<16>()},
                                .place = {"09.001.01.01"},
                                .language = Language::ar,
                                .content_version = 1,
                                .made_at_s = 1'789'999'980,
                                .body = Proposal{{"public_services"}, text, {}}};
    Bytes ogg(sound);
    random.fill(ogg);
    std::optional<store::Spoken> spoken;
    if (sound > 0) spoken = store::Spoken{.ogg = ogg, .duration_ms = 1000};
    const auto stored = kiosk->outbox.append(submission, std::nullopt, record_key, spoken);
    if (!stored) {
      UNSCOPED_INFO(stored.error().context);
      return false;
    }
    keep_head();
    told[submission.id] = static_cast<std::int64_t>(stored->sequence);
    return true;
  }
  void keep_head() {
    const auto& head = kiosk->outbox.remembered();
    if (!head) return;
    REQUIRE(store::save_head(
        keys, {.device = pin.device, .head = *head, .heartbeats = kiosk->outbox.remembered_heartbeats()}));
  }
  void say_some(int times) {
    for (; times > 0; --times) REQUIRE(say());
  }
  agent::Outcome exchange() {
    auto opened = store::Folder::open(shared, store::Role::agent, collector.clock, random);
    if (!opened) return agent::Outcome::store;
    const wire::Exchange over = [this](ByteView frame) { return collector->exchange(frame); };
    agent::Session session{*opened, transport_key, over, "test"};
    return agent::exchange_once(session, {}).outcome;
  }
  // A while passes, with its heartbeats and exchanges, on a good line and a good disk.
  void live_on() {
    for (int i = 0; i < 6; ++i) {
      collector.clock.advance(5 * 60'000);
      REQUIRE(kiosk->outbox.record_heartbeat(
          {.boot = {{1}}, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key));
      keep_head();
      CHECK(exchange() == agent::Outcome::done);
    }
  }

  // Each record of which a citizen was told is at the collector once, or named as lost and nowhere.
  void compare() {
    const auto rows = taken(collector->storage().read(
        [](db::Database& database) { return database.query("SELECT record FROM envelopes"); }));
    std::set<RecordId> here;
    for (const auto& row : rows) CHECK(here.insert(row.id<RecordId>(0)).second);
    const auto holes = taken(collector->storage().read(collector::holes));
    lost = 0;
    for (const auto& [id, sequence] : told) {
      bool named = false;
      for (const auto& hole : holes) named = named || (hole.range.from <= sequence && sequence <= hole.range.to);
      INFO("sequence " << sequence);
      CHECK(here.contains(id) != named);
      lost += named ? 1 : 0;
    }
    CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  }

  [[nodiscard]] std::filesystem::path file() const { return shared / "kiosk.db"; }

  TestCollector& collector;
  SeededRandom random;
  TemporaryFolder folder;
  std::filesystem::path shared = folder.path() / "shared";
  std::filesystem::path keys = folder.path() / "keys";
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  store::CollectorPin pin{};
  std::optional<Store> kiosk;
  std::map<RecordId, std::int64_t> told;
  int lost = 0;  // of the told, as compared last
};

// Both folders as they are now, to be put back for another try.
class Copied {
 public:
  explicit Copied(const DamagedHall& hall) : hall_(hall) { copy(hall.folder.path(), folder_.path() / "copy"); }
  void put_back() const {
    for (const auto& part : {hall_.shared, hall_.keys}) std::filesystem::remove_all(part);
    copy(folder_.path() / "copy", hall_.folder.path());
  }

 private:
  static void copy(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::create_directories(to);
    for (const auto* part : {"shared", "keys"}) {
      std::filesystem::create_directory(to / part);
      std::filesystem::permissions(to / part, std::filesystem::status(from / part).permissions());
      for (const auto& entry : std::filesystem::directory_iterator(from / part))
        if (entry.is_regular_file() && entry.path().extension() != ".db-shm")
          std::filesystem::copy_file(entry.path(), to / part / entry.path().filename());
    }
  }

  const DamagedHall& hall_;
  TemporaryFolder folder_;
};

inline void overwrite(const std::filesystem::path& file, std::uint64_t at, const Bytes& with) {
  std::fstream out(file, std::ios::in | std::ios::out | std::ios::binary);
  out.seekp(static_cast<std::streamoff>(at));
  out.write(reinterpret_cast<const char*>(with.data()), static_cast<std::streamsize>(with.size()));
  REQUIRE(out.flush().good());
}

}  // namespace minbar::test
