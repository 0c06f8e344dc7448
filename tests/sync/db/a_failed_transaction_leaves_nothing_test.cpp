#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {
std::int64_t count(db::Database& database) { return database.query_one("SELECT count(*) FROM t").value()->integer(0); }
}  // namespace

TEST_CASE("an error in the body undoes all of it and the next transaction works") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "x.db").value();
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY) STRICT"));
  const auto failed = database.transaction([&]() -> Result<int> {
    TRY(database.execute("INSERT INTO t VALUES (1)"));
    TRY(database.execute("INSERT INTO t VALUES (1)"));
    return 7;
  });
  CHECK(failed.error().code == Errc::conflict);
  CHECK(count(database) == 0);
  CHECK(database.transaction([&]() -> Result<int> {
    TRY(database.execute("INSERT INTO t VALUES (1)"));
    return 7;
  }) == 7);
  CHECK(count(database) == 1);
}

TEST_CASE("a full database refuses and keeps what it has") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  auto database = db::Database::open(path, {.max_bytes = 64 * 1024}).value();
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, b BLOB) STRICT"));
  const Bytes big(8'000, 1);
  std::int64_t kept = 0;
  Errc error = Errc::internal;
  for (int i = 0; i < 100; ++i) {
    const auto put = database.transaction([&]() -> Result<std::int64_t> {
      TRY(database.execute("INSERT INTO t (b) VALUES ($1)", {big}));
      return database.execute("INSERT INTO t (b) VALUES ($1)", {big});
    });
    if (!put) {
      error = put.error().code;
      break;
    }
    kept += 2;
  }
  CHECK(error == Errc::full);
  CHECK(count(database) == kept);
  auto reopened = db::Database::open(path).value();
  CHECK(count(reopened) == kept);
  CHECK(reopened.query_one("PRAGMA integrity_check").value()->text(0) == "ok");
}

TEST_CASE("a first write that a power cut left half done is undone also for whoever only reads") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  const auto cut = folder.path() / "cut.db";
  {
    auto database = db::Database::open(path).value();
    REQUIRE(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, b BLOB) STRICT"));
    REQUIRE(database.query("PRAGMA journal_mode = DELETE"));  // as a file is written before it has its log
    REQUIRE(database.query("PRAGMA cache_size = 1"));         // so that the file is changed before the commit
    const auto cut_short = database.transaction([&]() -> Result<int> {
      for (int i = 0; i < 100; ++i) TRY(database.execute("INSERT INTO t (b) VALUES ($1)", {Bytes(8'000, 1)}));
      for (const char* part : {"", "-journal"}) std::filesystem::copy_file(path.string() + part, cut.string() + part);
      return 7;
    });
    REQUIRE(cut_short);
  }
  REQUIRE(std::filesystem::file_size(cut.string() + "-journal") > 0);
  auto reader = db::Database::open(cut, {.create = false, .read_only = true});
  REQUIRE(reader);
  CHECK(count(*reader) == 0);
  CHECK(reader->query_one("PRAGMA integrity_check").value()->text(0) == "ok");
}
