// The file of options that a package installs, read by the real programs.
#include <catch2/catch.hpp>

#include <sys/stat.h>

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
      etc.config(fmt::format("data = \"{}/shared\"\nkeys = \"{}/agent\"\nsettle-after-days = 10\n", here, here));
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
  CHECK_THAT(check(MINBAR_SYNC, "run", "settle-after-days = 10\n"), Contains("can be read"));
  CHECK_THAT(check(MINBAR_SYNC, "run", "settle-after-days = 0\n"), Contains("settle-after-days"));
  const auto data = fmt::format("[serve]\ndata = \"{}/data\"\n", here);
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "listen = \"127.0.0.1:0\"\n"), Contains("can be read"));
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "keep-audit = 3\n"), Contains("keep-audit"));
  CHECK_THAT(check(MINBAR_COLLECTOR, "serve", data + "lisen = \"127.0.0.1:0\"\n"), Contains("lisen"));
  CHECK_FALSE(std::filesystem::exists(etc.folder.path() / "data"));
}

TEST_CASE("a file of options is read as TOML says and where it is none its line is named") {
  Etc etc;
  const auto check = [&](const std::string& text) {
    return said_with(fmt::format("{} {} --check-config serve", MINBAR_COLLECTOR, etc.config(text)));
  };
  CHECK_THAT(check("\xEF\xBB\xBF[serve] # what it serves\ndata = '/nowhere'\ntrusted-proxy = [\n \"127.0.0.1\",\n]\n"),
             Contains("can be read"));
  CHECK_THAT(check("[serve]\ndata = \"/nowhere\nlisten = \"127.0.0.1:0\"\n"), Contains("line 2"));
  CHECK_THAT(check("[serve]\ndata = /nowhere\n"), Contains("line 2"));
  CHECK_THAT(check("[serve]\ndata = \"/nowhere\"\ndata = \"/other\"\n"), Contains("line 3"));
  CHECK_THAT(check("[serve]\ndata = 2026-12-01\n"), Contains("line 2"));
  CHECK_THAT(check("[serve]\ndata = \"/nowhere\\u0000/else\"\n"), Contains("NUL"));
  std::string deep = "a";
  while (deep.size() < 50'000) deep += ".a";
  CHECK_THAT(check("[serve]\n" + deep + " = 1\n"), Contains("line 2") && Contains("longer than"));
  CHECK_THAT(check("[serve]\ndata = \"/nowhere\"\nbehind-proxy = \"perhaps\"\n"), Contains("behind-proxy"));
}

TEST_CASE("what no program could start with is found by the check alone") {
  Etc etc;
  const auto kiosk =
      etc.config("data = \"/nowhere\"\nkeys = \"/nowhere\"\nservice = \"civil_registry\"\ncampaign = \"a\"\n");
  CHECK_THAT(said_with(fmt::format("{} {} --check-config", MINBAR_KIOSK, kiosk)), Contains("do not go together"));
  const auto serve = etc.config("[serve]\ndata = \"/nowhere\"\nlisten = \"127.0.0.1\"\n");
  CHECK_THAT(said_with(fmt::format("{} {} --check-config serve", MINBAR_COLLECTOR, serve)), Contains("127.0.0.1"));
  CHECK_THAT(said_with(fmt::format("{} {} serve 2>&1; echo \"status $?\"", MINBAR_COLLECTOR, serve)),
             Contains("status 64"));
}

TEST_CASE("what is no file of options is refused at once") {
  Etc etc;
  const auto pipe = etc.folder.path() / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto with = [](const std::string& config) {
    return said_with(fmt::format("timeout 60 {} --config '{}' status 2>&1; echo \"status $?\"", MINBAR_SYNC, config));
  };
  for (const auto& none :
       {std::string("/nowhere/options.toml"), std::string(), pipe.string(), etc.folder.path().string()}) {
    INFO(none);
    const auto said = with(none);
    CHECK_THAT(said, Contains(none));
    CHECK_THAT(said, Contains("status 64"));
  }
  static_cast<void>(etc.config(std::string(100'000, '#')));
  CHECK_THAT(with((etc.folder.path() / "options.toml").string()), Contains("longer than"));
}
