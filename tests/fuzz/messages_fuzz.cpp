// Any payload as each message that travels between kiosk and collector, behind good signatures: refused or read, and
// what was read is written and read again as the same.
#include <cstdlib>

#include "sync/domain/records/validate.h"
#include "sync/seal/init.h"
#include "sync/seal/padding.h"
#include "sync/wire/answer_codec.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/refusal.h"
#include "sync/wire/succession.h"
#include "sync/wire/sync_codec.h"
#include "tests/fuzz/fixed_keys.h"

namespace minbar::fuzz {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

wire::Frame frame_of(seal::Context context, ByteView payload) {
  wire::Frame frame;
  frame.context = context;
  frame.payload = to_bytes(payload);
  return frame;
}

void read_body(ByteView bytes) {
  const auto body = wire::decode_body(bytes);
  if (!body) return;
  static_cast<void>(validate(body->submission));
  const auto again = wire::decode_body(wire::encode_body(*body).value());
  must(again.has_value() && *again == *body);
}

void read_answer(const FixedKeys& keys, ByteView bytes) {
  test::SeededRandom random(2);
  const auto answer = wire::open_answer(keys.receipt, seal::seal_reply(keys.receipt, seal::padded(bytes), random));
  if (!answer) return;
  const auto again = wire::open_answer(keys.receipt, wire::seal_answer(*answer, keys.receipt, random).value());
  must(again.has_value() && *again == *answer);
}

void read_sync_request(const FixedKeys& keys, ByteView bytes) {
  const auto given = wire::make_frame(seal::Context::request, bytes, keys.transport);
  const auto request =
      wire::open_sync_request(wire::parse_frame(given, given.size()).value(), keys.transport.public_key());
  if (!request) return;
  const auto frame = wire::make_sync_request(*request, keys.transport);
  if (!frame) return;  // the frame would be too large
  const auto again =
      wire::open_sync_request(wire::parse_frame(*frame, frame->size()).value(), keys.transport.public_key());
  must(again.has_value() && *again == *request);
}

void read_sync_reply(const FixedKeys& keys, ByteView bytes) {
  const auto reply =
      wire::open_sync_reply(wire::make_frame(seal::Context::reply, bytes, keys.signing), keys.signing.public_key());
  if (!reply) return;
  const auto again =
      wire::open_sync_reply(wire::make_sync_reply(**reply, keys.signing).value(), keys.signing.public_key());
  must(again.has_value() && **again == **reply);
}

Bytes with_mac(const FixedKeys& keys, seal::Context context, ByteView bytes) {
  Bytes payload = to_bytes(seal::mac_of(keys.code.mac_key, seal::string_of(context), bytes).view());
  payload.insert(payload.end(), bytes.begin(), bytes.end());
  return payload;
}

void read_enrol_request(const FixedKeys& keys, ByteView bytes) {
  constexpr auto context = seal::Context::enrol_request;
  const auto request = wire::parse_enrol_request(frame_of(context, with_mac(keys, context, bytes)));
  if (!request) return;
  const auto frame = wire::parse_frame(wire::make_enrol_request(*request, keys.code, keys.transport).value(), 1 << 20);
  must(frame.has_value() && wire::parse_enrol_request(*frame) == request);
}

void read_enrol_reply(const FixedKeys& keys, ByteView bytes) {
  constexpr auto context = seal::Context::enrol_reply;
  static_cast<void>(wire::open_enrol_reply(wire::make_frame(context, with_mac(keys, context, bytes), keys.signing),
                                           wire::RequestId{}, keys.code));
}

void read_refusal(const FixedKeys& keys, ByteView bytes) {
  const auto& key = keys.signing;
  const auto refusal = wire::open_refusal(wire::make_frame(seal::Context::refusal, bytes, key), key.public_key());
  if (!refusal) return;
  const auto again = wire::open_refusal(wire::make_refusal(*refusal, key).value(), key.public_key());
  must(again.has_value() && *again == *refusal);
}

void read_objection(const FixedKeys& keys, ByteView bytes) {
  constexpr auto context = seal::Context::enrol_reply;
  static_cast<void>(wire::open_enrol_objection(wire::make_frame(context, with_mac(keys, context, bytes), keys.signing),
                                               wire::RequestId{}, keys.code));
}

void read_succession(const FixedKeys& keys, ByteView bytes) {
  const auto& key = keys.root;
  const auto stated = wire::open_succession(wire::make_frame(seal::Context::succession, bytes, key), key.public_key());
  if (!stated) return;
  const auto again = wire::open_succession(wire::make_succession(*stated, key).value(), key.public_key());
  must(again.has_value() && *again == *stated);
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  seal::init();
  static const fuzz::FixedKeys keys;
  if (size == 0) return 0;
  const ByteView bytes{data + 1, size - 1};
  switch (static_cast<fuzz::Message>(data[0] % fuzz::message_kinds)) {
    case fuzz::Message::body:
      fuzz::read_body(bytes);
      break;
    case fuzz::Message::sync_request:
      fuzz::read_sync_request(keys, bytes);
      break;
    case fuzz::Message::sync_reply:
      fuzz::read_sync_reply(keys, bytes);
      break;
    case fuzz::Message::enrol_request:
      fuzz::read_enrol_request(keys, bytes);
      break;
    case fuzz::Message::enrol_reply:
      fuzz::read_enrol_reply(keys, bytes);
      break;
    case fuzz::Message::answer:
      fuzz::read_answer(keys, bytes);
      break;
    case fuzz::Message::refusal:
      fuzz::read_refusal(keys, bytes);
      break;
    case fuzz::Message::objection:
      fuzz::read_objection(keys, bytes);
      break;
    case fuzz::Message::succession:
      fuzz::read_succession(keys, bytes);
      break;
  }
  return 0;
}
