#include <catch2/catch.hpp>

#include "sync/db/database.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

struct Sending {
  test::EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::agent);
  Sending() {
    for (const char* text : {"واحد", "اثنان", "ثلاثة"})
      REQUIRE(store.outbox.append(kiosk.proposal(text), {}, kiosk.record_key));
  }
  wire::SyncRequest request() { return taken(store.carrier.make_request({}, "test")); }
};

bool folder_holds(const std::filesystem::path& folder, ByteView needle) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto* file = std::fopen(entry.path().c_str(), "r");
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) all.push_back(static_cast<char>(c));
    std::fclose(file);
  }
  return all.find(text_of(needle)) != std::string::npos;
}

}  // namespace

TEST_CASE("what a reply names is sent no more and leaves the disk when it is safe and the rest goes again") {
  Sending s;
  const auto request = s.request();
  REQUIRE(request.envelopes.size() == 3);
  const auto needle = ByteView(request.envelopes[0]).subspan(230, 16);
  auto reply = s.kiosk.answer_to(request);
  reply.results.pop_back();
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{.delivered = 2});
  CHECK(folder_holds(s.kiosk.shared, needle));
  const auto next = s.request();
  CHECK(next.envelopes == std::vector<Bytes>{request.envelopes[2]});
  CHECK(s.store.counts() == store::Counts{.waiting = 1, .delivered = 2});
  reply = s.kiosk.answer_to(next);
  reply.results.clear();
  const auto second = taken(seal::parse_envelope(request.envelopes[1]));
  reply.safe = wire::SafeMark{.chain = second.header.chain, .sequence = 2, .header = seal::header_hash(second)};
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{.dropped = 2});
  CHECK_FALSE(folder_holds(s.kiosk.shared, needle));
  CHECK(s.request().envelopes == std::vector<Bytes>{request.envelopes[2]});
  CHECK(s.store.counts() == store::Counts{.waiting = 1, .delivered = 2});
}

TEST_CASE("applying a reply twice changes nothing more") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  reply.replies = {{.sequence = 1, .lookup = {}, .sealed = {1, 2}}};
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{.delivered = 3, .replies = 1});
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{.late = true});
  CHECK(s.store.counts() == store::Counts{.delivered = 3});
}

TEST_CASE("an answer whose number was given again is replaced by what the collector says now") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  const LookupId first{{1}}, second{{2}};
  reply.replies = {{.sequence = 1, .lookup = first, .sealed = {1, 2}}};
  REQUIRE(s.store.carrier.apply_reply(s.kiosk.verified(reply)));
  reply.request = s.request().request;
  reply.replies = {{.sequence = 1, .lookup = second, .sealed = {3, 4}}};
  CHECK(taken(s.store.carrier.apply_reply(s.kiosk.verified(reply))).replies == 1);
  CHECK(taken(s.store.trails.knowledge_of(first)).replies.empty());
  CHECK(taken(s.store.trails.knowledge_of(second)).replies == reply.replies);
}

TEST_CASE("of a long history the newest answers are read in their order") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  for (std::int64_t i = 1; i <= 30; ++i)
    reply.replies.push_back({.sequence = i, .lookup = {}, .sealed = {static_cast<std::uint8_t>(i)}});
  REQUIRE(s.store.carrier.apply_reply(s.kiosk.verified(reply)));
  const auto known = taken(s.store.trails.knowledge_of({})).replies;
  REQUIRE(known.size() == limits::answers_shown);
  CHECK(known.front().sequence == 31 - static_cast<std::int64_t>(known.size()));
  CHECK(known.back().sequence == 30);
}

TEST_CASE("a reply that names other bytes marks nothing") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  for (auto& result : reply.results) result.envelope.bytes[0] ^= 1;
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{});
  CHECK(s.request().envelopes.size() == 3);
}

TEST_CASE("a reply for another kiosk or by another collector is denied and changes nothing") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  reply.cursor = {"changed"};
  auto other_device = reply;
  other_device.device.bytes[0] ^= 1;
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(other_device)).error().code == Errc::denied);
  auto other_collector = reply;
  other_collector.collector.bytes[0] ^= 1;
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(other_collector)).error().code == Errc::denied);
  CHECK(s.request().envelopes.size() == 3);
  CHECK(s.request().cursor.value.empty());
}

TEST_CASE("what the collector set aside is acknowledged and counted apart") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  reply.results[0].status = wire::RecordStatus::set_aside;
  reply.results[0].reason = wire::RecordReason::unopenable;
  reply.results[1].status = wire::RecordStatus::conflict;
  reply.results[1].reason = wire::RecordReason::id_taken;
  reply.results[2].status = wire::RecordStatus::known;
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(reply)) == store::Applied{.delivered = 1, .set_aside = 2});
  CHECK(s.request().envelopes.empty());
}

TEST_CASE("a batch is bounded by count and bytes and one record always goes") {
  Sending s;
  CHECK(taken(s.store.carrier.make_request({.records = 2}, "test")).envelopes.size() == 2);
  const auto size = s.request().envelopes[0].size();
  CHECK(taken(s.store.carrier.make_request({.bytes = 2 * size}, "test")).envelopes.size() == 2);
  CHECK(taken(s.store.carrier.make_request({.bytes = 1}, "test")).envelopes.size() == 1);
}

TEST_CASE("a cursor and content version are given back and every request has its own id") {
  Sending s;
  auto reply = s.kiosk.answer_to(s.request());
  reply.cursor = {"0/99"};
  REQUIRE(s.store.carrier.apply_reply(s.kiosk.verified(reply)));
  CHECK(s.request().cursor.value == "0/99");
  CHECK(s.request().request != s.request().request);
}

TEST_CASE("a record damaged on the disk is kept and not sent and stops nothing") {
  Sending s;
  {
    auto database = taken(db::Database::open(s.kiosk.shared / "kiosk.db"));
    REQUIRE(database.execute("UPDATE outbox SET envelope = $1 WHERE sequence = 2", {Bytes(300, 0)}));
  }
  CHECK(s.request().envelopes.size() == 2);
  CHECK(s.request().envelopes.size() == 2);
  CHECK(s.store.counts() == store::Counts{.waiting = 2, .damaged = 1});
  CHECK(s.store.carrier.apply_reply(s.kiosk.verified(s.kiosk.answer_to(s.request()))) ==
        store::Applied{.delivered = 2});
  CHECK(s.store.counts() == store::Counts{.delivered = 2, .damaged = 1});
}
