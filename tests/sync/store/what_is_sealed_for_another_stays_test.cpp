// A shared folder that names another collector than the one the kiosk seals for: written by the agent, or enrolled
// anew.
#include <catch2/catch.hpp>

#include "tests/support/overheard.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

struct TwoCollectors {
  test::EnrolledKiosk kiosk;
  test::EnrolledKiosk other{2};
  test::Store store = kiosk.open(store::Role::kiosk);
  test::Store agent = kiosk.open(store::Role::agent);

  void enrolled_at(const test::EnrolledKiosk& collector) const {
    const auto& row = collector.enrolment;
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(
        database.execute("UPDATE enrolment SET device_id = $1, collector_id = $2, signing_key = $3, sealing_key = $4",
                         {row.device, row.collector, row.signing_key, row.sealing_key}));
  }
  void say(const std::string& text, bool aloud = false) {
    const Bytes ogg(3000, 7);
    const auto spoken = aloud ? std::optional(store::Spoken{.ogg = ogg, .duration_ms = 2000}) : std::nullopt;
    REQUIRE(store.outbox.append(kiosk.proposal(text), {}, kiosk.record_key, spoken));
  }
};

}  // namespace

TEST_CASE("what is sealed for one collector is not carried to another and goes when the folder names it again") {
  TwoCollectors town;
  town.say("first", true);
  town.enrolled_at(town.other);
  auto request = taken(town.agent.carrier.make_request({}, "test"));
  CHECK(request.envelopes.empty());
  CHECK(request.pieces.empty());
  CHECK_FALSE(taken(town.agent.carrier.has_news()));
  CHECK(taken(town.agent.carrier.waiting_for_others()) == 1);
  const auto applied = taken(town.agent.carrier.apply_reply(town.other.verified(town.other.answer_to(request))));
  CHECK_FALSE(applied.blobs_left);
  CHECK(taken(town.store.counts()).waiting == 1);

  town.store.folder->trust(town.other.pin());
  town.say("second", true);
  CHECK(taken(town.agent.carrier.has_news()));
  request = taken(town.agent.carrier.make_request({}, "test"));
  REQUIRE(request.envelopes.size() == 1);
  CHECK(seal::open_envelope(taken(seal::parse_envelope(request.envelopes.front())), town.other.opening_key));
  REQUIRE(request.pieces.size() == 1);
  REQUIRE(town.agent.carrier.apply_reply(town.other.verified(town.other.answer_to(request))));

  town.enrolled_at(town.kiosk);
  CHECK(taken(town.agent.carrier.waiting_for_others()) == 0);
  request = taken(town.agent.carrier.make_request({}, "test"));
  REQUIRE(request.envelopes.size() == 1);
  CHECK(seal::open_envelope(taken(seal::parse_envelope(request.envelopes.front())), town.kiosk.opening_key));
}

TEST_CASE("a damaged record is set apart and told once though what is for another collector stands beside it") {
  TwoCollectors town;
  town.say("damaged");
  town.store.folder->trust(town.other.pin());
  town.say("for the other");
  auto database = taken(db::Database::open(town.kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
  REQUIRE(database.execute("UPDATE outbox SET envelope = CAST(envelope || x'00' AS BLOB) WHERE sequence = 1"));
  test::Overheard log;
  for (int i = 0; i < 2; ++i) CHECK(taken(town.agent.carrier.make_request({}, "test")).envelopes.empty());
  const auto text = log.text();
  const auto first = text.find("record_damaged");
  REQUIRE(first != std::string::npos);
  CHECK(text.find("record_damaged", first + 1) == std::string::npos);
  CHECK(taken(town.store.counts()).damaged == 1);
}
