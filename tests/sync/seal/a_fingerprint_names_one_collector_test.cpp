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
  CHECK(seal::fingerprint_of(collector, signing, sealing, std::nullopt) == fingerprint);
  const auto rooted = seal::fingerprint_of(collector, signing, sealing, counting<seal::RootPublicKey>(80));
  CHECK(rooted == "A8JE-CSNH-GVEE-MKA6");
  CHECK(seal::fingerprint_of(collector, signing, sealing, counting<seal::RootPublicKey>(81)) != rooted);
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
