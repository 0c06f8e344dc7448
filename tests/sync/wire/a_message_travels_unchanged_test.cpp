#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/base64.h"
#include "sync/wire/http.h"
#include "sync/wire/sync_codec.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

SyncRequest some_request(test::SeededRandom& random) {
  return {
      .request = {random.array<16>()},
      .device = {random.array<16>()},
      .collector = {random.array<16>()},
      .envelopes = {Bytes{1, 2, 3}, Bytes(5000, 0xAB)},
      .pieces = {{.blob = {random.array<32>()}, .offset = 65'536, .bytes = Bytes(limits::piece_bytes, 3)},
                 {.blob = {random.array<32>()}, .offset = 7, .bytes = {}}},
      .heartbeat = Bytes{9, 9},
      .cursor = {"0/17"},
      .content_version = 4,
      .agent_version = "0.1.0",
      .want = ContentWant{.version = 5, .offset = 262'144},
      .petitions = {{"bus"}, {"library"}},
      .place = PlaceCode{"09.001.01.01"},
      .kept = KeptChain{.chain = {random.array<16>()},
                        .kept_from = 40,
                        .gone = {{.from = 41, .to = 41}, {.from = 50, .to = limits::latest_sequence}}},
      .newest_answer = 18,
      .health = Health{.free_disk_bytes = 0,
                       .disk_bytes = 31'000'000'000,
                       .database_bytes = 4096,
                       .kiosk_version = "0.1.0",
                       .clock_ahead_ms = -600'000,
                       .faults = {Fault::disk_full, Fault::clock_wrong}},
      .follows = Follows{.number = 2, .signing_key = {random.array<8>()}, .root_key = seal::KeyId{random.array<8>()}}};
}

SyncReply some_reply(test::SeededRandom& random) {
  return {.request = {random.array<16>()},
          .device = {random.array<16>()},
          .collector = {random.array<16>()},
          .results = {{.envelope = {random.array<32>()}, .record = RecordId{random.array<16>()}},
                      {.envelope = {random.array<32>()},
                       .record = {},
                       .status = RecordStatus::set_aside,
                       .reason = RecordReason::malformed}},
          .blobs = {{.blob = {random.array<32>()}, .known = true, .have = 65'536, .done = false},
                    {.blob = {random.array<32>()}, .known = true, .have = 99, .done = true},
                    {.blob = {random.array<32>()}, .known = true, .have = 99, .done = true, .safe = true},
                    {.blob = {random.array<32>()}, .known = false, .have = 0, .done = false}},
          .heartbeat_taken = true,
          .cursor = {"0/18"},
          .more = true,
          .replies = {{.sequence = 18, .lookup = {random.array<16>()}, .sealed = Bytes(100, 7)}},
          .content = ContentOffer{.version = 5, .hash = {random.array<32>()}, .size_bytes = 12'345},
          .piece = ContentPiece{.version = 5, .offset = 262'144, .bytes = Bytes(limits::pack_piece_bytes, 3)},
          .petitions = {{.petition = {"bus"},
                         .signatures = 812,
                         .complete_up_to_s = 1'790'000'000,
                         .silent_kiosks = 3,
                         .lost_records = 4,
                         .counted_at_s = 1'790'000'100},
                        {.petition = {"library"}, .signatures = 0, .complete_up_to_s = {}}},
          .place = Place{.code = {"01.511.01.0"}, .name_ar = "طنجة", .name_fr = "Tanger", .zone = "Africa/Casablanca"},
          .safe = SafeMark{.chain = {random.array<16>()}, .sequence = 39, .header = {random.array<32>()}},
          .missing = {{.from = 40, .to = 40}, {.from = 42, .to = 49}},
          .understands = Understands{.version = "0.1.0", .words = {"proposal", "health"}},
          .server_wall_ms = 1'790'000'000'000,
          .succession = Bytes(succession_frame_bytes, 7),
          .wait_s = 30};
}

}  // namespace

TEST_CASE("a sync request arrives as it was made") {
  test::SeededRandom random(31);
  const auto key = seal::TransportKey::make(random);
  const auto other = seal::TransportKey::make(random);
  auto request = some_request(random);
  for (int i = 0; i < 2; ++i) {
    const auto frame = parse_frame(make_sync_request(request, key).value(), limits::request_bytes).value();
    CHECK(open_sync_request(frame, key.public_key()) == request);
    CHECK(open_sync_request(frame, other.public_key()).error().code == Errc::denied);
    request.envelopes.clear();
    request.heartbeat.reset();
    request.want.reset();
    request.pieces.clear();
    request.petitions.clear();
    request.kept.reset();
    request.newest_answer = 0;
    request.health = Health{};
    request.follows = Follows{.number = 0, .signing_key = {random.array<8>()}};
  }
}

TEST_CASE("a sync reply arrives as it was made and only under the pinned key") {
  test::SeededRandom random(32);
  const auto key = seal::SigningKey::make(random);
  auto reply = some_reply(random);
  CHECK(*open_sync_reply(make_sync_reply(reply, key).value(), key.public_key()).value() == reply);
  reply.content.reset();
  reply.piece.reset();
  reply.wait_s.reset();
  reply.safe.reset();
  reply.missing.clear();
  reply.understands.reset();
  reply.succession.clear();
  const auto bytes = make_sync_reply(reply, key).value();
  CHECK(*open_sync_reply(bytes, key.public_key()).value() == reply);
  const auto other = seal::SigningKey::make(random);
  CHECK(open_sync_reply(bytes, other.public_key()).error().code == Errc::denied);
  CHECK(open_sync_reply(bytes_of("<html>"), key.public_key()).error().code == Errc::bad_input);
}

TEST_CASE("ranges of a chain that overlap or run backwards or are too many are refused") {
  test::SeededRandom random(35);
  const auto key = seal::TransportKey::make(random);
  const auto opened = [&](std::vector<SequenceRange> gone) {
    auto request = some_request(random);
    request.kept->gone = std::move(gone);
    const auto bytes = make_sync_request(request, key).value();
    return open_sync_request(parse_frame(bytes, limits::request_bytes).value(), key.public_key());
  };
  std::vector<SequenceRange> many;
  for (std::int64_t i = 1; many.size() < limits::sequence_ranges; i += 2) many.push_back({.from = i, .to = i});
  CHECK(opened(many).value().kept->gone == many);
  many.push_back({.from = 1000, .to = 1000});
  for (const auto& wrong : {many,
                            {{.from = 0, .to = 3}},
                            {{.from = 5, .to = 4}},
                            {{.from = 1, .to = 5}, {.from = 5, .to = 6}},
                            {{.from = 9, .to = 9}, {.from = 1, .to = 1}},
                            {{.from = 1, .to = INT64_MAX}}}) {
    const auto refused = opened(wrong);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::bad_input);
  }
}

TEST_CASE("the largest batch fits into a request") {
  test::SeededRandom random(33);
  const auto key = seal::TransportKey::make(random);
  auto request = some_request(random);
  request.envelopes.assign(limits::batch_records, Bytes(limits::batch_bytes / limits::batch_records, 1));
  CHECK(make_sync_request(request, key));
  request.envelopes.assign(1, Bytes(limits::sealed_body_bytes + 212, 1));
  const auto frame = parse_frame(make_sync_request(request, key).value(), limits::request_bytes).value();
  CHECK(open_sync_request(frame, key.public_key()) == request);
}

TEST_CASE("every status and reason has a word that reads back") {
  for (const auto status : {RecordStatus::stored, RecordStatus::known, RecordStatus::conflict, RecordStatus::set_aside})
    CHECK(record_status_from(name_of(status)) == status);
  for (const auto reason :
       {RecordReason::none, RecordReason::malformed, RecordReason::unsupported_version, RecordReason::bad_signature,
        RecordReason::wrong_recipient, RecordReason::unopenable, RecordReason::invalid_body, RecordReason::id_taken})
    CHECK(record_reason_from(name_of(reason)) == reason);
  CHECK_FALSE(record_status_from("refused").has_value());
}

TEST_CASE("base 64 reads back every length and only its canonical writing") {
  test::SeededRandom random(34);
  for (std::size_t size = 0; size < 100; ++size) {
    Bytes bytes(size);
    random.fill(bytes);
    CHECK(from_base64(to_base64(bytes)) == bytes);
  }
  CHECK(to_base64(bytes_of("foob")) == "Zm9vYg==");  // RFC 4648, section 10
  for (const char* wrong : {"Zm9vYg=", "Zm9vYh==", "Zm=vYg==", "Zm9v\nYg=", "Zg==Zg=="})
    CHECK_FALSE(from_base64(wrong));
}

TEST_CASE("each status of HTTP means what the protocol says") {
  CHECK(exchange_error_of(http_status_of(Errc::denied)) == ExchangeError::refused);
  CHECK(exchange_error_of(http_status_of(Errc::too_large)) == ExchangeError::too_large);
  CHECK(exchange_error_of(http_status_of(Errc::unsupported_version)) == ExchangeError::rejected);
  CHECK(exchange_error_of(http_status_of(Errc::bad_input)) == ExchangeError::rejected);
  CHECK(exchange_error_of(http_status_of(Errc::busy)) == ExchangeError::not_ready);
  CHECK(exchange_error_of(http_status_of(Errc::not_found)) == ExchangeError::not_ours);
  CHECK(exchange_error_of(403) == ExchangeError::refused);
  CHECK(exchange_error_of(429) == ExchangeError::unavailable);
  CHECK(exchange_error_of(302) == ExchangeError::not_ours);
}

TEST_CASE("a piece too large and more pieces than a request has are refused") {
  test::SeededRandom random(33);
  const auto key = seal::TransportKey::make(random);
  const auto read = [&](const SyncRequest& request) {
    return open_sync_request(parse_frame(make_sync_request(request, key).value(), limits::request_bytes).value(),
                             key.public_key());
  };
  auto request = some_request(random);
  request.pieces = {{.blob = {}, .offset = 0, .bytes = Bytes(limits::piece_bytes + 1, 1)}};
  CHECK(read(request).error().code == Errc::bad_input);
  request.pieces = {{.blob = {}, .offset = -1, .bytes = {}}};
  CHECK(read(request).error().code == Errc::bad_input);
  request.pieces.assign(limits::batch_pieces + 1, {});
  CHECK(read(request).error().code == Errc::bad_input);
  request.pieces.assign(limits::batch_pieces, {});
  CHECK(read(request) == request);
}
