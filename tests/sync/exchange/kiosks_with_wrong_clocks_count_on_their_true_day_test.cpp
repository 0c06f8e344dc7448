#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <string>

#include "sync/agent/enrol.h"
#include "sync/agent/loop.h"
#include "sync/collector/clocks/kiosk_clocks.h"
#include "sync/collector/features/satisfaction/ratings.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/domain/time/local_time.h"
#include "tests/support/seeded_random.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

constexpr std::int64_t minute = 60'000, hour = 60 * minute, day = 24 * hour;
constexpr std::string_view zone = "Africa/Casablanca";

std::int64_t midnight_before(std::int64_t wall_ms) {
  const auto local = local_time(wall_ms, zone);
  return start_of_day_ms({.year = local.year, .month = local.month, .day = local.day}, zone);
}

// A real kiosk's folder and its agent, with a clock of their own, at a real collector.
struct MistimedKiosk {
  test::TestCollector& collector;
  test::SeededRandom random;
  test::TemporaryFolder folder;
  test::ManualClock clock;
  seal::BootId boot;
  bool has_network = true;
  seal::RecordKey record_key = seal::RecordKey::make(random);
  seal::TransportKey transport_key = seal::TransportKey::make(random);
  test::Store store;
  wire::Exchange exchange = [this](ByteView frame) { return collector->exchange(frame); };

  MistimedKiosk(test::TestCollector& c, std::uint64_t seed)
      : collector(c),
        random(seed),
        store(taken(store::Folder::open(folder.path() / "shared", store::Role::agent, clock, random))) {
    restart();
    REQUIRE(store.outbox.publish_record_key(record_key.public_key()));
    const auto issued = taken(collector->create_kiosk({.place = {"09.001.01.01"}, .label = std::to_string(seed)}));
    const wire::Exchange enrols = [this](ByteView frame) { return collector->enrol(frame); };
    agent::EnrolDoors doors{.folder = store, .key = transport_key, .exchange = enrols, .random = random};
    REQUIRE(agent::enrol(doors, {.base = "https://minbar.example.ma", .loopback = false}, issued.code, "test"));
    test::trust_what_is_shared(store);
  }
  void restart() { boot = {.bytes = random.array<16>()}; }
  void rate() {
    const Submission said{.id = {random.array<16>()},
                          .place = {"09.001.01.01"},
                          .language = Language::ar,
                          .content_version = 1,
                          .made_at_s = clock.wall_ms() / 1000 / limits::rating_time_s * limits::rating_time_s,
                          .body = Rating{.subject = ServiceId{"roads"},
                                         .satisfaction = Satisfaction::satisfied,
                                         .reasons = {},
                                         .comment = {},
                                         .soon_after_another = false}};
    REQUIRE(store.outbox.append(said, std::nullopt, record_key));
  }
  void live() {
    REQUIRE(store.outbox.record_heartbeat(
        {.boot = boot, .free_disk_bytes = 1, .content_version = 1, .program_version = "test"}, record_key));
    if (!has_network) return;
    agent::Session session{store, transport_key, exchange, "test"};
    CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
  }
};

struct Town {
  test::TestCollector collector;
  std::deque<MistimedKiosk> kiosks;
  std::map<std::int64_t, std::int64_t> truth;  // ratings by the midnight that begins their day

  MistimedKiosk& add() { return kiosks.emplace_back(collector, kiosks.size() + 1); }
  void pass(std::int64_t ms) {
    collector.clock.advance(ms);
    for (auto& kiosk : kiosks) kiosk.clock.advance(ms);
  }
  void rate(MistimedKiosk& kiosk) {
    kiosk.rate();
    ++truth[midnight_before(collector.clock.wall_ms())];
  }
  // As the programs do, every five minutes.
  void live(std::int64_t times = 1) {
    for (; times > 0; --times) {
      pass(5 * minute);
      for (auto& kiosk : kiosks) kiosk.live();
    }
  }
  // What the report of a period counts.
  std::int64_t counted(std::int64_t from_ms, std::int64_t until_ms) {
    const collector::KnownIds known{"roads"};
    const auto everywhere = collector::Scope::everywhere();
    std::int64_t sum = 0;
    for (const auto& row : taken(collector::tally(
             collector->storage(),
             {.known = known, .scope = everywhere, .from_s = from_ms / 1000, .until_s = until_ms / 1000})))
      sum += row.answers.total();
    return sum;
  }
  std::map<std::int64_t, std::int64_t> counted_by_day() {
    std::map<std::int64_t, std::int64_t> out;
    for (const auto& [midnight, ratings] : truth) out[midnight] = counted(midnight, midnight + day);
    return out;
  }
  void rebuild() {
    const auto keys = taken(collector::load_keys(collector.options().data, collector.random));
    taken(collector::rebuild(collector->storage(), keys.opening, collector::all_derivers(keys.opening)));
  }
  std::map<std::string, std::int64_t> clocks() {
    std::map<std::string, std::int64_t> out;
    for (const auto& clock : taken(collector->storage().read(collector::doubtful_clocks)))
      out[clock.label] = clock.ahead_ms;
    return out;
  }
};

}  // namespace

TEST_CASE("of 27 ratings at kiosks whose clocks are years off all 27 are in the report of their true day") {
  Town town;
  for (int i = 0; i < 6; ++i) town.add();
  const auto now = town.collector.clock.wall_ms();
  town.kiosks[0].clock.turn_wall_to(600'000);            // 1970
  town.kiosks[1].clock.turn_wall_to(2'147'483'647'000);  // 2038
  town.kiosks[2].clock.turn_wall_to(4'070'908'800'000);  // 2099
  town.kiosks[3].clock.turn_wall_to(now - 730 * day);
  town.kiosks[4].clock.turn_wall_to(now + 3 * day);
  for (int on_day = 0; on_day < 3; ++on_day) {
    for (std::size_t i = 0; i < 9; ++i) {
      town.rate(town.kiosks[i % 6]);
      if (i % 4 == 0) town.live();
    }
    town.live();
    if (on_day == 1) town.collector.restart();
    town.pass(day - hour);
  }
  REQUIRE(town.truth.size() == 3);
  CHECK(town.counted_by_day() == town.truth);
  CHECK(town.counted(0, 5'000'000'000'000) == 27);
  CHECK(town.collector.count("SELECT sum(count) FROM ratings WHERE time_uncertain = 0") == 3);
  const auto clocks = town.clocks();
  CHECK(clocks.size() == 5);
  CHECK(clocks.at("1") == 600'000 - now);
  CHECK(clocks.at("5") == 3 * day);
  CHECK(clocks.count("6") == 0);
  town.rebuild();
  CHECK(town.counted_by_day() == town.truth);
  CHECK(town.collector.count("SELECT sum(count) FROM ratings WHERE time_uncertain = 1") == 24);
}

TEST_CASE("a kiosk whose clock is corrected while people rate loses no rating to another day") {
  for (const auto ahead : {3 * day, -2 * day, -730 * day, 12 * 365 * day}) {
    INFO(ahead);
    Town town;
    auto& kiosk = town.add();
    kiosk.clock.turn_wall_to(town.collector.clock.wall_ms() + ahead);
    for (int i = 0; i < 6; ++i) {
      town.rate(kiosk);
      if (i == 3) kiosk.clock.turn_wall_to(town.collector.clock.wall_ms());
      town.pass(30 * minute);
      town.live(i % 2);
      if (i == 4) town.pass(day);
    }
    town.live();
    CHECK(town.counted_by_day() == town.truth);
    CHECK(town.clocks().empty());
    town.rebuild();
    CHECK(town.counted_by_day() == town.truth);
  }
}

TEST_CASE("a week without a network and with a wrong clock counts day by day once the kiosk is back") {
  for (const auto ahead : {3 * day, -2 * day, -730 * day}) {
    for (const bool corrected : {false, true}) {
      INFO(ahead << " " << corrected);
      Town town;
      auto& kiosk = town.add();
      town.live(3);
      kiosk.has_network = false;
      town.pass(hour);
      kiosk.restart();
      kiosk.clock.turn_wall_to(town.collector.clock.wall_ms() + ahead);
      town.live();
      for (int on_day = 0; on_day < 7; ++on_day) {
        for (int i = 0; i <= on_day % 3; ++i) town.rate(kiosk);
        town.pass(day);
      }
      if (corrected) kiosk.clock.turn_wall_to(town.collector.clock.wall_ms());
      kiosk.has_network = true;
      town.collector.restart();
      town.live();
      town.live();
      // what was corrected before anybody heard of the wrong clock can only be told from what is impossible
      if (!corrected) CHECK(town.counted_by_day() == town.truth);
      CHECK(town.counted(0, 5'000'000'000'000) == 13);
      CHECK(town.clocks().size() == (corrected ? 0U : 1U));
      const auto counted = town.counted_by_day();
      town.rebuild();
      CHECK(town.counted_by_day() == counted);
    }
  }
}

TEST_CASE("a kiosk whose program ended without a network delivers late and is called neither late nor behind") {
  Town town;
  auto& kiosk = town.add();
  town.live(2);
  kiosk.has_network = false;
  town.pass(day);
  kiosk.restart();
  town.rate(kiosk);
  town.live();
  town.pass(4 * day);  // only the agent runs on
  kiosk.has_network = true;
  agent::Session session{kiosk.store, kiosk.transport_key, kiosk.exchange, "test"};
  CHECK(agent::exchange_once(session, {}).outcome == agent::Outcome::done);
  CHECK(town.counted_by_day() == town.truth);
  CHECK(town.clocks().size() == 1);  // nobody can tell yet
  town.live(2);
  CHECK(town.counted_by_day() == town.truth);
  CHECK(town.clocks().empty());
  CHECK(town.collector.count("SELECT count(*) FROM ratings WHERE time_uncertain = 0") == 1);
}
