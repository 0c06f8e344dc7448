// What a request tells of the kiosk's chain: from where on its sealed records are here, and which are lost.
#include <catch2/catch.hpp>

#include "sync/store/gone.h"
#include "tests/sync/safe_town.h"

using namespace minbar;
using test::taken;

namespace {

using Ranges = std::vector<wire::SequenceRange>;

struct Said {
  std::int64_t kept_from = 0;
  Ranges gone{};
  bool operator==(const Said&) const = default;
};

Said said(test::SafeTown& town) {
  const auto kept = town.ask().kept;
  REQUIRE(kept);
  CHECK(kept->chain == taken(town.screen.head()).chain);
  return {.kept_from = kept->kept_from, .gone = kept->gone};
}

}  // namespace

TEST_CASE("a request says from where on the sealed records are here") {
  test::SafeTown town;
  CHECK(said(town) == Said{.kept_from = 1});
  town.say_some(4);
  town.exchange();
  CHECK(said(town) == Said{.kept_from = 1});
  town.told(town.mark_at(3));
  CHECK(said(town) == Said{.kept_from = 4});
  town.told(town.mark_at(4));
  CHECK(said(town) == Said{.kept_from = 5});
}

TEST_CASE("a record that waits below those that went is still claimed") {
  test::SafeTown town;
  town.say_some(6);
  auto reply = town.kiosk.answer_to(town.ask());
  reply.results.erase(reply.results.begin() + 1);  // the second is not acknowledged
  reply.safe = town.mark_at(5);
  town.bring(reply);
  CHECK(said(town) == Said{.kept_from = 2, .gone = {{.from = 3, .to = 5}}});
}

TEST_CASE("what is damaged or noted as lost or not there when it is asked for is said to be gone") {
  test::SafeTown town;
  town.say_some(12);
  town.write("UPDATE outbox SET envelope = x'00' WHERE sequence = 3");
  town.ask();  // found and set apart
  CHECK(said(town) == Said{.kept_from = 1, .gone = {{.from = 3, .to = 3}}});
  REQUIRE(store::note_gone(town.agent.folder->database(), {.from = 5, .to = 6}));
  town.exchange();
  town.write("DELETE FROM outbox WHERE sequence IN (8, 9, 11)");
  CHECK(said(town) == Said{.kept_from = 1, .gone = {{.from = 3, .to = 3}, {.from = 5, .to = 6}}});
  CHECK(town.told({}, {{.from = 8, .to = 9}, {.from = 11, .to = limits::latest_sequence}}).asked_again == 1);
  CHECK(town.told({}, {{.from = 11, .to = limits::latest_sequence}}).asked_again == 0);
  CHECK(said(town).gone ==
        Ranges{{.from = 3, .to = 3}, {.from = 5, .to = 6}, {.from = 8, .to = 9}, {.from = 11, .to = 11}});
  town.say_some(1);  // the next record is not among them
  CHECK(said(town).gone.back() == wire::SequenceRange{.from = 11, .to = 11});
}

TEST_CASE("where more is lost than a message holds no more is claimed than is here") {
  test::SafeTown town;
  const int lost = static_cast<int>(limits::sequence_ranges) + 3;
  town.say_some(3 * lost);
  while (taken(town.screen.counts()).waiting > 0) town.exchange();
  for (std::int64_t i = 1; i <= lost; ++i)
    REQUIRE(store::note_gone(town.agent.folder->database(), {.from = 3 * i - 1, .to = 3 * i - 1}));
  const auto kept = said(town);
  CHECK(kept.gone.size() == limits::sequence_ranges);
  const auto claimed = [&](std::int64_t at) {
    for (const auto& range : kept.gone)
      if (range.from <= at && at <= range.to) return false;
    return at >= kept.kept_from;
  };
  for (std::int64_t i = 1; i <= lost; ++i) CHECK_FALSE(claimed(3 * i - 1));
  CHECK(claimed(1));
  CHECK(claimed(3 * lost));
}

TEST_CASE("places that are lost are joined and cut to what is asked about") {
  test::SafeTown town;
  auto& database = town.agent.folder->database();
  for (const auto& range : Ranges{{5, 5}, {9, 12}, {6, 8}, {20, 30}, {22, 23}, {1, 2}})
    REQUIRE(store::note_gone(database, range));
  CHECK(taken(store::gone_within(database, {1, 100}, 10)) == Ranges{{1, 2}, {5, 12}, {20, 30}});
  CHECK(taken(store::gone_within(database, {7, 21}, 10)) == Ranges{{7, 12}, {20, 21}});
  CHECK(taken(store::gone_within(database, {1, 100}, 1)) == Ranges{{20, 30}});
  CHECK(taken(store::gone_within(database, {13, 19}, 10)).empty());
}

TEST_CASE("a request names the newest answer that is here") {
  test::SafeTown town;
  CHECK(town.ask().newest_answer == 0);
  auto reply = town.kiosk.answer_to(town.ask());
  reply.replies = {{.sequence = 7, .lookup = {}, .sealed = {1}}, {.sequence = 3, .lookup = {}, .sealed = {2}}};
  town.bring(reply);
  CHECK(town.ask().newest_answer == 7);
}

TEST_CASE("numbers that somebody wrote make no request that a collector cannot read") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  const std::string wrong = GENERATE(
      "UPDATE keeping SET dropped_to = 9223372036854775807", "UPDATE keeping SET dropped_to = -9",
      "INSERT INTO gone VALUES (1, 9223372036854775807)", "UPDATE kiosk SET head_sequence = -7",
      "INSERT INTO reply VALUES (-5, zeroblob(16), x'00')",
      "INSERT INTO outbox (sequence, record_id, header_hash, envelope_hash, envelope, stored_ms, state) VALUES "
      "(-3, randomblob(16), randomblob(32), randomblob(32), x'00', 1, 3)",
      "DELETE FROM keeping");
  CAPTURE(wrong);
  town.write(wrong);
  const auto frame = taken(wire::make_sync_request(town.ask(), town.kiosk.transport_key));
  CHECK(town.kiosk.request_in(frame).device == town.kiosk.enrolment.device);
}
