#include <catch2/catch.hpp>

#include <algorithm>
#include <iterator>
#include <span>
#include <string>

#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/audit_care.h"
#include "sync/collector/accounts/audit_chain.h"
#include "sync/collector/accounts/audit_check.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/storage/schema_sql.h"
#include "sync/collector/storage/storage.h"
#include "sync/db/migrate.h"
#include "tests/support/manual_clock.h"
#include "tests/support/overheard.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using collector::Action;
using collector::AuditCheck;
using collector::AuditMark;
using test::Browser;
using test::TestCollector;

namespace {

constexpr std::int64_t audit_day_ms = 24 * 60 * 60'000;

// A database with an audit of some rows, a day apart.
class Audit {
 public:
  explicit Audit(int rows) : storage_(collector::Storage::open(folder_.path() / "audit.db").value()) {
    for (int i = 1; i <= rows; ++i) add(i * audit_day_ms, "row " + std::to_string(i));
  }
  void add(std::int64_t at_ms, std::string_view reason) {
    REQUIRE(storage_
                ->write([&](db::Database& database) {
                  return collector::add_audit(database,
                                              {.at_ms = at_ms, .action = Action::signed_in, .reason = reason});
                })
                .has_value());
  }
  AuditCheck check(const std::optional<AuditMark>& expected = {}) {
    REQUIRE(storage_->write(collector::take_audit_head).has_value());
    return storage_->read([&](db::Database& database) { return collector::check_audit(database, expected); }).value();
  }
  std::int64_t change(std::string_view sql) {
    return storage_->write([&](db::Database& database) { return database.execute(sql); }).value();
  }
  std::int64_t forget(std::int64_t before_ms) {
    return storage_
        ->write(
            [&](db::Database& database) { return collector::forget_audit(database, before_ms, 100 * audit_day_ms); })
        .value();
  }
  [[nodiscard]] collector::Storage& storage() { return *storage_; }

 private:
  test::TemporaryFolder folder_;
  std::unique_ptr<collector::Storage> storage_;
};

}  // namespace

TEST_CASE("an audit that nobody touched is whole and says where it ends") {
  Audit audit(1500);  // more than is read at once
  const auto check = audit.check();
  CHECK(check.good());
  CHECK(check.rows == 1500);
  CHECK(check.newest.row == 1500);
  CHECK(collector::audit_mark_from(collector::audit_mark_text(check.newest)) == check.newest);
  CHECK_FALSE(collector::audit_mark_from("1500"));
  CHECK_FALSE(collector::audit_mark_from("1500:abc"));
  CHECK_FALSE(collector::audit_mark_from(":" + collector::audit_mark_text(check.newest)));
}

TEST_CASE("whatever is changed in a row of the audit is found and the row is named") {
  for (const auto* change :
       {"at_ms = at_ms + 1", "action = 'signed_out'", "reason = 'another'", "reason_salt = zeroblob(16)",
        "reason_salt = NULL", "reason_hash = NULL", "outcome = 'refused'", "address = '10.0.0.0/24'", "place = ''",
        "detail = 'x'", "records = 0", "device = zeroblob(16)", "record = zeroblob(16)", "petition = 'p'",
        "decision = 'd'", "hash = NULL", "hash = zeroblob(32)"}) {
    INFO(change);
    Audit audit(5);
    REQUIRE(audit.change(std::string("UPDATE audit SET ") + change + " WHERE id = 3") == 1);
    CHECK(audit.check().wrong_row == 3);
  }
}

TEST_CASE("a row that is gone from the audit is missed wherever it stood") {
  Audit begun(5), within(5), ended(5);
  REQUIRE(begun.change("DELETE FROM audit WHERE id = 1") == 1);
  CHECK(begun.check().wrong_row == 2);
  REQUIRE(within.change("DELETE FROM audit WHERE id = 3") == 1);
  CHECK(within.check().wrong_row == 4);
  REQUIRE(ended.change("DELETE FROM audit WHERE id = 5") == 1);
  CHECK_FALSE(ended.check().wrong_row);
  CHECK(ended.check().end_differs);
  ended.add(9 * audit_day_ms, "a further row");
  CHECK_FALSE(ended.check().good());
}

TEST_CASE("an audit that was made anew does not have the row that was noted elsewhere") {
  Audit audit(5);
  const auto noted = audit.check().newest;
  CHECK(audit.check(noted).good());
  audit.add(6 * audit_day_ms, "a further row");
  CHECK(audit.check(noted).good());
  audit.change("DELETE FROM audit");
  audit.change("DELETE FROM audit_chain");
  for (int i = 1; i <= 6; ++i) audit.add(i * audit_day_ms, "another row");
  CHECK(audit.check().good());
  CHECK_FALSE(audit.check(noted).good());
}

TEST_CASE("rows of an earlier version are linked once and then guarded like the others") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "old.db";
  {
    auto database = db::Database::open(file).value();
    const std::span<const db::Migration> steps = collector::schema::migrations;
    const auto chained = std::find_if(steps.begin(), steps.end(), [](const db::Migration& step) {
      return step.sql.find("CREATE TABLE audit_chain") != step.sql.npos;
    });
    REQUIRE(db::migrate(database, steps.first(static_cast<std::size_t>(chained - steps.begin()))).has_value());
    REQUIRE(database.run_script("INSERT INTO audit (at_ms, action) VALUES (5, 'signed_in'), (6, 'signed_out');")
                .has_value());
  }
  const auto storage = collector::Storage::open(file).value();
  const auto check = [&] {
    return storage->read([](db::Database& database) { return collector::check_audit(database); }).value();
  };
  CHECK(storage->read([](db::Database& database) { return collector::check_audit(database); }).error().code ==
        Errc::conflict);
  REQUIRE(storage->write(collector::take_audit_head).has_value());
  CHECK(check().good());
  CHECK(check().rows == 2);
  REQUIRE(storage->write([](db::Database& database) { return database.execute("UPDATE audit SET at_ms = 7"); }));
  CHECK(check().wrong_row == 1);
}

TEST_CASE("the words of a reason can be erased and the audit stays whole") {
  Audit audit(5);
  REQUIRE(audit.change("UPDATE audit SET reason = NULL, reason_salt = NULL WHERE id = 3") == 1);
  CHECK(audit.check().good());
  REQUIRE(audit.change("UPDATE audit SET reason = 'row 3' WHERE id = 3") == 1);
  CHECK(audit.check().wrong_row == 3);
}

TEST_CASE("a row that somebody else added is named and stops nobody from adding theirs") {
  Audit audit(5);
  REQUIRE(audit.change("INSERT INTO audit (id, at_ms, action) VALUES (6, 5, 'signed_in')") == 1);
  audit.add(6 * audit_day_ms, "a further row");
  CHECK(audit.check().wrong_row == 6);
  Audit forgotten(5);
  REQUIRE(forgotten.forget(3 * audit_day_ms) == 2);
  REQUIRE(forgotten.change("INSERT INTO audit (id, at_ms, action) VALUES (-1, 5, 'signed_in')") == 1);
  CHECK(forgotten.check().wrong_row == -1);
}

TEST_CASE("rows at the beginning that no setting forgot are missed") {
  Audit audit(10);
  const auto noted = audit.check().newest;
  audit.change("UPDATE audit_chain SET anchor_row = 4, anchor = (SELECT hash FROM audit WHERE id = 4)");
  REQUIRE(audit.change("DELETE FROM audit WHERE id <= 4") == 4);
  CHECK_FALSE(audit.check(noted).good());
  CHECK(audit.check(noted).begins_late);
}

TEST_CASE("a mark that is older than what is kept is no alarm and a clock far ahead forgets nothing") {
  Audit audit(10);
  const auto early = [&] {
    Audit other(2);
    return other.check().newest;
  }();
  CHECK(audit.forget(4 * audit_day_ms) == 3);
  CHECK(audit.check(early).good());
  CHECK(audit.check(early).expected == collector::MarkState::forgotten);
  const auto far = [&](db::Database& database) {
    return collector::forget_audit(database, 900 * audit_day_ms, 1000 * audit_day_ms);
  };
  CHECK(audit.storage().write(far).error().code == Errc::conflict);
  CHECK(audit.check().rows == 8);
}

TEST_CASE("rows that were changed are not forgotten unseen") {
  Audit audit(10);
  REQUIRE(audit.change("UPDATE audit SET action = 'signed_out' WHERE id = 2") == 1);
  const auto forget = [&](db::Database& database) {
    return collector::forget_audit(database, 4 * audit_day_ms, 100 * audit_day_ms);
  };
  CHECK(audit.storage().write(forget).error().code == Errc::corrupt);
  CHECK(audit.check().wrong_row == 2);
}

TEST_CASE("rows of the audit that are too old go and what is left is still whole") {
  Audit audit(10);
  const auto noted = audit.check().newest;
  CHECK(audit.forget(4 * audit_day_ms) == 3);
  CHECK(audit.check().good());
  CHECK(audit.check(noted).good());
  CHECK(audit.check().rows == 8);  // seven, and the one that says that three are gone
  CHECK(audit.forget(4 * audit_day_ms) == 0);
  REQUIRE(audit.change("DELETE FROM audit WHERE id = 4") == 1);
  CHECK(audit.check().wrong_row == 5);
}

TEST_CASE("a clock that was turned back makes no newer row go with the old ones") {
  Audit audit(3);
  audit.add(90 * audit_day_ms, "the clock was ahead");
  audit.add(4 * audit_day_ms, "and was set right");
  CHECK(audit.forget(50 * audit_day_ms) == 3);
  CHECK(audit.check().rows == 3);
  CHECK(audit.check().good());
}

TEST_CASE("a collector keeps its audit as long as it was told and tells the log once a day where it ends") {
  Audit audit(10);
  test::ManualClock clock;
  clock.turn_wall_to(370 * audit_day_ms);
  test::Overheard log;
  collector::AuditCare care(audit.storage(), clock, 365);
  care.take();
  care.take();
  CHECK(audit.check().rows == 7);  // of days 5 to 10, and what was done
  clock.advance(audit_day_ms);
  care.take();
  const auto told = log.text();
  const auto times = [&](const std::string& event) {
    std::size_t count = 0;
    for (auto at = told.find(event); at != told.npos; at = told.find(event, at + 1)) ++count;
    return count;
  };
  CHECK(times("\"event\":\"audit_forgotten\"") == 2);  // days 5 and before; then day 5
  CHECK(times("\"event\":\"audit_head\"") == 2);
  CHECK(audit.check().good());
}

TEST_CASE("the audit says who did what from where and how it ended") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  CHECK(browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", "not her password"}}).status == 401);
  browser.sign_in("Amina", test::good_password);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE account = 1 AND action = 'sign_in_failed' AND "
                        "outcome = 'refused' AND address = '127.0.0.0/24'") == 1);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE account = 1 AND action = 'signed_in' AND outcome = 'done' "
                        "AND address = '127.0.0.0/24'") == 1);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'account_created' AND account IS NULL AND "
                        "subject = 1 AND address IS NULL") == 1);
}

TEST_CASE("whoever asks for what is not theirs or guesses addresses stands in the audit up to a limit") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Karim", test::good_password, {{.role = collector::Role::reader}}).has_value());
  Browser browser(collector.serve());
  browser.sign_in("Karim", test::good_password);
  const auto noted = [&](const std::string& where) {
    return collector.count(
        "SELECT count(*) FROM audit WHERE action = 'page_refused' AND outcome = 'refused' AND "
        "account = 1 AND " +
        where);
  };
  CHECK(browser.get("/kiosks/new").status == 403);
  CHECK(noted("detail = '/kiosks/new'") == 1);
  CHECK(browser.get("/proposals/00112233445566778899aabbccddeeff").status == 404);
  CHECK(noted("detail = '/proposals/00112233445566778899aabbccddeeff'") == 1);
  CHECK(browser.get("/no-such-page").status == 404);
  CHECK(browser.get("/inbox").status == 200);
  CHECK(noted("1 = 1") == 2);
  for (int i = 0; i < 50; ++i) CHECK(browser.get("/kiosks/" + std::to_string(i) + "/revoke").status == 403);
  CHECK(noted("1 = 1") == 30);
  collector.clock.advance(2 * 60'000);
  CHECK(browser.get("/kiosks").status == 403);
  CHECK(noted("1 = 1") == 31);
}
