#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;

TEST_CASE("an operator invites and resets and disables and removes accounts when nobody can sign in") {
  const test::TemporaryFolder folder;
  const auto admin = [&](std::string_view command) {
    return test::said_by(
        fmt::format("{} admin {} --data {} 2>&1", MINBAR_COLLECTOR, command, (folder.path() / "data").string()));
  };
  REQUIRE(test::said_by(fmt::format("{} init --data {}", MINBAR_COLLECTOR, (folder.path() / "data").string())).well);
  REQUIRE(admin("create-user --name amina").well);
  const auto invited =
      admin("invite --name brahim --role reader@09.001 --role staff --public-url https://minbar.example.ma/");
  CHECK_THAT(invited.text, Matches("link: https://minbar\\.example\\.ma/invitation/[A-Za-z0-9_-]{32}\nexpires: .*Z\n"));
  CHECK_THAT(admin("accounts").text, Contains("amina\t1\tnetwork\teverywhere\n") &&
                                         Contains("brahim\t4\treader\t09.001\tinvited, the link ends "));
  CHECK_THAT(admin("reset-password --name brahim").text, Contains("link: /invitation/"));
  CHECK_THAT(admin("reset-password --name amina").text, Contains("link: /reset/"));
  CHECK(admin("sessions --name amina").text.empty());
  CHECK_THAT(admin("end-sessions --name amina").text, Contains("ended: 0\n"));
  CHECK_THAT(admin("disable --name brahim").text, Contains("disabled: brahim\n"));
  CHECK_THAT(admin("accounts").text, Contains("brahim\t4\treader\t09.001\tdisabled\n"));
  CHECK_THAT(admin("enable --name brahim").text, Contains("enabled: brahim\n"));
  CHECK_THAT(admin("remove --name brahim").text, Contains("removed: brahim\n"));
  CHECK_THAT(admin("accounts").text, Contains("brahim\t-\tno role\tremoved\n"));
  const std::initializer_list<std::pair<const char*, const char*>> wrong{
      {"invite --name amina --role reader", "an account with this name is there already"},
      {"invite --name Brahim --role reader", "was removed"},
      {"invite --name karim --role king", "there is no role king"},
      {"invite --name karim", "--role is required"},
      {"disable --name amina", "nobody else who can sign in has the role network"},
      {"remove --name amina", "nobody else who can sign in has the role network"},
      {"enable --name amina", "the account is not disabled"},
      {"reset-password --name nobody", "there is no account with this name"},
      {"reset-second-factor --name amina", "the account has no second factor"},
      {"end-sessions --name amina --number 7", "the account has no session with this number"},
  };
  for (const auto& [command, words] : wrong) {
    INFO(command);
    const auto said = admin(command);
    CHECK_FALSE(said.well);
    CHECK_THAT(said.text, Contains(words));
  }
}
