#include <catch2/catch.hpp>

#include <array>

#include "sync/db/migrate.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {
constexpr std::array steps{
    db::Migration{1, "first", "CREATE TABLE t (k INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (41);"},
    db::Migration{2, "second", "ALTER TABLE t ADD COLUMN name TEXT; UPDATE t SET k = k + 1;"}};
constexpr std::array broken{steps[0], db::Migration{2, "broken", "UPDATE t SET k = 0; UPDATE nowhere SET k = 1;"}};
}  // namespace

TEST_CASE("each step runs once whatever is opened how often") {
  const test::TemporaryFolder folder;
  for (int round = 0; round < 3; ++round) {
    auto database = db::Database::open(folder.path() / "x.db").value();
    if (round == 0) REQUIRE(db::migrate(database, std::span(steps).first(1)));
    REQUIRE(db::migrate(database, steps));
    CHECK(database.query_one("SELECT k FROM t").value()->integer(0) == 42);
  }
}

TEST_CASE("a step that fails leaves the database as it was before it") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "x.db").value();
  CHECK_FALSE(db::migrate(database, broken));
  CHECK(database.query_one("SELECT k FROM t").value()->integer(0) == 41);
  REQUIRE(db::migrate(database, steps));
  CHECK(database.query_one("SELECT k FROM t").value()->integer(0) == 42);
}

TEST_CASE("a database newer than the program is left alone") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "x.db").value();
  REQUIRE(db::migrate(database, steps));
  CHECK(db::migrate(database, std::span(steps).first(1)).error().code == Errc::unsupported_version);
}

TEST_CASE("the description of a schema does not depend on white space or comments") {
  const test::TemporaryFolder folder;
  auto one = db::Database::open(folder.path() / "1.db").value();
  auto two = db::Database::open(folder.path() / "2.db").value();
  REQUIRE(one.run_script("CREATE TABLE t (a INTEGER, b TEXT) STRICT; CREATE INDEX i ON t (a);"));
  REQUIRE(two.run_script("CREATE TABLE t (\n  a INTEGER, -- first\n  b TEXT\n) STRICT;\nCREATE INDEX i ON t (a);"));
  CHECK(db::describe_schema(one).value() == db::describe_schema(two).value());
  REQUIRE(two.run_script("CREATE INDEX j ON t (b);"));
  CHECK(db::describe_schema(one).value() != db::describe_schema(two).value());
}
