#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>

#include "sync/collector/clocks/clock_rows.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/time_anew.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/schema_sql.h"
#include "sync/domain/time/local_time.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;

std::vector<std::string> times_in(TestCollector& collector) {
  const auto rows =
      collector->storage()
          .read([](db::Database& database) {
            return database.query(
                "SELECT 'p' || arrival || '|' || made_at_s || '|' || time_uncertain FROM proposals UNION ALL "
                "SELECT 's' || arrival || '|' || made_at_s || '|' || time_uncertain FROM petition_signatures UNION ALL "
                "SELECT 't' || arrival || '|' || made_at_s || '|' || time_uncertain FROM petition_starts UNION ALL "
                "SELECT 'r' || subject || satisfaction || '|' || made_at_s || '|' || time_uncertain || '|' || count "
                "FROM ratings ORDER BY 1");
          })
          .value();
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.text(0));
  return out;
}

collector::Rebuilt rebuild(TestCollector& collector) {
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  return collector::rebuild(collector->storage(), keys.opening, collector::all_derivers(keys.opening)).value();
}

// A kiosk whose clock is turned, that is switched off and on, and that is without a network for days.
struct Wanderer {
  Wanderer(TestCollector& c, test::SeededRandom& r) : collector(c), random(r), kiosk(r) {
    kiosk.enrol(*collector);
    start_anew();
  }
  [[nodiscard]] std::int64_t wall_ms() const { return collector.clock.wall_ms() + ahead_ms; }
  void start_anew() {
    boot = {.bytes = random.array<16>()};
    started_ms = collector.clock.wall_ms();
    std::vector<std::int64_t> errors{0, 0, 3 * day, -2 * day, -700 * day, 12 * 365 * day, minute};
    ahead_ms = errors[random.below(errors.size())];
  }
  void speak() {
    auto said = random.below(3) == 0   ? kiosk.proposal("a bench")
                : random.below(4) == 0 ? kiosk.signature("bus", "J" + std::to_string(1 + random.below(9)))
                                       : kiosk.rating("roads", static_cast<Satisfaction>(1 + random.below(5)));
    said.made_at_s = wall_ms() / 900'000 * 900;
    if (random.below(20) == 0) said.made_at_s = 900;  // for one moment only
    if (random.below(10) == 0) said.place = {"06.141.01.0"};
    waiting.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said)));
  }
  void beat() { heartbeat = kiosk.heartbeat(wall_ms(), boot, collector.clock.wall_ms() - started_ms); }
  // Some of what waits, in any order, and the newest heartbeat, which may be an old one.
  void exchange() {
    for (std::size_t i = waiting.size(); i > 1; --i) std::swap(waiting[i - 1], waiting[random.below(i)]);
    const auto left = static_cast<std::ptrdiff_t>(waiting.empty() ? 0 : random.below(waiting.size() + 1));
    std::vector<Bytes> batch(waiting.begin() + left, waiting.end());
    waiting.resize(static_cast<std::size_t>(left));
    kiosk.send(*collector, std::move(batch), heartbeat);
  }

  TestCollector& collector;
  test::SeededRandom& random;
  TestKiosk kiosk;
  seal::BootId boot{};
  std::int64_t started_ms = 0;
  std::int64_t ahead_ms = 0;
  std::vector<Bytes> waiting;
  std::optional<Bytes> heartbeat;
};

void live_a_moment(Wanderer& kiosk, test::SeededRandom& random) {
  switch (random.below(9)) {
    case 0:
      kiosk.start_anew();
      return kiosk.beat();
    case 1:
      kiosk.ahead_ms = random.below(2) == 0 ? 0 : 3 * day;  // somebody, or a network, sets it
      return;
    case 2:
    case 3:
      return kiosk.beat();
    case 4:
    case 5:
      return kiosk.exchange();
    default:
      return kiosk.speak();
  }
}

}  // namespace

TEST_CASE("whatever came of clocks in whichever order a rebuild gives every record the time that it had") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6, 7, 8}) {
    INFO("seed " << seed);
    test::SeededRandom random(seed);
    TestCollector collector;
    Wanderer one(collector, random), two(collector, random);
    bool uncertain = false;
    for (int step = 0; step < 300; ++step) {
      collector.clock.advance(
          static_cast<std::int64_t>(random.below(8) == 0 ? random.below(72) : random.below(2)) * hour + minute);
      auto& kiosk = random.below(2) == 0 ? one : two;
      live_a_moment(kiosk, random);
      if (step % 10 != 0) continue;
      if (random.below(5) == 0) collector.restart();
      const auto times = times_in(collector);
      const auto made = rebuild(collector);
      uncertain = uncertain || made.uncertain > 0;
      CHECK(times_in(collector) == times);
    }
    CHECK(uncertain);
    CHECK(collector.count("SELECT count(*) FROM timed_anew") == 0);
    CHECK(collector.count("SELECT count(*) FROM clock_spans WHERE basis = 1") == 0);
    CHECK(collector.count("SELECT count(*) FROM clock_spans") > 4);
  }
}

TEST_CASE("a heartbeat that tells more of a clock gives many earlier records another time in several commits") {
  test::SeededRandom random(21);
  TestCollector collector;
  TestKiosk kiosk(random);
  kiosk.enrol(*collector);
  const auto truly_s = (collector.clock.wall_ms() + day) / 900'000 * 900;
  collector.clock.advance(2 * day);
  // two years behind; they come before any heartbeat, so that nothing tells
  std::vector<Bytes> batch;
  for (int i = 0; i < 450; ++i) {
    auto said = kiosk.rating("roads", static_cast<Satisfaction>(1 + i % 5));
    said.made_at_s = truly_s - 730 * 24 * 60 * 60;
    batch.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said)));
    if (batch.size() == 90) kiosk.send(*collector, std::exchange(batch, {}));
  }
  CHECK(collector.count("SELECT sum(count) FROM ratings WHERE time_uncertain = 1") == 450);
  const auto arrived = times_in(collector);
  const auto wall = collector.clock.wall_ms() - 730 * day;
  kiosk.send(*collector, {}, kiosk.heartbeat(wall, {.bytes = {1}}, hour));
  const auto timed = times_in(collector);
  CHECK(timed != arrived);
  const auto local = local_time(truly_s * 1000, "Africa/Casablanca");
  const auto midnight =
      start_of_day_ms({.year = local.year, .month = local.month, .day = local.day}, "Africa/Casablanca") / 1000;
  CHECK(collector.count("SELECT sum(count) FROM ratings WHERE made_at_s = " + std::to_string(midnight)) == 450);
  CHECK(rebuild(collector).uncertain == 450);
  CHECK(times_in(collector) == timed);
}

TEST_CASE("a collector that ended while records were timed anew goes on with the next request and counts none twice") {
  test::SeededRandom random(22);
  TestCollector collector;
  TestKiosk kiosk(random);
  kiosk.enrol(*collector);
  const auto said_s = collector.clock.wall_ms() / 900'000 * 900 - 365 * 24 * 60 * 60;
  std::vector<Bytes> batch;
  for (int i = 0; i < 450; ++i) {
    auto said = i % 3 == 0 ? kiosk.proposal("a bench") : kiosk.rating("roads", Satisfaction::satisfied);
    said.made_at_s = said_s;
    if (i % 30 == 1) said.place = {"06.141.01.0"};  // held
    batch.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said)));
    if (batch.size() == 90) kiosk.send(*collector, std::exchange(batch, {}));
    if (i == 200) collector.clock.advance(2 * day);
  }
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  const auto derivers = collector::all_derivers(keys.opening);
  // as if it had been killed after the heartbeat and the first two hundred
  const collector::TimesAnew with{.opening = keys.opening, .derivers = derivers, .device = kiosk.pinned().device};
  const seal::Heartbeat beat{.head = kiosk.head(),
                             .number = 1,
                             .boot = {.bytes = {1}},
                             .monotonic_ms = hour,
                             .wall_ms = collector.clock.wall_ms() - 365 * day};
  REQUIRE(collector->storage()
              .write([&](db::Database& database) -> Result<bool> {
                TRY(collector::note_clock(database, with.device, beat, collector.clock.wall_ms()));
                return collector::time_some_anew(database, with);
              })
              .value());
  collector.restart();
  REQUIRE(collector.count("SELECT count(*) FROM timed_anew") == 1);
  kiosk.send(*collector, {kiosk.say("one more")});
  CHECK(collector.count("SELECT count(*) FROM timed_anew") == 0);
  CHECK(collector.count("SELECT sum(count) FROM ratings") + collector.count("SELECT count(*) FROM proposals") +
            collector.count("SELECT count(*) FROM held_records") ==
        451);
  const auto timed = times_in(collector);
  rebuild(collector);
  CHECK(times_in(collector) == timed);
}

TEST_CASE("what came before clocks were followed keeps its time and its figures until a rebuild says otherwise") {
  test::SeededRandom random(23);
  TestCollector collector;
  TestKiosk kiosk(random);
  kiosk.enrol(*collector);
  auto said = kiosk.rating("roads", Satisfaction::satisfied);
  said.made_at_s = collector.clock.wall_ms() / 900'000 * 900 + 3 * 24 * 60 * 60;
  auto proposal = kiosk.proposal("a bench");
  proposal.made_at_s = said.made_at_s;
  kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said)),
                          seal::bytes_of_envelope(kiosk.seal_submission(proposal))});
  // as an earlier collector left it
  REQUIRE(collector->storage().write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("UPDATE ratings SET made_at_s = $1, time_uncertain = 0", {said.made_at_s}));
    TRY(database.execute("UPDATE proposals SET made_at_s = $1, time_uncertain = 0", {said.made_at_s}));
    TRY(database.execute("INSERT INTO untimed_records (one, arrival) SELECT 1, max(arrival) FROM envelopes"));
    return {};
  }));
  const auto as_said = times_in(collector);
  collector.clock.advance(minute);
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms() + 3 * day, {.bytes = {1}}, hour));
  CHECK(times_in(collector) == as_said);
  auto later = kiosk.proposal("another");
  later.made_at_s = said.made_at_s;
  kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(later))},
             kiosk.heartbeat(collector.clock.wall_ms() + 3 * day, {.bytes = {1}}, hour));
  CHECK(collector.count("SELECT count(*) FROM proposals WHERE time_uncertain = 1") == 1);
  CHECK(rebuild(collector).uncertain == 3);
  CHECK(collector.count("SELECT count(*) FROM proposals WHERE made_at_s < " + std::to_string(said.made_at_s)) == 2);
  CHECK(collector.count("SELECT sum(count) FROM ratings") == 1);
  CHECK(collector.count("SELECT count(*) FROM untimed_records") == 0);
}

TEST_CASE("the step that brings clocks keeps every rating proposal and signature as it was counted") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "old.db").value();
  const std::span<const db::Migration> steps = collector::schema::migrations;
  const auto clocks = std::find_if(steps.begin(), steps.end(), [](const db::Migration& step) {
    return step.sql.find("CREATE TABLE clock_spans") != step.sql.npos;
  });
  REQUIRE(clocks != steps.end());
  REQUIRE(db::migrate(database, steps.first(static_cast<std::size_t>(clocks - steps.begin()))));
  REQUIRE(database.run_script(
      "INSERT INTO devices (id, label, made_at_ms) VALUES (zeroblob(16), 'hall', 1);"
      "INSERT INTO envelopes (record, device, chain, sequence, header, header_hash, previous_hash, signature, "
      "received_at_ms) VALUES (zeroblob(16), zeroblob(16), zeroblob(16), 1, x'01', zeroblob(32), zeroblob(32), "
      "zeroblob(64), 1);"
      "INSERT INTO ratings VALUES ('service', '09', 'roads', 900, 2, 'ar', 'delay', 'x', 0, 1, 3);"
      "INSERT INTO ratings VALUES ('commitment', '09', 'M1', 1800, 5, 'fr', '', '', 1, 1, 1);"
      "INSERT INTO proposals (arrival, record, device, place, language, theme, body, content_version, made_at_s, "
      "received_at_ms) VALUES (1, zeroblob(16), zeroblob(16), '09', 'fr', 'youth', 'x', 1, 60, 1000);"
      "INSERT INTO petition_signatures VALUES (1, zeroblob(16), zeroblob(16), '09', 'bus', zeroblob(32), '09', "
      "'resident', 1, 1, 120, 1000);"));
  REQUIRE(db::migrate(database, steps));
  const auto rows =
      database
          .query(
              "SELECT kind || place || subject || made_at_s || satisfaction || language || reasons || comment || "
              "soon_after_another || content_version || time_uncertain || '*' || count FROM ratings UNION ALL "
              "SELECT 'p' || made_at_s || time_uncertain FROM proposals UNION ALL "
              "SELECT 's' || made_at_s || time_uncertain FROM petition_signatures UNION ALL "
              "SELECT 'u' || arrival FROM untimed_records ORDER BY 1")
          .value();
  std::vector<std::string> found;
  for (const auto& row : rows) found.push_back(row.text(0));
  CHECK(found == std::vector<std::string>{"commitment09M118005fr110*1", "p600", "s1200",
                                          "service09roads9002ardelayx010*3", "u1"});
}
