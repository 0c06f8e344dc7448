#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/db/database.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

TEST_CASE("an operator verifies the audit and is told which row was changed") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const auto run = [&](const std::string& command) {
    return test::said_by(fmt::format("{} {} --data {} 2>&1", MINBAR_COLLECTOR, command, data));
  };
  REQUIRE(test::said_by(fmt::format("{} init --data {}", MINBAR_COLLECTOR, data)).well);
  REQUIRE(run("admin create-user --name amina").well);
  const auto good = run("verify-audit");
  CHECK(good.well);
  CHECK_THAT(good.text, Contains("rows: 4\n") && Contains("newest: 4:"));
  const auto at = good.text.find("newest: ") + 8;
  const auto mark = good.text.substr(at, good.text.find('\n', at) - at);
  const auto copy = run(fmt::format("backup --plain {}", (folder.path() / "copy.db").string()));
  CHECK_THAT(copy.text, Contains("audit: " + mark));
  REQUIRE(run("admin grant --name amina --role staff").well);
  CHECK(run("verify-audit --expect " + mark).well);
  CHECK_THAT(run("verify-audit --expect 4:1234").text, Contains("ROW:HASH"));
  auto other = mark;
  other.back() = other.back() == '0' ? '1' : '0';
  const auto unexpected = run("verify-audit --expect " + other);
  CHECK_FALSE(unexpected.well);
  CHECK_THAT(unexpected.text, Contains("no longer has the expected row"));
  {
    auto database = db::Database::open(folder.path() / "data" / "db" / "collector.db", {.create = false}).value();
    REQUIRE(database.execute("UPDATE audit SET decision = 'reader' WHERE id = 2").value() == 1);
  }
  const auto changed = run("verify-audit");
  CHECK_FALSE(changed.well);
  CHECK_THAT(changed.text, Contains("row 2 of the audit was changed"));
}
