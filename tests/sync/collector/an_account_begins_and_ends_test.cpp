// Links by which passwords are chosen, and accounts that are disabled, enabled and removed.
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/life/account_life.h"
#include "sync/collector/accounts/life/links.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::AccountState;
using collector::LinkFailure;
using collector::LinkKind;
using collector::SignInFailure;
using test::TestCollector;

namespace {

constexpr const char* chosen_password = "the sea climbs below the light";

// An administrator, and somebody who was invited.
struct House {
  TestCollector collector;
  std::int64_t amina = 0;
  std::int64_t karim = 0;
  collector::MadeLink invitation;

  House() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    amina = collector->accounts().find("Amina").value();
    invitation = invite("Karim");
    karim = invitation.account;
  }
  [[nodiscard]] collector::MadeLink invite(std::string_view name) {
    return collector->links()
        .invite({.name = name, .roles = {{.role = collector::Role::reader}}, .by = {.account = amina}})
        .value();
  }
  [[nodiscard]] auto use(std::string_view token, std::string_view password = chosen_password) {
    return collector->links().use({.token = token, .password = password, .address = "192.0.2.0"});
  }
  [[nodiscard]] auto sign_in(std::string_view name, std::string_view password) {
    return collector->accounts().sign_in({.name = name, .password = password, .peer = "192.0.2.7"});
  }
  [[nodiscard]] bool is_signed_in(const collector::Session& session) {
    return collector->accounts().sessions().find(session.token).value().has_value();
  }
  [[nodiscard]] AccountState state_of(std::int64_t account) {
    return collector->account_life().find(account).value().state;
  }
  [[nodiscard]] std::int64_t noted(const std::string& action, std::int64_t subject) {
    return collector.count("SELECT count(*) FROM audit WHERE action = '" + action +
                           "' AND subject = " + std::to_string(subject));
  }
};

}  // namespace

TEST_CASE("whoever is invited chooses a password once and has the roles of the invitation") {
  House house;
  CHECK(house.state_of(house.karim) == AccountState::invited);
  CHECK(collector::path_of(house.invitation) == "/invitation/" + house.invitation.token);
  const auto open = house.collector->links().look(house.invitation.token).value().value();
  CHECK(open.kind == LinkKind::invitation);
  CHECK(open.name == "Karim");
  CHECK(open.expires_at_ms == house.collector.clock.wall_ms() + 48 * test::hour_ms);
  CHECK(house.use(house.invitation.token).value() == "Karim");
  CHECK(house.state_of(house.karim) == AccountState::active);
  const auto signed_in = house.sign_in("Karim", chosen_password);
  REQUIRE(signed_in.has_value());
  const auto session = house.collector->accounts().sessions().find(signed_in->session.token).value().value();
  REQUIRE(session.grants.size() == 1);
  CHECK(session.grants[0].what.role == collector::Role::reader);
  CHECK(house.noted("account_invited", house.karim) == 1);
  CHECK(house.noted("invitation_used", house.karim) == 1);
  CHECK(house.use(house.invitation.token).error().why == LinkFailure::gone);
}

TEST_CASE("an account without a password lets nobody in and is answered as a name that nobody has") {
  House house;
  for (const auto* password : {"", chosen_password}) {
    CHECK(house.sign_in("Karim", password).error().why == SignInFailure::wrong);
    CHECK(house.sign_in("nobody", password).error().why == SignInFailure::wrong);
  }
  CHECK(house.collector.count("SELECT count(*) FROM sessions") == 0);
}

TEST_CASE("a link that was used or has ended or never was looks the same") {
  House house;
  const auto earlier = house.invitation.token;
  const auto later = house.collector->links().renew(house.karim, {}).value();
  CHECK(later.kind == LinkKind::invitation);
  const auto used = house.invite("Laila");
  REQUIRE(house.use(used.token).has_value());
  house.collector.clock.advance(48 * test::hour_ms - 1);
  CHECK(house.collector->links().look(later.token).value().has_value());
  house.collector.clock.advance(1);
  for (const auto& token : {earlier, used.token, later.token, std::string("never"), std::string()}) {
    INFO(token);
    CHECK_FALSE(house.collector->links().look(token).value().has_value());
    CHECK(house.use(token).error().why == LinkFailure::gone);
    CHECK(house.use(token, "short").error().why == LinkFailure::gone);
  }
}

TEST_CASE("a bad password is told and the link goes on working") {
  House house;
  const auto refused = house.use(house.invitation.token, "password2024!");
  CHECK(refused.error().why == LinkFailure::bad_password);
  CHECK(refused.error().fault == collector::PasswordFault::common);
  CHECK(house.use(house.invitation.token, "karim.karim.1").error().fault == collector::PasswordFault::like_name);
  CHECK(house.use(house.invitation.token).has_value());
}

TEST_CASE("of two who use a link at once one chooses the password") {
  House house;
  const std::vector<std::string> passwords{"the first of two sentences", "the other of two sentences"};
  std::vector<int> took(2, 0);
  {
    std::vector<std::jthread> both;
    for (std::size_t i = 0; i < 2; ++i)
      both.emplace_back([&, i] { took[i] = house.use(house.invitation.token, passwords[i]).has_value() ? 1 : 0; });
  }
  CHECK(took[0] + took[1] == 1);
  const auto winner = took[0] == 1 ? std::size_t{0} : std::size_t{1};
  CHECK(house.sign_in("Karim", passwords[winner]).has_value());
  CHECK_FALSE(house.sign_in("Karim", passwords[1 - winner]).has_value());
}

TEST_CASE("a reset keeps the password until it is used and then ends every session and does not sign in") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto session = house.sign_in("Karim", chosen_password)->session;
  const auto link = house.collector->links().renew(house.karim, {.account = house.amina}).value();
  CHECK(link.kind == LinkKind::reset);
  CHECK(collector::path_of(link).starts_with("/reset/"));
  CHECK(house.is_signed_in(session));
  CHECK(house.sign_in("Karim", chosen_password).has_value());
  REQUIRE(house.use(link.token, "quite another long sentence").has_value());
  CHECK(house.collector.count("SELECT count(*) FROM sessions") == 0);
  CHECK_FALSE(house.is_signed_in(session));
  CHECK_FALSE(house.sign_in("Karim", chosen_password).has_value());
  CHECK(house.sign_in("Karim", "quite another long sentence").has_value());
  CHECK(house.noted("link_made", house.karim) == 1);
  CHECK(house.noted("password_reset", house.karim) == 1);
}

TEST_CASE("a clock that is turned back ends a link and turning it on again does not bring it back") {
  House house;
  const auto now = house.collector.clock.wall_ms();
  house.collector.clock.turn_wall_to(now - test::hour_ms);
  CHECK_FALSE(house.collector->links().look(house.invitation.token).value().has_value());
  house.collector.clock.turn_wall_to(now);
  CHECK_FALSE(house.collector->links().look(house.invitation.token).value().has_value());
  CHECK(house.collector.count("SELECT count(*) FROM links") == 0);
}

TEST_CASE("an account that is disabled is signed out at once and goes on when it is enabled") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto session = house.sign_in("Karim", chosen_password)->session;
  const auto link = house.collector->links().renew(house.karim, {}).value();
  auto& life = house.collector->account_life();
  REQUIRE(life.disable(house.karim, {.account = house.amina}).has_value());
  CHECK(house.state_of(house.karim) == AccountState::disabled);
  CHECK_FALSE(house.is_signed_in(session));
  CHECK(house.use(link.token).error().why == LinkFailure::gone);
  CHECK(house.sign_in("Karim", chosen_password).error().why == SignInFailure::wrong);
  CHECK(life.disable(house.karim, {}).error().code == Errc::conflict);
  CHECK(house.collector->links().renew(house.karim, {}).error().code == Errc::conflict);
  REQUIRE(life.enable(house.karim, {}).has_value());
  CHECK(life.enable(house.karim, {}).error().code == Errc::conflict);
  CHECK_FALSE(house.is_signed_in(session));
  CHECK(house.sign_in("Karim", chosen_password).has_value());
  CHECK(house.noted("account_disabled", house.karim) == 1);
  CHECK(house.noted("account_enabled", house.karim) == 1);
}

TEST_CASE("an account that is removed leaves its name in the audit and nobody gets the name again") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto session = house.sign_in("Karim", chosen_password)->session;
  auto& life = house.collector->account_life();
  REQUIRE(life.remove(house.karim, {.account = house.amina}).has_value());
  CHECK_FALSE(house.is_signed_in(session));
  CHECK(house.sign_in("Karim", chosen_password).error().why == SignInFailure::wrong);
  CHECK(house.state_of(house.karim) == AccountState::removed);
  CHECK(life.find(house.karim)->name == "Karim");
  CHECK(life.find(house.karim)->grants.empty());
  CHECK(house.noted("account_removed", house.karim) == 1);
  CHECK(house.noted("role_ended", house.karim) == 1);
  CHECK(house.collector.count("SELECT count(*) FROM accounts WHERE password_hash <> ''") == 1);
  for (const auto& error : {house.collector->accounts().create("karim", test::good_password).error(),
                            house.collector->links().invite({.name = "KARIM", .roles = {}}).error()}) {
    CHECK(error.code == Errc::conflict);
    CHECK(error.context.find("was removed") != std::string::npos);
  }
  CHECK(life.remove(house.karim, {}).error().code == Errc::not_found);
  CHECK(life.enable(house.karim, {}).error().code == Errc::not_found);
  CHECK(house.collector->links().renew(house.karim, {}).error().code == Errc::conflict);
}

TEST_CASE("the last administrator who can sign in is neither disabled nor removed nor loses the role") {
  House house;
  auto& life = house.collector->account_life();
  const auto is_refused = [&] {
    const auto grants = life.find(house.amina)->grants;
    const auto held = std::find_if(grants.begin(), grants.end(), [](const collector::Grant& grant) {
      return grant.what.role == collector::Role::network;
    });
    REQUIRE(held != grants.end());
    const auto ended = house.collector->storage().write([&](db::Database& database) {
      return collector::end_grant(database, {.grant = held->id, .at_ms = house.collector.clock.wall_ms()});
    });
    CHECK(ended.error().code == Errc::conflict);
    CHECK(life.disable(house.amina, {}).error().code == Errc::conflict);
    CHECK(life.remove(house.amina, {}).error().code == Errc::conflict);
  };
  is_refused();
  // somebody else who is invited, or disabled, is no administrator yet
  const auto link = house.collector->links().invite({.name = "Salma", .roles = collector::administrator()}).value();
  is_refused();
  REQUIRE(house.use(link.token).has_value());
  REQUIRE(life.disable(link.account, {}).has_value());
  is_refused();
  REQUIRE(life.enable(link.account, {}).has_value());
  CHECK(life.remove(house.amina, {}).has_value());
  CHECK(life.remove(link.account, {}).error().code == Errc::conflict);
}

TEST_CASE("a password is changed with the one until then and ends all sessions of the account") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto here = house.sign_in("Karim", chosen_password)->session;
  const auto there = house.sign_in("Karim", chosen_password)->session;
  const auto link = house.collector->links().renew(house.karim, {}).value();
  const auto change = [&](std::string_view old_password, std::string_view password) {
    return house.collector->account_life().change_password(
        here, {.proof = {.password = old_password, .peer = "192.0.2.7"}, .password = password});
  };
  using collector::ChangeFailure;
  CHECK(change("a wrong long password", "quite another long sentence").error().why == ChangeFailure::wrong);
  CHECK(change(chosen_password, "too short").error().why == ChangeFailure::bad_password);
  CHECK(change(chosen_password, chosen_password).error().fault == collector::PasswordFault::same);
  CHECK(house.is_signed_in(there));
  REQUIRE(change(chosen_password, "quite another long sentence").has_value());
  CHECK_FALSE(house.is_signed_in(here));  // nor does whoever copied its cookie
  CHECK_FALSE(house.is_signed_in(there));
  CHECK(house.use(link.token).error().why == LinkFailure::gone);
  CHECK_FALSE(house.sign_in("Karim", chosen_password).has_value());
  CHECK(house.sign_in("Karim", "quite another long sentence").has_value());
  CHECK(house.noted("password_changed", house.karim) == 1);
  CHECK(house.collector.count("SELECT count(*) FROM audit WHERE action = 'confirm_failed' AND outcome = 'refused'") ==
        1);
}

TEST_CASE("whoever sits down at an open desk guesses its password no faster than at the sign in") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto session = house.sign_in("Karim", chosen_password)->session;
  const auto guess = [&](std::string_view password) {
    return house.collector->account_life().change_password(
        session, {.proof = {.password = password, .peer = "192.0.2.7"}, .password = "quite another long sentence"});
  };
  int judged = 0;
  auto refused = guess("a wrong long password").error();
  for (; refused.why == collector::ChangeFailure::wrong && judged < 100; ++judged)
    refused = guess("a wrong long password").error();
  CHECK(judged < 20);
  CHECK(refused.why == collector::ChangeFailure::too_many_tries);
  CHECK(guess(chosen_password).error().why == collector::ChangeFailure::too_many_tries);
  house.collector.clock.advance(refused.wait.seconds * 1000);
  CHECK(guess(chosen_password).has_value());
}

TEST_CASE("a sign in that began before the account was disabled does not end with a session") {
  House house;
  REQUIRE(house.use(house.invitation.token).has_value());
  const auto hash = house.collector->storage()
                        .read([&](db::Database& database) {
                          return database.query_one("SELECT password_hash FROM accounts WHERE id = $1", {house.karim});
                        })
                        .value()
                        .value()
                        .text(0);
  REQUIRE(house.collector->account_life().disable(house.karim, {}).has_value());
  // what sign_in does last, once the password was found right
  const auto started = house.collector->accounts().sessions().start(
      {.account = house.karim, .name = "Karim", .earlier_token = "", .password_hash = hash});
  CHECK(started.error().code == Errc::denied);
  CHECK(house.collector.count("SELECT count(*) FROM sessions") == 0);
}

TEST_CASE("the database and its backups hold no link and the backup lets none be used") {
  House house;
  const test::TemporaryFolder folder;
  const auto backup = folder.path() / "backup.db";
  REQUIRE(house.collector->storage().backup_to(backup).has_value());
  const auto database = house.collector.options().data / "db" / "collector.db";
  std::string all;
  for (const auto& file : {database.string(), database.string() + "-wal", backup.string()})
    all += read_file(file, 64 * 1024 * 1024).value();
  CHECK(all.find("Karim") != std::string::npos);
  CHECK(all.find(house.invitation.token) == std::string::npos);
  auto copy = db::Database::open(backup).value();
  CHECK(copy.query_one("SELECT count(*) FROM links").value()->integer(0) == 0);
  CHECK(copy.query_one("SELECT count(*) FROM accounts").value()->integer(0) == 2);
}

TEST_CASE("an account is within reach of who runs accounts where all of its roles lie") {
  using collector::Scope;
  const auto line_with = [](std::initializer_list<const char*> places) {
    collector::AccountLine line;
    for (const auto* place : places) line.grants.push_back({.what = {.place = {place}}, .until_ms = {}});
    return line;
  };
  const Scope province({PlaceCode{"09.001"}, PlaceCode{"09.001.01"}});
  CHECK(collector::lies_within(line_with({"09.001"}), province));
  CHECK(collector::lies_within(line_with({"09.001", "09.001.01"}), province));
  CHECK_FALSE(collector::lies_within(line_with({"09.001", "06"}), province));
  CHECK_FALSE(collector::lies_within(line_with({""}), province));
  CHECK_FALSE(collector::lies_within(line_with({}), province));
  CHECK(collector::lies_within(line_with({""}), Scope::everywhere()));
}
