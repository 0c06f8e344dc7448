#include <catch2/catch.hpp>
#include <set>

#include "sync/base/limits.h"
#include "sync/collector/accounts/browser_cookie.h"
#include "sync/seal/password.h"
#include "tests/support/manual_clock.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {

constexpr const char* wrong_password = "a wrong long password";
constexpr const char* cookie_name = "__Host-minbar_browser";

// A collector behind a proxy that names its clients, with two coordinators.
struct BesiegedCentre {
  TestCollector collector{true};
  std::uint16_t port = 0;

  BesiegedCentre() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    REQUIRE(collector->accounts().create("Brahim", test::good_password).has_value());
    port = collector.serve();
  }
  [[nodiscard]] Browser browser_at(const std::string& address) const {
    Browser browser(port);
    browser.headers = {"X-Forwarded-For: " + address};
    return browser;
  }
  // A browser that a person signed in from, some time ago.
  [[nodiscard]] Browser known_browser(const std::string& name, const std::string& address = "198.51.100.7") const {
    auto browser = browser_at(address);
    browser.sign_in(name, test::good_password);
    browser.cookies.erase("__Host-minbar_session");
    return browser;
  }
};

test::Answer attempt(Browser& browser, const std::string& name, const std::string& tried) {
  return browser.submit("/sign-in", "/sign-in", {{"name", name}, {"password", tried}});
}

// Wrong tries from a hundred addresses; how many of them were judged.
int flood(const BesiegedCentre& centre, const std::string& name, const std::string& cookie = "") {
  int judged = 0;
  for (int i = 0; i < 100; ++i) {
    auto stranger = centre.browser_at("203.0.113." + std::to_string(i));
    if (!cookie.empty()) stranger.cookies[cookie_name] = cookie;
    if (attempt(stranger, name, wrong_password).status == 401) ++judged;
  }
  return judged;
}

}  // namespace

TEST_CASE("wrong tries from a hundred addresses lock nobody out of their own browser") {
  const BesiegedCentre centre;
  auto own = centre.known_browser("Amina");
  CHECK(flood(centre, "AMINA") == 59);  // the sixtieth was her own
  auto stranger = centre.browser_at("192.0.2.1");
  const auto refused = attempt(stranger, "Amina", test::good_password);
  CHECK(refused.status == 429);
  CHECK(std::stoi(refused.header("Retry-After")) >= 1);
  CHECK(std::stoi(refused.header("Retry-After")) <= 60);
  CHECK(attempt(own, "amina", test::good_password).status == 303);
  own.headers = {"X-Forwarded-For: 203.0.113.5"};  // at one of the addresses that the tries came from
  CHECK(attempt(own, "Amina", test::good_password).status == 303);
}

TEST_CASE("two addresses spend no more of a name's tries than are judged") {
  const BesiegedCentre centre;
  for (const std::string address : {"203.0.113.1", "203.0.113.2"}) {
    auto stranger = centre.browser_at(address);
    for (int i = 0; i < 40; ++i) attempt(stranger, "Amina", wrong_password);
  }
  auto new_browser = centre.browser_at("192.0.2.1");
  CHECK(attempt(new_browser, "Amina", test::good_password).status == 303);
}

TEST_CASE("a forged or altered cookie or one of another account or time is no help and tells nothing") {
  BesiegedCentre centre;
  const auto good = centre.known_browser("Amina").cookies.at(cookie_name);
  auto others = centre.known_browser("Brahim").cookies.at(cookie_name);
  std::set<std::string> bad{others, std::string(good.size(), '0'), good.substr(1), good + "0", "." + others, "x"};
  for (std::size_t at = 0; at < good.size(); at += 13) {
    auto altered = good;
    altered[at] = altered[at] == '0' ? '1' : '0';
    bad.insert(altered);
  }
  flood(centre, "Amina");
  int strangers = 0;
  const auto answer_to = [&](const std::string& cookie, const std::string& name, const std::string& tried) {
    auto stranger = centre.browser_at("192.0.2." + std::to_string(++strangers));
    if (!cookie.empty()) stranger.cookies[cookie_name] = cookie;
    return attempt(stranger, name, tried);
  };
  const auto without = answer_to("", "Amina", test::good_password);
  CHECK(without.status == 429);
  for (const auto& cookie : bad) {
    const auto answer = answer_to(cookie, "Amina", test::good_password);
    CHECK(answer.status == 429);
    CHECK(test::without_token(answer.body) == test::without_token(without.body));
  }
  CHECK(answer_to(good, "Amina", wrong_password).status == 401);
  CHECK(answer_to(good, "Nobody", wrong_password).status == 401);  // as without it
  centre.collector.clock.advance(collector::browser_known_s * 1000);
  flood(centre, "Amina");
  CHECK(answer_to(good, "Amina", test::good_password).status == 429);
}

TEST_CASE("a wrong password gets the same answer with and without a good cookie") {
  const BesiegedCentre centre;
  auto own = centre.known_browser("Amina"), stranger = centre.browser_at("192.0.2.1");
  const auto with = attempt(own, "Amina", wrong_password), without = attempt(stranger, "Amina", wrong_password);
  CHECK(with.status == 401);
  CHECK(without.status == 401);
  CHECK(test::without_token(with.body) == test::without_token(without.body));
}

TEST_CASE("a new password makes a browser that was known a stranger") {
  BesiegedCentre centre;
  auto own = centre.known_browser("Amina");
  const auto hash = seal::hash_password("another long password", {.passes = 1, .memory_bytes = 8192}).value();
  REQUIRE(centre.collector->storage().write([&](db::Database& database) {
    return database.execute("UPDATE accounts SET password_hash = $1 WHERE name = 'Amina'", {hash});
  }));
  flood(centre, "Amina");
  const auto refused = attempt(own, "Amina", "another long password");
  CHECK(refused.status == 429);
  CHECK(std::stoi(refused.header("Retry-After")) >= 1);
  centre.collector.clock.advance(10 * 60'000);
  CHECK(attempt(own, "Amina", "another long password").status == 303);
  flood(centre, "Amina");
  CHECK(attempt(own, "Amina", "another long password").status == 303);
}

TEST_CASE("a stolen cookie wins five tries over what strangers have") {
  const BesiegedCentre centre;
  const auto stolen = centre.known_browser("Amina").cookies.at(cookie_name);
  CHECK(flood(centre, "Amina", stolen) == 59 + 5);
}

TEST_CASE("whoever shares a desk keeps a place of their own in its browser") {
  const BesiegedCentre centre;
  auto desk = centre.known_browser("Amina");
  desk.sign_in("Brahim", test::good_password);
  flood(centre, "Amina");
  flood(centre, "Brahim");
  CHECK(attempt(desk, "Amina", test::good_password).status == 303);
  CHECK(attempt(desk, "Brahim", test::good_password).status == 303);
}

TEST_CASE("a browser is remembered for half a year in a cookie that names nobody and outlives the session") {
  const BesiegedCentre centre;
  auto browser = centre.browser_at("198.51.100.7");
  const auto answer = attempt(browser, "Amina", test::good_password);
  const auto at = answer.head.find("Set-Cookie: " + std::string(cookie_name) + "=");
  REQUIRE(at != std::string::npos);
  const auto cookie = answer.head.substr(at, answer.head.find("\r\n", at) - at);
  for (const std::string word : {"HttpOnly", "SameSite=Strict", "Secure", "Path=/", "Max-Age=15552000"})
    CHECK(cookie.find(word) != std::string::npos);
  CHECK(cookie.find("mina") == std::string::npos);
  const auto kept = browser.cookies.at(cookie_name);
  browser.submit("/inbox", "/sign-out", {});
  CHECK(browser.cookies.at(cookie_name) == kept);
  CHECK_FALSE(browser.cookies.contains("__Host-minbar_session"));
}

TEST_CASE("a browser remembers eight accounts and the one that signed in longest ago goes first") {
  test::ManualClock clock;
  SystemRandom random;
  seal::Locked<seal::MacKey> key;
  *key = seal::make_mac_key(random);
  const collector::BrowserCookies cookies(std::move(key), clock);
  std::string cookie;
  const auto sign_in = [&](int i) {
    cookie = cookies.with(cookie, "name " + std::to_string(i), {.id = {.bytes = random.array<16>()}, .password = {}});
  };
  for (int i = 0; i < 8; ++i) sign_in(i);
  sign_in(0);
  sign_in(8);
  CHECK(cookies.find(cookie, "name 0").has_value());
  CHECK_FALSE(cookies.find(cookie, "name 1").has_value());
  for (int i = 2; i < 9; ++i) CHECK(cookies.find(cookie, "name " + std::to_string(i)).has_value());
  const auto size = cookie.size();
  for (int i = 9; i < 30; ++i) sign_in(i);
  CHECK(cookie.size() == size);
  cookie = std::string(100'000, '.') + cookie;
  sign_in(30);
  CHECK(cookie.size() < size);
}

TEST_CASE("a cookie from a clock that stood far ahead is not taken") {
  test::ManualClock clock;
  SystemRandom random;
  seal::Locked<seal::MacKey> key;
  *key = seal::make_mac_key(random);
  const collector::BrowserCookies cookies(std::move(key), clock);
  const auto right = clock.wall_ms();
  clock.turn_wall_to(right + 48 * test::hour_ms);
  const auto cookie = cookies.with("", "amina", {.id = {}, .password = {}});
  CHECK(cookies.find(cookie, "amina").has_value());
  clock.turn_wall_to(right);
  CHECK_FALSE(cookies.find(cookie, "amina").has_value());
}
