#include <catch2/catch.hpp>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {
store::Health health() {
  return {.boot = {{7}}, .free_disk_bytes = 5'000, .content_version = 3, .program_version = "0.1.0"};
}
}  // namespace

TEST_CASE("a heartbeat tells the head and the backlog and the age of the oldest record") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  kiosk.clock.advance(90'000);
  REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  REQUIRE(store.outbox.record_heartbeat(health(), kiosk.record_key));
  const auto request = taken(store.carrier.make_request({}, "test"));
  CHECK(request.content_version == 3);
  const auto beat = taken(seal::open_heartbeat(*request.heartbeat, kiosk.record_key.public_key()));
  CHECK(beat.head == taken(store.head()));
  CHECK(beat.number == 1);
  CHECK(beat.backlog == 2);
  CHECK(beat.oldest_unsent_s == 90);
  CHECK(beat.wall_ms == kiosk.clock.wall_ms());
  CHECK(beat.monotonic_ms == kiosk.clock.monotonic_ms());
  kiosk.clock.turn_wall_to(0);  // a wild clock makes no negative age
  REQUIRE(store.outbox.record_heartbeat(health(), kiosk.record_key));
  const auto later = taken(store.carrier.make_request({}, "test"));
  const auto second = taken(seal::open_heartbeat(*later.heartbeat, kiosk.record_key.public_key()));
  CHECK(second.number == 2);
  CHECK(second.oldest_unsent_s == 0);
}

TEST_CASE("a heartbeat goes with every request until it was taken and a newer one goes again") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  CHECK_FALSE(taken(store.carrier.has_news()));
  REQUIRE(store.outbox.record_heartbeat(health(), kiosk.record_key));
  CHECK(taken(store.carrier.has_news()));
  auto reply = kiosk.answer_to(taken(store.carrier.make_request({}, "test")));
  reply.heartbeat_taken = false;
  REQUIRE(store.carrier.apply_reply(kiosk.verified(reply)));
  CHECK(taken(store.carrier.make_request({}, "test")).heartbeat.has_value());
  reply.heartbeat_taken = true;
  // made while the exchange was under way: the answer is not about it
  REQUIRE(store.outbox.record_heartbeat(health(), kiosk.record_key));
  REQUIRE(store.carrier.apply_reply(kiosk.verified(reply)));
  CHECK(taken(store.carrier.has_news()));
  REQUIRE(store.carrier.apply_reply(kiosk.verified(kiosk.answer_to(taken(store.carrier.make_request({}, "test"))))));
  CHECK_FALSE(taken(store.carrier.has_news()));
  CHECK_FALSE(taken(store.carrier.make_request({}, "test")).heartbeat.has_value());
}

TEST_CASE("only the published key signs heartbeats") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  CHECK(store.outbox.record_heartbeat(health(), seal::RecordKey::make(kiosk.random)).error().code == Errc::denied);
  CHECK_FALSE(taken(store.carrier.has_news()));
}
