#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/intake/refusal.h"
#include "sync/wire/refusal.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;
using wire::ExchangeError;

namespace {

// Signed by `key`, but naming `signer` as the one who signed.
Bytes frame_naming(const seal::KeyId& signer, ByteView payload, const seal::TransportKey& key) {
  const auto header = wire::detail::frame_header(seal::Context::request, signer, payload.size());
  return wire::detail::join(header, key.sign(seal::Context::request, header, payload).view(), payload);
}

Bytes payload_of(ByteView frame) { return wire::parse_frame(frame, limits::request_bytes).value().payload; }

}  // namespace

TEST_CASE("a kiosk that was never enrolled is refused and leaves nothing") {
  TestCollector collector, elsewhere;
  TestKiosk stranger(collector.random);
  stranger.enrol(*elsewhere);
  auto request = stranger.request({stranger.say("let me in")});
  request.collector = collector->id();
  const auto answer = collector->exchange(stranger.frame(request));
  REQUIRE_FALSE(answer.has_value());
  CHECK(answer.error().status == 401);
  CHECK(answer.error().error == ExchangeError::refused);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 0);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
}

TEST_CASE("a request signed by another agent is refused") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), thief(collector.random);
  kiosk.enrol(*collector, "one");
  thief.enrol(*collector, "two");
  const auto forged = wire::make_sync_request(kiosk.request({kiosk.say("forged")}), thief.transport_key()).value();
  CHECK(collector->exchange(forged).error().status == 401);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 0);
}

TEST_CASE("nothing is read of a request that no enrolled kiosk signed") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), thief(collector.random);
  kiosk.enrol(*collector);
  const auto& key = kiosk.transport_key();
  const auto& other = thief.transport_key();
  const auto status = [&](ByteView frame) { return collector->exchange(frame).error().status; };
  for (const std::string_view nonsense : {"no JSON", R"({"a":[{},{}]})"}) {
    const auto payload = bytes_of(nonsense);
    CHECK(status(frame_naming(key.public_key().id(), payload, key)) == 400);  // it is read, and makes no sense
    CHECK(status(frame_naming(key.public_key().id(), payload, other)) == 401);
    CHECK(status(frame_naming(other.public_key().id(), payload, other)) == 401);
    CHECK(status(frame_naming(other.public_key().id(), payload, key)) == 401);
  }
  CHECK(kiosk.send(*collector, {kiosk.say("still here")}).results[0].status == wire::RecordStatus::stored);
}

TEST_CASE("kiosks that share a key id are told apart by their signatures") {
  TestCollector collector;
  TestKiosk one(collector.random), two(collector.random);
  one.enrol(*collector, "one");
  two.enrol(*collector, "two");
  const auto shared = one.transport_key().public_key().id();
  REQUIRE(collector->storage().write([&](db::Database& database) {
    return database.execute("UPDATE device_keys SET key_id = $1 WHERE kind = 'transport'", {shared});
  }));
  for (auto* kiosk : {&one, &two}) {
    const auto payload = payload_of(kiosk->frame(kiosk->request({kiosk->say("mine")})));
    const auto& another = kiosk == &one ? two : one;
    CHECK(collector->exchange(frame_naming(shared, payload, another.transport_key())).error().status == 401);
    CHECK(collector->exchange(frame_naming(shared, payload, kiosk->transport_key())));
  }
  CHECK(collector.count("SELECT count(DISTINCT device) FROM envelopes") == 2);
}

TEST_CASE("a kiosk that was enrolled before key ids were noted goes on after an update") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  REQUIRE(collector->storage().write(
      [](db::Database& database) { return database.execute("UPDATE device_keys SET key_id = NULL"); }));
  collector.restart();
  CHECK(kiosk.send(*collector, {kiosk.say("as before")}).results[0].status == wire::RecordStatus::stored);
}

TEST_CASE("a request altered on the way is refused as a whole") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto frame = kiosk.frame(kiosk.request({kiosk.say("altered on the way")}));
  for (const std::size_t at : {std::size_t{0}, std::size_t{30}, frame.size() - 2}) {
    auto altered = frame;
    altered[at] ^= 1;
    CHECK_FALSE(collector->exchange(altered).has_value());
  }
  frame.pop_back();
  for (const auto& no_frame : {frame, to_bytes(bytes_of("hello")), Bytes{}}) {
    const auto answer = collector->exchange(no_frame);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().status == 400);
  }
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 0);
}

TEST_CASE("a record beyond every limit is refused with its request and the others can be sent again") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto good = kiosk.say("good");
  const auto refused = collector->exchange(kiosk.frame(kiosk.request({good, Bytes(200'000, 7)})));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status < 500);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 0);
  CHECK(kiosk.send(*collector, {good}).results[0].status == wire::RecordStatus::stored);
}

TEST_CASE("a request for another collector is refused") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto request = kiosk.request({kiosk.say("for somebody else")});
  request.collector.bytes[0] ^= 1;
  CHECK(collector->exchange(kiosk.frame(request)).error().status == 401);
}

TEST_CASE("a withdrawn kiosk is told so") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  REQUIRE(collector->storage().write(
      [](db::Database& database) { return database.execute("UPDATE devices SET revoked_at_ms = 1"); }));
  const auto answer = collector->exchange(kiosk.frame(kiosk.request({kiosk.say("too late")})));
  CHECK(answer.error().status == 403);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 0);
}

TEST_CASE("a kiosk that was withdrawn is refused and another is not") {
  TestCollector collector;
  TestKiosk withdrawn(collector.random), other(collector.random);
  withdrawn.enrol(*collector, "Withdrawn");
  other.enrol(*collector, "Other");
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = withdrawn.pinned().device, .by = {}, .at_ms = 1}));
  CHECK_FALSE(collector->exchange(withdrawn.frame(withdrawn.request({}))));
  CHECK(other.send(*collector, {other.say("still there")}).results.at(0).status == wire::RecordStatus::stored);
}

TEST_CASE("a refusal names the very request and why only to whose key is or was a kiosk's") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), other(collector.random), stranger(collector.random);
  kiosk.enrol(*collector, "one");
  other.enrol(*collector, "two");
  const auto& key = kiosk.pinned().signing_key;
  const auto refusal_of = [&](const Bytes& frame) {
    const auto refusal = wire::open_refusal(collector->exchange(frame).error().frame, key).value();
    CHECK(refusal.frame == seal::hash_of(frame));
    CHECK(refusal.collector == collector->id());
    CHECK(refusal.server_wall_ms == collector.clock.wall_ms());
    return refusal;
  };
  auto request = kiosk.request({kiosk.say("x")});
  const auto unknown = refusal_of(wire::make_sync_request(request, stranger.transport_key()).value());
  CHECK(unknown.reason == wire::RefusalReason::unknown_device);
  CHECK_FALSE(unknown.device);
  const auto wrong = refusal_of(wire::make_sync_request(request, other.transport_key()).value());
  CHECK(wrong.reason == wire::RefusalReason::wrong_key);
  CHECK(wrong.device == kiosk.pinned().device);
  request.collector.bytes[0] ^= 1;
  CHECK(refusal_of(kiosk.frame(request)).reason == wire::RefusalReason::other_collector);
  request.collector.bytes[0] ^= 1;
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = kiosk.pinned().device, .by = {}, .at_ms = 1}));
  const auto revoked = refusal_of(kiosk.frame(request));
  CHECK(revoked.reason == wire::RefusalReason::revoked);
  CHECK(revoked.device == kiosk.pinned().device);
  CHECK(collector->exchange(bytes_of("no frame")).error().frame.empty());
}

TEST_CASE("strangers get only so many signatures in a second and whose key is known gets his all the same") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), stranger(collector.random);
  kiosk.enrol(*collector);
  const auto request = kiosk.request({});
  const auto strange = wire::make_sync_request(request, stranger.transport_key()).value();
  int signatures = 0;
  for (int i = 0; i < 2 * limits::strangers_refused_a_second; ++i) {
    const auto refused = collector->exchange(strange).error();
    CHECK(refused.status == 401);
    if (!refused.frame.empty()) ++signatures;
  }
  CHECK(signatures == limits::strangers_refused_a_second);
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = kiosk.pinned().device, .by = {}, .at_ms = 1}));
  CHECK_FALSE(collector->exchange(kiosk.frame(request)).error().frame.empty());
  collector.clock.advance(1000);
  CHECK_FALSE(collector->exchange(strange).error().frame.empty());
}

TEST_CASE("a heartbeat with a wrong signature is left out and the records are kept") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), other(collector.random);
  kiosk.enrol(*collector, "one");
  other.enrol(*collector, "two");
  const auto reply = kiosk.send(*collector, {kiosk.say("kept")}, other.heartbeat(collector.clock.wall_ms()));
  CHECK_FALSE(reply.heartbeat_taken);
  CHECK(reply.results[0].status == wire::RecordStatus::stored);
  CHECK(collector.count("SELECT count(*) FROM heartbeats") == 0);
}

TEST_CASE("what the collector itself cannot do is said in words that tell nothing of its inside and stops no kiosk") {
  for (const auto code : {Errc::busy, Errc::full, Errc::io, Errc::corrupt, Errc::internal, Errc::denied, Errc::conflict,
                          Errc::bad_input, Errc::not_found, Errc::too_large, Errc::unsupported_version}) {
    const Error error{code, "the database says database is locked (5) to: BEGIN IMMEDIATE"};
    const auto refusal = collector::refusal_of_storage(error);
    INFO(refusal.status << ' ' << refusal.words);
    CHECK(refusal.status >= 500);
    CHECK(refusal.words.find("the collector ") == 0);
    CHECK(refusal.words.find("BEGIN") == std::string::npos);
    CHECK(refusal.retry_after_s.has_value() == (refusal.status == 503));
  }
  CHECK(collector::refusal_of({Errc::busy, "x"}).words.find("the collector ") == 0);
  CHECK(collector::refusal_of({Errc::denied, "not enrolled here"}).words == "not enrolled here");
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say("before")});
  REQUIRE(collector->storage().write(
      [](db::Database& database) { return database.execute("CREATE UNIQUE INDEX wrong ON envelopes (device)"); }));
  CHECK(collector->exchange(kiosk.frame(kiosk.request({kiosk.say("after")}))).error().status == 500);
}
