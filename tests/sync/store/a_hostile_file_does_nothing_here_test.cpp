// Whatever the other program, or somebody in its place, has put into the shared folder.
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include "sync/base/file.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

void write_as_the_other(const test::EnrolledKiosk& kiosk, std::string_view sql) {
  auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
  REQUIRE(database.run_script(sql));
}

Result<store::Folder> opened(test::EnrolledKiosk& kiosk) {
  return store::Folder::open(kiosk.shared, store::Role::kiosk, kiosk.clock, kiosk.random);
}

}  // namespace

TEST_CASE("a shared database with anything in it that our programs did not make is not opened") {
  for (const auto* foreign :
       {"CREATE TRIGGER spy AFTER INSERT ON outbox BEGIN DELETE FROM outbox; END", "CREATE TABLE another (x)",
        "CREATE VIEW another AS SELECT 1", "ALTER TABLE enrolment ADD COLUMN another TEXT",
        "DROP TABLE enrolment; CREATE VIEW enrolment AS SELECT 1 AS one", "DROP INDEX outbox_waiting"}) {
    INFO(foreign);
    test::EnrolledKiosk kiosk;
    REQUIRE(opened(kiosk));
    write_as_the_other(kiosk, foreign);
    const auto refused = opened(kiosk);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::corrupt);
  }
}

TEST_CASE("a trigger or a view that is put in while the kiosk runs does nothing") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  REQUIRE(store.outbox.append(kiosk.proposal("one"), {}, kiosk.record_key));
  write_as_the_other(kiosk,
                     "CREATE TRIGGER spy AFTER INSERT ON outbox BEGIN DELETE FROM outbox; END;"
                     "CREATE TRIGGER door BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
  REQUIRE(store.outbox.append(kiosk.proposal("two"), {}, kiosk.record_key));
  CHECK(taken(store.counts()).waiting == 2);
  CHECK(taken(store.head()).sequence == 2);
  write_as_the_other(kiosk, "DROP TABLE reply; CREATE VIEW reply AS SELECT 1 AS sequence, zeroblob(16) AS lookup_id");
  CHECK_FALSE(store.trails.knowledge_of({}));
}

TEST_CASE("a pipe or a folder in the place of a file beside the database keeps no program waiting") {
  for (const auto* part : {"kiosk.db-journal", "kiosk.db-wal", "kiosk.db-shm"})
    for (const bool pipe : {true, false}) {
      test::EnrolledKiosk kiosk;
      const auto stranger = kiosk.shared / part;
      std::filesystem::remove(stranger);
      if (pipe)
        REQUIRE(::mkfifo(stranger.c_str(), 0660) == 0);
      else
        std::filesystem::create_directories(stranger / "deep");
      INFO(part);
      REQUIRE(opened(kiosk));
    }
}

TEST_CASE("a link in the place of the database is not followed") {
  test::EnrolledKiosk kiosk;
  const auto elsewhere = kiosk.folder.path() / "elsewhere.db";
  std::filesystem::rename(kiosk.shared / "kiosk.db", elsewhere);
  std::filesystem::create_symlink(elsewhere, kiosk.shared / "kiosk.db");
  const auto refused = opened(kiosk);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::denied);
}

TEST_CASE("a link beside the database leads to no file of the kiosk's own") {
  const std::string_view name = GENERATE("kiosk.db-wal", "kiosk.db-shm", "kiosk.db-journal", "kiosk.bell");
  test::EnrolledKiosk kiosk;
  const auto precious = kiosk.folder.path() / "record.key";
  REQUIRE(write_file(precious, bytes_of("a key"), 0600));
  std::filesystem::remove(kiosk.shared / name);
  std::filesystem::create_symlink(precious, kiosk.shared / name);
  if (auto folder = opened(kiosk))
    static_cast<void>(store::Outbox(*folder).publish_record_key(kiosk.record_key.public_key()));
  static_cast<void>(store::Doorbell::listen(kiosk.shared, store::Role::kiosk));
  CHECK(taken(read_file(precious, 100)) == "a key");
  CHECK(check_private(precious));
}

TEST_CASE("a row that is nobody's enrolment or no place in a chain is told from a true one") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  write_as_the_other(kiosk,
                     "PRAGMA ignore_check_constraints = ON; UPDATE enrolment SET sealing_key = x'00';"
                     "UPDATE kiosk SET head_sequence = -7, heartbeat_number = 9223372036854775807");
  CHECK_FALSE(taken(store.folder->enrolment()).has_value());
  CHECK(store.head().error().code == Errc::corrupt);
  CHECK(store.outbox.append(kiosk.proposal("one"), {}, kiosk.record_key).error().code == Errc::corrupt);
  CHECK(store.outbox.record_heartbeat({.program_version = "test"}, kiosk.record_key).error().code == Errc::corrupt);
}

TEST_CASE("a chain goes on from what the kiosk remembers when the shared row names no place in it") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  REQUIRE(store.outbox.append(kiosk.proposal("one"), {}, kiosk.record_key));
  const auto before = taken(store.head());
  write_as_the_other(kiosk, "UPDATE kiosk SET head_sequence = -7");
  const auto stored = store.outbox.append(kiosk.proposal("two"), {}, kiosk.record_key);
  REQUIRE(stored);
  CHECK(stored->sequence == 2);
  const auto request = taken(store.carrier.make_request({}, "test"));
  const auto last = taken(seal::parse_envelope(request.envelopes.back())).header;
  CHECK(last.chain == before.chain);
  CHECK(last.previous == before.hash);
}

TEST_CASE("a record that was dropped before it was sent leaves its place in the chain empty") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  store.outbox.remember(taken(store.head()));
  REQUIRE(store.outbox.append(kiosk.proposal("one"), {}, kiosk.record_key));
  const auto before = taken(store.head());
  REQUIRE(store.outbox.append(kiosk.proposal("two"), {}, kiosk.record_key));
  const auto dropped = taken(store.head());
  {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(database.execute("DELETE FROM outbox WHERE sequence = 2"));
    REQUIRE(database.execute("UPDATE kiosk SET head_sequence = 1, head_hash = $1, chain_id = randomblob(16)",
                             {before.hash}));
  }
  REQUIRE(store.outbox.record_heartbeat({.program_version = "test"}, kiosk.record_key));
  REQUIRE(store.outbox.append(kiosk.proposal("three"), {}, kiosk.record_key));
  const auto request = taken(store.carrier.make_request({}, "test"));
  const auto last = taken(seal::parse_envelope(request.envelopes.back())).header;
  CHECK(last.chain == dropped.chain);
  CHECK(last.sequence == 3);
  CHECK(last.previous == dropped.hash);
  const auto heartbeat = taken(seal::open_heartbeat(*request.heartbeat, kiosk.record_key.public_key()));
  CHECK(heartbeat.head == dropped);
}
