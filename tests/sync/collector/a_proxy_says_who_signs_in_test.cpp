#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/accounts/single_sign_on.h"
#include "sync/collector/http/vouching.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Browser;
using test::has;
using test::TestCollector;

namespace {

const std::string proxy_address = "127.0.0.2";
const std::string at_the_provider = "a.benali@agadir.example";

collector::Vouching by_proxy() {
  return {.header = "x-minbar-user", .proxies = {collector::parse_network(proxy_address).value()}};
}

// A collector that believes a proxy, and Amina, whom the provider knows by another name.
struct VouchedTown {
  TestCollector collector{false, {}, MINBAR_CONTENT_FOLDER, by_proxy()};
  std::int64_t amina = 0;
  std::uint16_t port = 0;

  VouchedTown() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    amina = collector->accounts().find("Amina").value();
    REQUIRE(name(at_the_provider).has_value());
    port = collector.serve();
  }
  Result<void> name(const std::string& said) {
    return collector->storage().write([&](db::Database& database) {
      return collector::set_sso_name(database, {.account = amina, .name = said, .at_ms = collector.clock.wall_ms()});
    });
  }
  // A browser whose requests come through the proxy, which says this of it.
  [[nodiscard]] Browser vouched_for(const std::string& said) const {
    Browser browser(port, proxy_address);
    browser.headers = {"Accept-Language: en", "X-Minbar-User: " + said};
    return browser;
  }
  [[nodiscard]] std::int64_t noted(const std::string& action) {
    return collector.count("SELECT count(*) FROM audit WHERE detail = 'sso' AND action = '" + action + "'");
  }
};

// Sends the form with a good token, whatever the page of the single sign-on itself would have shown.
test::Answer go_on(Browser& browser, const std::string& next = "/inbox") {
  return browser.submit("/sign-in", "/sign-in/sso", {{"next", next}});
}

bool has_session_cookie(const Browser& browser) { return browser.cookies.contains("minbar_session"); }

}  // namespace

TEST_CASE("whom a trusted proxy names is shown their account and signs in with one button") {
  VouchedTown town;
  auto browser = town.vouched_for(at_the_provider);
  const auto shown = browser.get("/sign-in/sso?next=%2Fkiosks");
  CHECK(shown.status == 200);
  CHECK(has(shown.body, "<bdi>Amina</bdi>"));
  CHECK(has(shown.body, "name=\"next\" value=\"/kiosks\""));
  CHECK_FALSE(has(shown.body, at_the_provider));
  const auto answer = go_on(browser, "/kiosks");
  CHECK(answer.status == 303);
  CHECK(answer.header("Location") == "/kiosks");
  CHECK(has(answer.header("Set-Cookie"), "HttpOnly; SameSite=Strict"));
  CHECK(browser.get("/inbox").status == 200);
  CHECK(town.noted("signed_in") == 1);
}

TEST_CASE("a header that a stranger writes is as if it were not there") {
  VouchedTown town;
  Browser stranger(town.port);
  stranger.headers = {"Accept-Language: en", "X-Minbar-User: " + at_the_provider, "X-Forwarded-For: " + proxy_address};
  const auto shown = stranger.get("/sign-in/sso");
  CHECK(shown.status == 403);
  CHECK(has(shown.body, "Your work account was not confirmed"));
  CHECK(go_on(stranger).status == 403);
  CHECK_FALSE(has_session_cookie(stranger));
  CHECK(town.noted("sign_in_failed") == 0);
}

TEST_CASE("a header of nearly the same name says nothing") {
  VouchedTown town;
  for (const std::string name : {"X_Minbar_User", "X-Minbar-User-", "X-Minbar", "Minbar-User"}) {
    INFO(name);
    Browser browser(town.port, proxy_address);
    browser.headers = {name + ": " + at_the_provider};
    CHECK(go_on(browser).status == 403);
    CHECK_FALSE(has_session_cookie(browser));
  }
}

TEST_CASE("no other page looks at what the proxy says") {
  VouchedTown town;
  auto browser = town.vouched_for(at_the_provider);
  for (const auto* path : {"/inbox", "/account", "/kiosks/new"})
    CHECK(browser.get(path).header("Location").starts_with("/sign-in?next="));
  CHECK(browser.get("/sign-in").status == 200);
  CHECK(browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", "a wrong password"}}).status == 401);
  CHECK_FALSE(has_session_cookie(browser));
}

TEST_CASE("no link of another site signs anybody in by the single sign-on") {
  VouchedTown town;
  auto browser = town.vouched_for(at_the_provider);
  browser.get("/sign-in/sso?next=%2Finbox");
  CHECK_FALSE(has_session_cookie(browser));
  CHECK(browser.post("/sign-in/sso", {{"next", "/inbox"}}).status == 403);
  CHECK(browser.post("/sign-in/sso", {{"next", "/inbox"}, {"token", std::string(64, '0')}}).status == 403);
  CHECK_FALSE(has_session_cookie(browser));
  CHECK(town.collector.count("SELECT count(*) FROM sessions") == 0);
  CHECK(go_on(browser, "//evil.example").header("Location") == "/");
}

TEST_CASE("a header that came twice or can be no name is refused and nobody is signed in") {
  VouchedTown town;
  const std::string longest(limits::sso_name_bytes, 'x');
  const std::vector<std::vector<std::string>> refused{{at_the_provider, at_the_provider},
                                                      {at_the_provider, "other"},
                                                      {""},
                                                      {longest + "x"},
                                                      {"a\xC3"},
                                                      {"a\xE2\x80\xAE"},
                                                      {"a\tb"}};
  for (const auto& said : refused) {
    INFO(said.front());
    Browser browser(town.port, proxy_address);
    browser.headers = {"Accept-Language: en"};
    for (const auto& value : said) browser.headers.push_back("X-Minbar-User: " + value);
    const auto shown = browser.get("/sign-in/sso");
    CHECK(shown.status == 403);
    CHECK(has(shown.body, "cannot be used"));
    CHECK(go_on(browser).status == 403);
    CHECK_FALSE(has_session_cookie(browser));
  }
  REQUIRE(town.name(longest).has_value());
  auto browser = town.vouched_for(longest);
  CHECK(go_on(browser).status == 303);
}

TEST_CASE("a name that stands for no account is told whom to ask and makes none") {
  VouchedTown town;
  auto browser = town.vouched_for("<b>stranger</b>");
  const auto shown = browser.get("/sign-in/sso");
  CHECK(shown.status == 403);
  CHECK(has(shown.body, "Ask whoever runs the centre"));
  CHECK(has(shown.body, "&lt;b&gt;stranger&lt;/b&gt;"));
  CHECK(go_on(browser).status == 403);
  CHECK_FALSE(has_session_cookie(browser));
  CHECK(town.collector.count("SELECT count(*) FROM accounts") == 1);
  CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = 'sign_in_failed' AND outcome = 'refused' AND "
                             "detail = 'sso' AND account IS NULL AND address = '127.0.0.0/24'") == 2);
}

TEST_CASE("who asks again and again under an unknown name does not fill the audit") {
  VouchedTown town;
  auto browser = town.vouched_for("nobody");
  for (int i = 0; i < 40; ++i) CHECK(browser.get("/sign-in/sso").status == 403);
  CHECK(town.noted("sign_in_failed") == 30);
}

TEST_CASE("the name of an account is no name of the single sign-on until an operator says so") {
  VouchedTown town;
  for (const std::string said : {"Amina", "amina", "A.BENALI@agadir.example"}) {
    auto browser = town.vouched_for(said);
    CHECK(go_on(browser).status == 403);
    CHECK_FALSE(has_session_cookie(browser));
  }
  REQUIRE(town.name("Amina").has_value());
  auto browser = town.vouched_for("Amina");
  CHECK(go_on(browser).status == 303);
  auto earlier = town.vouched_for(at_the_provider);
  CHECK(go_on(earlier).status == 403);
}

TEST_CASE("a name of the single sign-on is one account's and ends with the sessions that it began") {
  VouchedTown town;
  REQUIRE(town.collector->accounts().create("Brahim", test::good_password).has_value());
  const auto brahim = town.collector->accounts().find("Brahim").value();
  const auto taken = town.collector->storage().write([&](db::Database& database) {
    return collector::set_sso_name(database, {.account = brahim, .name = at_the_provider, .at_ms = 1});
  });
  CHECK(taken.error().code == Errc::conflict);
  auto vouched = town.vouched_for(at_the_provider);
  Browser by_password(town.port);
  CHECK(go_on(vouched).status == 303);
  by_password.sign_in("Amina", test::good_password);
  CHECK(town.name(at_the_provider).has_value());
  CHECK(vouched.get("/inbox").status == 200);
  CHECK(town.name("").has_value());
  CHECK(vouched.get("/inbox").status == 303);
  CHECK(by_password.get("/inbox").status == 200);
  CHECK(go_on(vouched).status == 403);
  CHECK(town.name("").error().code == Errc::not_found);
  CHECK(town.name("two\nlines").error().code == Errc::bad_input);
  for (const std::string action : {"sso_given", "sso_ended"})
    CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = '" + action +
                               "' AND subject = 1 AND detail = '" + at_the_provider + "'") == 1);
}

TEST_CASE("who signs out stays signed out and is told of the single sign-on") {
  VouchedTown town;
  auto browser = town.vouched_for(at_the_provider);
  go_on(browser);
  const auto out = browser.submit("/inbox", "/sign-out", {});
  CHECK(out.header("Location") == "/sign-in?signed_out=1");
  const auto shown = browser.get("/sign-in?signed_out=1");
  CHECK_FALSE(has_session_cookie(browser));
  CHECK(has(shown.body, "may still be signed in"));
  CHECK(has(shown.body, "href=\"/sign-in/oidc?logout=x\""));
  CHECK(browser.get("/inbox").status == 303);
  Browser by_password(town.port);
  by_password.sign_in("Amina", test::good_password);
  CHECK(by_password.submit("/inbox", "/sign-out", {}).header("Location") == "/sign-in");
}

TEST_CASE("signing in again by the single sign-on ends the browser's earlier session") {
  VouchedTown town;
  auto browser = town.vouched_for(at_the_provider);
  go_on(browser);
  const auto earlier = browser.cookies.at("minbar_session");
  go_on(browser);
  CHECK(browser.cookies.at("minbar_session") != earlier);
  browser.cookies["minbar_session"] = earlier;
  CHECK(browser.get("/inbox").status == 303);
}

TEST_CASE("a disabled or removed account is reached by no single sign-on and a name goes with its account") {
  VouchedTown town;
  REQUIRE(town.collector->accounts().create("Brahim", test::good_password).has_value());
  auto& life = town.collector->account_life();
  auto browser = town.vouched_for(at_the_provider);
  go_on(browser);
  REQUIRE(life.disable(town.amina, {}).has_value());
  CHECK(browser.get("/inbox").status == 303);
  CHECK(go_on(browser).status == 403);
  CHECK(has(browser.get("/sign-in/sso").body, "does not belong to any account here"));
  REQUIRE(life.enable(town.amina, {}).has_value());
  CHECK(go_on(browser).status == 303);
  REQUIRE(life.remove(town.amina, {}).has_value());
  CHECK(browser.get("/inbox").status == 303);
  CHECK(go_on(browser).status == 403);
  CHECK(town.name(at_the_provider).error().code == Errc::not_found);
  town.amina = town.collector->accounts().find("Brahim").value();
  CHECK(town.name(at_the_provider).has_value());
  CHECK(go_on(browser).status == 303);
}

TEST_CASE("who was invited and has a name of the single sign-on needs no password") {
  VouchedTown town;
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) { return database.execute("UPDATE accounts SET password_hash = ''"); })
              .has_value());
  auto browser = town.vouched_for(at_the_provider);
  CHECK(go_on(browser).status == 303);
  CHECK(browser.get("/inbox").status == 200);
}

TEST_CASE("a session of the single sign-on needs no code and is confirmed for ten minutes and again by it") {
  VouchedTown town;
  town.collector.require_second_factor = true;
  town.collector.restart();
  town.port = town.collector.serve();
  const auto session_of = [&](const Browser& browser) {
    return town.collector->accounts().sessions().find(browser.cookies.at("minbar_session")).value().value();
  };
  auto vouched = town.vouched_for(at_the_provider);
  Browser by_password(town.port);
  by_password.sign_in("Amina", test::good_password);
  CHECK(session_of(by_password).needs_second_factor);
  CHECK_FALSE(has(by_password.get("/confirm?next=%2Fpeople").body, "/sign-in/sso"));
  go_on(vouched);
  CHECK_FALSE(session_of(vouched).needs_second_factor);
  CHECK(session_of(vouched).is_confirmed);
  town.collector.clock.advance(limits::confirmed_ms);
  CHECK_FALSE(session_of(vouched).is_confirmed);
  CHECK(has(vouched.get("/confirm?next=%2Fpeople").body, "href=\"/sign-in/sso?next=%2Fpeople\""));
  CHECK(go_on(vouched, "/people").header("Location") == "/people");
  CHECK(session_of(vouched).is_confirmed);
}

TEST_CASE("the sign-in page offers the single sign-on where there is one and keeps the way on") {
  VouchedTown town;
  Browser browser(town.port);
  const std::string offer = "href=\"/sign-in/sso?next=%2Fkiosks%3Fa%3Db\"";
  CHECK(has(browser.get("/sign-in?next=%2Fkiosks%3Fa%3Db").body, offer));
  const auto wrong = browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"next", "/kiosks?a=b"}});
  CHECK(wrong.status == 401);
  CHECK(has(wrong.body, offer));
}

TEST_CASE("without the setting there is no single sign-on") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  REQUIRE(collector->storage()
              .write([](db::Database& database) {
                return collector::set_sso_name(database, {.account = 1, .name = "Amina", .at_ms = 1});
              })
              .has_value());
  Browser browser(collector.serve(), proxy_address);
  browser.headers = {"X-Minbar-User: Amina"};
  CHECK(browser.get("/sign-in/sso").status == 404);
  CHECK_FALSE(has(browser.get("/sign-in?signed_out=1").body, "/sign-in/sso"));
  CHECK(browser.post("/sign-in/sso", {}).status == 404);
  CHECK_FALSE(has_session_cookie(browser));
}

TEST_CASE("a header that browsers send for another purpose cannot say who asks") {
  for (const std::string name :
       {"", "Cookie", "host", "X-Forwarded-For", "X_Minbar_User", "X Minbar", "X-Minbar:", "Authorization"}) {
    INFO(name);
    const auto refused = collector::vouching_header(name);
    REQUIRE_FALSE(refused.has_value());
    CHECK(has(refused.error().context, "such as X-Minbar-User"));
  }
  CHECK(collector::vouching_header("X-Minbar-User").value() == "x-minbar-user");
}
