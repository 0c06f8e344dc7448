#include <catch2/catch.hpp>

#include "sync/seal/badge.h"
#include "tests/support/seeded_random.h"

using namespace minbar;

namespace {

// Of one file, made today.
struct Salted {
  test::SeededRandom random{4};
  BadgeSalt salt = seal::make_badge_salt(random);
  Badge badge(const char* id, const ReceiptCode& code) const {
    return {.id = {id}, .place = {"09"}, .check = seal::badge_check(code, salt).value(), .salt = salt};
  }
};

}  // namespace

TEST_CASE("a badge is found by its code and by no other") {
  Salted file;
  const auto mine = mint_receipt_code(file.random);
  const auto another = mint_receipt_code(file.random);
  const std::vector<Badge> badges{file.badge("agadir-7", mine), file.badge("agadir-8", mint_receipt_code(file.random))};
  CHECK(seal::bearer_of(mine, badges).value() == BadgeId{"agadir-7"});
  CHECK_FALSE(seal::bearer_of(another, badges).value());
  CHECK_FALSE(seal::bearer_of(mine, {}).value());
}

TEST_CASE("a badge of a file without a salt is found as it was in version 1") {
  test::SeededRandom random(4);
  const auto mine = mint_receipt_code(random);
  const std::vector<Badge> badges{{.id = {"agadir-7"}, .place = {"09"}, .check = seal::badge_check_v1(mine)}};
  CHECK(seal::bearer_of(mine, badges).value() == BadgeId{"agadir-7"});
  CHECK_FALSE(seal::bearer_of(mint_receipt_code(random), badges).value());
}

TEST_CASE("one code has another check under another salt and the fast check opens nothing") {
  Salted file;
  const auto code = mint_receipt_code(file.random);
  const auto other = seal::make_badge_salt(file.random);
  CHECK(seal::badge_check(code, file.salt).value() != seal::badge_check(code, other).value());
  const std::vector<Badge> fast{
      {.id = {"agadir-7"}, .place = {"09"}, .check = seal::badge_check_v1(code), .salt = file.salt}};
  CHECK_FALSE(seal::bearer_of(code, fast).value());
}

TEST_CASE("the check of a code is the same for ever since badges are printed") {
  // from Python: hashlib.blake2b(b"minbar-badge-v1:0000000000", digest_size=32)
  CHECK(seal::badge_check_v1(ReceiptCode{}) == "809a974991dda6ef06dbf0f016d150161cfe6191afed247399e773cbf547072f");
  // from Python: cryptography's Argon2id(2 passes, 19456 KiB, 1 lane, 32 bytes, salt
  // blake2b(b"minbar-badge-v2\0" + bytes(range(16)), 32)[:16]) of b"0000000000"
  BadgeSalt salt;
  for (std::uint8_t i = 0; i < salt.bytes.size(); ++i) salt.bytes.at(i) = i;
  CHECK(seal::badge_check(ReceiptCode{}, salt).value() ==
        "5bd9feeb52dd7804e940dcb9766ef6329f2eb33fa2873551e3ac886f430970be");
}
