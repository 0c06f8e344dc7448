#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <thread>

#include "sync/base/hex.h"
#include "sync/collector/content_names.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/fleet/held.h"
#include "sync/collector/ingest/rebuild.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using collector::Rebuilt;
using test::SeededRandom;
using test::TestCollector;
using test::TestKiosk;

namespace {

const std::vector<std::string> derived_tables{"proposals", "ratings", "petition_signatures", "petition_tallies",
                                              "chains"};

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
  return collector::rebuild(collector->storage(), keys->opening);
}

// A few kiosks over some days: whatever may come from a kiosk, in an order that networks make.
class BusyTown {
 public:
  explicit BusyTown(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      kiosks_.push_back(std::make_unique<TestKiosk>(random_));
      kiosks_.back()->enrol(*collector, "Kiosk " + std::to_string(i));
      waiting_.emplace_back();
    }
    for (int step = 0; step < 240; ++step) {
      collector.clock.advance(static_cast<std::int64_t>(random_.below(20)) * 60'000);
      live_through(random_.below(kiosks_.size()));
    }
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    answer_some();
    decide_some();
  }

  TestCollector collector;

 private:
  void live_through(std::size_t at) {
    auto& kiosk = *kiosks_[at];
    auto& waiting = waiting_[at];
    switch (random_.below(8)) {
      case 0:
      case 3:
        return send(kiosk, waiting);
      case 1:
        return cut_off(kiosk, waiting);
      case 2:
        waiting.push_back(odd_record(kiosk));
        return;
      default:
        waiting.push_back(said_and_sealed(kiosk));
    }
  }

  // A coordinator answers whatever has a receipt, some of it twice.
  void answer_some() {
    const auto rows = collector->storage()
                          .read([](db::Database& database) {
                            return database.query("SELECT record FROM proposals WHERE reply_key IS NOT NULL");
                          })
                          .value();
    for (const auto& row : rows) {
      std::int64_t seen = 0;
      for (auto times = random_.below(3); times > 0; --times) {
        const collector::NewAnswer given{.record = row.id<RecordId>(0),
                                         .answer = {.state = all_answer_states.at(random_.below(5)),
                                                    .text = "جواب",
                                                    .language = Language::ar,
                                                    .answered_at_s = 1'790'000'000},
                                         .account = 1,
                                         .seen = seen};
        seen = collector->give_answer(given).value();
      }
    }
  }

  // A coordinator decides about some of what kiosks claimed of other places.
  void decide_some() {
    const auto keys = collector::load_keys(collector.options().data, random_).value();
    const auto names = collector::ContentNames::open(collector.options().content).value();
    const auto claims = collector::held_claims(collector->storage()).value();
    for (const auto& claim : claims) {
      const auto decision = static_cast<collector::HeldDecision>(random_.below(3));
      if (random_.below(4) > 0)
        REQUIRE(collector::decide(collector->storage(), keys.opening, *names,
                                  {.up_to = claim.up_to, .decision = decision, .account = 1, .at_ms = 7})
                    .value()
                    .records > 0);
    }
  }

  // Some of what waits, shuffled; some of it again later; now and then with a heartbeat.
  void send(TestKiosk& kiosk, std::vector<Bytes>& waiting) {
    for (std::size_t i = waiting.size(); i > 1; --i) std::swap(waiting[i - 1], waiting[random_.below(i)]);
    const auto count = static_cast<std::ptrdiff_t>(waiting.empty() ? 0 : random_.below(waiting.size() + 1));
    std::vector<Bytes> batch(waiting.begin(), waiting.begin() + count);
    if (random_.below(3) > 0) waiting.erase(waiting.begin(), waiting.begin() + count);
    std::optional<Bytes> beat;
    const auto clock_error = static_cast<std::int64_t>(random_.below(3)) * 600'000 - 600'000;
    if (random_.below(2) == 0) beat = kiosk.heartbeat(collector.clock.wall_ms() + clock_error);
    kiosk.send(*collector, std::move(batch), std::move(beat));
  }

  // A restored disk: the chain goes on from an older head, and one place is claimed twice; some records never come.
  void cut_off(TestKiosk& kiosk, std::vector<Bytes>& waiting) {
    const auto head = kiosk.head();
    waiting.push_back(kiosk.say("before the disk was restored"));
    if (random_.below(2) == 0) kiosk.turn_back_to(head);
    if (random_.below(4) == 0) waiting.pop_back();
  }

  Bytes odd_record(TestKiosk& kiosk) {
    switch (random_.below(5)) {
      case 0:
        return Bytes(40, 7);
      case 1:
        return kiosk.say(" \n ");
      case 2:
        return seal::bytes_of_envelope(kiosk.seal_bytes({.bytes = random_.array<16>()}, bytes_of("{\"schema\":9}")));
      case 3: {
        auto broken = kiosk.say("with a broken signature");
        broken[150] ^= 1;
        return broken;
      }
      default: {
        auto again = something_said(kiosk);
        again.id = ids_.empty() ? again.id : ids_[random_.below(ids_.size())];
        return seal::bytes_of_envelope(kiosk.seal_submission(again));
      }
    }
  }

  Bytes said_and_sealed(TestKiosk& kiosk) {
    auto said = something_said(kiosk);
    if (random_.below(5) == 0) said.place = {random_.below(2) == 0 ? "06.141.01.0" : "nowhere"};
    const bool proposal = std::holds_alternative<Proposal>(said.body);
    return seal::bytes_of_envelope(kiosk.seal_submission(said, proposal ? receipt() : std::nullopt));
  }

  Submission something_said(TestKiosk& kiosk) {
    const std::vector<std::string> words{"", "الانتظار طويل", "très bien\r\n", "\u202Eabc", std::string("a\0b", 3)};
    if (random_.below(4) == 0) {
      ids_.push_back(petition_said(kiosk).id);
      return last_;
    }
    auto said = random_.below(3) == 0 ? kiosk.proposal("proposal " + std::to_string(random_.below(50)))
                                      : kiosk.rating(random_.below(2) == 0 ? "civil_status" : "roads",
                                                     static_cast<Satisfaction>(1 + random_.below(5)));
    ids_.push_back(said.id);
    said.language = all_languages.at(random_.below(all_languages.size()));
    said.made_at_s += static_cast<std::int64_t>(random_.below(4)) * 900;
    if (auto* proposal = std::get_if<Proposal>(&said.body)) {
      if (random_.below(2) == 0) proposal->author = Author{.name = "Fatima", .contact = ""};
      if (random_.below(3) == 0) proposal->commitment = CommitmentId{"MAAGD0001"};
    }
    if (auto* rating = std::get_if<Rating>(&said.body)) {
      if (random_.below(3) == 0) rating->subject = CommitmentId{random_.below(2) == 0 ? "roads" : "MAAGD0003"};
      if (std::holds_alternative<ServiceId>(rating->subject) && random_.below(2) == 0)
        rating->reasons = {{"delay"}, {"welcome"}};
      if (random_.below(3) == 0) rating->comment = words[random_.below(words.size())];
      rating->soon_after_another = random_.below(5) == 0;
    }
    return said;
  }

  // Few people and few petitions, so that some sign twice.
  const Submission& petition_said(TestKiosk& kiosk) {
    const std::vector<std::string> people{"J1", "J2", "J3", "JB4", "JB5"};
    last_ = kiosk.signature(random_.below(2) == 0 ? "bus" : "library", people[random_.below(people.size())]);
    if (random_.below(4) == 0)
      last_.body = PetitionStart{.addressee = {"09"},
                                 .object = "a bus line",
                                 .reasons = "none runs",
                                 .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                                 .association = {},
                                 .authorisation = "D-GC-1/2026"};
    return last_;
  }

  std::optional<seal::ReceiptKeys> receipt() {
    if (random_.below(2) == 0) return std::nullopt;
    if (lookups_.empty() || random_.below(6) > 0) lookups_.push_back({.bytes = random_.array<16>()});
    return seal::ReceiptKeys{.lookup = lookups_[random_.below(3) == 0 ? 0 : lookups_.size() - 1],
                             .reply_key = seal::ReplyKey::from(random_.array<32>()).value()};
  }

  SeededRandom random_;
  Submission last_;
  std::vector<std::unique_ptr<TestKiosk>> kiosks_;
  std::vector<std::vector<Bytes>> waiting_;
  std::vector<RecordId> ids_;
  std::vector<LookupId> lookups_;
};

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
    CHECK(made->proposals + made->petition_starts == static_cast<std::int64_t>(before.derived.at("proposals").size()));
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
  const auto stranger = seal::OpeningKey::make(collector.random);
  const auto refused = collector::rebuild(collector->storage(), stranger);
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
      for (int i = 0; i < 20; ++i) rebuilt += collector::rebuild(*other, keys.opening) ? 1 : 0;
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
