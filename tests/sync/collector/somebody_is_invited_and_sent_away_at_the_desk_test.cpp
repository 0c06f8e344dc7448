#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "tests/sync/collector/desk_of_people.h"

using namespace minbar;
using test::Browser;
using test::DeskOfPeople;
using test::good_password;
using test::has;
using test::send_form;
using enum collector::Role;

namespace {

constexpr auto town_of_said = "09.001.01.01", next_town = "06.141.01.0";

test::Answer invite(Browser& by, const std::string& name, const std::string& role, const std::string& place) {
  return by.submit("/people/new", "/people/new", {{"name", name}, {"role", role}, {"place", place}});
}

// The path of the link that a page shows once.
std::string link_in(const test::Answer& answer) {
  REQUIRE(answer.status == 200);
  return test::text_between(answer.body, "dir=\"ltr\">https://minbar.example.ma", "<");
}

std::string page_of_person(std::int64_t account) { return fmt::format("/people/{}", account); }

}  // namespace

TEST_CASE("somebody who is invited chooses a password and signs in with the role that was given") {
  DeskOfPeople desk;
  const auto link = link_in(invite(desk.browser, "Brahim", "reader", "09"));
  CHECK(link.starts_with("/invitation/"));
  auto guest = desk.stranger();
  const auto page = guest.get(link);
  CHECK(page.status == 200);
  for (const auto* told : {"Brahim", "Amina", "Consultation", "Souss-Massa", "12 caractères"})
    CHECK(has(page.body, told));
  CHECK(page.header("Referrer-Policy") == "no-referrer");  // the address is a secret: no log of a proxy may get it
  CHECK_FALSE(has(page.body, "back=%2Finvitation"));
  const auto refused = guest.submit(link, link, {{"password", "short"}});
  CHECK(refused.status == 422);
  CHECK(has(refused.body, "trop court"));
  const auto chosen = guest.submit(link, link, {{"password", good_password}});
  CHECK(chosen.status == 303);
  CHECK(chosen.header("Location") == "/sign-in?chosen=1");
  guest.sign_in("Brahim", good_password);
  CHECK(guest.get("/inbox").status == 200);
  CHECK(guest.get("/people").status == 403);
}

TEST_CASE("a link that was used or is too old or never was leads to a page that says what to do") {
  DeskOfPeople desk;
  const auto used = link_in(invite(desk.browser, "Brahim", "reader", "09"));
  const auto old = link_in(invite(desk.browser, "Said", "reader", "09"));
  auto guest = desk.stranger();
  REQUIRE(guest.submit(used, used, {{"password", good_password}}).status == 303);
  const auto token = test::token_in(guest.get("/sign-in").body);
  const auto again = guest.post(used, {{"token", token}, {"password", "another password that is long"}});
  CHECK(again.status == 404);
  desk.collector.clock.advance(limits::account_link_ms);
  for (const auto& link : {used, old, std::string("/invitation/nothing"), std::string("/reset/nothing")}) {
    INFO(link);
    const auto page = guest.get(link);
    CHECK(page.status == 404);
    CHECK(has(page.body, "Ce lien ne fonctionne pas"));
    CHECK(has(page.body, "demandez un nouveau lien"));
  }
  CHECK(desk.signed_in("Brahim").get("/account").status == 200);
}

TEST_CASE("who runs accounts of the next town finds nobody of this one") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  desk.make("Next door", {{.role = network, .place = {next_town}}});
  auto own = desk.signed_in("Said"), other = desk.signed_in("Next door");
  CHECK_FALSE(has(other.get("/people").body, "Said"));
  for (const auto* page : {"", "/role", "/remove"}) {
    CHECK(other.get(page_of_person(said) + page).status == 404);
    for (const auto* act : {"end_sessions", "link", "factor", "disable", "end_role"})
      CHECK(send_form(other, page_of_person(said) + page, {{"act", act}, {"role", "bureau"}, {"place", next_town}})
                .status == 404);
  }
  CHECK(own.get("/inbox").status == 200);
  CHECK(desk.collector.count("SELECT count(*) FROM grants WHERE account = (SELECT id FROM accounts WHERE name = "
                             "'Said') AND ended_at_ms IS NULL") == 1);
}

TEST_CASE("who has one role elsewhere is managed only by who runs accounts at both places") {
  DeskOfPeople desk;
  const auto both =
      desk.make("Both", {{.role = reader, .place = {town_of_said}}, {.role = reader, .place = {next_town}}});
  desk.make("Here", {{.role = network, .place = {"09"}}});
  desk.make("Two", {{.role = network, .place = {"09"}}, {.role = network, .place = {"06"}}});
  CHECK(desk.signed_in("Here").get(page_of_person(both)).status == 404);
  CHECK(desk.signed_in("Two").get(page_of_person(both)).status == 200);
  CHECK(desk.browser.get(page_of_person(both)).status == 200);
}

TEST_CASE("nobody gives a role where they do not run accounts") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  desk.make("Here", {{.role = network, .place = {"09"}}});
  auto here = desk.signed_in("Here");
  const auto role = page_of_person(said) + "/role";
  CHECK(invite(here, "Far", "reader", next_town).status == 422);
  CHECK(send_form(here, "/people/new", {{"name", "Far"}, {"role", "network"}, {"where", "everywhere"}}).status == 422);
  CHECK(send_form(here, role, {{"role", "network"}, {"where", "everywhere"}}).status == 422);
  CHECK(send_form(here, role, {{"role", "network"}, {"place", ""}}).status == 422);
  CHECK(send_form(here, role, {{"role", "emperor"}, {"place", town_of_said}}).status == 422);
  CHECK(desk.collector.count("SELECT count(*) FROM grants WHERE role = 'network' AND place = ''") == 1);
  CHECK(send_form(here, role, {{"role", "network"}, {"place", town_of_said}}).header("Location") ==
        page_of_person(said) + "?done=role");
  CHECK(send_form(desk.browser, role, {{"role", "network"}, {"where", "everywhere"}}).status == 303);
}

TEST_CASE("nobody changes their own account among the others") {
  DeskOfPeople desk;
  const auto local = desk.make("Here", {{.role = network, .place = {"09"}}});
  auto here = desk.signed_in("Here");
  const auto page = here.get(page_of_person(local));
  CHECK(page.status == 200);
  CHECK_FALSE(has(page.body, "name=\"act\""));
  CHECK(send_form(here, page_of_person(local) + "/role", {{"role", "coordinator"}, {"place", "09"}}).status == 403);
  CHECK(send_form(here, page_of_person(local) + "/remove").status == 403);
  for (const auto* act : {"disable", "link", "factor", "end_sessions", "end_role"})
    CHECK(send_form(here, page_of_person(local), {{"act", act}}).status == 403);
  CHECK(here.get("/kiosks").status == 200);
  CHECK(desk.collector.count("SELECT count(*) FROM audit WHERE action = 'page_refused'") > 0);
  CHECK(desk.collector.count("SELECT count(*) FROM grants WHERE role = 'coordinator' AND place = '09'") == 0);
}

TEST_CASE("who is disabled is signed out at once and stays out until enabled") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  auto own = desk.signed_in("Said");
  REQUIRE(own.get("/inbox").status == 200);
  CHECK(send_form(desk.browser, page_of_person(said), {{"act", "disable"}}).header("Location") ==
        page_of_person(said) + "?done=disable");
  CHECK(own.get("/inbox").status == 303);
  auto again = desk.stranger();
  const std::map<std::string, std::string> right{{"name", "Said"}, {"password", good_password}};
  CHECK(again.submit("/sign-in", "/sign-in", right).status == 401);
  CHECK(has(desk.browser.get("/people").body, "Désactivé"));
  CHECK(send_form(desk.browser, page_of_person(said), {{"act", "disable"}}).header("Location") ==
        page_of_person(said) + "?refused=disable");
  CHECK(send_form(desk.browser, page_of_person(said), {{"act", "enable"}}).header("Location") ==
        page_of_person(said) + "?done=enable");
  CHECK(again.submit("/sign-in", "/sign-in", right).status == 303);
}

TEST_CASE("who is removed is asked about first and is gone with sessions and roles") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  auto own = desk.signed_in("Said");
  const auto ask = desk.browser.get(page_of_person(said) + "/remove");
  CHECK(has(ask.body, "C’est définitif"));
  CHECK(own.get("/inbox").status == 200);
  CHECK(send_form(desk.browser, page_of_person(said) + "/remove").header("Location") == "/people?done=remove");
  CHECK(own.get("/inbox").status == 303);
  CHECK(desk.browser.get(page_of_person(said)).status == 404);
  CHECK_FALSE(has(desk.browser.get("/people").body, "Said"));
  CHECK(has(invite(desk.browser, "Said", "reader", "09").body, "déjà pris"));
}

TEST_CASE("a role is ended at the desk and whoever has no role left belongs to nobody of a part") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  desk.make("Here", {{.role = network, .place = {"09"}}});
  auto own = desk.signed_in("Said"), here = desk.signed_in("Here");
  const auto grant =
      desk.collector.count(fmt::format("SELECT id FROM grants WHERE account = {} AND ended_at_ms IS NULL", said));
  const auto amina = desk.collector.count(
      "SELECT g.id FROM grants g JOIN accounts a ON a.id = g.account WHERE a.name = 'Amina' AND "
      "g.role = 'network'");
  const auto end = [&](std::int64_t number) {
    return send_form(here, page_of_person(said), {{"act", "end_role"}, {"grant", fmt::format("{}", number)}})
        .header("Location");
  };
  CHECK(end(amina) == page_of_person(said) + "?refused=end_role");
  CHECK(end(grant) == "/people?done=end_role");
  CHECK(own.get("/inbox").status == 403);
  CHECK(here.get(page_of_person(said)).status == 404);
  CHECK(desk.browser.get(page_of_person(said)).status == 200);
}

TEST_CASE("a new password is chosen behind a link while the old one goes on until then") {
  DeskOfPeople desk;
  const auto said = desk.make("Said", {{.role = reader, .place = {town_of_said}}});
  auto own = desk.signed_in("Said");
  const auto link = link_in(send_form(desk.browser, page_of_person(said), {{"act", "link"}}));
  CHECK(link.starts_with("/reset/"));
  CHECK(own.get("/inbox").status == 200);
  auto guest = desk.stranger();
  CHECK(has(guest.get(link).body, "Nouveau mot de passe"));
  REQUIRE(guest.submit(link, link, {{"password", "a password that is quite new"}}).status == 303);
  CHECK(own.get("/inbox").status == 303);
  CHECK(guest.submit("/sign-in", "/sign-in", {{"name", "Said"}, {"password", good_password}}).status == 401);
  guest.sign_in("Said", "a password that is quite new");
}

TEST_CASE("somebody sees their own sessions and ends the others") {
  DeskOfPeople desk;
  auto second = desk.signed_in("Amina");
  const auto page = desk.browser.get("/account").body;
  CHECK(has(page, "Cette session"));
  CHECK(has(page, "value=\"end_session\""));
  CHECK(send_form(desk.browser, "/account", {{"act", "end_others"}}).header("Location") == "/account?done=end_others");
  CHECK(second.get("/account").status == 303);
  const auto left = desk.browser.get("/account").body;
  CHECK(has(left, "Cette session"));
  CHECK_FALSE(has(left, "value=\"end_session\""));
}

TEST_CASE("somebody changes their password with the old one and signs in anew with it") {
  DeskOfPeople desk;
  auto second = desk.signed_in("Amina");
  const auto change = [&](const std::string& old, const std::string& wanted) {
    return send_form(desk.browser, "/account/password", {{"old", old}, {"password", wanted}});
  };
  CHECK(change(good_password, "short").status == 422);
  CHECK(change("a wrong password", "a password that is quite new").status == 401);
  CHECK(second.get("/account").status == 200);
  const auto copied = desk.browser.cookies["minbar_session"];
  CHECK(change(good_password, good_password).status == 422);
  CHECK(change(good_password, "a password that is quite new").header("Location") == "/sign-in?chosen=1");
  CHECK(second.get("/account").status == 303);
  desk.browser.cookies["minbar_session"] = copied;  // whoever copied it is out too
  CHECK(desk.browser.get("/account").status == 303);
  desk.stranger().sign_in("Amina", "a password that is quite new");
}
