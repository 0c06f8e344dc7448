#include <catch2/catch.hpp>

#include <algorithm>
#include <span>
#include <string>

#include "sync/base/limits.h"
#include "sync/collector/accounts/sessions.h"
#include "sync/collector/storage/schema_sql.h"
#include "sync/db/migrate.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::SessionLine;
using test::TestCollector;

namespace {

// Amina, who signs in from several places.
struct Desks {
  TestCollector collector;
  std::int64_t amina = 0;

  Desks() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    REQUIRE(collector->accounts().create("Brahim", test::good_password).has_value());
    amina = collector->accounts().find("Amina").value();
  }
  [[nodiscard]] collector::Session sign_in(std::string_view address, std::string_view name = "Amina") {
    return collector->accounts()
        .sign_in({.name = name, .password = test::good_password, .peer = address, .address = address})
        .value()
        .session;
  }
  [[nodiscard]] collector::Sessions& sessions() { return collector->accounts().sessions(); }
  [[nodiscard]] bool lives(const collector::Session& session) {
    return sessions().find(session.token).value().has_value();
  }
};

}  // namespace

TEST_CASE("sessions are listed with their begin and last use and a shortened address and without their token") {
  Desks desks;
  const auto began = desks.collector.clock.wall_ms();
  const auto first = desks.sign_in("192.0.2.0");
  (void)desks.sign_in("203.0.113.0", "Brahim");
  desks.collector.clock.advance(10 * 60'000);
  const auto second = desks.sign_in("198.51.100.0");
  desks.collector.clock.advance(10 * 60'000);
  REQUIRE(desks.lives(first));
  const auto lines = desks.sessions().list(desks.amina).value();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].number == first.number);
  CHECK(lines[0].made_ms == began);
  CHECK(lines[0].used_ms == began + 20 * 60'000);
  CHECK(lines[0].address == "192.0.2.0");
  CHECK(lines[1].number == second.number);
  CHECK(lines[1].address == "198.51.100.0");
  CHECK(first.number != second.number);
  desks.collector.clock.advance(limits::session_idle_ms - 60'000);
  CHECK(desks.sessions().list(desks.amina)->size() == 1);  // the other was idle for too long
}

TEST_CASE("a session is ended by its number and only where it is") {
  Desks desks;
  const auto first = desks.sign_in("192.0.2.0"), second = desks.sign_in("198.51.100.0");
  const auto his = desks.sign_in("203.0.113.0", "Brahim");
  CHECK(desks.sessions().end_one(desks.amina, his.number, {}).error().code == Errc::not_found);
  CHECK(desks.lives(his));
  REQUIRE(desks.sessions().end_one(desks.amina, first.number, {.account = desks.amina}).has_value());
  CHECK_FALSE(desks.lives(first));
  CHECK_FALSE(desks.sessions().account_seen(first.token).has_value());
  CHECK(desks.lives(second));
  CHECK(desks.sessions().end_one(desks.amina, first.number, {}).error().code == Errc::not_found);
  CHECK(desks.collector.count("SELECT count(*) FROM audit WHERE action = 'session_ended' AND subject = account") == 1);
}

TEST_CASE("all sessions of an account are ended or all but the one at hand") {
  Desks desks;
  const auto first = desks.sign_in("192.0.2.0"), second = desks.sign_in("198.51.100.0");
  const auto his = desks.sign_in("203.0.113.0", "Brahim");
  CHECK(desks.sessions().end_all(desks.amina, second.number, {.account = desks.amina}) == 1);
  CHECK_FALSE(desks.lives(first));
  CHECK(desks.lives(second));
  CHECK(desks.sessions().end_all(desks.amina, std::nullopt, {}) == 1);
  CHECK_FALSE(desks.lives(second));
  CHECK(desks.lives(his));
  CHECK(desks.collector.count("SELECT sum(records) FROM audit WHERE action = 'sessions_ended'") == 2);
}

TEST_CASE("a session from before sessions had numbers goes on and is listed") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  REQUIRE(db::migrate(database, std::span(collector::schema::migrations).first(18)).has_value());
  REQUIRE(database
              .run_script("INSERT INTO accounts (name, password_hash, made_at_ms) VALUES ('Amina', 'x', 7);"
                          "INSERT INTO sessions (token_hash, account, made_at_ms, used_at_ms, expires_at_ms) VALUES "
                          "(randomblob(32), 1, 10, 11, 12), (randomblob(32), 1, 20, 21, 22);"
                          "INSERT INTO openings (session, subject, opened_at_ms) SELECT token_hash, 'x', 11 FROM "
                          "sessions WHERE made_at_ms = 10")
              .has_value());
  REQUIRE(db::migrate(database, collector::schema::migrations).has_value());
  const auto rows = database
                        .query(
                            "SELECT made_at_ms, used_at_ms, expires_at_ms, number, confirmed_at_ms, pending FROM "
                            "sessions ORDER BY made_at_ms")
                        .value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].integer(0) + rows[0].integer(1) + rows[0].integer(2) == 33);
  CHECK(rows[0].integer(3) >= 100'000'000);
  CHECK(rows[0].integer(3) != rows[1].integer(3));
  CHECK(rows[0].integer(4) + rows[0].integer(5) == 0);
  CHECK(database.query_one("SELECT count(*) FROM openings").value()->integer(0) == 1);
}
