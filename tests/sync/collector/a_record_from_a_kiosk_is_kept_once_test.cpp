#include <catch2/catch.hpp>

#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;
using wire::RecordReason;
using wire::RecordStatus;

TEST_CASE("a sealed proposal is stored and opened letter for letter") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const std::string text = "نقترح إصلاح الإنارة في شارع Hassan II (رقم 12)";
  const auto reply = kiosk.send(*collector, {kiosk.say(text)});
  REQUIRE(reply.results.size() == 1);
  CHECK(reply.results[0].status == RecordStatus::stored);
  CHECK(reply.results[0].reason == RecordReason::none);
  const auto row = collector->storage().read(
      [](db::Database& database) { return database.query_one("SELECT body FROM proposals"); });
  CHECK(row.value().value().text(0) == text);
}

TEST_CASE("the same bytes again are known and not stored twice") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto envelope = kiosk.say("once");
  CHECK(kiosk.send(*collector, {envelope}).results[0].status == RecordStatus::stored);
  CHECK(kiosk.send(*collector, {envelope}).results[0].status == RecordStatus::known);
  const auto twice = kiosk.send(*collector, {envelope, envelope});
  CHECK(twice.results[0].status == RecordStatus::known);
  CHECK(twice.results[1].status == RecordStatus::known);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 1);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 1);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
}

TEST_CASE("each record of a request is answered in its order by the hash of its bytes the first time and again") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const std::vector<Bytes> sent{kiosk.say("one"), kiosk.say("two")};
  for (const auto status : {RecordStatus::stored, RecordStatus::known}) {
    const auto reply = kiosk.send(*collector, sent);
    CHECK(reply.device == kiosk.pinned().device);
    const auto& results = reply.results;
    REQUIRE(results.size() == sent.size());
    for (std::size_t i = 0; i < sent.size(); ++i) {
      CHECK(results[i].status == status);
      CHECK(results[i].envelope == seal::hash_of(sent[i]));
      CHECK(results[i].record.has_value());
    }
  }
  CHECK(collector.count("SELECT sequence FROM chains") == 2);  // and both belong into the chain
}

TEST_CASE("a replayed request changes nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto request = kiosk.request({kiosk.say("one"), kiosk.say("two")});
  request.heartbeat = kiosk.heartbeat(collector.clock.wall_ms());
  const auto frame = kiosk.frame(request);
  REQUIRE(collector->exchange(frame).has_value());
  collector.clock.advance(60 * 60'000);
  REQUIRE(collector->exchange(frame).has_value());
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 2);
  CHECK(collector.count("SELECT received_at_ms FROM heartbeats") == collector.clock.wall_ms() - 60 * 60'000);
}

TEST_CASE("other bytes under a taken id are set aside and the first stays") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto submission = kiosk.proposal("the first");
  const auto first = seal::bytes_of_envelope(kiosk.seal_submission(submission));
  std::get<Proposal>(submission.body).text = "another under the same id";
  const auto second = seal::bytes_of_envelope(kiosk.seal_submission(submission));
  CHECK(kiosk.send(*collector, {first}).results[0].status == RecordStatus::stored);
  const auto reply = kiosk.send(*collector, {second});
  CHECK(reply.results[0].status == RecordStatus::conflict);
  CHECK(reply.results[0].reason == RecordReason::id_taken);
  CHECK(collector.count("SELECT count(*) FROM proposals WHERE body = 'the first'") == 1);
  CHECK(collector.count("SELECT count(*) FROM set_aside WHERE reason = 'id_taken'") == 1);
  kiosk.send(*collector, {second});
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 1);
}

TEST_CASE("a restart keeps every record and every enrolment") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto envelope = kiosk.say("before the restart");
  kiosk.send(*collector, {envelope});
  collector.restart();
  const auto reply = kiosk.send(*collector, {envelope, kiosk.say("after it")});
  CHECK(reply.results[0].status == RecordStatus::known);
  CHECK(reply.results[1].status == RecordStatus::stored);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 2);
}
