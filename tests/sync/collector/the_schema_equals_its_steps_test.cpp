#include <catch2/catch.hpp>

#include "sync/collector/schema_sql.h"
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
