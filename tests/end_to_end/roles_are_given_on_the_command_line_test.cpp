#include <catch2/catch.hpp>

#include <filesystem>

#include <fmt/format.h>

#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

TEST_CASE("an operator gives and takes roles and is told what was wrong") {
  const test::TemporaryFolder folder;
  const auto admin = [&](std::string_view command) {
    return test::said_by(
        fmt::format("{} admin {} --data {} 2>&1", MINBAR_COLLECTOR, command, (folder.path() / "data").string()));
  };
  REQUIRE(test::said_by(fmt::format("{} init --data {}", MINBAR_COLLECTOR, (folder.path() / "data").string())).well);
  CHECK(admin("create-user --name amina").well);
  CHECK(admin("create-user --name brahim --role reader@09.001 --role staff").well);
  CHECK_THAT(admin("accounts").text, Contains("amina\t1\tnetwork\teverywhere\n") &&
                                         Contains("brahim\t4\treader\t09.001\n") &&
                                         Contains("brahim\t5\tstaff\teverywhere\n"));
  CHECK_THAT(admin("grant --name brahim --role bureau@09 --until 2027-02-07").text, Contains("role: 6"));
  CHECK_THAT(admin("accounts").text,
             Contains("until 2027-02-08T00:00:00Z"));  // 25 hours after it began: Ramadan's clock
  CHECK(admin("end-role --number 4").well);
  CHECK_THAT(admin("accounts").text, !Contains("reader"));
  const std::initializer_list<std::pair<const char*, const char*>> wrong{
      {"grant --name brahim --role king", "there is no role king"},
      {"grant --name brahim --role staff@nowhere", "there is no place with the code nowhere"},
      {"grant --name nobody --role staff", "there is no account with this name"},
      {"grant --name brahim --role staff", "has this role there already, with the number 5"},
      {"grant --name brahim --role reader --until ''", "a last day is written as 2027-06-30"},
      {"grant --name brahim --role reader --until 2020-01-01", "must end after it begins"},
      {"end-role --number 4", "there is no such role to end"},
      {"end-role --number 1", "nobody else who can sign in has the role network"},
      {"create-user --name karim --role reader@", "there is no place with the code"},
  };
  for (const auto& [command, words] : wrong) {
    INFO(command);
    const auto said = admin(command);
    CHECK_FALSE(said.well);
    CHECK_THAT(said.text, Contains(words));
  }
}

TEST_CASE("a mistyped folder is told and makes no other collector") {
  const test::TemporaryFolder folder;
  const auto wrong = folder.path() / "mistyped";
  for (const auto* command : {"accounts", "create-user --name a", "enrol-code --place 09.001.01.01 --label hall",
                              "grant --name a --role staff", "disable --name a", "end-role --number 1"}) {
    INFO(command);
    const auto said =
        test::said_by(fmt::format("{} admin {} --data {} 2>&1", MINBAR_COLLECTOR, command, wrong.string()));
    CHECK_FALSE(said.well);
    CHECK_THAT(said.text, Contains("there is no collector in"));
    CHECK_FALSE(std::filesystem::exists(wrong));
  }
}
