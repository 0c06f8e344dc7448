#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("a second writer is told busy and a reader is not disturbed") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  auto first = db::Database::open(path, {.busy_timeout_ms = 0}).value();
  auto second = db::Database::open(path, {.busy_timeout_ms = 0}).value();
  REQUIRE(first.execute("CREATE TABLE t (k INTEGER) STRICT"));
  const auto outer = first.transaction([&]() -> Result<std::int64_t> {
    TRY(first.execute("INSERT INTO t VALUES (1)"));
    CHECK(second.execute("INSERT INTO t VALUES (2)").error().code == Errc::busy);
    CHECK(second.query_one("SELECT count(*) FROM t").value()->integer(0) == 0);
    return 0;
  });
  REQUIRE(outer);
  CHECK(second.query_one("SELECT count(*) FROM t").value()->integer(0) == 1);
}

TEST_CASE("the database and its log are writable by the group and nobody else") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  const auto old = ::umask(0077);
  auto database = db::Database::open(path, {.group_writable = true}).value();
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER) STRICT"));
  ::umask(old);
  for (const char* suffix : {"", "-wal", "-shm"}) {
    struct stat info {};
    REQUIRE(::stat((path.string() + suffix).c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0660);
  }
}

TEST_CASE("a missing database is told apart from one that is none") {
  const test::TemporaryFolder folder;
  CHECK(db::Database::open(folder.path() / "no.db", {.create = false}).error().code == Errc::not_found);
  CHECK(db::Database::open(folder.path() / "nofolder" / "x.db").error().code == Errc::not_found);
  {
    auto* file = std::fopen((folder.path() / "text.db").c_str(), "w");
    std::fputs(std::string(5000, 'x').c_str(), file);
    std::fclose(file);
  }
  CHECK(db::Database::open(folder.path() / "text.db").error().code == Errc::corrupt);
}
