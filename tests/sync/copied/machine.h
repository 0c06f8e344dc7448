// A machine with minbar-kiosk's memory and minbar-sync's folder on one disk, at a real collector, with no network
// between them. Its disk can be copied, and the copy started as another machine. It remembers what its citizens were
// told is kept.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "kiosk/world/memory.h"
#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/base/limits.h"
#include "tests/support/copied_folder.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar::test {

class Machine {
 public:
  // `start`: names each of its starts; another machine's are others.
  Machine(TestCollector& at, std::uint8_t start) : collector(at), random(start), boot{{start}} { power_on(); }
  Machine(const Machine& other, std::uint8_t start) : collector(other.collector), random(start), boot{{start}} {
    copy_disk(other);
    power_on();
  }

  void power_on() {
    std::filesystem::create_directories(home() / "agent");
    std::filesystem::permissions(home() / "agent", std::filesystem::perms::owner_all);
    memory.emplace(taken(kiosk::Memory::open(shared(), home() / "keys", {}, collector.clock, random)));
    look();
  }
  // The next start has another boot id.
  void power_off() {
    memory.reset();
    ++boot.bytes[15];
  }
  // Both are switched off.
  void copy_disk(const Machine& other) {
    ENSURE(!memory && !other.memory, "a disk is copied while nothing runs on it");
    std::filesystem::remove_all(home());
    copy_folder(other.home(), home());
    said = other.said;
  }

  // What the screen knows now.
  std::optional<kiosk::Station> look() { return taken(memory->station()); }
  [[nodiscard]] bool is_closed() { return look()->refused != kiosk::Refused::no; }

  // A citizen proposes; somebody who had begun may, whatever the screen would say to the next.
  void say(int times = 1) {
    for (; times > 0; --times) {
      const auto submission = proposal();
      REQUIRE(memory->save({.submission = submission, .code = std::nullopt}));
      said.insert(submission.id);
    }
  }
  // Spoken, so that a recording waits beside it.
  void speak(std::size_t bytes = 20'000) {
    auto store = opened(store::Role::kiosk);
    store.folder->trust(*taken(store::load_pin(home() / "keys")));
    Bytes sound(bytes);
    random.fill(sound);
    auto submission = proposal();
    std::get<Proposal>(submission.body).text.clear();
    REQUIRE(store.outbox.append(submission, {}, taken(seal::RecordKey::load(home() / "keys" / "record.key")),
                                store::Spoken{.ogg = sound, .duration_ms = 1000}));
    said.insert(submission.id);
  }

  // --- the agent
  void enrol(const std::string& code) {
    REQUIRE(asked_to_enrol(code));
    look();
  }
  Result<store::Enrolment> asked_to_enrol(const std::string& code, bool again = false) {
    auto store = opened(store::Role::agent);
    const auto key = TRY(agent::key_to_enrol(store, key_file(), random));
    const wire::Exchange enrols = [this](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = store, .key = key, .exchange = enrols, .random = random};
    const agent::CollectorUrl url{.base = "https://minbar.example.ma", .loopback = false};
    return again ? agent::re_enrol(doors, url, code, "test") : agent::enrol(doors, url, code, "test");
  }
  void re_enrol(const std::string& code) {
    const auto enrolled = asked_to_enrol(code, true);
    INFO((enrolled ? std::string() : enrolled.error().context));
    REQUIRE(enrolled);
    look();
  }
  void beat() {
    auto store = opened(store::Role::kiosk);
    REQUIRE(store.outbox.record_heartbeat(
        {.boot = boot, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"},
        taken(seal::RecordKey::load(home() / "keys" / "record.key"))));
  }
  // A while passes, then all that waits goes; how the last exchange ended.
  agent::Outcome talk() {
    const auto outcome = talk_unseen();
    look();
    return outcome;
  }
  // The screen has not looked yet at what came of it.
  agent::Outcome talk_unseen() {
    collector.clock.advance(limits::heartbeat_every_ms);
    beat();
    auto store = opened(store::Role::agent);
    const auto key = taken(seal::TransportKey::load(key_file()));
    const wire::Exchange exchange = [this](ByteView frame) { return collector->exchange(frame); };
    agent::Session session{store, key, exchange, "test"};
    agent::LoopDoors doors{
        .clock = collector.clock, .random = random, .wait = [](std::int64_t, bool) { return agent::Woken::time; }};
    return agent::run_once(session, doors).outcome;
  }
  // Until its heartbeat alone was answered.
  agent::Outcome settle() {
    (void)talk();
    return talk();
  }

  [[nodiscard]] Store opened(store::Role role) {
    return Store(taken(store::Folder::open(shared(), role, collector.clock, random)));
  }
  [[nodiscard]] DeviceId device() { return taken(opened(store::Role::agent).folder->must_be_enrolled()).device; }
  [[nodiscard]] std::int64_t count(std::string_view sql) {
    return taken(opened(store::Role::agent).folder->database().query_one(sql)).value().integer(0);
  }
  [[nodiscard]] std::filesystem::path home() const { return folder.path() / "home"; }

  TestCollector& collector;
  SeededRandom random;
  seal::BootId boot;
  std::set<RecordId> said;
  std::optional<kiosk::Memory> memory;

 private:
  [[nodiscard]] Submission proposal() {
    return {.id = {random.array<16>()},
            .place = {"09.001.01.01"},
            .language = Language::ar,
            .content_version = 1,
            .made_at_s = 1'789'999'980,
            .body = Proposal{{"public_services"}, "نقترح إصلاح الإنارة", {}}};
  }
  [[nodiscard]] std::filesystem::path shared() const { return home() / "shared"; }
  [[nodiscard]] std::filesystem::path key_file() const { return home() / "agent" / "transport.key"; }

  TemporaryFolder folder;
};

inline std::string new_kiosk(TestCollector& collector) {
  return taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = "another"})).code;
}

inline std::set<RecordId> records_at(TestCollector& collector, const std::string& table = "envelopes") {
  const auto rows = taken(
      collector->storage().read([&](db::Database& database) { return database.query("SELECT record FROM " + table); }));
  std::set<RecordId> out;
  for (const auto& row : rows) REQUIRE(out.insert(row.id<RecordId>(0)).second);
  return out;
}

// Every record that somebody was told is kept is there, once, and counts.
inline void nothing_is_lost(TestCollector& collector, std::initializer_list<const Machine*> machines) {
  std::set<RecordId> said;
  for (const auto* machine : machines) said.insert(machine->said.begin(), machine->said.end());
  CHECK(records_at(collector) == said);
  CHECK(records_at(collector, "proposals") == said);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(collector.count("SELECT count(*) FROM held_records") == 0);
  CHECK(collector.count("SELECT count(*) FROM holes WHERE kind = 'lost'") == 0);
}

}  // namespace minbar::test
