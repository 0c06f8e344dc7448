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
