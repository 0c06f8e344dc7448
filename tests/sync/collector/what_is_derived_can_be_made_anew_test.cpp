#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <thread>

#include "sync/base/hex.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/busy_town.h"

using namespace minbar;
using collector::Rebuilt;
using test::BusyTown;
using test::TestCollector;
using test::TestKiosk;

namespace {

const std::vector<std::string> derived_tables{"proposals",           "petition_starts",  "ratings",
                                              "petition_signatures", "petition_tallies", "chains"};

using Tables = std::map<std::string, std::vector<std::string>>;

// Every cell of every row as its type and bytes.
std::vector<std::string> rows_of(db::Database& database, const std::string& table) {
  std::string cells;
  const auto columns = database.query("SELECT name FROM pragma_table_info('" + table + "')").value();
  for (const auto& column : columns) {
    const auto name = "\"" + column.text(0) + "\"";
    cells += (cells.empty() ? "" : " || ',' || ") + ("typeof(" + name + ") || ':' || coalesce(hex(" + name + "), '')");
  }
  const auto found = database.query("SELECT " + cells + " AS cells FROM " + table + " ORDER BY cells").value();
  std::vector<std::string> rows;
  for (const auto& row : found) rows.push_back(row.text(0));
  return rows;
}

struct Contents {
  Tables derived;
  Tables canonical;
};

Contents contents_of(TestCollector& collector) {
  return collector->storage()
      .read([](db::Database& database) -> Result<Contents> {
        Contents contents;
        const auto tables = database.query("SELECT name FROM sqlite_schema WHERE type = 'table'").value();
        for (const auto& row : tables) {
          const auto& table = row.text(0);
          const bool derived = std::count(derived_tables.begin(), derived_tables.end(), table) > 0;
          (derived ? contents.derived : contents.canonical)[table] = rows_of(database, table);
        }
        return contents;
      })
      .value();
}

void change(TestCollector& collector, std::string_view sql) {
  REQUIRE(collector->storage().write([&](db::Database& database) { return database.execute(sql); }).value() > 0);
}

Result<Rebuilt> rebuild(TestCollector& collector) {
  const auto keys = collector::load_keys(collector.options().data, collector.random);
  REQUIRE(keys.has_value());
  return collector::rebuild(collector->storage(), keys->opening, collector::all_derivers(keys->opening));
}

}  // namespace

TEST_CASE("a rebuild makes every derived table again byte for byte and touches no other") {
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    INFO("seed " << seed);
    BusyTown town(seed);
    const auto before = contents_of(town.collector);
    REQUIRE(before.derived.at("proposals").size() > 5);
    REQUIRE(before.derived.at("ratings").size() > 5);
    REQUIRE(before.derived.at("chains").size() == 3);
    REQUIRE(town.collector.count("SELECT count(*) FROM proposals WHERE answer_state IS NOT NULL") > 0);
    REQUIRE(town.collector.count("SELECT count(*) FROM set_aside") > 0);
    const auto made = rebuild(town.collector);
    REQUIRE(made.has_value());
    CHECK(made->proposals == static_cast<std::int64_t>(before.derived.at("proposals").size()));
    CHECK(made->petition_starts == static_cast<std::int64_t>(before.derived.at("petition_starts").size()));
    CHECK(made->signatures == static_cast<std::int64_t>(before.derived.at("petition_signatures").size()));
    CHECK(made->signatures > 0);
    CHECK(made->ratings == town.collector.count("SELECT sum(count) FROM ratings"));
    CHECK(made->envelopes ==
          made->proposals + made->ratings + made->signatures + made->petition_starts + made->set_aside + made->held);
    CHECK(made->held > 0);
    CHECK(town.collector.count("SELECT count(*) FROM held_records WHERE decision <> 'left_aside'") > 0);
    CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'lookup_taken'") > 0);
    const auto after = contents_of(town.collector);
    for (const auto& [table, rows] : before.derived) {
      INFO(table);
      CHECK(after.derived.at(table) == rows);
    }
    CHECK(after.canonical == before.canonical);
  }
}

TEST_CASE("a derived table that was spoilt is healed by a rebuild") {
  BusyTown town(7);
  const auto before = contents_of(town.collector);
  change(town.collector, "DELETE FROM proposals WHERE arrival % 2 = 0");
  change(town.collector, "UPDATE proposals SET body = 'not what was said'");
  change(town.collector, "UPDATE ratings SET count = count + 1");
  change(town.collector, "UPDATE chains SET sequence = 9999, forks = 9, complete_up_to_ms = 1");
  REQUIRE(contents_of(town.collector).derived != before.derived);
  REQUIRE(rebuild(town.collector).has_value());
  CHECK(contents_of(town.collector).derived == before.derived);
}

TEST_CASE("nothing is derived from an erased body and its chain still verifies") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto rating = kiosk.rating("roads", Satisfaction::satisfied);
  auto same = rating;
  same.id = {.bytes = collector.random.array<16>()};
  const auto proposal = kiosk.proposal("to be erased");
  std::vector<Bytes> envelopes;
  for (const auto& said : {rating, same, proposal, kiosk.proposal("stays")})
    envelopes.push_back(seal::bytes_of_envelope(kiosk.seal_submission(said)));
  kiosk.send(*collector, envelopes, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(collector.count("SELECT count FROM ratings") == 2);
  const auto chains = contents_of(collector).derived.at("chains");
  REQUIRE(collector->storage()
              .write([&](db::Database& database) {
                return database.execute("UPDATE envelopes SET sealed_body = NULL WHERE record IN ($1, $2)",
                                        {rating.id, proposal.id});
              })
              .value() == 2);
  const auto made = rebuild(collector);
  REQUIRE(made.has_value());
  CHECK(made->erased == 2);
  CHECK(collector.count("SELECT count FROM ratings") == 1);
  CHECK(collector.count("SELECT count(*) FROM proposals WHERE body = 'stays'") == 1);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 1);
  CHECK(contents_of(collector).derived.at("chains") == chains);
}

TEST_CASE("a rebuild that would lose what can no longer be opened changes nothing and says what to do") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say("one"), kiosk.say("two")});
  const auto before = contents_of(collector);
  const seal::OpeningKeys stranger(seal::OpeningKey::make(collector.random));
  const auto refused = collector::rebuild(collector->storage(), stranger, collector::all_derivers(stranger));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == Errc::corrupt);
  CHECK(refused.error().context.find("opening.key") != std::string::npos);
  CHECK(contents_of(collector).derived == before.derived);
  change(collector, "UPDATE envelopes SET sealed_body = zeroblob(length(sealed_body)) WHERE arrival = 2");
  const auto damaged = rebuild(collector);
  REQUIRE_FALSE(damaged.has_value());
  CHECK(damaged.error().code == Errc::corrupt);
  CHECK(damaged.error().context.find("backup") != std::string::npos);
  CHECK(contents_of(collector).derived == before.derived);
}

TEST_CASE("a rebuild beside a collector at work loses nothing of either") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say("before")});
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  auto other = collector::Storage::open(collector::database_file(collector.options().data)).value();
  int rebuilt = 0;
  {
    const std::jthread side([&] {
      for (int i = 0; i < 20; ++i)
        rebuilt += collector::rebuild(*other, keys.opening, collector::all_derivers(keys.opening)) ? 1 : 0;
    });
    for (int i = 0; i < 20; ++i) kiosk.send(*collector, {kiosk.say("meanwhile")});
  }
  CHECK(rebuilt == 20);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 21);
  CHECK(collector.count("SELECT sequence FROM chains") == 21);
}

TEST_CASE("what was complete stays known while newer records are on their way") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto first = collector.clock.wall_ms();
  kiosk.send(*collector, {kiosk.say("one")}, kiosk.heartbeat(first));
  collector.clock.advance(60'000);
  (void)kiosk.say("still on the kiosk");
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == first);
  REQUIRE(rebuild(collector).has_value());
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == first);
}

TEST_CASE("a rebuild blames the rules and not the key when a record opens and is no longer accepted") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say(" \n ")});
  REQUIRE(rebuild(collector).value().set_aside == 1);
  change(collector, "DELETE FROM set_aside");  // as if an earlier release had taken it
  const auto refused = rebuild(collector);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().context.find("does not accept") != std::string::npos);
  CHECK(refused.error().context.find("opening.key") == std::string::npos);
}

TEST_CASE("what was complete before heartbeats were kept does not go back in a rebuild") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto first = collector.clock.wall_ms();
  kiosk.send(*collector, {kiosk.say("one")}, kiosk.heartbeat(first));
  collector.clock.advance(60'000);
  const auto late = kiosk.say("still on the kiosk");
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  change(collector, "DELETE FROM met_heartbeats");  // as before 004
  REQUIRE(rebuild(collector).has_value());
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == first);
  kiosk.send(*collector, {late});
  REQUIRE(rebuild(collector).has_value());
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == first + 60'000);
  change(collector, "UPDATE chains SET sequence = 99, complete_up_to_ms = complete_up_to_ms + 1");
  REQUIRE(rebuild(collector).has_value());  // claims more than is here: not believed
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == first + 60'000);
}

TEST_CASE("a time of no calendar that an older collector took is shown as the nearest and set aside by a rebuild") {
  test::SignedInTown town("fr");
  auto said = town.kiosk.proposal("at no time");
  const auto page = "/proposals/" + to_hex(said.id.view());
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said))});
  for (const auto* sql : {"UPDATE proposals SET made_at_s = 9223372036854775807",
                          "UPDATE proposals SET made_at_s = -9223372036854775807 - 1"}) {
    change(town.collector, sql);
    CHECK(town.browser.get(page).status == 200);
  }
  auto wild = town.kiosk.proposal("at no time either");
  wild.made_at_s = INT64_MAX;
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(wild))});
  change(town.collector, "DELETE FROM set_aside WHERE reason = 'invalid_body'");  // as if it had been taken
  const auto made = rebuild(town.collector);
  REQUIRE(made.has_value());
  CHECK(made->set_aside == 1);
  CHECK(made->proposals == 1);
  CHECK(town.collector.count("SELECT count(*) FROM set_aside WHERE reason = 'invalid_body'") == 1);
}
