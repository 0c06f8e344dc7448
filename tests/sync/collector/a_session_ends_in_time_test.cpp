#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/support/manual_clock.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {

constexpr std::int64_t minute_ms = 60'000;

// A coordinator who is signed in, and another who could be.
struct Room {
  TestCollector collector;
  std::uint16_t port = 0;
  Browser browser{0};

  Room() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    REQUIRE(collector->accounts().create("Brahim", test::good_password).has_value());
    port = collector.serve();
    browser = Browser(port);
    browser.sign_in("Amina", test::good_password);
  }
  [[nodiscard]] bool is_signed_in() { return browser.get("/inbox").status == 200; }
  void turn_clock_by(std::int64_t ms) { collector.clock.turn_wall_to(collector.clock.wall_ms() + ms); }
  [[nodiscard]] std::int64_t signed_out(const std::string& name) {
    return collector.count(
        "SELECT count(*) FROM audit JOIN accounts ON accounts.id = audit.account WHERE action = "
        "'signed_out' AND name = '" +
        name + "'");
  }
};

}  // namespace

TEST_CASE("signing in ends the earlier session of the same browser") {
  Room room;
  const auto earlier = room.browser.cookies.at("minbar_session");
  room.browser.sign_in("Amina", test::good_password);
  CHECK(room.is_signed_in());
  CHECK(room.collector.count("SELECT count(*) FROM sessions") == 1);
  CHECK(room.signed_out("Amina") == 1);
  room.browser.cookies["minbar_session"] = earlier;
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("signing in ends another person's session in the same browser and the audit says whose") {
  Room room;
  const auto hers = room.browser.cookies.at("minbar_session");
  room.browser.sign_in("Brahim", test::good_password);
  CHECK(room.signed_out("Amina") == 1);
  CHECK(room.signed_out("Brahim") == 0);
  room.browser.cookies["minbar_session"] = hers;
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("a wrong password and another browser's sign-in end no session") {
  Room room;
  const auto refused =
      room.browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", "a wrong long password"}});
  CHECK(refused.status == 401);
  CHECK(room.is_signed_in());
  Browser(room.port).sign_in("Amina", test::good_password);
  CHECK(room.is_signed_in());
  CHECK(room.signed_out("Amina") == 0);
}

TEST_CASE("a session that had ended already is not said to be signed out") {
  Room room;
  room.collector.clock.advance(limits::session_idle_ms);
  room.browser.sign_in("Amina", test::good_password);
  CHECK(room.signed_out("Amina") == 0);
  CHECK(room.collector.count("SELECT count(*) FROM sessions") == 1);
}

TEST_CASE("a clock that is turned back ends a session and turning it on again does not bring it back") {
  Room room;
  room.turn_clock_by(-test::hour_ms);
  CHECK_FALSE(room.is_signed_in());
  room.turn_clock_by(test::hour_ms);
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("a clock that is turned on and back again ends a session for good") {
  Room room;
  room.turn_clock_by(limits::session_ms);
  CHECK_FALSE(room.is_signed_in());
  room.turn_clock_by(-limits::session_ms);
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("a working day passes however often the clock is set back a little") {
  Room room;
  for (std::int64_t passed = 0; passed < limits::session_ms; passed += 30 * minute_ms) {
    CHECK(room.is_signed_in());
    room.collector.clock.advance(30 * minute_ms);
    room.turn_clock_by(-4 * minute_ms);
  }
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("an idle hour passes while the clock stands still") {
  Room room;
  const auto now = room.collector.clock.wall_ms();
  room.collector.clock.advance(limits::session_idle_ms - 1);
  room.collector.clock.turn_wall_to(now);
  CHECK(room.is_signed_in());
  room.collector.clock.advance(limits::session_idle_ms);
  room.collector.clock.turn_wall_to(now);
  CHECK_FALSE(room.is_signed_in());
}

TEST_CASE("a restart with the clock turned back makes no session longer") {
  Room room;
  for (int i = 0; i < 16; ++i) {
    room.collector.clock.advance(30 * minute_ms);
    REQUIRE(room.is_signed_in());
  }
  room.collector.restart();
  room.turn_clock_by(-6 * test::hour_ms);  // to after the session was made and before it was last used
  Browser after(room.collector.serve());
  after.cookies = room.browser.cookies;
  CHECK(after.get("/inbox").status == 303);
}

TEST_CASE("a session goes on after a restart and still ends with its day") {
  Room room;
  room.collector.restart();
  Browser after(room.collector.serve());
  after.cookies = room.browser.cookies;
  for (std::int64_t passed = 0; passed < limits::session_ms; passed += 30 * minute_ms) {
    CHECK(after.get("/inbox").status == 200);
    room.collector.clock.advance(30 * minute_ms);
  }
  CHECK(after.get("/inbox").status == 303);
}

TEST_CASE("whoever signs out while nothing can be written is out all the same") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.sign_in("Amina", test::good_password);
  const auto copied = browser.cookies["minbar_session"];
  const auto rename = [&](std::string_view sql) {
    REQUIRE(collector->storage().write([&](db::Database& database) { return database.run_script(sql); }).has_value());
  };
  rename("ALTER TABLE audit RENAME TO lost_audit");
  CHECK(browser.submit("/account", "/sign-out", {}).status == 303);
  CHECK(collector.count("SELECT count(*) FROM sessions") == 1);  // the row is still there
  CHECK(browser.cookies["minbar_session"].empty());
  rename("ALTER TABLE lost_audit RENAME TO audit");
  browser.cookies["minbar_session"] = copied;
  CHECK(browser.get("/account").status == 303);
  CHECK(collector.count("SELECT count(*) FROM sessions") == 0);
}
