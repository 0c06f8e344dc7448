// The file of options that a package installs, read by the real programs.
#include <catch2/catch.hpp>

#include <fstream>

#include <fmt/format.h>

#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

struct Etc {
  std::string config(const std::string& text) {
    std::ofstream(folder.path() / "options.toml") << text;
    return "--config " + (folder.path() / "options.toml").string();
  }
  test::TemporaryFolder folder;
};

// Its errors too.
std::string said_with(const std::string& command) { return test::said_by(command + " 2>&1").text; }

}  // namespace

TEST_CASE("a program takes its options from a file and the command line counts more") {
  Etc etc;
  const auto here = etc.folder.path().string();
  const auto config =
      etc.config(fmt::format("data = \"{}/shared\"\nkeys = \"{}/agent\"\n[run]\nsettle-after-days = 10\n", here, here));
  CHECK_THAT(said_with(fmt::format("{} {} status", MINBAR_SYNC, config)), Contains(here + "/shared"));
  CHECK_THAT(said_with(fmt::format("{} {} --data {}/other status", MINBAR_SYNC, config, here)),
             Contains(here + "/other"));
}

TEST_CASE("a file of options can be read or its fault is named and nothing is begun") {
  Etc etc;
  const auto here = etc.folder.path().string();
  const auto check = [&](const std::string& program, const std::string& command, const std::string& text) {
    return said_with(fmt::format("{} {} --check-config {}", program, etc.config(text), command));
  };
  CHECK_THAT(check(MINBAR_KIOSK, "", "data = \"/nowhere\"\nkeys = \"/nowhere\"\nppi = 141\n"), Contains("can be read"));
  CHECK_THAT(check(MINBAR_KIOSK, "", "ppi = 5\n"), Contains("ppi"));
  CHECK_THAT(check(MINBAR_KIOSK, "", "pppi = 141\n"), Contains("pppi"));
  CHECK_THAT(check(MINBAR_SYNC, "run", "[run]\nsettle-after-days = 10\n"), Contains("can be read"));
  CHECK_THAT(check(MINBAR_SYNC, "run", "[run]\nsettle-after-days = 0\n"), Contains("settle-after-days"));
  const auto data = fmt::format("[serve]\ndata = \"{}/data\"\n", here);
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "listen = \"127.0.0.1:0\"\n"), Contains("can be read"));
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "keep-audit = 3\n"), Contains("keep-audit"));
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "lisen = \"127.0.0.1:0\"\n"), Contains("lisen"));
  CHECK_FALSE(std::filesystem::exists(etc.folder.path() / "data"));
}

TEST_CASE("a file of options that is not there is an error") {
  CHECK_THAT(said_with(fmt::format("{} --config /nowhere/options.toml status", MINBAR_SYNC)),
             Contains("/nowhere/options.toml"));
}
