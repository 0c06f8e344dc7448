#include <catch2/catch.hpp>

#include <numeric>

#include "sync/seal/fingerprint.h"

using namespace minbar;

namespace {

// Bytes that count up, so that another program can make the same.
template <class IdType>
IdType counting(std::uint8_t first) {
  IdType id;
  std::iota(id.bytes.begin(), id.bytes.end(), first);
  return id;
}

const auto collector = counting<CollectorId>(0);
const auto signing = counting<seal::SigningPublicKey>(16);
const auto sealing = counting<seal::SealingKey>(48);

}  // namespace

TEST_CASE("a fingerprint is the same on every machine and another when any part of the collector is") {
  const auto fingerprint = seal::fingerprint_of(collector, signing, sealing);
  CHECK(fingerprint == "XD26-MFVD-BM0H-XF0K");
  CHECK(seal::fingerprint_of(counting<CollectorId>(1), signing, sealing) != fingerprint);
  CHECK(seal::fingerprint_of(collector, counting<seal::SigningPublicKey>(1), sealing) != fingerprint);
  CHECK(seal::fingerprint_of(collector, signing, counting<seal::SealingKey>(1)) != fingerprint);
}

TEST_CASE("a fingerprint names the root key where there is one and is as before where there is none") {
  const auto fingerprint = seal::fingerprint_of(collector, signing, sealing);
  CHECK(seal::fingerprint_of(collector, signing, sealing, seal::NextKeys{.number = 3}) == fingerprint);
  const auto rooted =
      seal::fingerprint_of(collector, signing, sealing, {.root = counting<seal::RootPublicKey>(80), .number = 2});
  CHECK(rooted == "47V6-6AB0-BF40-2K05");
  CHECK(seal::fingerprint_of(collector, signing, sealing, {.root = counting<seal::RootPublicKey>(81), .number = 2}) !=
        rooted);
  CHECK(seal::fingerprint_of(collector, signing, sealing, {.root = counting<seal::RootPublicKey>(80), .number = 1}) !=
        rooted);
}

TEST_CASE("a fingerprint is read as people type it and never by half") {
  const std::string fingerprint = "1D20-MFVD-BM0H-XF0K";
  CHECK(seal::is_fingerprint("1d20mfvdbm0hxf0k", fingerprint));
  CHECK(seal::is_fingerprint("ID2O MFVD bmOh-xfok", fingerprint));
  CHECK_FALSE(seal::is_fingerprint("1D20-MFVD-BM0H-XF0M", fingerprint));
  CHECK_FALSE(seal::is_fingerprint("1D20-MFVD-BM0H", fingerprint));
  CHECK_FALSE(seal::is_fingerprint("", fingerprint));
  CHECK_FALSE(seal::is_fingerprint("", ""));
}
