#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/base/file_lock.h"
#include "tests/end_to_end/program.h"
#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

TEST_CASE("a second collector on one folder is refused and commands go beside the first") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const std::vector<std::string> serve{MINBAR_COLLECTOR, "serve", "--listen", "127.0.0.1:0", "--data", data};
  test::Program first(serve);
  REQUIRE_THAT(first.line(), StartsWith("listening on "));
  const auto run = [&](const std::string& command) {
    return test::said_by(fmt::format("{} {} --data {} 2>&1", MINBAR_COLLECTOR, command, data));
  };
  const auto second = run("serve --listen 127.0.0.1:0");
  CHECK_FALSE(second.well);
  CHECK_THAT(second.text, Contains("serves " + data + " already: stop it first"));
  const auto anew = run("init --under-old-keys");
  CHECK_FALSE(anew.well);
  CHECK(run("admin create-user --name amina").well);
  CHECK(run("rebuild").well);
  CHECK(run("verify-audit").well);
  first.kill();
  test::Program third(serve);  // what the killed one held is nobody's
  CHECK_THAT(third.line(), StartsWith("listening on "));
}

TEST_CASE("a second agent that stays is refused and one that runs once is not") {
  const test::TemporaryFolder folder;
  const auto shared = folder.path() / "shared";
  const auto run = [&](const std::string& command) {
    return test::said_by(fmt::format("{} --data {} --keys {} {} 2>&1", MINBAR_SYNC, shared.string(),
                                     (folder.path() / "keys").string(), command));
  };
  static_cast<void>(run("once"));  // makes the folder
  const auto held = FileLock::take(shared / "run.lock");
  REQUIRE(held.has_value());
  CHECK_THAT(run("run").text, Contains("runs on " + shared.string() + " already: stop it first"));
  CHECK_THAT(run("once").text, Contains("not enrolled"));
  CHECK(run("status").well);
}
