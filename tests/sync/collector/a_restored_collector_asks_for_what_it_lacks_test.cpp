#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "sync/base/limits.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/keeping_kiosk.h"

using namespace minbar;
using collector::Ranges;
using test::KeepingKiosk;
using test::TestCollector;

namespace {

std::set<RecordId> records_here(TestCollector& collector) {
  const auto rows = collector->storage()
                        .read([](db::Database& database) { return database.query("SELECT record FROM envelopes"); })
                        .value();
  std::set<RecordId> out;
  for (const auto& row : rows) out.insert(row.id<RecordId>(0));
  return out;
}

std::set<RecordId> all_of(const KeepingKiosk& kiosk) { return {kiosk.said.begin(), kiosk.said.end()}; }

// The derived state of chains, and that making it anew leaves it as it is.
std::string chains_made_anew(TestCollector& collector) {
  const auto chains = [&] {
    const auto rows = collector->storage()
                          .read([](db::Database& database) {
                            return database.query(
                                "SELECT hex(device) || hex(chain) || sequence || hex(head_hash) || forks || ' ' || "
                                "coalesce(complete_up_to_ms, 0) FROM chains ORDER BY 1");
                          })
                          .value();
    std::string out;
    for (const auto& row : rows) out += row.text(0) + "\n";
    return out;
  };
  const auto before = chains();
  const auto keys = collector::load_keys(collector.options().data, collector.random).value();
  REQUIRE(collector::rebuild(collector->storage(), keys.opening, collector::all_derivers(keys.opening)).has_value());
  CHECK(chains() == before);
  return before;
}

// As one kiosk among others lives, with a collector that goes back to any of its backups at any time.
void live_through(std::uint64_t seed) {
  test::SeededRandom random(seed);
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  std::vector<std::filesystem::path> backups{collector.copy_database()};
  for (int step = 0; step < 70; ++step) {
    collector.clock.advance(60'000);
    const auto act = random.below(20);
    if (act < 8) {
      kiosk.say("record " + std::to_string(kiosk.said.size() + 1));
    } else if (act < 16) {
      (void)kiosk.exchange(1 + random.below(4));
    } else if (act < 18) {
      backups.push_back(test::back_up(collector));
    } else if (act == 18) {
      collector.put_back(backups[random.below(backups.size())]);
    } else if (random.below(2) == 0 && kiosk.head() > 0) {
      const auto from = 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(kiosk.head())));
      kiosk.lose(from, std::min(from + 1, kiosk.head()));
    }
  }
  kiosk.say("the last");
  kiosk.settle();
  const auto here = records_here(collector);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == static_cast<std::int64_t>(here.size()));
  CHECK(collector.count("SELECT count(*) FROM proposals") == static_cast<std::int64_t>(here.size()));
  CHECK(collector.count("SELECT sum(forks) FROM chains") == 0);
  Ranges lost;
  for (std::size_t i = 0; i < kiosk.said.size(); ++i) {
    const auto sequence = static_cast<std::int64_t>(i) + 1;
    if (!here.contains(kiosk.said[i])) lost.push_back({.from = sequence, .to = sequence});
    INFO("record " << sequence << " is at the kiosk and not at the centre");
    CHECK((here.contains(kiosk.said[i]) || !kiosk.sealed.contains(sequence)));
  }
  Ranges told;
  const auto all = collector->storage().read(collector::holes).value();
  for (const auto& hole : all) told.push_back(hole.range);
  CHECK(collector::text_of(collector::merged(told)) == collector::text_of(collector::merged(lost)));
  CHECK(collector.count("SELECT sequence FROM chains") == kiosk.head());
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == collector.clock.wall_ms());
  chains_made_anew(collector);
  (void)test::back_up(collector);
  kiosk.let_go();
  CHECK(kiosk.safe == kiosk.head());
  CHECK(kiosk.sealed.empty());
}

}  // namespace

TEST_CASE("a collector that went back to a backup is brought everything again that kiosks still keep") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(4);
  (void)kiosk.exchange();
  const auto backup = collector.copy_database();
  kiosk.say_times(3);
  (void)kiosk.exchange();
  REQUIRE(records_here(collector) == all_of(kiosk));
  const auto figures = chains_made_anew(collector);

  collector.put_back(backup);
  REQUIRE(records_here(collector).size() == 4);
  CHECK(collector::text_of(kiosk.exchange().missing) == "5-7");
  CHECK(kiosk.exchange().missing.empty());
  CHECK(records_here(collector) == all_of(kiosk));
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 7);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 7);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
  CHECK(collector.count("SELECT count(*) FROM holes") == 0);
  CHECK(chains_made_anew(collector) == figures);
}

TEST_CASE("a collector that never went back asks for nothing and what waits at a kiosk is not asked for") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(9);
  CHECK(kiosk.exchange(2).missing.empty());  // the heartbeat says that nine are there, and that they wait
  CHECK(kiosk.exchange(3).missing.empty());
  CHECK(kiosk.exchange().missing.empty());
  CHECK(kiosk.exchange().missing.empty());
  CHECK(collector.count("SELECT count(*) FROM asked_again") == 0);
  CHECK(collector.count("SELECT count(*) FROM holes") == 0);
}

TEST_CASE("of many gaps the first are asked for first and no more at once than a kiosk can bring") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(150);
  for (std::int64_t sequence = 1; sequence <= 150; sequence += 2) kiosk.waiting.erase(sequence);  // as if acknowledged
  CHECK(kiosk.exchange().missing.empty());  // its heartbeat says that as many wait as are lacking
  const auto reply = kiosk.exchange();
  CHECK(reply.missing.size() == limits::sequence_ranges);
  CHECK(reply.missing.front() == wire::SequenceRange{.from = 1, .to = 1});
  kiosk.settle();
  CHECK(records_here(collector) == all_of(kiosk));

  const Ranges year{{.from = 5, .to = 90'000}};
  CHECK(collector::length_of(collector::first_of(year, limits::sequence_ranges, limits::asked_records)) ==
        limits::asked_records);
}

TEST_CASE("what a kiosk says it has and never sends is asked for five times and then once an hour until it comes") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(3);
  kiosk.waiting.clear();  // so it says, and sends nothing
  auto mute = [&] { return kiosk.ask(kiosk.request()).missing; };
  for (std::int64_t i = 0; i < limits::asked_in_vain; ++i) CHECK(collector::text_of(mute()) == "1-3");
  CHECK(mute().empty());
  CHECK(mute().empty());
  const auto stuck = [&] {
    return collector::list_kiosks(collector->storage(), collector::Scope::everywhere(), collector.clock.wall_ms())
        .value()
        .at(0);
  };
  CHECK(stuck().state == collector::KioskState::stuck);
  CHECK(stuck().asked_for->ranges == "1-3");
  collector.clock.advance(limits::asked_in_vain_wait_ms);
  CHECK(collector::text_of(mute()) == "1-3");
  CHECK(mute().empty());
  kiosk.waiting = {2};
  CHECK(collector::text_of(kiosk.exchange().missing) == "1-1,3-3");  // something came: that is news
  kiosk.settle();
  CHECK(records_here(collector) == all_of(kiosk));
  CHECK(stuck().state == collector::KioskState::idle);
  CHECK_FALSE(stuck().asked_for);
}

TEST_CASE("a kiosk that says nothing of what it keeps is answered as ever") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(4);
  (void)kiosk.exchange();
  const auto backup = test::back_up(collector);
  kiosk.say_times(3);
  (void)kiosk.exchange();
  collector.put_back(backup);
  auto old = kiosk.request();
  old.kept.reset();
  const auto reply = kiosk.ask(old);
  CHECK(reply.missing.empty());
  CHECK_FALSE(reply.safe);
  CHECK(collector.count("SELECT count(*) FROM holes") == 0);
}

TEST_CASE("a record that both ends went back behind is found by what hangs on it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(2);
  (void)kiosk.exchange();
  const auto before = kiosk.kiosk.head();
  const auto old = seal::bytes_of_envelope(kiosk.kiosk.seal_submission(kiosk.kiosk.proposal("on the old disk")));
  kiosk.kiosk.send(*collector, {old});
  const auto backup = collector.copy_database();
  kiosk.kiosk.turn_back_to(before);  // the kiosk's disk was restored, and the place is taken again
  kiosk.say("on the restored disk");
  (void)kiosk.exchange();
  collector.put_back(backup);
  // with those before it, of which the collector cannot know that they are of both histories
  CHECK(collector::text_of(kiosk.exchange().missing) == "1-3");
  kiosk.settle();
  CHECK(records_here(collector).size() == 4);
}

TEST_CASE("of a branch that was lost with a backup each record is found by the one that hangs on it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(1);
  (void)kiosk.exchange();
  const auto before = kiosk.kiosk.head();
  kiosk.kiosk.send(*collector, {kiosk.kiosk.say("old disk, two"), kiosk.kiosk.say("old disk, three")});
  const auto backup = collector.copy_database();
  kiosk.kiosk.turn_back_to(before);
  kiosk.say_times(2);
  (void)kiosk.exchange();
  collector.put_back(backup);
  kiosk.say_times(1);
  kiosk.settle();
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 6);
  CHECK(records_here(collector).size() == 6);
  (void)test::back_up(collector);
  (void)kiosk.exchange();
  CHECK(kiosk.sealed.size() == 4);  // the mark is of the other branch: nothing of this one goes
}

TEST_CASE("what was set aside is not asked for and its chain goes on after it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(3);
  kiosk.sealed.at(2)[150] ^= 1;  // its signature: damaged on the kiosk's disk
  const auto reply = kiosk.exchange();
  CHECK(reply.results.at(1).status == wire::RecordStatus::set_aside);
  CHECK(reply.missing.empty());
  CHECK(collector.count("SELECT sequence FROM chains") == 3);
  CHECK(collector.count("SELECT complete_up_to_ms FROM chains") == collector.clock.wall_ms());
  CHECK(collector->storage().read(collector::holes).value().empty());  // it is here, and told as set aside
  chains_made_anew(collector);
  (void)test::back_up(collector);
  CHECK(kiosk.exchange().safe->sequence == 1);  // the one behind it says nothing about the one before it
  CHECK(kiosk.exchange().safe->sequence == 3);
  CHECK(kiosk.sealed.empty());
}

TEST_CASE("what a stranger has set aside under the number of a record does not pass for it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(3);
  kiosk.waiting = {1, 3};
  auto stranger = kiosk.kiosk.request({});
  auto forged = kiosk.sealed.at(2);
  forged[120] ^= 1;  // in the header: as somebody makes it who has never seen the record
  stranger.envelopes = {forged};
  CHECK(kiosk.ask(stranger).results.at(0).status == wire::RecordStatus::set_aside);
  (void)kiosk.exchange();
  CHECK(collector::text_of(kiosk.exchange().missing) == "2-2");
  kiosk.settle();
  CHECK(records_here(collector) == all_of(kiosk));
}

TEST_CASE("rubbish behind a record's own header does not pass for the record and an empty one stops nothing") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(3);
  kiosk.waiting = {1, 3};
  auto thief = kiosk.kiosk.request({});  // who has the transport key, and has seen the header
  const auto header = ByteView(kiosk.sealed.at(2)).first(seal::envelope_v1_header_bytes);
  auto forged = to_bytes(header);
  forged.resize(forged.size() + 64, 'X');
  forged.push_back('j');
  thief.envelopes = {forged, Bytes()};
  for (const auto& result : kiosk.ask(thief).results) CHECK(result.status == wire::RecordStatus::set_aside);
  (void)kiosk.exchange();
  CHECK(collector::text_of(kiosk.exchange().missing) == "2-2");
  kiosk.settle();
  CHECK(records_here(collector) == all_of(kiosk));
  CHECK(collector.count("SELECT count(*) FROM holes") == 0);
}

TEST_CASE("whatever is restored and whatever a disk loses every record is here or is named as lost") {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    live_through(seed);
  }
}
