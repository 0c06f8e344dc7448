#include <catch2/catch.hpp>

#include "sync/store/schema_sql.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("the kiosk schema is the sum of its migrations") {
  const test::TemporaryFolder folder;
  auto stepped = db::Database::open(folder.path() / "stepped.db").value();
  auto whole = db::Database::open(folder.path() / "whole.db").value();
  REQUIRE(db::migrate(stepped, store::schema::migrations));
  REQUIRE(whole.run_script(store::schema::whole));
  const auto described = db::describe_schema(stepped).value();
  CHECK(described == db::describe_schema(whole).value());
  CHECK(described.size() >= 5);
}

TEST_CASE("a kiosk database from before content packs keeps what was said and can take packs") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "kiosk.db").value();
  REQUIRE(db::migrate(database, std::span(store::schema::migrations).first(1)));
  REQUIRE(
      database.run_script("INSERT INTO kiosk (one, chain_id, head_hash) VALUES (1, randomblob(16), randomblob(32));"
                          "INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms) "
                          "VALUES (1, randomblob(16), randomblob(32), randomblob(32), x'0102', 5)"));
  REQUIRE(db::migrate(database, store::schema::migrations));
  CHECK(database.query_one("SELECT count(*) FROM outbox WHERE envelope = x'0102'").value()->integer(0) == 1);
  CHECK(database.query_one("SELECT note FROM content WHERE one = 1").value()->text(0) == "none");
}

TEST_CASE("of a kiosk database from before marks what went stays gone and what waits is claimed") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "kiosk.db").value();
  REQUIRE(db::migrate(database, std::span(store::schema::migrations).first(6)));
  REQUIRE(database.run_script(
      "INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms, "
      "state) SELECT column1, randomblob(16), randomblob(32), randomblob(32), CASE WHEN column1 < 4 "
      "THEN NULL ELSE x'01' END, 5, column1 < 4 FROM (VALUES (1), (2), (3), (4), (5))"));
  REQUIRE(db::migrate(database, store::schema::migrations));
  const auto row = database.query_one("SELECT records, blobs, bytes, dropped_to FROM keeping WHERE one = 1").value();
  CHECK(row->integer(0) == 0);
  CHECK(row->integer(2) == 0);
  CHECK(row->integer(3) == 3);
  CHECK(database.query_one("SELECT count(*) FROM outbox WHERE envelope IS NULL").value()->integer(0) == 3);
}

TEST_CASE("what had shrunk in a kiosk database from before it was counted is not called lost") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "kiosk.db").value();
  REQUIRE(db::migrate(database, std::span(store::schema::migrations).first(16)));
  REQUIRE(database.run_script(
      "INSERT INTO kiosk (one, chain_id, head_sequence, head_hash) VALUES (1, randomblob(16), 9, randomblob(32));"
      "INSERT INTO keeping (one) VALUES (1) ON CONFLICT DO NOTHING;"
      "INSERT INTO anew (one, state, former_chain, settled) VALUES (1, 0, randomblob(16), 3);"
      "INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms) SELECT column1, "
      "randomblob(16), randomblob(32), randomblob(32), x'01', 5 FROM (VALUES (-1), (6), (7), (9))"));
  REQUIRE(db::migrate(database, store::schema::migrations));
  const auto row = database
                       .query_one(
                           "SELECT settled_to, settled_places, settled_delivered, lost, former, (SELECT "
                           "count(former_chain) + length(origins) FROM anew) FROM keeping")
                       .value();
  CHECK(row->integer(0) == 5);
  CHECK(row->integer(1) == 5);
  CHECK(row->integer(2) == 5);
  CHECK(row->integer(3) == 1);  // place 8
  CHECK(row->integer(4) == 1);
  CHECK(row->integer(5) == 1);
}
