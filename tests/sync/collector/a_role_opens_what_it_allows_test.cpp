// What a role opens and what it does not, and how it comes and goes.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/proposals/answers.h"
#include "sync/collector/storage/schema_sql.h"
#include "tests/sync/collector/town_of_roles.h"

using namespace minbar;
using collector::Method;
using collector::Permission;
using collector::Route;
using test::Browser;
using test::Expected;
using test::Person;
using test::TownOfRoles;
using enum collector::Role;

TEST_CASE("a name and a contact are shown to who may open them and to nobody else who may read") {
  TownOfRoles town;
  const auto page = "/proposals/" + to_hex(town.proposal.id.view());
  const Route get{.permission = Permission::see_proposals, .pattern = "/proposals/:record"};
  const Route post{
      .permission = Permission::open_authors, .method = Method::post, .pattern = "/proposals/:record/author"};
  for (const auto role : {network, coordinator, reader}) {
    Person person(town, std::string(collector::name_of(role)), {{.role = role}});
    const auto opened = person.ask(post, {.roles = {}, .path = page + "/author", .form = {{"reason", "reply"}}});
    CHECK(opened.status == (role == coordinator ? 303 : 403));
    const auto answer = person.ask(get, {.roles = {}, .path = page});
    CHECK(answer.status == 200);
    for (const auto* personal : {"Fatima Ait Ali", "0600000000", "<audio"})
      CHECK(test::has(answer.body, personal) == (role == coordinator));
  }
}

TEST_CASE("an advisory body reads figures and no word that anybody wrote") {
  TownOfRoles town;
  const Route get{.permission = Permission::see_figures, .pattern = "/satisfaction"};
  const Expected figures{.roles = {}, .path = "/satisfaction?period=dates&from=2026-01&to=2026-12"};
  Person council(town, "council", {{.role = advisory}});
  Person reading(town, "reading", {{.role = reader}});
  CHECK_FALSE(test::has(council.ask(get, figures).body, "a short wait in Agadir"));
  CHECK(test::has(reading.ask(get, figures).body, "a short wait in Agadir"));
}

TEST_CASE("a claim is not counted at a place outside of who decides") {
  TownOfRoles town;
  const Route held{.permission = Permission::decide_held, .method = Method::post, .pattern = "/held"};
  Expected decision{
      .roles = {}, .path = "/held", .form = {{"up_to", std::to_string(town.claim)}, {"decision", "claimed_place"}}};
  Person here(town, "here", {{.role = coordinator, .place = {test::own_place}}});
  CHECK(here.ask(held, decision).header("Location") == "/held?refused=1");
  Person above(town, "above", {{.role = coordinator, .place = {"09"}}});
  CHECK(above.ask(held, decision).header("Location") == "/held?decided=1");
}

TEST_CASE("a role begins and ends when it was said to") {
  TownOfRoles town;
  Person person(town, "later", {});
  const auto account = town.collector->accounts().find("later").value();
  const auto now = town.collector.clock.wall_ms();
  const auto made = town.collector->storage().write([&](db::Database& database) {
    return collector::make_grant(database, {.account = account,
                                            .what = {.role = reader, .place = {"09"}},
                                            .from_ms = now + 60'000,
                                            .until_ms = now + 120'000,
                                            .at_ms = now});
  });
  REQUIRE(made.has_value());
  const Route get{.permission = Permission::see_proposals, .pattern = "/inbox"};
  const Expected inbox{.roles = {}, .path = "/inbox"};
  CHECK(person.ask(get, inbox).status == 403);
  town.collector.clock.advance(60'000);
  CHECK(person.ask(get, inbox).status == 200);
  town.collector.clock.advance(60'000);
  CHECK(person.ask(get, inbox).status == 403);
}

TEST_CASE("a role that is taken is gone at the next click and the last of the network cannot be taken") {
  TownOfRoles town;
  Person person(town, "short", {{.role = reader}});
  const Route get{.permission = Permission::see_proposals, .pattern = "/inbox"};
  const Expected inbox{.roles = {}, .path = "/inbox"};
  CHECK(person.ask(get, inbox).status == 200);
  const auto number_of = [&](std::string_view name, std::string_view role) {
    return town.collector->storage()
        .read([&](db::Database& database) {
          return database.query_one(
              "SELECT g.id FROM grants g JOIN accounts a ON a.id = g.account WHERE a.name = $1 AND "
              "g.role = $2",
              {name, role});
        })
        .value()
        .value()
        .integer(0);
  };
  const auto end = [&](std::int64_t grant) {
    return town.collector->storage().write([&](db::Database& database) {
      return collector::end_grant(database, {.grant = grant, .at_ms = town.collector.clock.wall_ms()});
    });
  };
  REQUIRE(end(number_of("short", "reader")).has_value());
  CHECK(person.ask(get, inbox).status == 403);
  CHECK(end(number_of("short", "reader")).error().code == Errc::not_found);
  CHECK(end(number_of("Amina", "network")).error().code == Errc::conflict);
  CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = 'role_ended'") == 1);
}

TEST_CASE("an account from before there were roles goes on doing everything and is told so once") {
  TownOfRoles town;
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) {
                return database.execute("UPDATE accounts SET notice = 'administrator' WHERE name = 'Amina'");
              })
              .has_value());
  Browser browser(town.port);
  browser.headers = {"Accept-Language: fr"};
  const auto sign_in = [&] {
    return browser.submit("/sign-in?next=/kiosks", "/sign-in",
                          {{"name", "Amina"}, {"password", test::good_password}, {"next", "/kiosks"}});
  };
  const auto first = sign_in();
  CHECK(first.header("Location") == "/account?next=%2Fkiosks");
  const auto page = browser.get("/account?next=%2Fkiosks");
  CHECK(test::has(page.body, "Chaque compte a désormais des rôles"));
  CHECK(test::has(page.body, "href=\"/kiosks\""));
  CHECK_FALSE(test::has(browser.get("/account").body, "Chaque compte a désormais des rôles"));
  CHECK(sign_in().header("Location") == "/kiosks");
}

TEST_CASE("what one role allows at its place another role does not allow there") {
  TownOfRoles town;
  const auto page = "/proposals/" + to_hex(town.proposal.id.view());
  Person mixed(
      town, "mixed",
      {{.role = reader}, {.role = coordinator, .place = {test::casablanca}}, {.role = staff, .place = {"04"}}});
  const Route get{.permission = Permission::see_proposals, .pattern = "/"};
  const auto read = mixed.ask(get, {.roles = {}, .path = page});
  CHECK(read.status == 200);
  for (const auto* closed : {"Fatima Ait Ali", "<audio", "answer-text"}) CHECK_FALSE(test::has(read.body, closed));
  CHECK(mixed.ask(get, {.roles = {}, .path = page + "/voice"}).status == 404);
  const Route post{.permission = Permission::answer_proposals, .method = Method::post, .pattern = "/"};
  CHECK(mixed.ask(post, {.roles = {}, .path = page + "/answer"}).status == 404);
  CHECK_FALSE(test::has(mixed.ask(get, {.roles = {}, .path = "/kiosks"}).body, "Town hall"));
}

TEST_CASE("the inbox of some places has what was said there and starts that address them whatever is chosen") {
  TownOfRoles town;
  auto start = town.start("09.001.01.01");
  start.place = {test::own_place};
  town.send(start);
  auto away = town.start("06");
  town.send(away);
  Person here(town, "here", {{.role = reader, .place = {test::own_place}}});
  Person there(town, "there", {{.role = reader, .place = {test::casablanca}}});
  Person addressed(town, "addressed", {{.role = reader, .place = {"06"}}});
  const Route get{.permission = Permission::see_proposals, .pattern = "/inbox"};
  for (const auto* chosen : {"/inbox", "/inbox?show=unanswered", "/inbox?before=100000"}) {
    INFO(chosen);
    const Expected inbox{.roles = {}, .path = chosen};
    const auto own = here.ask(get, inbox).body;
    CHECK(test::has(own, "a bench in Agadir"));
    CHECK(test::has(own, "a line to 09.001.01.01"));
    CHECK_FALSE(test::has(there.ask(get, inbox).body, "a bench in Agadir"));
    CHECK_FALSE(test::has(there.ask(get, inbox).body, "a line to"));
    const auto theirs = addressed.ask(get, inbox).body;
    CHECK(test::has(theirs, "a line to 06"));
    CHECK_FALSE(test::has(theirs, "a line to 09"));
  }
  CHECK_FALSE(test::has(here.ask(get, {.roles = {}, .path = "/inbox?show=done"}).body, "a bench in Agadir"));
}

TEST_CASE("figures of elsewhere are in no sum and a filter brings none of their words") {
  TownOfRoles town;
  Person there(town, "there", {{.role = coordinator, .place = {test::casablanca}}});
  const Route get{.permission = Permission::see_figures, .pattern = "/satisfaction"};
  for (const auto* place : {"", "&place=09.001.01.01"}) {
    const auto page = there.ask(
        get, {.roles = {}, .path = fmt::format("/satisfaction?period=dates&from=2026-01&to=2026-12{}", place)});
    CHECK(page.status == 200);
    CHECK_FALSE(test::has(page.body, "a short wait in Agadir"));
    CHECK_FALSE(test::has(page.body, "class=\"key-figures\""));
  }
}

TEST_CASE("a comment of few ratings is not shown to who sees one town alone") {
  TownOfRoles town;
  auto rated = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(rated.body).comment = "the only one about roads";
  town.send(rated);
  const Route get{.permission = Permission::see_figures, .pattern = "/satisfaction"};
  const Expected figures{.roles = {}, .path = "/satisfaction?period=dates&from=2026-01&to=2026-12"};
  Person here(town, "here", {{.role = reader, .place = {test::own_place}}});
  Person everywhere(town, "everywhere", {{.role = reader}});
  CHECK_FALSE(test::has(here.ask(get, figures).body, "the only one about roads"));
  CHECK(test::has(here.ask(get, figures).body, "a short wait in Agadir"));
  CHECK(test::has(everywhere.ask(get, figures).body, "the only one about roads"));
}

TEST_CASE("the form of figures names no service that was rated elsewhere alone") {
  TownOfRoles town;
  town.kiosk.tour(*town.collector, test::casablanca);
  auto rated = town.kiosk.rating("roads", Satisfaction::satisfied);
  rated.place = {test::casablanca};
  town.send(rated);
  const Route get{.permission = Permission::see_figures, .pattern = "/satisfaction"};
  const Expected figures{.roles = {}, .path = "/satisfaction?period=dates&from=2026-01&to=2026-12"};
  Person here(town, "here", {{.role = reader, .place = {test::own_place}}});
  const auto page = here.ask(get, figures).body;
  CHECK(test::has(page, "<option value=\"civil_status\""));
  for (const auto* elsewhere : {"roads", test::casablanca})
    CHECK_FALSE(test::has(page, fmt::format("<option value=\"{}\"", elsewhere)));
  Person there(town, "there", {{.role = reader, .place = {test::casablanca}}});
  CHECK(test::has(there.ask(get, figures).body, "<option value=\"roads\""));
}

TEST_CASE("a comment of few ratings is shown to who sees five places and not to who sees four") {
  TownOfRoles town;
  std::vector<collector::RoleAt> roles{{.role = reader, .place = {test::own_place}}};
  for (const auto* place : {"09.001.01.02", "09.001.01.03", "09.001.01.04", "09.001.01.05"}) {
    town.kiosk.tour(*town.collector, place);
    for (int i = 0; i < 5; ++i) {
      auto rated = town.kiosk.rating("civil_status", Satisfaction::satisfied);
      rated.place = {place};
      town.send(rated);
    }
    roles.push_back({.role = reader, .place = {place}});
  }
  auto rated = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(rated.body).comment = "the only one about roads";
  town.send(rated);
  const Route get{.permission = Permission::see_figures, .pattern = "/satisfaction"};
  const Expected figures{.roles = {}, .path = "/satisfaction?period=dates&from=2026-01&to=2026-12"};
  Person five(town, "five", roles);
  roles.pop_back();
  Person four(town, "four", roles);
  CHECK(test::has(five.ask(get, figures).body, "the only one about roads"));
  CHECK_FALSE(test::has(four.ask(get, figures).body, "the only one about roads"));
  CHECK(test::has(four.ask(get, figures).body, "a short wait in Agadir"));
}

TEST_CASE("a role that was taken stays taken when the clock is turned back and is not given twice") {
  TownOfRoles town;
  Person person(town, "short", {{.role = reader}});
  const auto account = town.collector->accounts().find("short").value();
  const auto now = town.collector.clock.wall_ms();
  const auto write = [&](auto change) { return town.collector->storage().write(change); };
  const collector::NewGrant again{.account = account, .what = {.role = reader}, .at_ms = now};
  const auto give = [&](db::Database& database) { return collector::make_grant(database, again); };
  CHECK(write(give).error().code == Errc::conflict);
  const auto held = town.collector->storage()
                        .read([&](db::Database& database) { return collector::grants_of(database, account, now); })
                        .value();
  REQUIRE(held.size() == 1);
  REQUIRE(write([&](db::Database& database) {
            return collector::end_grant(database, {.grant = held[0].id, .at_ms = now});
          }).has_value());
  town.collector.clock.turn_wall_to(now - 60'000);
  const Route get{.permission = Permission::see_proposals, .pattern = "/inbox"};
  CHECK(person.ask(get, {.roles = {}, .path = "/inbox"}).status == 403);
  CHECK(write(give).has_value());
  CHECK(person.ask(get, {.roles = {}, .path = "/inbox"}).status == 200);
}

TEST_CASE("an answer whose writer has no role any more when it is written is not kept") {
  TownOfRoles town;
  REQUIRE(town.collector->accounts()
              .create("Karim", test::good_password, {{.role = coordinator, .place = {test::own_place}}})
              .has_value());
  const auto karim = town.collector->accounts().find("Karim").value();
  const auto now_s = town.collector.clock.wall_ms() / 1000;
  const auto give = [&](std::int64_t account, std::int64_t seen) {
    return town.collector->give_answer({.record = town.proposal.id,
                                        .answer = {.state = AnswerState::under_study,
                                                   .text = "it is looked at",
                                                   .language = Language::ar,
                                                   .answered_at_s = now_s},
                                        .by = {.account = account},
                                        .seen = seen});
  };
  REQUIRE(town.collector->storage().write([](db::Database& database) {
    return database.execute("UPDATE proposals SET lookup = zeroblob(16), reply_key = zeroblob(32)");
  }));
  const auto first = give(karim, 0);
  REQUIRE(first.has_value());
  REQUIRE(town.collector->storage().write([&](db::Database& database) {
    return database.execute("UPDATE grants SET ended_at_ms = 1 WHERE account = $1", {karim});
  }));
  CHECK(give(karim, *first).error().code == Errc::not_found);
  CHECK(town.collector.count("SELECT count(*) FROM answers") == 1);
}

TEST_CASE("a kiosk that was moved away is not withdrawn by who saw it at its old place") {
  TownOfRoles town;
  const collector::Scope agadir({{test::own_place}});
  const auto device = town.kiosk.pinned().device;
  REQUIRE(town.collector->move_kiosk(device, {test::casablanca}).has_value());
  const auto withdraw = [&](const collector::Scope& scope) {
    return collector::revoke_kiosk(town.collector->storage(),
                                   {.device = device, .by = {.account = 1}, .scope = scope, .at_ms = 5});
  };
  CHECK(withdraw(agadir).error().code == Errc::not_found);
  CHECK(withdraw(collector::Scope(std::set<PlaceCode>{{test::casablanca}})).has_value());
}

TEST_CASE("an account's name stands on one line and turns nothing beside it") {
  test::TestCollector collector;
  for (const auto* name : {"evil\t1\tnetwork", "two\nlines", "\u202Eterces", "a\u2028b", "\u0085x"})
    CHECK(collector->accounts().create(name, test::good_password).error().code == Errc::bad_input);
  CHECK(collector->accounts().create("أمينة آيت علي", test::good_password).has_value());
}

TEST_CASE("accounts of a database from before get what they could do and a word about it") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  REQUIRE(db::migrate(database, std::span(collector::schema::migrations).first(16)).has_value());
  REQUIRE(database
              .run_script("INSERT INTO accounts (name, password_hash, made_at_ms) VALUES ('Amina', 'x', 7), "
                          "('Brahim', 'y', 9000000000000)")
              .has_value());
  REQUIRE(db::migrate(database, collector::schema::migrations).has_value());
  for (const std::int64_t account : {1, 2}) {
    std::vector<collector::RoleAt> roles;
    const auto grants = collector::grants_of(database, account, 8).value();
    for (const auto& grant : grants) {
      CHECK(grant.holds_at(8));
      roles.push_back(grant.what);
    }
    CHECK(roles == collector::administrator());
  }
  CHECK(database.query_one("SELECT count(*) FROM accounts WHERE notice = 'administrator'").value()->integer(0) == 2);
}
