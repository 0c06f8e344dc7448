#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "sync/agent/commands.h"
#include "sync/agent/enrol_code.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using agent::EnrolCodeSource;

namespace {

Result<std::string> read(const EnrolCodeSource& source, const std::string& typed, bool by_person = false) {
  std::istringstream in(typed);
  std::ostringstream ask;
  auto code = agent::read_enrol_code(source, in, by_person, ask);
  CHECK(ask.str().empty() != by_person);
  return code;
}

}  // namespace

TEST_CASE("a code is one line of standard input where none is given") {
  CHECK(read({}, "ABCDE-FGHJK-M\n") == "ABCDE-FGHJK-M");
  CHECK(read({.given = "-"}, " ABCDE-FGHJK-M \r\nmore\n") == "ABCDE-FGHJK-M");
  CHECK(read({}, "ABCDE-FGHJK-M") == "ABCDE-FGHJK-M");
}

TEST_CASE("a person at a terminal is asked for the code") {
  CHECK(read({}, "ABCDE-FGHJK-M\n", true) == "ABCDE-FGHJK-M");
}

TEST_CASE("a code is the first line of a file") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "code";
  std::ofstream(file) << "ABCDE-FGHJK-M\nand what a person noted\n";
  CHECK(read({.file = file}, "") == "ABCDE-FGHJK-M");
  CHECK(read({.file = folder.path() / "none"}, "").error().code == Errc::not_found);
  CHECK(read({.given = "ABCDE-FGHJK-M", .file = file}, "").error().code == Errc::bad_input);
}

TEST_CASE("a code on the command line goes on being taken") {
  CHECK(read({.given = "ABCDE-FGHJK-M"}, "OTHER\n") == "ABCDE-FGHJK-M");
}

TEST_CASE("no code and a line without end are told apart from a code") {
  for (const auto& typed : {std::string(), std::string("\n"), std::string(" \r\n"), std::string(100'000, 'A')})
    CHECK(read({}, typed).error().code == Errc::bad_input);
}

TEST_CASE("root enrols no kiosk of another user") {
  if (::geteuid() != 0) return;
  const test::TemporaryFolder folder;
  const auto shared = folder.path() / "shared";
  std::filesystem::create_directory(shared);
  REQUIRE(::chown(shared.c_str(), 12345, 12345) == 0);
  const agent::CommandOptions options{.data = shared, .keys = folder.path() / "agent"};
  CHECK(agent::enrol_command(options, "http://127.0.0.1:1", {.given = "ABCDE-FGHJK-M"}) == agent::exit_no_permission);
  CHECK_FALSE(std::filesystem::exists(options.keys));
}
