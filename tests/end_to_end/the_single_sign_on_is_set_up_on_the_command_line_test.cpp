#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "tests/end_to_end/said_by.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;
using Catch::Matchers::Contains;

TEST_CASE("an operator who sets the single sign-on up is told what was wrong") {
  const test::TemporaryFolder folder;
  const auto data = (folder.path() / "data").string();
  const auto say = [&](std::string_view command) {
    return test::said_by(fmt::format("{} {} --data {} 2>&1", MINBAR_COLLECTOR, command, data));
  };
  REQUIRE(test::said_by(fmt::format("{} init --data {}", MINBAR_COLLECTOR, data)).well);
  CHECK(say("admin create-user --name amina").well);
  CHECK(say("admin create-user --name brahim").well);
  CHECK_THAT(say("admin sso-name --name amina --as a.benali@agadir.example").text,
             Contains("single sign-on: amina\ta.benali@agadir.example"));
  CHECK_THAT(say("admin accounts").text, Contains("amina\t-\tsingle sign-on\ta.benali@agadir.example\n"));
  const std::string both = "serve --behind-proxy --sso-header X-Minbar-User --sso-proxy ";
  const std::initializer_list<std::pair<std::string, const char*>> wrong{
      {"serve --behind-proxy --sso-header X-Minbar-User", "--sso-header requires --sso-proxy"},
      {"serve --behind-proxy --sso-proxy 127.0.0.1", "--sso-proxy requires --sso-header"},
      {"serve --behind-proxy --sso-sign-out /out", "--sso-sign-out requires --sso-header"},
      {"serve --sso-header X-Minbar-User --sso-proxy 127.0.0.1", "add --behind-proxy"},
      {"serve --behind-proxy --sso-header Cookie --sso-proxy 127.0.0.1", "such as X-Minbar-User"},
      {both + "proxy.example", "is not ADDRESS or ADDRESS/LENGTH"},
      {both + "127.0.0.1 --sso-sign-out javascript:x", "--sso-sign-out is a path"},
      {"admin sso-name --name nobody --as x", "there is no account with this name"},
      {"admin sso-name --name brahim --as a.benali@agadir.example", "another account has this name"},
      {"admin sso-name --name brahim --end", "has no name of the single sign-on"},
      {"admin sso-name --name brahim", "say --as"},
      {"admin sso-name --name brahim --as x --end", "excludes"},
  };
  for (const auto& [command, words] : wrong) {
    INFO(command);
    const auto said = say(command);
    CHECK_FALSE(said.well);
    CHECK_THAT(said.text, Contains(words));
  }
  CHECK(say("admin sso-name --name amina --end").well);
  CHECK_THAT(say("admin accounts").text, !Contains("single sign-on"));
}
