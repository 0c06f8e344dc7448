#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("a backup holds every committed row and never overwrites a file") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "x.db").value();
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER) STRICT"));
  for (int i = 0; i < 100; ++i) REQUIRE(database.execute("INSERT INTO t VALUES ($1)", {i}));
  const auto copy = folder.path() / "copy.db";
  REQUIRE(database.backup_to(copy));
  CHECK(database.backup_to(copy).error().code == Errc::conflict);
  struct stat info {};
  REQUIRE(::stat(copy.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  auto opened = db::Database::open(copy, {.create = false}).value();
  CHECK(opened.query_one("SELECT count(*) FROM t").value()->integer(0) == 100);
}

TEST_CASE("deleted content is gone from the file and its log after a checkpoint") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  auto database = db::Database::open(path, {.secure_delete = true}).value();
  REQUIRE(database.execute("CREATE TABLE t (s TEXT) STRICT"));
  const std::string needle = "a-needle-that-must-go";
  const auto found = [&] {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
      auto* file = std::fopen(entry.path().c_str(), "r");
      for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) all.push_back(static_cast<char>(c));
      std::fclose(file);
    }
    return all.find(needle) != std::string::npos;
  };
  REQUIRE(database.execute("INSERT INTO t VALUES ($1)", {needle}));
  CHECK(found());
  REQUIRE(database.execute("DELETE FROM t"));
  REQUIRE(database.checkpoint());
  CHECK_FALSE(found());
}
