#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {
struct Open {
  test::TemporaryFolder folder;
  db::Database database = db::Database::open(folder.path() / "x.db").value();
};
}  // namespace

TEST_CASE("numbers bytes text and null come back as they went") {
  Open open;
  auto& database = open.database;
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, i INTEGER, b BLOB, s TEXT, r REAL) STRICT"));
  const Bytes zeros{0, 1, 0, 255};
  const std::string arabic("نص\0بعده", 14);
  REQUIRE(database.execute("INSERT INTO t VALUES (1, $1, $2, $3, $4)", {INT64_MAX, zeros, arabic, 0.5}));
  REQUIRE(database.execute("INSERT INTO t VALUES (2, $1, $2, $3, $4)", {INT64_MIN, Bytes{}, "", std::nullopt}));
  REQUIRE(database.execute("INSERT INTO t VALUES (3, $1, $1, $1, $1)", {std::nullopt}));
  const auto rows = database.query("SELECT i, b, s, r FROM t ORDER BY k").value();
  CHECK(rows[0].integer(0) == INT64_MAX);
  CHECK(rows[0].bytes(1) == zeros);
  CHECK(rows[0].text(2) == arabic);
  CHECK(rows[0].real(3) == 0.5);
  CHECK(rows[1].integer(0) == INT64_MIN);
  CHECK_FALSE(rows[1].is_null(1));
  CHECK(rows[1].bytes(1).empty());
  CHECK(rows[1].text(2).empty());
  CHECK(rows[1].is_null(3));
  for (std::size_t column = 0; column < 4; ++column) CHECK(rows[2].is_null(column));
  CHECK(rows[2].maybe_bytes(1) == std::nullopt);
}

TEST_CASE("placeholders are bound by their number in any order and may repeat") {
  Open open;
  const auto row = open.database.query_one("SELECT $2, $1, $2", {std::int64_t{1}, "two"}).value();
  CHECK(row->text(0) == "two");
  CHECK(row->integer(1) == 1);
  CHECK(row->text(2) == "two");
}

TEST_CASE("a value without a placeholder and the reverse are refused") {
  Open open;
  CHECK(open.database.query("SELECT $1", {}).error().code == Errc::internal);
  CHECK(open.database.query("SELECT $1", {1, 2}).error().code == Errc::internal);
  CHECK(open.database.query("SELECT ?1", {1}).error().code == Errc::internal);
  CHECK(open.database.query("SELECT 1; SELECT 2").error().code == Errc::internal);
  CHECK(open.database.query("SELEC 1").error().code == Errc::internal);
}

TEST_CASE("a constraint tells a doubled key from another wrong value and quotes nothing") {
  Open open;
  auto& database = open.database;
  REQUIRE(database.execute("CREATE TABLE t (k TEXT UNIQUE NOT NULL CHECK (k <> 'bad')) STRICT"));
  REQUIRE(database.execute("INSERT INTO t VALUES ($1)", {"secret"}));
  const auto doubled = database.execute("INSERT INTO t VALUES ($1)", {"secret"});
  CHECK(doubled.error().code == Errc::conflict);
  CHECK(doubled.error().context.find("secret") == std::string::npos);
  CHECK(database.execute("INSERT INTO t VALUES ($1)", {"bad"}).error().code == Errc::bad_input);
  CHECK(database.execute("INSERT INTO t VALUES ($1)", {std::nullopt}).error().code == Errc::bad_input);
}

TEST_CASE("an insert that returns a row is seen by others when the call has returned") {
  Open open;
  REQUIRE(open.database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY) STRICT"));
  const auto made = open.database.query_one("INSERT INTO t DEFAULT VALUES RETURNING k").value();
  auto other = db::Database::open(open.folder.path() / "x.db").value();
  CHECK(other.query_one("SELECT k FROM t").value()->integer(0) == made->integer(0));
}

TEST_CASE("an insert tells the number of its row or that it was left out") {
  Open open;
  auto& database = open.database;
  REQUIRE(database.execute("CREATE TABLE t (number INTEGER PRIMARY KEY, k TEXT UNIQUE NOT NULL) STRICT"));
  constexpr std::string_view insert = "INSERT INTO t (k) VALUES ($1) ON CONFLICT (k) DO NOTHING";
  CHECK(database.insert(insert, {"one"}).value() == 1);
  CHECK(database.insert(insert, {"two"}).value() == 2);
  CHECK_FALSE(database.insert(insert, {"one"}).value().has_value());
  CHECK(database.insert(insert, {"three"}).value() == 3);
  CHECK(database.insert(insert, {std::nullopt}).error().code == Errc::bad_input);
}
