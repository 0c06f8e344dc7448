#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "sync/collector/accounts/roles.h"
#include "sync/collector/features/fleet/kiosks.h"
#include "sync/collector/features/petitions/counts.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/rebuild.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/collector/serve/registered.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/keeping_kiosk.h"
#include "tests/sync/collector/test_browser.h"

using namespace minbar;
using test::Browser;
using test::has;
using test::KeepingKiosk;
using test::TestCollector;

namespace {

// Three records were kept by a backup that is lost; the kiosk has let them go.
struct TownWithLoss {
  TestCollector collector;
  KeepingKiosk kiosk{collector};
  std::map<std::int64_t, Bytes> old_disk;  // of the kiosk, before it let anything go
  std::int64_t complete_ms = 0;            // as the backup knows it
  std::int64_t noticed_ms = 0;

  TownWithLoss() {
    REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
    kiosk.say_times(4);
    complete_ms = collector.clock.wall_ms();
    (void)kiosk.exchange();
    const auto older = collector.copy_database();
    collector.clock.advance(24 * test::hour_ms);
    kiosk.say_times(3);
    (void)kiosk.exchange();
    old_disk = kiosk.sealed;
    (void)test::back_up(collector);
    (void)kiosk.exchange();
    REQUIRE(kiosk.sealed.empty());
    collector.clock.advance(24 * test::hour_ms);
    collector.put_back(older);
    noticed_ms = collector.clock.wall_ms();
  }
  collector::KioskStatus status() {
    return collector::list_kiosks(collector->storage(), collector::Scope::everywhere(), collector.clock.wall_ms())
        .value()
        .at(0);
  }
  // A lost record turns up on an old disk of the kiosk, and waits there.
  void find(std::int64_t sequence) {
    kiosk.sealed[sequence] = old_disk.at(sequence);
    kiosk.waiting.insert(sequence);
  }
  // Every hole of its chain, and of no other.
  std::string holes_of_its_chain() {
    const auto all = collector->storage()
                         .read([&](db::Database& database) {
                           return database.query(
                               "SELECT from_sequence || '-' || to_sequence || ' ' || kind FROM holes WHERE device = $1 "
                               "AND chain = $2 ORDER BY from_sequence",
                               {kiosk.kiosk.pinned().device, kiosk.kiosk.head().chain});
                         })
                         .value();
    std::string out;
    for (const auto& row : all) out += (out.empty() ? "" : ", ") + row.text(0);
    return out;
  }
  void declare(const DeviceId& device, const ChainId& chain, wire::SequenceRange range, collector::HoleKind kind) {
    REQUIRE(collector->storage().write([&](db::Database& database) {
      return collector::declare_hole(
          database,
          {.device = device, .chain = chain, .range = range, .kind = kind, .at_ms = collector.clock.wall_ms()});
    }));
  }
  std::string lost() {
    collector::Ranges ranges;
    const auto all = collector->storage().read(collector::holes).value();
    for (const auto& hole : all) ranges.push_back(hole.range);
    return collector::text_of(ranges);
  }
  Browser reader(const std::string& language) {
    Browser browser(collector.serve());
    browser.headers = {"Accept-Language: " + language};
    return browser;
  }
};

std::string unknown_code(TestCollector& collector, Browser& browser) {
  const auto code = format_receipt_code(mint_receipt_code(collector.random));
  auto page = test::without_token(browser.submit("/follow", "/follow", {{"code", code}}).body);
  for (auto at = page.find(code); at != std::string::npos; at = page.find(code)) page.erase(at, code.size());
  return page;
}

}  // namespace

TEST_CASE("what neither the centre nor its kiosk has is declared lost and the chain goes on after it") {
  TownWithLoss town;
  CHECK(town.kiosk.exchange().missing.empty());
  CHECK(town.lost() == "5-7");
  const auto hole = town.collector->storage().read(collector::holes).value().at(0);
  CHECK(hole.kiosk == "Town hall");
  CHECK(hole.since_ms == town.noticed_ms);
  CHECK(hole.after_ms == town.complete_ms);
  CHECK(town.status().state == collector::KioskState::idle);
  CHECK(town.status().missing == 0);
  CHECK(town.status().received == 4);
  CHECK(town.status().lost == 3);
  CHECK(town.status().complete_up_to_ms == town.noticed_ms);

  town.kiosk.say("afterwards");
  (void)town.kiosk.exchange();
  CHECK(town.collector.count("SELECT sequence FROM chains") == 8);
  CHECK(town.status().received == 5);
  CHECK(town.status().complete_up_to_ms == town.collector.clock.wall_ms());
  (void)test::back_up(town.collector);
  (void)town.kiosk.exchange();
  CHECK(town.kiosk.safe == 8);
  (void)town.kiosk.exchange();
  CHECK(town.lost() == "5-7");  // said once
}

TEST_CASE("a record that was declared lost and comes all the same is lost no more and is kept until it is safe") {
  TownWithLoss town;
  auto& kiosk = town.kiosk;
  kiosk.say("afterwards");
  (void)kiosk.exchange();
  (void)test::back_up(town.collector);
  (void)kiosk.exchange();
  REQUIRE(kiosk.safe == 8);
  REQUIRE(town.lost() == "5-7");

  town.find(6);
  CHECK_FALSE(kiosk.exchange().safe);  // the mark is past it, and the record is in no backup
  CHECK(town.lost() == "5-5,7-7");
  CHECK(town.status().lost == 2);
  CHECK(kiosk.sealed.contains(6));
  (void)test::back_up(town.collector);
  CHECK(kiosk.exchange().safe->sequence == 6);
  CHECK(kiosk.exchange().safe->sequence == 8);
  CHECK(kiosk.sealed.empty());

  town.find(7);
  (void)kiosk.exchange();
  CHECK(kiosk.sealed.contains(7));  // the one before it is in a backup, and this is in none
  town.find(5);
  (void)kiosk.exchange();
  CHECK(town.lost().empty());
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 8);
  CHECK(town.collector.count("SELECT forks FROM chains") == 0);
  const auto keys = collector::load_keys(town.collector.options().data, town.collector.random).value();
  REQUIRE(collector::rebuild(town.collector->storage(), keys.opening, collector::all_derivers(keys.opening)));
  CHECK(town.collector.count("SELECT sequence FROM chains") == 8);
}

TEST_CASE("another record that claims the place of a lost one does not pass for it") {
  TownWithLoss town;
  auto& kiosk = town.kiosk;
  (void)kiosk.exchange();
  kiosk.say("afterwards");
  (void)kiosk.exchange();
  kiosk.kiosk.turn_back_to({.chain = kiosk.kiosk.head().chain, .sequence = 6, .hash = kiosk.headers.at(6)});
  const auto other = seal::bytes_of_envelope(kiosk.kiosk.seal_submission(kiosk.kiosk.proposal("on an old disk")));
  kiosk.kiosk.send(*town.collector, {other});
  CHECK(town.lost() == "5-7");  // record 8 hangs on another seventh
}

TEST_CASE("the page of kiosks names what is lost beside what is complete in every language") {
  TownWithLoss town;
  (void)town.kiosk.exchange();
  auto browser = town.reader("en");
  browser.sign_in("Amina", test::good_password);
  auto page = browser.get("/kiosks").body;
  CHECK(has(page, "Records number 5 to 7 of this kiosk are lost, 3 in all."));
  CHECK(has(page, "records lost: 3"));
  CHECK_FALSE(has(page, "on their way"));
  browser.headers = {"Accept-Language: fr"};
  browser.cookies.erase("minbar_language");
  CHECK(has(browser.get("/kiosks").body, "de cette borne sont perdus, 3 en tout."));
  browser.headers = {"Accept-Language: ar"};
  CHECK(has(browser.get("/kiosks").body, "ضاعت السجلات من رقم 5 إلى رقم 7 من هذا الجهاز"));
}

TEST_CASE("whoever asks for a code that is not known is not told that a lost record is on its way") {
  TownWithLoss town;
  auto browser = town.reader("en");
  CHECK(has(unknown_code(town.collector, browser), "will arrive"));
  (void)town.kiosk.exchange();
  const auto page = unknown_code(town.collector, browser);
  CHECK_FALSE(has(page, "will arrive"));
  CHECK(has(page, "Records of some kiosks were lost: 3."));
  CHECK(has(page, "please make it again"));
  CHECK_FALSE(has(page, "Town hall"));
  CHECK(unknown_code(town.collector, browser) == page);  // whosever it was
}

TEST_CASE("how many have signed is told with the number of records that are known to be lost") {
  TownWithLoss town;
  (void)town.kiosk.exchange();
  const std::vector<PetitionId> asked{{"bus"}};
  const auto counted = [&](bool takes) {
    return town.collector->storage()
        .read([&](db::Database& database) {
          return collector::count_petitions(
              database, asked, [&](const PlaceCode&, const PetitionId&) { return takes; },
              town.collector.clock.wall_ms());
        })
        .value()
        .at(0);
  };
  CHECK(counted(true).lost_records == 3);
  CHECK(counted(true).complete_up_to_s == town.noticed_ms / 1000);
  CHECK(counted(false).lost_records == 0);
}

TEST_CASE("satisfaction is shown with the number of records that are known to be lost around its period") {
  TownWithLoss town;
  (void)town.kiosk.exchange();
  auto browser = town.reader("en");
  browser.sign_in("Amina", test::good_password);
  CHECK(has(browser.get("/satisfaction").body, "around this period: 3."));
  CHECK(has(browser.get("/satisfaction?period=dates&from=2026-09&to=2026-09").body, "around this period: 3."));
  CHECK_FALSE(has(browser.get("/satisfaction?period=dates&from=2025-01&to=2025-02").body, "around this period"));
}

TEST_CASE("what is lost or came of one chain is no other's") {
  TownWithLoss town;
  auto& kiosk = town.kiosk;
  (void)kiosk.exchange();
  kiosk.say("afterwards");
  (void)kiosk.exchange();
  REQUIRE(town.holes_of_its_chain() == "5-7 lost");
  const auto head = kiosk.kiosk.head();
  KeepingKiosk copy(town.collector, "Library");  // with the disk of the first
  const auto speak_from = [&](test::TestKiosk& who, const ChainId& chain) {
    who.turn_back_to({.chain = chain, .sequence = 4, .hash = {town.collector.random.array<32>()}});
    for (int i = 0; i < 4; ++i) who.send(*town.collector, {who.say("another history")});
    town.declare(who.pinned().device, chain, {.from = 3, .to = 5}, collector::HoleKind::came);
    town.declare(who.pinned().device, chain, {.from = 6, .to = 6}, collector::HoleKind::lost);
  };
  const ChainId other_chain{town.collector.random.array<16>()};
  speak_from(copy.kiosk, head.chain);
  speak_from(kiosk.kiosk, other_chain);
  kiosk.kiosk.turn_back_to(head);
  const auto others = [&] {
    const auto row = town.collector->storage().read([&](db::Database& database) {
      return database.query_one(
          "SELECT sum(from_sequence * 100 + to_sequence) FROM holes WHERE NOT (device = $1 AND chain = $2)",
          {kiosk.kiosk.pinned().device, head.chain});
    });
    return row.value()->integer(0);
  };
  REQUIRE(others() == 2 * (305 + 606));
  town.find(6);
  (void)kiosk.exchange();
  CHECK(town.holes_of_its_chain() == "5-5 lost, 6-6 came, 7-7 lost");
  town.find(7);
  (void)kiosk.exchange();
  CHECK(town.holes_of_its_chain() == "5-5 lost, 6-7 came");
  town.find(5);
  (void)kiosk.exchange();
  CHECK(town.holes_of_its_chain() == "5-5 came, 6-7 came");
  CHECK(others() == 2 * (305 + 606));
}

TEST_CASE("what came before another lost record is no part of what came after it") {
  TownWithLoss town;
  (void)town.kiosk.exchange();
  town.find(5);
  (void)town.kiosk.exchange();
  town.find(7);
  (void)town.kiosk.exchange();
  CHECK(town.holes_of_its_chain() == "5-5 came, 6-6 lost, 7-7 came");
}

TEST_CASE("a chain does not go on over a hole of another kiosk's or of another chain") {
  TestCollector collector;
  KeepingKiosk one(collector), copy(collector, "Library");
  copy.kiosk.turn_back_to(one.kiosk.head());
  one.say_times(4);
  one.waiting.erase(2);
  one.waiting.erase(3);
  const ChainId other_chain{collector.random.array<16>()};
  const std::vector<std::pair<DeviceId, ChainId>> others{{copy.kiosk.pinned().device, one.kiosk.head().chain},
                                                         {one.kiosk.pinned().device, other_chain}};
  for (const auto& [device, chain] : others)
    REQUIRE(collector->storage().write([&](db::Database& database) {
      return collector::declare_hole(database, {.device = device,
                                                .chain = chain,
                                                .range = {.from = 2, .to = 3},
                                                .kind = collector::HoleKind::lost,
                                                .at_ms = collector.clock.wall_ms()});
    }));
  auto asked = one.request();
  asked.kept.reset();
  (void)one.ask(asked);
  CHECK(collector.count("SELECT max(sequence) FROM chains") == 1);
}

TEST_CASE("losses are listed by the names of their kiosks and each says up to when its own chain was complete") {
  TestCollector collector;
  const ChainId chain{collector.random.array<16>()}, second{collector.random.array<16>()};
  std::vector<std::string> expected;
  const auto declare = [&](test::TestKiosk& kiosk, const std::string& label, const ChainId& of) {
    collector.clock.advance(60'000);
    kiosk.turn_back_to({.chain = of, .sequence = 0, .hash = {}});
    const auto complete_ms = collector.clock.wall_ms();
    kiosk.send(*collector, {}, kiosk.heartbeat(complete_ms));
    collector.clock.advance(60'000);
    for (const std::int64_t from : {9, 3}) {
      REQUIRE(collector->storage().write([&](db::Database& database) {
        return collector::declare_hole(database, {.device = kiosk.pinned().device,
                                                  .chain = of,
                                                  .range = {.from = from, .to = from + 1},
                                                  .kind = collector::HoleKind::lost,
                                                  .at_ms = collector.clock.wall_ms()});
      }));
      expected.push_back(label + " " + std::to_string(from) + " " + std::to_string(complete_ms));
    }
  };
  for (const auto* label : {"E", "B", "D", "A", "C"}) {
    test::TestKiosk kiosk(collector.random);
    kiosk.enrol(*collector, label);
    declare(kiosk, label, chain);
    if (std::string_view(label) == "A") declare(kiosk, "A", second);
  }
  std::vector<std::string> found;
  const auto all = collector->storage().read(collector::holes).value();
  for (const auto& hole : all)
    found.push_back(hole.kiosk + " " + std::to_string(hole.range.from) + " " + std::to_string(*hole.after_ms));
  REQUIRE(found.size() == 12);
  for (std::size_t i = 1; i < found.size(); ++i) CHECK(found[i - 1][0] <= found[i][0]);
  for (std::size_t i = 0; i < found.size(); i += 2) CHECK((found[i][2] == '3' && found[i + 1][2] == '9'));
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  CHECK(found == expected);
}

TEST_CASE("lost records are told where their kiosk stands and around their period and to who sees that place") {
  TownWithLoss town;
  auto& kiosk = town.kiosk;
  (void)kiosk.exchange();
  KeepingKiosk other(town.collector, "Library");
  kiosk.kiosk.tour(*town.collector, "09.001.01.02");  // and is back
  auto browser = town.reader("en");
  browser.sign_in("Amina", test::good_password);
  const auto told = [](Browser& reader, const std::string& query) {
    const auto page = reader.get("/satisfaction" + query).body;
    const std::string mark = "around this period: ";
    const auto at = page.find(mark);
    return at == std::string::npos ? "" : page.substr(at + mark.size(), page.find('.', at) - at - mark.size());
  };
  CHECK(told(browser, "") == "3");
  CHECK(told(browser, "?place=09.001.01.01") == "3");
  CHECK(told(browser, "?place=09.001.01.02").empty());
  CHECK(told(browser, "?period=dates&from=2026-10&to=2026-12").empty());
  REQUIRE(town.collector->accounts()
              .create("There", test::good_password, {{.role = collector::Role::reader, .place = {"06.141.01.0"}}})
              .has_value());
  auto there = town.reader("en");
  there.sign_in("There", test::good_password);
  CHECK(told(there, "").empty());
  CHECK(told(there, "?place=09.001.01.01").empty());
  town.find(6);
  (void)kiosk.exchange();
  CHECK(told(there, "").empty());
  auto again = town.reader("en");
  again.sign_in("Amina", test::good_password);
  CHECK(told(again, "") == "2");
  town.find(7);
  (void)kiosk.exchange();
  CHECK(told(again, "") == "1");
}

TEST_CASE("a rebuild keeps what was declared lost and says it") {
  TownWithLoss town;
  (void)town.kiosk.exchange();
  town.kiosk.say("afterwards");
  (void)town.kiosk.exchange();
  const auto keys = collector::load_keys(town.collector.options().data, town.collector.random).value();
  const auto made =
      collector::rebuild(town.collector->storage(), keys.opening, collector::all_derivers(keys.opening)).value();
  REQUIRE(made.lost.size() == 1);
  CHECK(made.lost[0].range == wire::SequenceRange{.from = 5, .to = 7});
  CHECK(town.collector.count("SELECT sequence FROM chains") == 8);
  CHECK(town.status().complete_up_to_ms == town.collector.clock.wall_ms());
}
