// Keys that are the same in every run, so that a fuzzer may sign what it was given and reach what stands behind the
// signature, and a saved input stays a reproducer. Used by the fuzzers and by what makes their seeds.
#pragma once

#include "sync/seal/receipt_keys.h"
#include "sync/wire/enrol.h"
#include "tests/support/seeded_random.h"

namespace minbar::fuzz {

struct FixedKeys {
  test::SeededRandom random{1};
  seal::RecordKey record = seal::RecordKey::make(random);
  seal::TransportKey transport = seal::TransportKey::make(random);
  seal::SigningKey signing = seal::SigningKey::make(random);
  seal::OpeningKey opening = seal::OpeningKey::make(random);
  seal::ReceiptKeys receipt{.lookup = {.bytes = random.array<16>()}, .reply_key = {.bytes = random.array<32>()}};
  seal::EnrolKeys code{.lookup = {.bytes = random.array<16>()}, .mac_key = seal::make_mac_key(random)};
  seal::RootKey root = seal::RootKey::make(random);
};

// The first byte of an input of the messages' fuzzer, modulo their number, says as what the rest is read.
enum class Message : std::uint8_t {
  body,
  sync_request,
  sync_reply,
  enrol_request,
  enrol_reply,
  answer,
  refusal,
  objection,
  succession
};
inline constexpr std::uint8_t message_kinds = 9;

// The same of the replies' fuzzer: what comes from the network, what its payload says when it is signed, that as an
// answer to the request that was just made, and the payload of a content pack.
enum class Answered : std::uint8_t { body, signed_json, reply, pack };
inline constexpr std::uint8_t answered_kinds = 4;

}  // namespace minbar::fuzz
