#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "tests/sync/collector/desk_of_people.h"

using namespace minbar;
using test::send_form;
using enum collector::Role;

namespace {

// Somebody who runs a region, and somebody whose password they may make a link for.
struct Region : test::DeskOfPeople {
  std::int64_t netta = make("Netta", {{.role = network, .place = {"09"}}});
  std::int64_t said = make("Said", {{.role = reader, .place = {"09.001.01.01"}}});
  test::Browser netta_browser = signed_in("Netta");

  std::string link_of_said() {
    const auto answer = send_form(netta_browser, fmt::format("/people/{}", said), {{"act", "link"}});
    REQUIRE(answer.status == 200);
    return test::text_between(answer.body, "dir=\"ltr\">https://minbar.example.ma", "<");
  }
  [[nodiscard]] int status_of(const std::string& link) const { return stranger().get(link).status; }
  std::int64_t give(std::int64_t account, const collector::RoleAt& role) {
    return collector->storage()
        .write([&](db::Database& database) {
          return collector::make_grant(
              database, {.account = account, .what = role, .by = {.account = 1}, .at_ms = collector.clock.wall_ms()});
        })
        .value();
  }
  void end_roles_of_netta() {
    const auto grant = collector.count(fmt::format("SELECT id FROM grants WHERE account = {}", netta));
    REQUIRE(collector->storage()
                .write([&](db::Database& database) {
                  return collector::end_grant(database, {.grant = grant, .at_ms = collector.clock.wall_ms()});
                })
                .has_value());
  }
  std::int64_t codes_of_netta() {
    return collector.count(
        fmt::format("SELECT count(*) FROM enrol_codes WHERE mac_key IS NOT NULL AND made_by = {}", netta));
  }
};

}  // namespace

TEST_CASE("links and codes that somebody made and nobody used end when their role does") {
  Region region;
  const auto link = region.link_of_said();
  CHECK(region.status_of(link) == 200);
  REQUIRE(
      region.collector->create_kiosk({.place = {"09.001.01.01"}, .label = "Library", .by = {.account = region.netta}})
          .has_value());
  CHECK(region.codes_of_netta() == 1);
  region.end_roles_of_netta();
  CHECK(region.status_of(link) == 404);
  CHECK(region.codes_of_netta() == 0);
}

TEST_CASE("links that somebody made end when they are disabled or removed") {
  for (const bool removed : {false, true}) {
    Region region;
    const auto link = region.link_of_said();
    auto& life = region.collector->account_life();
    const auto done = removed ? life.remove(region.netta, {}) : life.disable(region.netta, {});
    REQUIRE(done.has_value());
    CHECK(region.status_of(link) == 404);
  }
}

TEST_CASE("a link that was made for less opens no more once somebody else has given a role") {
  Region region;
  const auto link = region.link_of_said();
  static_cast<void>(region.give(region.said, {.role = network}));
  CHECK(region.status_of(link) == 404);
}
