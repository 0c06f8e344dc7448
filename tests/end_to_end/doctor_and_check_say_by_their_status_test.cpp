#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "sync/db/database.h"
#include "tests/end_to_end/said_by.h"
#include "tests/end_to_end/started.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

int status_of(const std::string& command) {
  const int status = std::system((command + " >/dev/null 2>&1").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("doctor and check say by their status whether there is something to do and serve finds damage by itself") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const auto file = folder.path() / "data" / "db" / "collector.db";
  const auto run = [&](const std::string& command) {
    return fmt::format("{} {} --data {}", MINBAR_COLLECTOR, command, data);
  };
  CHECK(status_of(run("doctor")) == 2);
  CHECK(status_of(run("check")) == 2);
  REQUIRE(status_of(run("init")) == 0);
  CHECK(status_of(run("doctor")) == 0);
  CHECK(status_of(run("doctor --json")) == 0);
  CHECK(status_of(run("check")) == 0);
  CHECK_THAT(test::said_by(run("doctor")).text, Contains("It was whole at "));
  {
    auto database = db::Database::open(file, {.create = false, .whole_at_end = true}).value();
    REQUIRE(
        database.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) "
                         "INSERT INTO petition_tallies SELECT printf('petition-%08d', i), 1 FROM n"));
  }
  {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file)) - 2 * 4096);
    stream << std::string(4096, '\0');
  }
  test::Started serving({MINBAR_COLLECTOR, "serve", "--listen", "127.0.0.1:0", "--data", data});
  serving.wait_for("listening on ");
  serving.wait_for("database_damaged");
  CHECK(serving.end(SIGTERM) == 0);
  CHECK(status_of(run("check")) == 1);
  CHECK(status_of(run("doctor")) == 1);
}
