#include <catch2/catch.hpp>
#include <functional>

#include "sync/base/limits.h"
#include "sync/seal/padding.h"
#include "sync/wire/answer_codec.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/enrol.h"
#include "sync/wire/pack.h"
#include "sync/wire/sync_codec.h"
#include "tests/support/growth.h"
#include "tests/support/hostile_json.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

// What reads JSON that came from elsewhere. Everything around the JSON is good, so that the JSON is reached.
struct Reader {
  std::string name;
  std::size_t bytes;  // of JSON, at the longest
  std::vector<std::string> fields;
  std::function<Bytes(ByteView json)> around;
  std::function<bool(ByteView message)> read;  // whether it was taken
};

struct Keys {
  test::SeededRandom random{1};
  seal::TransportKey transport = seal::TransportKey::make(random);
  seal::SigningKey signing = seal::SigningKey::make(random);
  seal::EnrolKeys code{.lookup = {.bytes = random.array<16>()}, .mac_key = seal::make_mac_key(random)};
  seal::ReceiptKeys receipt{.lookup = {.bytes = random.array<16>()}, .reply_key = {.bytes = random.array<32>()}};
};

Bytes with_mac(const Keys& keys, seal::Context context, ByteView json) {
  Bytes payload = to_bytes(seal::mac_of(keys.code.mac_key, seal::string_of(context), json).view());
  payload.insert(payload.end(), json.begin(), json.end());
  return payload;
}

std::vector<Reader> readers(Keys& keys) {
  using seal::Context;
  constexpr std::size_t usual = 160'000;  // so that most shapes have as many values as are read
  constexpr std::size_t enrolment = limits::enrol_bytes - 500;
  const auto as_it_is = [](ByteView json) { return to_bytes(json); };
  const auto read_request = [&keys](ByteView bytes) {
    return open_sync_request(parse_frame(bytes, limits::request_bytes).value(), keys.transport.public_key())
        .has_value();
  };
  const auto request = [&keys](ByteView json) { return make_frame(Context::request, json, keys.transport); };
  const auto reply = [&keys](Context context) {
    return [&keys, context](ByteView json) { return make_frame(context, json, keys.signing); };
  };
  return {
      {"a request", usual, {"envelopes", "pieces", "petitions", "later"}, request, read_request},
      {"the largest request", limits::request_bytes - 1000, {"envelopes"}, request, read_request},
      {"a reply",
       usual,
       {"results", "replies", "piece"},
       reply(Context::reply),
       [&keys](ByteView bytes) { return open_sync_reply(bytes, keys.signing.public_key()).has_value(); }},
      {"a request to enrol",
       enrolment,
       {"lookup"},
       [&keys](ByteView json) {
         return make_frame(Context::enrol_request, with_mac(keys, Context::enrol_request, json), keys.transport);
       },
       [](ByteView bytes) { return parse_enrol_request(parse_frame(bytes, limits::enrol_bytes).value()).has_value(); }},
      {"a reply to it",
       enrolment,
       {"place"},
       [&keys](ByteView json) {
         return make_frame(Context::enrol_reply, with_mac(keys, Context::enrol_reply, json), keys.signing);
       },
       [&keys](ByteView bytes) { return open_enrol_reply(bytes, {}, keys.code).has_value(); }},
      {"a body",
       limits::sealed_body_bytes,
       {"proposal", "rating", "petition_signature"},
       as_it_is,
       [](ByteView bytes) { return decode_body(bytes).has_value(); }},
      {"an answer",
       limits::sealed_body_bytes / 2,
       {"text"},
       [&keys](ByteView json) { return seal::seal_reply(keys.receipt, seal::padded(json), keys.random); },
       [&keys](ByteView bytes) { return open_answer(keys.receipt, bytes).has_value(); }},
      {"a pack",
       usual,
       {"files", "places"},
       reply(Context::pack),
       [&keys](ByteView bytes) { return open_pack(bytes, keys.signing.public_key(), {}).has_value(); }},
      {"a draft of a pack",
       usual,
       {"files"},
       as_it_is,
       [](ByteView bytes) { return parse_pack_draft(bytes).has_value(); }},
  };
}

}  // namespace

TEST_CASE("no hostile message of four times the length takes much more than four times as long to read") {
  Keys keys;
  for (const auto& reader : readers(keys))
    for (const auto& field : reader.fields)
      for (const auto& hostile : test::hostile_json()) {
        const auto message = [&](std::size_t bytes) {
          return reader.around(bytes_of(hostile.text("\"format\":1,", field, bytes)));
        };
        const auto longer = message(reader.bytes - reader.bytes / 100);
        const auto shorter = message(reader.bytes / 4);
        bool taken = false;
        const auto time_of = [&](const Bytes& bytes) {
          return test::time_of([&] { taken = reader.read(bytes) || taken; });
        };
        INFO(reader.name << ", " << field << ": " << hostile.what);
        CHECK(test::growth([&] { return time_of(longer); }, [&] { return time_of(shorter); }) <= test::most_growth);
        CHECK_FALSE(taken);  // the fields that it needs are missing
      }
}
