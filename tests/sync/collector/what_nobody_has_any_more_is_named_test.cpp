#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

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

  const auto finds = [&](std::int64_t sequence) {
    kiosk.sealed[sequence] = town.old_disk.at(sequence);
    kiosk.waiting.insert(sequence);
  };
  finds(6);
  CHECK_FALSE(kiosk.exchange().safe);  // the mark is past it, and the record is in no backup
  CHECK(town.lost() == "5-5,7-7");
  CHECK(town.status().lost == 2);
  CHECK(kiosk.sealed.contains(6));
  (void)test::back_up(town.collector);
  CHECK(kiosk.exchange().safe->sequence == 6);
  CHECK(kiosk.exchange().safe->sequence == 8);
  CHECK(kiosk.sealed.empty());

  finds(7);
  finds(5);
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
