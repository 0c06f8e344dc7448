// What kiosks' agents say of their machines, on the page of kiosks and in doctor.
#include <catch2/catch.hpp>

#include <string>

#include "sync/base/limits.h"
#include "sync/collector/doctor/doctor.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using Catch::Matchers::Contains;

TEST_CASE("a health that makes no sense is left out and its records count") {
  test::TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto good = kiosk.request({kiosk.say("one")});
  good.health = wire::Health{.free_disk_bytes = 5, .faults = {}};
  REQUIRE(collector->exchange(kiosk.frame(good)));
  auto wrong = kiosk.request({kiosk.say("two")});
  wrong.health = wire::Health{.free_disk_bytes = -5, .faults = {}};
  REQUIRE(collector->exchange(kiosk.frame(wrong)));
  CHECK(collector.count("SELECT count(*) FROM proposals") == 2);
  CHECK(collector.count("SELECT free_disk_bytes FROM kiosk_health") == 5);
}

TEST_CASE("the page of kiosks and doctor say in words that a kiosk's disk is nearly full") {
  for (const auto* language : {"ar", "fr", "en"}) {
    test::SignedInTown town{language};
    auto& kiosk = town.kiosk;
    const auto tell = [&](std::int64_t free) {
      auto asked = kiosk.request({});
      asked.health = wire::Health{.free_disk_bytes = free,
                                  .disk_bytes = 31'900'000'000,
                                  .database_bytes = 4'300'000,
                                  .clock_ahead_ms = 15 * 60'000,
                                  .faults = {wire::Fault::no_content, wire::Fault::disk_full}};
      REQUIRE(town.collector->exchange(kiosk.frame(asked)));
    };
    const auto doctor = [&] {
      return collector::words_of(
          collector::examine(town.collector.options().data, town.collector.clock.wall_ms()).value());
    };
    tell(limits::kiosk_disk_low_bytes);
    CHECK_THAT(doctor(), !Contains("): its disk is nearly full"));
    tell(limits::kiosk_disk_low_bytes - 1);
    CHECK_THAT(doctor(), Contains("its disk is nearly full, 511 MiB are free"));
    const auto page = town.browser.get("/kiosks").body;
    CHECK_THAT(page, Contains(std::string(language) == "en" ? "536.9" : "536,9"));
    CHECK_THAT(page, !Contains("{{") && !Contains("kiosks."));
    if (std::string(language) != "en") continue;
    CHECK_THAT(page, Contains("536.9 MB free of 31.9 GB") && Contains("4.3 MB") && Contains("nearly full"));
    CHECK_THAT(page, Contains("15 min ahead of the centre") && Contains("Disk full: the kiosk takes nothing"));
    CHECK_THAT(page, Contains("The kiosk has no content"));
  }
}

TEST_CASE("doctor and the page of kiosks name every fault that a kiosk tells") {
  using wire::Fault;
  for (const auto* language : {"ar", "fr", "en"}) {
    test::SignedInTown town{language};
    auto asked = town.kiosk.request({});
    asked.health = wire::Health{.faults = {Fault::disk_full, Fault::refused, Fault::no_content, Fault::clock_wrong,
                                           Fault::record_damaged, Fault::recording_kept_back, Fault::records_missing,
                                           Fault::drafts_wait}};
    REQUIRE(town.collector->exchange(town.kiosk.frame(asked)));
    const auto doctor =
        collector::words_of(collector::examine(town.collector.options().data, town.collector.clock.wall_ms()).value());
    for (const auto* words :
         {"takes nothing more, because its disk is full", "this collector refuses it", "no content to show",
          "its clock is wrong", "records are damaged on its disk", "recordings stay there",
          "could not be read from a damaged database", "wait in its private folder", ", as it said at 20"})
      CHECK_THAT(doctor, Contains(words));
    const auto page = town.browser.get("/kiosks").body;
    CHECK_THAT(page, !Contains("{{") && !Contains("kiosks.fault"));
    if (std::string(language) != "en") continue;
    CHECK_THAT(page, Contains("could not be read from its damaged database") && Contains("beside its database"));
  }
}
