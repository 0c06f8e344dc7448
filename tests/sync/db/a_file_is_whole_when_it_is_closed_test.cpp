#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

std::uintmax_t log_bytes(const std::filesystem::path& file) {
  std::error_code gone;
  const auto size = std::filesystem::file_size(file.string() + "-wal", gone);
  return gone ? 0 : size;
}

std::string bytes_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a file is whole by itself once its writer is closed though others have it open") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  std::optional<db::Database> writer(db::Database::open(path, {.whole_at_end = true}).value());
  auto other = db::Database::open(path, {.create = false}).value();
  auto reader = db::Database::open(path, {.create = false, .read_only = true}).value();
  REQUIRE(writer->execute("CREATE TABLE t (k INTEGER) STRICT"));
  REQUIRE(writer->execute("INSERT INTO t VALUES (7)"));
  REQUIRE(reader.query_one("SELECT k FROM t").value()->integer(0) == 7);
  REQUIRE(log_bytes(path) > 0);
  writer.reset();
  CHECK(log_bytes(path) == 0);
  const auto copy = folder.path() / "copy.db";
  std::filesystem::copy_file(path, copy);
  auto copied = db::Database::open(copy, {.create = false}).value();
  CHECK(copied.query_one("SELECT k FROM t").value()->integer(0) == 7);
}

TEST_CASE("a file and its log stay as they are when whoever met damage in the log closes them or empties it") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  const auto log = path.string() + "-wal";
  auto other = db::Database::open(path, {.log_stays = true}).value();  // so that nobody checks the log again
  REQUIRE(other.execute("CREATE TABLE t (k INTEGER) STRICT"));
  REQUIRE(other.execute("INSERT INTO t VALUES (7)"));
  REQUIRE(other.checkpoint());
  REQUIRE(other.execute("UPDATE t SET k = 8"));
  std::optional<db::Database> meets(
      db::Database::open(path, {.create = false, .whole_at_end = true, .log_stays = true}).value());
  std::filesystem::resize_file(log, log_bytes(path) - 4096);
  std::filesystem::resize_file(log, log_bytes(path) + 4096);
  const auto file_before = bytes_of_file(path);
  const auto log_before = bytes_of_file(log);
  CHECK(meets->query_one("SELECT k FROM t").error().code == Errc::corrupt);
  SECTION("emptied") { CHECK_FALSE(meets->checkpoint()); }
  SECTION("closed") { meets.reset(); }
  SECTION("closed after the trouble was told") {
    CHECK(meets->take_trouble());
    meets.reset();
  }
  CHECK((bytes_of_file(path) == file_before));
  CHECK((bytes_of_file(log) == log_before));
}

TEST_CASE("a file that was made and not given its mode gets it at the next open") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "x.db";
  std::ofstream(path).close();
  ::chmod(path.c_str(), 0600);
  REQUIRE(db::Database::open(path, {.group_writable = true}));
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0660);
  ::chmod(path.c_str(), 0600);  // by a person, of a file in use
  REQUIRE(db::Database::open(path, {.group_writable = true}));
  REQUIRE(::stat(path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}
