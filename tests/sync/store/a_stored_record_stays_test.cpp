#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/body_codec.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {
wire::SealedBody opened(const test::EnrolledKiosk& kiosk, ByteView bytes) {
  const auto envelope = taken(seal::parse_envelope(bytes));
  REQUIRE(seal::verify_envelope(envelope, kiosk.record_key.public_key()));
  const auto body = taken(wire::decode_body(taken(seal::open_envelope(envelope, kiosk.opening_key))));
  CHECK(body.submission.id == envelope.header.record);
  return body;
}
}  // namespace

TEST_CASE("what was appended is there after the store was closed and opens for the collector letter for letter") {
  test::EnrolledKiosk kiosk;
  const auto said = kiosk.proposal("نقترح إصلاح الإنارة العمومية\n😀 ⴰⵣⵓⵍ");
  const auto code = mint_receipt_code(kiosk.random);
  {
    auto store = kiosk.open(store::Role::kiosk);
    CHECK(store.outbox.append(said, code, kiosk.record_key) == store::Stored{.sequence = 1, .new_now = true});
  }
  auto store = kiosk.open(store::Role::agent);
  CHECK(store.backlog() == store::Backlog{.records = 1, .oldest_wall_ms = kiosk.clock.wall_ms()});
  const auto request = taken(store.carrier.make_request({}, "test"));
  REQUIRE(request.envelopes.size() == 1);
  const auto body = opened(kiosk, request.envelopes[0]);
  CHECK(body.submission == said);
  CHECK(body.receipt == taken(seal::derive_receipt_keys(code, kiosk.enrolment.collector)));
}

TEST_CASE("appending the same id again gives the same answer and seals nothing") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  const auto said = kiosk.proposal("نقترح");
  REQUIRE(store.outbox.append(said, {}, kiosk.record_key));
  const auto before = taken(store.carrier.make_request({}, "test")).envelopes;
  for (int i = 0; i < 3; ++i)
    CHECK(store.outbox.append(said, {}, kiosk.record_key) == store::Stored{.sequence = 1, .new_now = false});
  auto other = kiosk.open(store::Role::kiosk);
  CHECK(other.outbox.append(said, {}, kiosk.record_key) == store::Stored{.sequence = 1, .new_now = false});
  CHECK(taken(store.carrier.make_request({}, "test")).envelopes == before);
  CHECK(taken(store.backlog()).records == 1);
  const auto request = taken(store.carrier.make_request({}, "test"));
  REQUIRE(store.carrier.apply_reply(kiosk.verified(kiosk.answer_to(request))));
  CHECK(store.outbox.append(said, {}, kiosk.record_key) ==
        store::Stored{.sequence = 1, .delivery = store::Delivery::delivered, .new_now = false});
}

TEST_CASE("records form one chain across restarts") {
  test::EnrolledKiosk kiosk;
  for (int i = 0; i < 5; ++i) {
    auto store = kiosk.open(store::Role::kiosk);
    REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  }
  auto store = kiosk.open(store::Role::agent);
  const auto request = taken(store.carrier.make_request({}, "test"));
  REQUIRE(request.envelopes.size() == 5);
  seal::ChainHead head{.chain = taken(store.head()).chain};
  for (const auto& bytes : request.envelopes) {
    const auto envelope = taken(seal::parse_envelope(bytes));
    REQUIRE(seal::link_of(head, envelope.header, seal::header_hash(envelope)) == seal::Link::next);
    head = seal::advance(head, envelope.header, seal::header_hash(envelope));
  }
  CHECK(head == taken(store.head()));
}

TEST_CASE("what may not be said is not stored and another key may not sign") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  CHECK(store.outbox.append(kiosk.proposal("  "), {}, kiosk.record_key).error().code == Errc::bad_input);
  const auto stranger = seal::RecordKey::make(kiosk.random);
  CHECK(store.outbox.append(kiosk.proposal("نقترح"), {}, stranger).error().code == Errc::denied);
  CHECK(store.outbox.publish_record_key(stranger.public_key()).error().code == Errc::conflict);
  CHECK(taken(store.backlog()).records == 0);
  CHECK(taken(store.head()).sequence == 0);
}

TEST_CASE("the files of the store hold neither the text nor the receipt code") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  const auto code = mint_receipt_code(kiosk.random);
  REQUIRE(store.outbox.append(kiosk.proposal("a-needle-in-plain-text"), code, kiosk.record_key));
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(kiosk.shared)) {
    auto* file = std::fopen(entry.path().c_str(), "r");
    for (int c = std::fgetc(file); c != EOF; c = std::fgetc(file)) all.push_back(static_cast<char>(c));
    std::fclose(file);
  }
  CHECK(all.find("MNBE") != std::string::npos);
  CHECK(all.find("a-needle-in-plain-text") == std::string::npos);
  CHECK(all.find(canonical(code)) == std::string::npos);
}

TEST_CASE("the kiosk knows by its lookup id whether a record was delivered and what was answered") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  const auto code = mint_receipt_code(kiosk.random);
  REQUIRE(store.outbox.append(kiosk.proposal("نقترح"), code, kiosk.record_key));
  const auto keys = taken(seal::derive_receipt_keys(code, kiosk.enrolment.collector));
  CHECK(taken(store.trails.knowledge_of(keys.lookup)).made_here == store::Delivery::waiting);
  CHECK_FALSE(taken(store.trails.knowledge_of({kiosk.random.array<16>()})).made_here.has_value());
  const auto request = taken(store.carrier.make_request({}, "test"));
  auto reply = kiosk.answer_to(request);
  reply.replies = {
      {.sequence = 4, .lookup = keys.lookup, .sealed = seal::seal_reply(keys, bytes_of("تم"), kiosk.random)}};
  REQUIRE(store.carrier.apply_reply(kiosk.verified(reply)));
  const auto known = taken(store.trails.knowledge_of(keys.lookup));
  CHECK(known.made_here == store::Delivery::delivered);
  REQUIRE(known.replies.size() == 1);
  CHECK(text_of(taken(seal::open_reply(keys, known.replies[0].sealed))) == "تم");
}

TEST_CASE("the kiosk notes of a rating no nearer time than its quarter of an hour") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::kiosk);
  auto said = kiosk.proposal("");
  said.made_at_s -= said.made_at_s % limits::rating_time_s;
  said.body = Rating{.subject = ServiceId{"roads"}, .reasons = {}, .comment = {}};
  kiosk.clock.advance(61'234);
  REQUIRE(store.outbox.append(said, {}, kiosk.record_key));
  const auto grain_ms = limits::rating_time_s * 1000;
  CHECK(taken(store.backlog()).oldest_wall_ms == kiosk.clock.wall_ms() / grain_ms * grain_ms);
  CHECK(kiosk.clock.wall_ms() % grain_ms != 0);
}
