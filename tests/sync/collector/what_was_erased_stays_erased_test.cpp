// What was erased by law, whatever backup is put back and whatever a kiosk sends again. No command erases yet: the list
// is written as one will.
#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>

#include "sync/base/hex.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/erased.h"
#include "sync/seal/blob.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using collector::Erased;

namespace {

namespace fs = std::filesystem;

struct ErasingTown {
  test::TestCollector collector;
  test::TestKiosk kiosk{collector.random};
  std::vector<Submission> said;
  std::vector<Bytes> sent;

  ErasingTown() {
    kiosk.enrol(*collector);
    for (const auto* text : {"one", "two", "three"}) {
      said.push_back(kiosk.proposal(text));
      sent.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said.back())));
    }
  }
  [[nodiscard]] fs::path list() const { return collector::erased_file(collector.options().data); }
  // As a command does that runs beside.
  void erase(const collector::ErasedIds& ids) const { REQUIRE(Erased::open(list()).value()->add(ids)); }
  [[nodiscard]] fs::path backup() {
    const auto to = collector.options().data / "yesterday.db";
    REQUIRE(collector->storage().backup_to(to));
    return to;
  }
  void restore(const fs::path& backup) {
    collector.restart([&] {
      for (const auto* beside : {"", "-wal", "-shm"})
        fs::remove(collector::database_file(collector.options().data).string() + beside);
      fs::copy_file(backup, collector::database_file(collector.options().data));
    });
  }
  [[nodiscard]] std::set<std::string> ids(const std::string& sql) {
    const auto rows = collector->storage().read([&](db::Database& database) { return database.query(sql); }).value();
    std::set<std::string> out;
    for (const auto& row : rows) out.insert(to_hex(row.id<RecordId>(0).view()));
    return out;
  }
  [[nodiscard]] std::set<std::string> of(std::initializer_list<std::size_t> places) const {
    std::set<std::string> out;
    for (const auto place : places) out.insert(to_hex(said[place].id.view()));
    return out;
  }
};

}  // namespace

TEST_CASE("what was erased by law comes back neither from an older backup nor from the kiosk that sends it again") {
  ErasingTown town;
  const auto before = town.backup();
  town.kiosk.send(*town.collector, town.sent);
  REQUIRE(town.ids("SELECT record FROM proposals") == town.of({0, 1, 2}));
  town.erase({.records = {town.said[1].id}});
  town.restore(before);
  const auto reply = town.kiosk.send(*town.collector, town.sent, town.kiosk.heartbeat(town.collector.clock.wall_ms()));
  CHECK(reply.results[0].status == wire::RecordStatus::stored);
  CHECK(reply.results[1].status == wire::RecordStatus::known);
  CHECK(reply.results[1].record == town.said[1].id);
  CHECK(reply.results[2].status == wire::RecordStatus::stored);
  CHECK(town.ids("SELECT record FROM proposals") == town.of({0, 2}));
  CHECK(town.ids("SELECT record FROM envelopes WHERE sealed_body IS NOT NULL") == town.of({0, 2}));
  // its header is here, so that the chain is whole
  CHECK(town.ids("SELECT record FROM envelopes") == town.of({0, 1, 2}));
  CHECK(town.collector.count("SELECT length(header) + length(signature) FROM envelopes WHERE sealed_body IS NULL") ==
        212);
  CHECK(town.collector.count("SELECT sequence FROM chains") == 3);
  CHECK(town.collector.count("SELECT count(*) FROM chains WHERE complete_up_to_ms IS NOT NULL") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(town.kiosk.send(*town.collector, town.sent).results[1].status == wire::RecordStatus::known);
}

TEST_CASE("what an older backup still has of what was erased is gone at the next start and counts no more") {
  ErasingTown town;
  const auto rating = town.kiosk.rating("civil_status", Satisfaction::satisfied);
  auto all = town.sent;
  all.push_back(seal::bytes_of_envelope(town.kiosk.seal_submission(rating)));
  town.kiosk.send(*town.collector, all);
  REQUIRE(town.collector.count("SELECT count(*) FROM ratings") == 1);
  const auto before = town.backup();
  town.erase({.records = {town.said[0].id, rating.id}});
  town.restore(before);
  CHECK(town.ids("SELECT record FROM proposals") == town.of({1, 2}));
  CHECK(town.ids("SELECT record FROM envelopes WHERE sealed_body IS NOT NULL") == town.of({1, 2}));
  CHECK(town.collector.count("SELECT count(*) FROM ratings") == 0);
  CHECK(town.collector.count("SELECT sequence FROM chains") == 4);
}

TEST_CASE("what is erased takes nothing else along") {
  ErasingTown town;
  auto& random = town.collector.random;
  struct Spoken {
    Submission said;
    Bytes sealed;
    BlobId blob;
  };
  std::vector<Spoken> spoken;
  for (int i = 0; i < 2; ++i) {
    const auto sealed = seal::seal_blob(random.array<100>(), town.kiosk.pinned().sealing_key).value();
    spoken.push_back({.said = town.kiosk.proposal(""), .sealed = sealed, .blob = seal::blob_id_of(sealed)});
    std::get<Proposal>(spoken.back().said.body).voice =
        Voice{.blob = spoken.back().blob, .sealed_bytes = std::ssize(sealed), .duration_ms = 1'000};
    auto asked = town.kiosk.request({seal::bytes_of_envelope(town.kiosk.seal_submission(spoken.back().said))});
    asked.pieces = {{.blob = spoken.back().blob, .offset = 0, .bytes = sealed}};
    REQUIRE(town.collector->exchange(town.kiosk.frame(asked)));
  }
  std::vector<Submission> held{town.kiosk.proposal("held"), town.kiosk.proposal("held too")};
  for (auto& said : held) {
    said.place = {"06.141.01.0"};
    town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said))});
  }
  REQUIRE(town.collector->storage().write([&](db::Database& database) {
    return database.execute("UPDATE held_records SET decision = 'left_aside', decided_at_ms = 1");
  }));
  town.kiosk.send(*town.collector, {Bytes(40, 7)});
  const auto before = town.backup();
  town.erase({.records = {spoken[0].said.id, held[0].id}});
  town.restore(before);
  CHECK(town.collector.count("SELECT count(*) FROM blobs WHERE state = 1") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM blobs WHERE state = 2") == 1);
  CHECK(town.collector.count("SELECT sum(length(bytes)) FROM blob_pieces") == std::ssize(spoken[1].sealed));
  CHECK(town.collector.count("SELECT count(*) FROM held_records WHERE decision = 'left_aside'") == 1);
  CHECK(town.ids("SELECT record FROM held_records") == std::set<std::string>{to_hex(held[1].id.view())});
  CHECK(town.collector.count("SELECT sum(length(bytes)) FROM set_aside") == 40);
  CHECK(town.ids("SELECT record FROM envelopes WHERE sealed_body IS NULL") ==
        std::set<std::string>{to_hex(spoken[0].said.id.view()), to_hex(held[0].id.view())});
}

TEST_CASE("other bytes under an erased id and a broken copy of it leave nothing but their hash") {
  ErasingTown town;
  town.erase({.records = {town.said[0].id}});
  auto broken = town.sent[0];
  broken[150] ^= 1;  // its signature
  const auto reply = town.kiosk.send(*town.collector, {broken, town.sent[0]});
  CHECK(reply.results[0].status == wire::RecordStatus::set_aside);
  CHECK(reply.results[1].status == wire::RecordStatus::known);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside") == 1);
  CHECK(town.collector.count("SELECT coalesce(sum(length(bytes)), 0) FROM set_aside") == 0);
  const auto other = town.kiosk.seal_bytes(town.said[0].id, town.kiosk.say("another body"));
  CHECK(town.kiosk.send(*town.collector, {seal::bytes_of_envelope(other)}).results[0].status ==
        wire::RecordStatus::known);
  CHECK(town.collector.count("SELECT count(*) FROM envelopes WHERE sealed_body IS NOT NULL") == 0);
  CHECK(town.collector.count("SELECT coalesce(sum(length(bytes)), 0) FROM set_aside") == 0);
}

TEST_CASE("an erased recording is called done so that its kiosk keeps it no longer") {
  ErasingTown town;
  const BlobId blob{town.collector.random.array<32>()};
  auto request = town.kiosk.request({});
  request.pieces = {{.blob = blob, .offset = 0, .bytes = Bytes(4096, 7)}};
  const auto asked = [&] {
    request.request = {.bytes = town.collector.random.array<16>()};
    const auto answer = town.collector->exchange(town.kiosk.frame(request)).value();
    return wire::open_sync_reply(answer, town.kiosk.pinned().signing_key).value()->blobs.at(0);
  };
  CHECK_FALSE(asked().done);
  town.erase({.blobs = {blob}});
  CHECK(asked().done);
  CHECK(asked().known);
  CHECK(town.collector.count("SELECT count(*) FROM blob_pieces") == 0);
}

TEST_CASE("a damaged line of the list stops intake and loses nothing until a person has put it in order") {
  ErasingTown town;
  town.erase({.records = {town.said[0].id, town.said[1].id}});
  std::ostringstream good;
  good << std::ifstream(town.list()).rdbuf();
  auto text = good.str();
  text[10] = text[10] == '0' ? '1' : '0';  // of the first id
  std::ofstream(town.list()) << text;
  town.collector.restart();
  const auto refused = town.collector->exchange(town.kiosk.frame(town.kiosk.request(town.sent)));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == 503);
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 0);
  CHECK(Erased::open(town.list()).value()->damaged_lines() == std::vector<std::size_t>{1});
  std::ofstream(town.list()) << good.str();
  town.collector.restart();
  town.kiosk.send(*town.collector, town.sent);
  CHECK(town.ids("SELECT record FROM proposals") == town.of({2}));
}

TEST_CASE("a line that a power cut left without its end is not damage and gives way to the next") {
  ErasingTown town;
  town.erase({.records = {town.said[0].id}});
  std::ofstream(town.list(), std::ios::app) << "record 0011";
  const auto erased = Erased::open(town.list()).value();
  CHECK_FALSE(erased->is_damaged());
  CHECK(erased->ends_unfinished());
  REQUIRE(erased->add({.records = {town.said[1].id}}));
  CHECK_FALSE(erased->ends_unfinished());
  const auto again = Erased::open(town.list()).value();
  CHECK(again->has(town.said[0].id));
  CHECK(again->has(town.said[1].id));
  CHECK_FALSE(again->is_damaged());
  CHECK(again->records().size() == 2);
}

TEST_CASE("a lost list gets again what the database knows to be erased") {
  ErasingTown town;
  town.kiosk.send(*town.collector, town.sent);
  town.erase({.records = {town.said[2].id}});
  town.collector.restart();
  REQUIRE(town.collector.count("SELECT count(*) FROM envelopes WHERE sealed_body IS NULL") == 1);
  town.collector.restart([&] { fs::remove(town.list()); });
  CHECK(Erased::open(town.list()).value()->has(town.said[2].id));
  CHECK_FALSE(Erased::open(town.list()).value()->has(town.said[1].id));
}
