#include <catch2/catch.hpp>

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/seal/context.h"
#include "sync/seal/envelope.h"
#include "sync/seal/hash.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

namespace {

struct Keys {
  test::SeededRandom random{11};
  RecordKey signer = RecordKey::make(random);
  OpeningKey opening = OpeningKey::make(random);

  Envelope seal(std::string_view body) {
    return seal_envelope({.chain = {random.array<16>()},
                          .sequence = 2,
                          .previous = {random.array<32>()},
                          .record = {random.array<16>()},
                          .body = bytes_of(body)},
                         signer, opening.sealing_key())
        .value();
  }
  // What a collector does with bytes from outside.
  Result<Bytes> read(ByteView bytes) const {
    const auto envelope = TRY(parse_envelope(bytes));
    TRY(verify_envelope(envelope, signer.public_key()));
    return open_envelope(envelope, opening);
  }
};

}  // namespace

TEST_CASE("what was sealed opens letter for letter") {
  Keys keys;
  for (const std::string body : {"", "x", "نقترح إصلاح الإنارة", "ends with \x80"}) {
    const auto bytes = bytes_of_envelope(keys.seal(body));
    CHECK(text_of(keys.read(bytes).value()) == body);
    CHECK(parse_envelope(bytes)->header.sequence == 2);
  }
  const std::string zeros(1000, '\0');
  CHECK(text_of(keys.read(bytes_of_envelope(keys.seal(zeros))).value()) == zeros);
}

TEST_CASE("changing any one bit of an envelope makes it unreadable") {
  const Keys keys = [] {
    Keys made;
    return made;
  }();
  Keys sealing;
  const auto bytes = bytes_of_envelope(sealing.seal("نقترح"));
  REQUIRE(keys.read(bytes));
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    INFO("byte " << at);
    CHECK_FALSE(keys.read(changed));
  }
}

TEST_CASE("every cut and every added byte is refused") {
  Keys keys;
  auto bytes = bytes_of_envelope(keys.seal("نقترح"));
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(parse_envelope(ByteView(bytes).first(size)));
  bytes.push_back(0);
  CHECK(parse_envelope(bytes).error().code == Errc::bad_input);
}

TEST_CASE("a newer envelope is told apart from one that is broken") {
  Keys keys;
  auto bytes = bytes_of_envelope(keys.seal("x"));
  bytes[5] = 2;
  CHECK(parse_envelope(bytes).error().code == Errc::unsupported_version);
  bytes[5] = 1;
  bytes[7] = 9;
  CHECK(parse_envelope(bytes).error().code == Errc::unsupported_version);
  bytes[7] = 1;
  bytes[0] = 'X';
  CHECK(parse_envelope(bytes).error().code == Errc::bad_input);
}

TEST_CASE("the size of an envelope says little about the size of the text") {
  Keys keys;
  CHECK(keys.seal("x").sealed_body.size() == keys.seal(std::string(255, 'x')).sealed_body.size());
  CHECK(keys.seal("x").sealed_body.size() < keys.seal(std::string(256, 'x')).sealed_body.size());
}

TEST_CASE("another kiosk cannot sign and another collector cannot open") {
  Keys keys;
  test::SeededRandom random(99);
  const auto envelope = keys.seal("x");
  CHECK(verify_envelope(envelope, RecordKey::make(random).public_key()).error().code == Errc::denied);
  CHECK(open_envelope(envelope, OpeningKey::make(random)).error().code == Errc::not_found);
}

TEST_CASE("sealing twice gives different bytes and a body beyond the limit is refused") {
  Keys keys;
  CHECK(keys.seal("same").sealed_body != keys.seal("same").sealed_body);
  const Bytes huge(limits::sealed_body_bytes, 1);
  const auto refused = seal_envelope({.body = huge}, keys.signer, keys.opening.sealing_key());
  CHECK(refused.error().code == Errc::too_large);
}

TEST_CASE("the header verifies without its body after an erasure") {
  Keys keys;
  auto envelope = keys.seal("to be erased");
  envelope.sealed_body.clear();
  CHECK(verify_envelope(envelope, keys.signer.public_key()));
  CHECK(parse_envelope_header(envelope.header_bytes) == envelope.header);
}

TEST_CASE("an envelope names the one before it unless it is the first and its number is one of a chain") {
  Keys keys;
  const auto header = to_bytes(ByteView(keys.seal("x").header_bytes));
  REQUIRE(parse_envelope_header(header));
  const auto refused = [](const Bytes& changed) {
    const auto read = parse_envelope_header(changed);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::bad_input);
  };
  auto first = header;
  first[47] = 1;  // of the sequence, which was 2
  refused(first);
  std::fill_n(first.begin() + 48, 32, std::uint8_t{0});
  CHECK(parse_envelope_header(first));
  first[47] = 2;
  refused(first);
  auto none = header;
  none[47] = 0;
  refused(none);
  auto past_all = header;
  past_all[40] = 0x80;
  refused(past_all);
}

TEST_CASE("an envelope without a body is none though its header says so") {
  Keys keys;
  auto bytes = to_bytes(ByteView(bytes_of_envelope(keys.seal("x"))).first(148 + 64));
  const auto hash = hash_of({});
  std::copy(hash.bytes.begin(), hash.bytes.end(), bytes.begin() + 112);
  std::fill_n(bytes.begin() + 144, 4, std::uint8_t{0});
  const auto read = parse_envelope(bytes);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::bad_input);
}

TEST_CASE("what a signature is for is named as the protocol names it") {
  CHECK(string_of(Context::record) == "minbar-record-v1");
  CHECK(string_of(Context::heartbeat) == "minbar-heartbeat-v1");
  CHECK(string_of(Context::request) == "minbar-request-v1");
  CHECK(string_of(Context::reply) == "minbar-reply-v1");
  CHECK(string_of(Context::enrol_request) == "minbar-enrol-request-v1");
  CHECK(string_of(Context::enrol_reply) == "minbar-enrol-reply-v1");
  CHECK(string_of(Context::pack) == "minbar-pack-v1");
  CHECK(string_of(Context::refusal) == "minbar-refusal-v1");
}

TEST_CASE("the header lies as the protocol says") {
  Keys keys;
  const auto envelope = keys.seal("x");
  const auto bytes = bytes_of_envelope(envelope);
  CHECK(to_hex(ByteView(bytes).first(8)) == "4d4e424500010001");
  CHECK(text_of(ByteView(bytes).subspan(8, 16)) == "minbar-record-v1");
  CHECK(to_bytes(ByteView(bytes).subspan(24, 16)) == to_bytes(envelope.header.chain.view()));
  CHECK(to_hex(ByteView(bytes).subspan(40, 8)) == "0000000000000002");
  CHECK(to_bytes(ByteView(bytes).subspan(80, 16)) == to_bytes(envelope.header.record.view()));
  CHECK(to_hex(ByteView(bytes).subspan(144, 4)) == "00000130");  // 256 padded and 48 of the sealed box
  CHECK(bytes.size() == 148 + 64 + 304);
}
