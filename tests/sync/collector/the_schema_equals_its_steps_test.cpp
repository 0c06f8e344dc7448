#include <catch2/catch.hpp>

#include "sync/collector/storage/schema_sql.h"
#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("the collector's schema equals the sum of its steps") {
  const test::TemporaryFolder folder;
  auto stepped = db::Database::open(folder.path() / "steps.db").value();
  REQUIRE(db::migrate(stepped, collector::schema::migrations).has_value());
  auto whole = db::Database::open(folder.path() / "whole.db").value();
  REQUIRE(whole.run_script(collector::schema::whole).has_value());
  const auto steps = db::describe_schema(stepped).value();
  const auto stated = db::describe_schema(whole).value();
  for (const auto& line : stated) {
    INFO(line);
    CHECK(std::find(steps.begin(), steps.end(), line) != steps.end());
  }
  CHECK(stated.size() >= 14);
}

TEST_CASE("proposals taken before anybody was asked about gender and age keep every column") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  REQUIRE(db::migrate(database, std::span(collector::schema::migrations).first(4)).has_value());
  REQUIRE(database
              .run_script("INSERT INTO proposals (arrival, record, device, place, language, theme, body, "
                          "content_version, made_at_s, received_at_ms) VALUES (7, randomblob(16), randomblob(16), "
                          "'09.001.01.01', 'ar', 'youth', 'text', 1, 60, 61)")
              .has_value());
  REQUIRE(db::migrate(database, collector::schema::migrations).has_value());
  const auto row = database.query_one("SELECT arrival, body, gender, age_band FROM proposals").value().value();
  CHECK(row.integer(0) == 7);
  CHECK(row.text(1) == "text");
  CHECK(row.is_null(2));
  CHECK(row.is_null(3));
}

TEST_CASE("the step that brings answers keeps every proposal and every line of the audit") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  const auto is_answers = [](const db::Migration& step) {
    return step.sql.find("CREATE TABLE answers") != step.sql.npos;
  };
  const std::span<const db::Migration> steps = collector::schema::migrations;
  const auto before = std::find_if(steps.begin(), steps.end(), is_answers) - steps.begin();
  REQUIRE(db::migrate(database, steps.first(static_cast<std::size_t>(before))).has_value());
  REQUIRE(database
              .run_script("INSERT INTO proposals (arrival, record, device, place, language, theme, body, "
                          "content_version, made_at_s, received_at_ms, lookup, reply_key) VALUES (7, zeroblob(16), "
                          "zeroblob(16), '09', 'ar', 'roads', 'a bench', 1, 60, 61, zeroblob(16), zeroblob(32));"
                          "INSERT INTO audit (at_ms, action) VALUES (5, 'signed_in');")
              .has_value());
  REQUIRE(db::migrate(database, steps).has_value());
  const auto proposal =
      database.query_one("SELECT arrival, body, received_at_ms, answer_state FROM proposals").value().value();
  CHECK(proposal.integer(0) == 7);
  CHECK(proposal.text(1) == "a bench");
  CHECK(proposal.integer(2) == 61);
  CHECK(proposal.is_null(3));
  const auto line = database.query_one("SELECT at_ms, action, record FROM audit").value().value();
  CHECK(line.integer(0) == 5);
  CHECK(line.text(1) == "signed_in");
  CHECK(line.is_null(2));
}

TEST_CASE("a collector from before content packs keeps its records and has no pack") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "collector.db").value();
  REQUIRE(db::migrate(database, std::span(collector::schema::migrations).first(7)));
  REQUIRE(
      database.run_script("INSERT INTO devices (id, label, made_at_ms) VALUES (zeroblob(16), 'hall', 1);"
                          "INSERT INTO envelopes (record, device, chain, sequence, header, header_hash, previous_hash, "
                          "signature, received_at_ms) VALUES (zeroblob(16), zeroblob(16), zeroblob(16), 1, x'01', "
                          "zeroblob(32), zeroblob(32), zeroblob(64), 1)"));
  REQUIRE(db::migrate(database, collector::schema::migrations));
  CHECK(database.query_one("SELECT count(*) FROM envelopes").value()->integer(0) == 1);
  CHECK(database.query_one("SELECT count(*) FROM packs").value()->integer(0) == 0);
}

TEST_CASE("the step that gives a receipt to the first record keeps what the later one says") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  const auto is_held = [](const db::Migration& step) { return step.sql.find("held_records") != step.sql.npos; };
  const std::span<const db::Migration> steps = collector::schema::migrations;
  const auto before = std::find_if(steps.begin(), steps.end(), is_held) - steps.begin();
  REQUIRE(db::migrate(database, steps.first(static_cast<std::size_t>(before))).has_value());
  for (const auto* arrival : {"1", "2", "3"})
    REQUIRE(database
                .execute("INSERT INTO proposals (arrival, record, device, place, language, theme, body, "
                         "content_version, made_at_s, received_at_ms, lookup, reply_key) VALUES (CAST($1 AS INTEGER), "
                         "randomblob(16), zeroblob(16), '09', 'ar', 'roads', $1, 1, 60, 61, CASE $1 WHEN '3' THEN "
                         "randomblob(16) ELSE zeroblob(16) END, zeroblob(32))",
                         {arrival})
                .has_value());
  REQUIRE(db::migrate(database, steps).has_value());
  const auto rows =
      database.query("SELECT body, lookup IS NOT NULL, reply_key IS NOT NULL FROM proposals ORDER BY arrival").value();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].integer(1) + rows[0].integer(2) == 2);
  CHECK(rows[1].text(0) == "2");
  CHECK(rows[1].integer(1) + rows[1].integer(2) == 0);
  CHECK(rows[2].integer(1) + rows[2].integer(2) == 2);
}

TEST_CASE("the step that gives petitions to start a table of their own keeps their words and what answers them") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  const std::span<const db::Migration> steps = collector::schema::migrations;
  REQUIRE(db::migrate(database, steps.first(15)).has_value());
  for (const auto* theme : {"roads", "petition:09.001"})
    REQUIRE(database
                .execute("INSERT INTO proposals (arrival, record, device, place, language, theme, body, author_name, "
                         "author_contact, content_version, made_at_s, received_at_ms, lookup, reply_key, assisted_by, "
                         "answer_state) SELECT 1 + count(*), randomblob(16), zeroblob(16), '09', 'ar', $1, "
                         "'a bus line' || char(10, 10) || 'none runs', 'Hassan', '0600000000', 1, 60, 61, "
                         "zeroblob(16), zeroblob(32), 'agadir-7', 'accepted' FROM proposals",
                         {theme})
                .has_value());
  REQUIRE(db::migrate(database, steps).has_value());
  CHECK(database.query("SELECT theme FROM proposals").value().at(0).text(0) == "roads");
  const auto starts = database.query(
      "SELECT arrival, addressee, object || reasons, representative_name, representative_contact, made_at_s, "
      "received_at_ms, lookup IS NOT NULL AND reply_key IS NOT NULL, assisted_by, answer_state FROM petition_starts");
  REQUIRE(starts.value().size() == 1);
  const auto& row = starts->front();
  CHECK(row.integer(0) == 2);
  CHECK(row.text(1) == "09.001");
  CHECK(row.text(2) == "a bus line\n\nnone runs");
  CHECK(row.text(3) + row.text(4) == "Hassan0600000000");
  CHECK(row.integer(5) + row.integer(6) == 121);
  CHECK(row.integer(7) == 1);
  CHECK(row.text(8) + row.text(9) == "agadir-7accepted");
}
