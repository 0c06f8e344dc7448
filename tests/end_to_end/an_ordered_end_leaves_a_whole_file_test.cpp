// A plain copy of a database file, without its log, after the program that wrote it was asked to end.
#include <catch2/catch.hpp>

#include <csignal>
#include <fstream>

#include <fmt/format.h>

#include "sync/db/database.h"
#include "tests/end_to_end/said_by.h"
#include "tests/end_to_end/started.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

// Copied as somebody does who knows of no log.
std::int64_t count_in_copy(const std::filesystem::path& file, const std::string& sql) {
  const test::TemporaryFolder elsewhere;
  const auto copy = elsewhere.path() / "copy.db";
  std::filesystem::copy_file(file, copy);
  auto database = db::Database::open(copy, {.create = false}).value();
  return database.query_one(sql).value().value().integer(0);
}

bool has_no_log(const std::filesystem::path& file) {
  std::error_code gone;
  const auto size = std::filesystem::file_size(file.string() + "-wal", gone);
  return gone || size == 0;
}

}  // namespace

TEST_CASE("a collector that was asked to end leaves a file that is whole by itself") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const auto file = folder.path() / "data" / "db" / "collector.db";
  test::Started serving({MINBAR_COLLECTOR, "serve", "--listen", "127.0.0.1:0", "--data", data});
  serving.wait_for("listening on ");
  for (const auto* name : {"amina", "driss"})
    REQUIRE(test::said_by(fmt::format("{} admin create-user --name {} --data {}", MINBAR_COLLECTOR, name, data)).well);
  REQUIRE(serving.end(SIGTERM) == 0);
  CHECK(has_no_log(file));
  CHECK(count_in_copy(file, "SELECT count(*) FROM accounts") == 2);
}

TEST_CASE("a kiosk that was asked to end leaves a file that is whole while its agent has it open") {
  const test::TemporaryFolder folder;
  const auto shared = folder.path() / "shared";
  test::Started kiosk({MINBAR_KIOSK, "--offscreen", "--size", "480x800", "--ppi", "60", "--data", shared.string(),
                       "--keys", (folder.path() / "keys").string()});
  kiosk.wait_for("program_started");
  auto agents = db::Database::open(shared / "kiosk.db", {.create = false, .group_writable = true}).value();
  REQUIRE(agents.query_one("SELECT count(*) FROM kiosk").value()->integer(0) == 1);
  REQUIRE(kiosk.end(SIGTERM) == 0);
  CHECK(has_no_log(shared / "kiosk.db"));
  CHECK(count_in_copy(shared / "kiosk.db", "SELECT count(*) FROM kiosk WHERE record_key IS NOT NULL") == 1);
}

TEST_CASE("an agent that ends leaves a file that is whole while its kiosk has it open") {
  const test::TemporaryFolder folder;
  const auto shared = folder.path() / "shared";
  const auto once =
      fmt::format("{} --data {} --keys {} once 2>&1", MINBAR_SYNC, shared.string(), (folder.path() / "keys").string());
  static_cast<void>(test::said_by(once));  // makes the folder; not enrolled
  auto kiosks = db::Database::open(shared / "kiosk.db", {.create = false, .group_writable = true}).value();
  REQUIRE(kiosks.execute("UPDATE kiosk SET waiting = 3").value() == 1);
  REQUIRE_FALSE(has_no_log(shared / "kiosk.db"));
  static_cast<void>(test::said_by(once));
  CHECK(has_no_log(shared / "kiosk.db"));
  CHECK(count_in_copy(shared / "kiosk.db", "SELECT waiting FROM kiosk") == 3);
}
