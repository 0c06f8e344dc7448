// Every route of the desk, asked by somebody of every role: who stands where the records come from, and who stands in
// another region. What each may is said here once more and by hand, so that no change of a role or a route goes unseen.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "tests/sync/collector/town_of_roles.h"

using namespace minbar;
using collector::Method;
using collector::Permission;
using collector::Route;
using test::Elsewhere;
using test::Expected;
using test::Person;
using test::TownOfRoles;

namespace {

using enum collector::Role;

using Table = std::map<std::string, Expected>;

const std::set<collector::Role> everybody(collector::all_roles.begin(), collector::all_roles.end());

void add_pages_of_records(Table& table, const TownOfRoles& town) {
  const auto page = "/proposals/" + to_hex(town.proposal.id.view());
  table["GET /inbox"] = {{network, coordinator, reader}, "/inbox", 200, Elsewhere::without_it, "a bench in Agadir"};
  table["GET /proposals/:record"] = {
      {network, coordinator, reader}, page, 200, Elsewhere::not_found, "a bench in Agadir"};
  table["GET /proposals/:record/answer"] = {{network, coordinator, reader}, page + "/answer", 303};
  table["POST /proposals/:record/answer"] = {{coordinator}, page + "/answer", 422, Elsewhere::not_found};
  table["GET /proposals/:record/author"] = {{network, coordinator, reader}, page + "/author", 303};
  table["POST /proposals/:record/author"] = {{coordinator},        page + "/author", 303, Elsewhere::not_found, {},
                                             {{"reason", "reply"}}};
  // Whoever may has opened it by the route before.
  table["GET /proposals/:record/voice"] = {{coordinator}, page + "/voice", 200, Elsewhere::not_found, "OggS"};
  table["GET /satisfaction"] = {{network, coordinator, bureau, advisory, reader},
                                "/satisfaction?period=dates&from=2026-01&to=2026-12",
                                200,
                                Elsewhere::without_it,
                                "<option value=\"09.001.01.01\""};
  table["GET /commitments"] = table["GET /satisfaction"];
  table["GET /commitments"].path = "/commitments?period=dates&from=2026-01&to=2026-12";
  table["GET /petitions"] = {{network, coordinator, bureau, reader},
                             "/petitions",
                             200,
                             Elsewhere::without_it,
                             "id=\"petition-sample_bus_line\""};
  table["GET /petitions/:petition/support"] = {
      {bureau}, "/petitions/sample_bus_line/support", 200, Elsewhere::not_found, "name=\"reason\""};
  table["POST /petitions/:petition/support"] = {
      {bureau}, "/petitions/sample_bus_line/support", 303, Elsewhere::not_found, {}, {{"reason", "verify"}}};
}

void add_pages_of_kiosks(Table& table, const TownOfRoles& town) {
  const auto code = "/kiosks/" + to_hex(town.kiosk.pinned().device.view()) + "/code";
  const auto revoke = "/kiosks/" + to_hex(town.kiosk.pinned().device.view()) + "/revoke";
  table["GET /kiosks"] = {{network, coordinator, staff}, "/kiosks", 200, Elsewhere::without_it, "Town hall"};
  table["GET /kiosks/new"] = {{network, staff}, "/kiosks/new", 200, Elsewhere::without_it, "Agadir"};
  table["POST /kiosks/new"] = {{network, staff},
                               "/kiosks/new",
                               200,
                               Elsewhere::refused,
                               {},
                               {{"place", "09.001.01.01"}, {"label", "a new one"}}};
  table["GET /kiosks/:device/revoke"] = {{network, staff}, revoke, 200, Elsewhere::not_found, "Town hall"};
  table["POST /kiosks/:device/revoke"] = {{network, staff}, revoke, 303, Elsewhere::not_found};
  table["GET /kiosks/:device/code"] = {{network, staff}, code, 200, Elsewhere::not_found, "Town hall"};
  table["POST /kiosks/:device/code"] = {{network, staff}, code, 200, Elsewhere::not_found, "Town hall"};
  table["GET /held"] = {{network, coordinator}, "/held", 200, Elsewhere::without_it, "Town hall"};
  table["GET /set-aside"] = {{network, coordinator}, "/set-aside", 200, Elsewhere::without_it, "Town hall"};
  table["POST /held"] = {
      {network, coordinator}, "/held", 303,
      Elsewhere::not_found,   {},      {{"up_to", std::to_string(town.claim)}, {"decision", "left_aside"}}};
}

void add_pages_of_people(Table& table, const TownOfRoles& town) {
  const auto person = "/people/" + std::to_string(town.somebody);
  const std::map<std::string, std::string> reader_here{{"role", "reader"}, {"place", "09.001.01.01"}};
  auto newcomer = reader_here, bureau_here = reader_here;
  newcomer["name"] = "newcomer";
  bureau_here["role"] = "bureau";
  table["GET /people"] = {{network}, "/people", 200, Elsewhere::without_it, "Said El Idrissi"};
  table["GET /people/new"] = {{network}, "/people/new", 200, Elsewhere::without_it, "Agadir"};
  table["POST /people/new"] = {{network}, "/people/new", 200, Elsewhere::refused, "/invitation/", newcomer};
  table["GET /people/:person"] = {{network}, person, 200, Elsewhere::not_found, "Said El Idrissi"};
  table["POST /people/:person"] = {{network}, person, 303, Elsewhere::not_found, {}, {{"act", "end_sessions"}}};
  table["GET /people/:person/role"] = {{network}, person + "/role", 200, Elsewhere::not_found, "Said El Idrissi"};
  table["POST /people/:person/role"] = {{network}, person + "/role", 303, Elsewhere::not_found, {}, bureau_here};
  table["GET /people/:person/remove"] = {{network}, person + "/remove", 200, Elsewhere::not_found, "Said El Idrissi"};
  table["POST /people/:person/remove"] = {{network}, person + "/remove", 303, Elsewhere::not_found};
}

// Of everybody's own account: what is refused here is refused for what is in it.
void add_own_pages(Table& table) {
  table["POST /account"] = {everybody, "/account", 303, Elsewhere::the_same, {}, {{"act", "end_others"}}};
  table["GET /account/password"] = {everybody, "/account/password"};
  table["POST /account/password"] = {everybody, "/account/password", 422};
  table["GET /account/second-factor"] = {everybody, "/account/second-factor"};
  table["POST /account/second-factor"] = {everybody, "/account/second-factor", 303, Elsewhere::the_same,
                                          {},        {{"act", "begin"}}};
  table["GET /confirm"] = {everybody, "/confirm"};
  table["POST /confirm"] = {everybody, "/confirm", 303, Elsewhere::the_same, {}, {{"password", test::good_password}}};
}

Table table_of(const TownOfRoles& town) {
  Table table;
  table["GET /"] = {everybody, "/", 303};
  table["GET /account"] = {everybody, "/account"};
  table["GET /audit"] = {{}, "/audit"};  // nobody whose role is for a part of the country
  table["GET /audit/export"] = {{}, "/audit/export"};
  table["POST /sign-out"] = {everybody, "/sign-out", 303};
  add_pages_of_records(table, town);
  add_pages_of_kiosks(table, town);
  add_pages_of_people(table, town);
  add_own_pages(table);
  return table;
}

std::string name_of(const Route& route) { return (route.method == Method::get ? "GET " : "POST ") + route.pattern; }

void check_elsewhere(const Expected& expected, const test::Answer& answer) {
  switch (expected.elsewhere) {
    case Elsewhere::the_same:
      CHECK(answer.status == expected.status);
      return;
    case Elsewhere::without_it:
      CHECK(answer.status == expected.status);
      CHECK_FALSE(test::has(answer.body, expected.shows));
      return;
    case Elsewhere::not_found:
      CHECK(answer.status == 404);
      return;
    case Elsewhere::refused:
      CHECK(answer.status == 422);
      return;
  }
}

}  // namespace

TEST_CASE("every route with every role answers who may ask where they may and nobody else") {
  TownOfRoles town;
  const auto table = table_of(town);
  std::set<std::string> walked;
  for (const auto role : collector::all_roles) {
    const std::string role_name(collector::name_of(role));
    Person here(town, role_name + " here", {{.role = role, .place = {test::own_place}}});
    Person above(town, role_name + " above", {{.role = role, .place = {"09"}}});
    Person there(town, role_name + " there", {{.role = role, .place = {test::casablanca}}});
    for (const auto& route : town.collector->router().routes()) {
      if (route.permission == Permission::everyone) continue;
      const auto name = name_of(route);
      INFO(role_name << " " << name);
      const auto found = table.find(name);
      REQUIRE(found != table.end());  // a route that nobody has said anything of
      walked.insert(name);
      const auto& expected = found->second;
      const bool answered = expected.roles.contains(role);
      for (auto* person : {&here, &above}) {
        const auto answer = person->ask(route, expected);
        CHECK(answer.status == (answered ? expected.status : 403));
        if (answered && !expected.shows.empty()) CHECK(test::has(answer.body, expected.shows));
        town.restore();
      }
      const auto before = town.written();
      const auto answer = there.ask(route, expected);
      CHECK(town.written() == before);
      if (!answered) CHECK(answer.status == 403);
      if (answered) check_elsewhere(expected, answer);
    }
  }
  CHECK(walked.size() == table.size());
}

TEST_CASE("an account without a role is shown its own page and nothing else") {
  TownOfRoles town;
  Person nobody(town, "nobody", {});
  const auto table = table_of(town);
  for (const auto& route : town.collector->router().routes()) {
    if (route.permission == Permission::everyone) continue;
    INFO(name_of(route));
    const auto& expected = table.at(name_of(route));
    const auto answer = nobody.ask(route, expected);
    CHECK(answer.status == (route.permission == Permission::signed_in ? expected.status : 403));
  }
}
