#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;
using wire::RecordReason;
using wire::RecordStatus;

namespace {

// Sends the bad record between two good ones; the good ones must be stored and the bad one kept raw under its reason.
void check_set_aside(TestCollector& collector, TestKiosk& kiosk, const Bytes& bad, RecordReason reason) {
  const auto before = collector.count("SELECT count(*) FROM proposals");
  const auto reply = kiosk.send(*collector, {kiosk.say("good"), bad, kiosk.say("good too")});
  REQUIRE(reply.results.size() == 3);
  CHECK(reply.results[0].status == RecordStatus::stored);
  CHECK(reply.results[1].status == RecordStatus::set_aside);
  CHECK(name_of(reply.results[1].reason) == name_of(reason));
  CHECK(reply.results[1].envelope == seal::hash_of(bad));
  CHECK(reply.results[2].status == RecordStatus::stored);
  CHECK(collector.count("SELECT count(*) FROM proposals") == before + 2);
  const auto kept = collector->storage().read([&](db::Database& database) {
    return database.query_one("SELECT bytes, reason FROM set_aside WHERE envelope_hash = $1", {seal::hash_of(bad)});
  });
  REQUIRE(kept.value().has_value());
  CHECK((*kept)->bytes(0) == bad);
  CHECK((*kept)->text(1) == name_of(reason));
}

}  // namespace

TEST_CASE("bytes that are no envelope are set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  check_set_aside(collector, kiosk, to_bytes(bytes_of("not an envelope at all")), RecordReason::malformed);
  auto cut = kiosk.say("cut");
  cut.resize(cut.size() - 1);
  check_set_aside(collector, kiosk, cut, RecordReason::malformed);
}

TEST_CASE("an oversized envelope is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto bytes = kiosk.say("grown");
  bytes.resize(seal::envelope_v1_header_bytes + 64 + limits::sealed_body_bytes + 1);
  check_set_aside(collector, kiosk, bytes, RecordReason::malformed);
}

TEST_CASE("an envelope of a newer format is kept raw") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto bytes = kiosk.say("from the future");
  bytes[5] = 2;  // format version, PROTOCOL.md section 2
  check_set_aside(collector, kiosk, bytes, RecordReason::unsupported_version);
}

TEST_CASE("a record signed by another kiosk is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), other(collector.random);
  kiosk.enrol(*collector, "one");
  other.enrol(*collector, "two");
  check_set_aside(collector, kiosk, other.say("not mine"), RecordReason::bad_signature);
}

TEST_CASE("an altered header is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto bytes = kiosk.say("altered");
  bytes[80] ^= 1;  // record id, PROTOCOL.md section 2
  check_set_aside(collector, kiosk, bytes, RecordReason::bad_signature);
}

TEST_CASE("a body that is not a submission is set aside and stays in the chain") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const RecordId id{.bytes = collector.random.array<16>()};
  const auto bad = seal::bytes_of_envelope(kiosk.seal_bytes(id, bytes_of("{\"schema\":1,\"kind\":\"proposal\",")));
  check_set_aside(collector, kiosk, bad, RecordReason::invalid_body);
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(collector.count("SELECT sequence FROM chains") == static_cast<std::int64_t>(kiosk.head().sequence));
}

TEST_CASE("a body of a newer schema is kept raw") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const RecordId id{.bytes = collector.random.array<16>()};
  const auto bad = seal::bytes_of_envelope(kiosk.seal_bytes(id, bytes_of("{\"schema\":2,\"kind\":\"dance\"}")));
  check_set_aside(collector, kiosk, bad, RecordReason::unsupported_version);
}

TEST_CASE("a proposal that the kiosk could not have accepted is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  check_set_aside(collector, kiosk, kiosk.say(" \n\t "), RecordReason::invalid_body);
  auto misnamed = kiosk.proposal("the body names another record");
  const auto body = wire::encode_body({.submission = misnamed, .receipt = std::nullopt}).value();
  const RecordId other{.bytes = collector.random.array<16>()};
  check_set_aside(collector, kiosk, seal::bytes_of_envelope(kiosk.seal_bytes(other, body)), RecordReason::invalid_body);
}

TEST_CASE("a record sealed to another collector is set aside") {
  TestCollector collector, elsewhere;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*elsewhere);
  const auto foreign = kiosk.say("sealed to the other collector");
  const auto chain_then = kiosk.head();
  kiosk.enrol(*collector);
  CHECK(kiosk.head() == chain_then);
  check_set_aside(collector, kiosk, foreign, RecordReason::wrong_recipient);
}

TEST_CASE("of a flood of false records the bytes are bounded and good records go through") {
  TestCollector collector;
  TestKiosk flooding(collector.random), other(collector.random);
  flooding.enrol(*collector, "Flooding");
  other.enrol(*collector, "Other");
  const auto junk = [&](std::size_t count) {
    std::vector<Bytes> batch;
    for (std::size_t i = 0; i < count; ++i) {
      const auto one = collector.random.array<40>();
      batch.emplace_back(one.begin(), one.end());
    }
    return batch;
  };
  for (int batch = 0; batch < 10; ++batch) flooding.send(*collector, junk(100));
  CHECK(collector.count("SELECT count(*) FROM set_aside WHERE bytes <> x''") == 1000);
  auto more = junk(5);
  more.push_back(flooding.say("a good one goes through"));
  for (int again = 0; again < 2; ++again) {
    const auto results = flooding.send(*collector, more).results;
    CHECK(results.front().status == RecordStatus::set_aside);
    CHECK(results.front().envelope == seal::hash_of(more.front()));
    CHECK(results.back().status == (again == 0 ? RecordStatus::stored : RecordStatus::known));
  }
  CHECK(collector.count("SELECT count(*) FROM set_aside WHERE bytes <> x''") == 1000);
  CHECK(collector.count("SELECT count(*) FROM set_aside WHERE bytes = x'' AND reason = 'malformed'") == 5);
  check_set_aside(collector, other, Bytes(42, 1), RecordReason::malformed);
  const RecordId id{.bytes = collector.random.array<16>()};
  const auto own = seal::bytes_of_envelope(flooding.seal_bytes(id, bytes_of("{\"schema\":2,\"kind\":\"dance\"}")));
  check_set_aside(collector, flooding, own, RecordReason::unsupported_version);  // its own: kept whole
  auto newer = flooding.say("in an envelope of a later format");
  newer[5] = 2;  // format version, PROTOCOL.md section 2
  const auto refused = collector->exchange(flooding.frame(flooding.request({newer})));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == 503);  // its words wait on the kiosk
}

TEST_CASE("a time that no calendar has is set aside and the first and last that one has are taken") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  for (const auto time :
       {INT64_MIN, INT64_MAX, INT64_MAX / 1000, limits::earliest_time_s - 1, limits::latest_time_s + 1}) {
    INFO(time);
    auto said = kiosk.proposal("at no time");
    said.made_at_s = time;
    check_set_aside(collector, kiosk, seal::bytes_of_envelope(kiosk.seal_submission(said)), RecordReason::invalid_body);
  }
  for (const auto time : {limits::earliest_time_s, limits::latest_time_s}) {
    auto said = kiosk.proposal("by a wild clock");
    said.made_at_s = time;
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))});
    CHECK(reply.results.at(0).status == RecordStatus::stored);
  }
}

TEST_CASE("a heartbeat of no year is not taken and harms nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  for (const auto wall_ms : {INT64_MIN, INT64_MAX, limits::latest_time_s * 1000 + 1}) {
    const auto reply = kiosk.send(*collector, {kiosk.say("good")}, kiosk.heartbeat(wall_ms));
    CHECK_FALSE(reply.heartbeat_taken);
    CHECK(reply.results.at(0).status == RecordStatus::stored);
  }
  CHECK(kiosk.send(*collector, {}, kiosk.heartbeat(limits::latest_time_s * 1000)).heartbeat_taken);
}
