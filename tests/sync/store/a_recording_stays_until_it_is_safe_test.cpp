// Of a recording that the collector has whole the kiosk asks whether it is in a backup, now and then.
#include <catch2/catch.hpp>

#include <set>

#include "tests/sync/safe_town.h"

using namespace minbar;
using test::from_to;
using test::taken;

namespace {

// So many recordings, all delivered whole and none of them safe.
struct Spoken : test::SafeTown {
  explicit Spoken(int recordings) {
    for (int i = 0; i < recordings; ++i) REQUIRE(say("", 5'000));
    while (taken(screen.counts()).blobs_waiting > 0) exchange();
  }
};

}  // namespace

TEST_CASE("a recording is kept after its delivery and goes when it is in a backup with its record") {
  test::SafeTown town;
  REQUIRE(town.say("", 5'000));
  CHECK(town.exchange().blobs == 1);
  CHECK(town.sounds_here() == from_to(1, 1));
  CHECK(town.safety() == store::Safety{.not_yet = 1, .recordings_not_yet = 1});
  CHECK(town.ask().pieces.empty());
  town.collector.back_up();
  CHECK(town.exchange().dropped == 1);  // the record; about the recording it is asked now
  const auto request = town.ask();
  REQUIRE(request.pieces.size() == 1);
  CHECK(request.pieces[0].bytes.empty());
  CHECK_FALSE(taken(town.agent.carrier.has_news()));
  CHECK(town.exchange().safe_blobs == 1);
  CHECK(town.sounds_here().empty());
  CHECK(town.safety() == store::Safety{.safe = 1, .heard = true});
}

TEST_CASE("about a recording that is not safe an idle kiosk asks once in an hour and again when a mark moves") {
  Spoken town(1);
  town.say_some(2);
  town.exchange();
  town.told(town.mark_at(1));
  int asked = 0;
  const auto talk = [&] {
    const auto request = town.ask();
    asked += static_cast<int>(request.pieces.size());
    auto reply = town.collector.answer(request);
    reply.safe = town.mark_at(1);
    for (auto& state : reply.blobs) state.safe = false;
    const auto applied = town.bring(reply);
    CHECK_FALSE(applied.blobs_left);
    CHECK(applied.blob_bytes == 0);
  };
  for (int i = 0; i < 12; ++i) {
    talk();
    town.kiosk.clock.advance(limits::heartbeat_every_ms);
  }
  CHECK(asked == 1);
  talk();
  CHECK(asked == 2);
  town.told(town.mark_at(2));
  talk();
  CHECK(asked == 3);
  town.kiosk.clock.turn_wall_to(1);  // a clock that was set back only asks sooner
  talk();
  talk();
  CHECK(asked == 4);
}

TEST_CASE("of many recordings a request asks about a few and comes to every one") {
  Spoken town(10);
  town.told(town.mark_at(10));
  std::set<BlobId> asked;
  for (int i = 0; i < 3; ++i) {
    auto request = town.ask();
    CHECK(request.pieces.size() <= static_cast<std::size_t>(limits::blobs_asked_at_once));
    for (const auto& piece : request.pieces) CHECK(asked.insert(piece.blob).second);
    auto reply = town.collector.answer(request);
    for (auto& state : reply.blobs) state.safe = false;
    town.bring(reply);
  }
  CHECK(asked.size() == 10);
  CHECK(town.ask().pieces.empty());
}

TEST_CASE("a recording that the collector lost is sent again from its beginning") {
  test::SafeTown town;
  REQUIRE(town.say("", 100'000));
  while (taken(town.screen.counts()).waiting > 0)
    town.bring(town.collector.answer(taken(town.agent.carrier.make_request({.records = 1, .bytes = 1}, "test"))));
  town.collector.back_up();  // the record alone
  while (taken(town.screen.counts()).blobs_waiting > 0) town.exchange();
  REQUIRE(town.collector.now().blobs.size() == 1);
  town.collector.restore();
  town.exchange();  // the kiosk asks about it
  CHECK(taken(town.screen.counts()).blobs_waiting == 1);
  CHECK(taken(town.agent.carrier.has_news()));
  while (taken(town.screen.counts()).blobs_waiting > 0) town.exchange();
  CHECK(town.collector.now().blobs.size() == 1);
  CHECK(town.sounds_here() == from_to(1, 1));
}
