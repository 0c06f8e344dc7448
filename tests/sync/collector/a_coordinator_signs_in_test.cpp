#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Answer;
using test::Browser;
using test::TestCollector;

namespace {

std::uint16_t with_coordinator(TestCollector& collector) {
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  return collector.serve();
}

}  // namespace

TEST_CASE("a coordinator signs in and reads the inbox") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  const auto turned_away = browser.get("/inbox?before=9");
  CHECK(turned_away.status == 303);
  CHECK(turned_away.header("Location") == "/sign-in?next=%2Finbox%3Fbefore%3D9");
  browser.sign_in("amina", test::good_password);
  const auto inbox = browser.get("/inbox");
  CHECK(inbox.status == 200);
  CHECK(inbox.body.find("Amina") != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'signed_in'") == 1);
}

TEST_CASE("a session lives in a cookie that scripts and other sites cannot use") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  const auto answer = browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", test::good_password}});
  const auto cookie = answer.header("Set-Cookie");
  CHECK(cookie.find("HttpOnly") != std::string::npos);
  CHECK(cookie.find("SameSite=Strict") != std::string::npos);
  const auto& token = browser.cookies.at("minbar_session");
  CHECK(token.size() >= 32);
  const auto stored = collector->storage().read(
      [&](db::Database& database) { return database.query("SELECT hex(token_hash) FROM sessions"); });
  REQUIRE(stored.value().size() == 1);
  CHECK(stored.value()[0].text(0).find(token) == std::string::npos);
}

TEST_CASE("behind a proxy cookies are secure and browsers are told to stay with TLS") {
  TestCollector collector(true);
  Browser browser(with_coordinator(collector));
  const auto shown = browser.get("/sign-in");
  CHECK(shown.header("Set-Cookie").find("__Host-minbar_visit=") == 0);
  CHECK(shown.header("Set-Cookie").find("; Secure") != std::string::npos);
  CHECK(shown.header("Strict-Transport-Security").find("max-age=") == 0);
  browser.sign_in("Amina", test::good_password);
  CHECK(browser.cookies.contains("__Host-minbar_session"));
  CHECK(browser.get("/inbox").status == 200);
}

TEST_CASE("an unknown name and a wrong password get the same answer") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  const auto wrong = browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", "a wrong long password"}});
  auto unknown = browser.submit("/sign-in", "/sign-in", {{"name", "Omina"}, {"password", "a wrong long password"}});
  CHECK(wrong.status == 401);
  CHECK(unknown.status == 401);
  const auto name = unknown.body.find("Omina");
  REQUIRE(name != std::string::npos);
  unknown.body[name] = 'A';
  CHECK(test::without_token(wrong.body) == test::without_token(unknown.body));
  CHECK_FALSE(browser.cookies.contains("minbar_session"));
}

TEST_CASE("a form without its page's token is refused") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  const std::map<std::string, std::string> right{{"name", "Amina"}, {"password", test::good_password}};
  CHECK(browser.post("/sign-in", right).status == 403);
  browser.get("/sign-in");
  CHECK(browser.post("/sign-in", right).status == 403);
  auto forged = right;
  forged["token"] = std::string(64, '0');
  CHECK(browser.post("/sign-in", forged).status == 403);
  browser.sign_in("Amina", test::good_password);
  CHECK(browser.post("/sign-out", {}).status == 403);
  CHECK(browser.post("/kiosks/new", {{"label", "x"}, {"place", "09.001.01.01"}}).status == 403);
  CHECK(browser.get("/inbox").status == 200);
  CHECK(collector.count("SELECT count(*) FROM devices") == 0);
}

TEST_CASE("another browser's form token is refused") {
  TestCollector collector;
  const auto port = with_coordinator(collector);
  Browser mine(port), theirs(port);
  const auto token = test::token_in(theirs.get("/sign-in").body);
  mine.get("/sign-in");
  CHECK(mine.post("/sign-in", {{"name", "Amina"}, {"password", test::good_password}, {"token", token}}).status == 403);
}

TEST_CASE("signing out ends the session at the collector") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  browser.sign_in("Amina", test::good_password);
  const auto session = browser.cookies.at("minbar_session");
  CHECK(browser.submit("/inbox", "/sign-out", {}).header("Location") == "/sign-in");
  browser.cookies["minbar_session"] = session;
  CHECK(browser.get("/inbox").status == 303);
}

TEST_CASE("a session ends after an idle hour and after a working day") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  browser.sign_in("Amina", test::good_password);
  collector.clock.advance(limits::session_idle_ms - 60'000);
  CHECK(browser.get("/inbox").status == 200);
  collector.clock.advance(limits::session_idle_ms);
  CHECK(browser.get("/inbox").status == 303);
  browser.sign_in("Amina", test::good_password);
  for (std::int64_t passed = 0; passed < limits::session_ms; passed += limits::session_idle_ms / 2) {
    CHECK(browser.get("/inbox").status == 200);
    collector.clock.advance(limits::session_idle_ms / 2);
  }
  CHECK(browser.get("/inbox").status == 303);
}

TEST_CASE("guessing a password is slowed down also for the right one") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  const auto attempt = [&](const std::string& tried) {
    return browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", tried}}).status;
  };
  for (int i = 0; i < 5; ++i) CHECK(attempt("a wrong long password") == 401);
  CHECK(attempt(test::good_password) == 429);
  collector.clock.advance(4 * 60'000);
  CHECK(attempt(test::good_password) == 303);
}

TEST_CASE("after signing in nobody is led to another site") {
  TestCollector collector;
  Browser browser(with_coordinator(collector));
  for (const std::string next : {"https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"}) {
    const auto answer =
        browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", test::good_password}, {"next", next}});
    CHECK(answer.status == 303);
    CHECK(answer.header("Location") == "/");
  }
}

TEST_CASE("an account needs a name of its own and a long password") {
  TestCollector collector;
  CHECK(collector->accounts().create("Amina", "short").error().code == Errc::bad_input);
  CHECK(collector->accounts().create(" ", test::good_password).error().code == Errc::bad_input);
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  CHECK(collector->accounts().create("AMINA", test::good_password).error().code == Errc::conflict);
}
