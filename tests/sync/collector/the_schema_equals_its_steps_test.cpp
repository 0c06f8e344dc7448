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
