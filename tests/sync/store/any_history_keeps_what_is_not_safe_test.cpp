// Histories made by chance of a kiosk and a collector that goes back to its backup: what is said, carried,
// acknowledged, backed up, lost and asked for again, with replies that are lost or come late.
#include <catch2/catch.hpp>

#include <deque>
#include <map>

#include "tests/sync/safe_town.h"

using namespace minbar;
using test::taken;

namespace {

struct History {
  test::SafeTown town;
  std::deque<wire::SyncReply> late{};
  std::map<std::int64_t, bool> said{};  // by sequence: whether it was spoken

  explicit History(std::uint64_t seed) : town(seed) {}

  std::uint64_t below(std::uint64_t bound) { return town.kiosk.random.below(bound); }
  void say() {
    const bool aloud = below(4) == 0;
    const auto stored = town.say(aloud ? "" : "نقترح", aloud ? 1 + below(9'000) : 0);
    REQUIRE(stored);
    said.emplace(static_cast<std::int64_t>(stored->sequence), aloud);
  }
  void talk() {
    town.collector.hear_of(taken(town.screen.head()).sequence);
    const auto request = taken(town.agent.carrier.make_request({.records = 1 + below(6), .bytes = 20'000}, "test"));
    if (below(6) == 0) return;  // the request is lost
    auto reply = town.collector.answer(request);
    const auto fate = below(5);
    if (fate == 0) return;
    if (fate == 1) return late.push_back(std::move(reply));
    town.bring(reply);
  }
  void bring_late() {
    if (late.empty()) return;
    const auto at = late.begin() + static_cast<std::ptrdiff_t>(below(late.size()));
    town.bring(*at);
    if (below(2) == 0) late.erase(at);  // or it comes twice
  }
  void step() {
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return say();
      case 3:
        return town.collector.back_up();
      case 4:
        return town.collector.restore();
      case 5:
        return bring_late();
      case 6:
        return town.kiosk.clock.advance(test::hour_ms);
      default:
        return talk();
    }
  }
  // Nothing is only at the centre's one disk, and all that waits is here.
  void check() {
    auto& database = town.agent.folder->database();
    std::int64_t waiting = 0, delivered = 0, kept = 0, blobs_waiting = 0, blobs_kept = 0;
    const auto rows = taken(database.query("SELECT sequence, state, envelope IS NOT NULL FROM outbox"));
    CHECK(rows.size() == said.size());
    for (const auto& row : rows) {
      const bool here = row.integer(2) != 0;
      if (!here && !town.collector.saved().records.contains(row.integer(0))) FAIL_CHECK("lost: " << row.integer(0));
      if (row.integer(1) == 0 && !here) FAIL_CHECK("cannot be sent: " << row.integer(0));
      ++(row.integer(1) == 0 ? waiting : delivered);
      kept += row.integer(1) != 0 && here ? 1 : 0;
    }
    for (const auto& row : taken(database.query("SELECT hash, state, bytes IS NOT NULL FROM blob"))) {
      const bool here = row.integer(2) != 0;
      if (!here && !town.collector.saved().blobs.contains(row.id<BlobId>(0))) FAIL_CHECK("a recording is lost");
      blobs_waiting += row.integer(1) == 0 ? 1 : 0;
      blobs_kept += row.integer(1) == 1 && here ? 1 : 0;
    }
    CHECK(town.screen.counts() ==
          store::Counts{.waiting = waiting, .delivered = delivered, .blobs_waiting = blobs_waiting});
    CHECK(town.safety().not_yet == kept);
    CHECK(town.safety().recordings_not_yet == blobs_kept);
    CHECK(town.collector.doubled() == 0);
  }
  void calm_down() {
    for (int i = 0; i < 10; ++i) {
      town.kiosk.clock.advance(test::hour_ms);
      town.exchange();
    }
  }
};

}  // namespace

TEST_CASE("in any history with restored backups nothing that is not safe is dropped and all arrives once") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO("seed " << seed);
    History history(seed);
    for (int i = 0; i < 80; ++i) {
      history.step();
      history.check();
    }
    history.calm_down();
    CHECK(history.town.collector.now().records.size() == history.said.size());
    CHECK(taken(history.town.screen.counts()).waiting == 0);
    std::size_t spoken = 0;
    for (const auto& [sequence, aloud] : history.said) spoken += aloud ? 1 : 0;
    // of a recording that it lost the kiosk learns when it asks about it
    history.town.collector.back_up();
    history.calm_down();
    history.check();
    CHECK(history.town.collector.now().blobs.size() == spoken);
    history.town.collector.back_up();
    history.calm_down();
    CHECK(history.town.here().empty());
    CHECK(history.town.sounds_here().empty());
  }
}
