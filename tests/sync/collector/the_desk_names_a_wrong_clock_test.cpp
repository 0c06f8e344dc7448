#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using Catch::Contains;

namespace {

struct WrongTown : test::SignedInTown {
  using SignedInTown::SignedInTown;
  void hear(std::int64_t ahead_ms, std::vector<Bytes> envelopes = {}) {
    kiosk.send(*collector, std::move(envelopes), kiosk.heartbeat(collector.clock.wall_ms() + ahead_ms));
  }
  std::string kiosks() {
    const auto page = browser.get("/kiosks");
    REQUIRE(page.status == 200);
    return page.body;
  }
};

constexpr std::int64_t day_ms = 24 * test::hour_ms;

}  // namespace

TEST_CASE("the page of kiosks never calls a kiosk merely connected whose clock is wrong") {
  WrongTown town("en");
  town.hear(0);
  CHECK_THAT(town.kiosks(), Contains("Everything has arrived, and there is nothing new") && !Contains("Clock"));
  const auto years_until = [&](std::int64_t wall_ms) { return wall_ms - town.collector.clock.wall_ms(); };
  for (const auto ahead : {years_until(600'000), years_until(2'147'483'647'000), years_until(4'070'908'800'000),
                           -730 * day_ms, 3 * day_ms, 30 * 60'000L}) {
    INFO(ahead);
    town.collector.clock.advance(5 * 60'000);
    town.hear(ahead);
    const auto page = town.kiosks();
    CHECK_THAT(page, !Contains("there is nothing new") && Contains("minbar-sync status"));
    CHECK_THAT(page, Contains(ahead > 0 ? "Clock ahead" : "Clock behind"));
    CHECK_THAT(page, !Contains("<time datetime=\"1970"));  // nothing is complete up to then
  }
  CHECK_THAT(town.kiosks(), Contains("Clock ahead (in minutes: 30)"));
  town.collector.clock.advance(5 * 60'000);
  town.hear(3 * day_ms);
  CHECK_THAT(town.kiosks(), Contains("Clock ahead (in days: 3)"));
  town.collector.clock.advance(5 * 60'000);
  town.hear(0);
  CHECK_THAT(town.kiosks(), Contains("there is nothing new") && !Contains("Clock"));
}

TEST_CASE("a clock that is behind or was heard late is named as that until the next heartbeat") {
  WrongTown town("en");
  town.hear(0);
  town.collector.clock.advance(3 * day_ms);
  town.browser.sign_in("Amina", test::good_password);
  town.hear(-day_ms);
  CHECK_THAT(town.kiosks(), Contains("Clock not certain") && !Contains("there is nothing new"));
  town.collector.clock.advance(5 * 60'000);
  town.hear(-day_ms);
  CHECK_THAT(town.kiosks(), Contains("Clock behind (in hours: 24)"));
}

TEST_CASE("a proposal and figures say that a time is an estimate where a clock was wrong") {
  WrongTown town("en");
  town.hear(3 * day_ms);
  auto said = town.kiosk.proposal("a bench");
  said.made_at_s = (town.collector.clock.wall_ms() + 3 * day_ms) / 60'000 * 60;
  std::vector<Bytes> batch{seal::bytes_of_envelope(town.kiosk.seal_submission(said))};
  for (int i = 0; i < 6; ++i) {
    auto rated = town.kiosk.rating("roads", Satisfaction::satisfied);
    rated.made_at_s = (town.collector.clock.wall_ms() + 3 * day_ms) / 900'000 * 900;
    batch.push_back(seal::bytes_of_envelope(town.kiosk.seal_submission(rated)));
  }
  town.hear(3 * day_ms, std::move(batch));
  const auto page = town.browser.get("/proposals/" + to_hex(said.id.view())).body;
  CHECK_THAT(page,
             Contains("an estimate: the kiosk’s clock was wrong") && Contains("<time datetime=\"2026-09-21T14:13"));
  CHECK_THAT(town.browser.get("/satisfaction").body, Contains("they count on the estimated day: 6"));
  town.collector.clock.advance(5 * 60'000);
  town.hear(0);
  auto right = town.kiosk.proposal("another bench");
  right.made_at_s = town.collector.clock.wall_ms() / 60'000 * 60;
  town.hear(0, {seal::bytes_of_envelope(town.kiosk.seal_submission(right))});
  CHECK_THAT(town.browser.get("/proposals/" + to_hex(right.id.view())).body,
             Contains("by the kiosk’s clock") && !Contains("an estimate"));
}
