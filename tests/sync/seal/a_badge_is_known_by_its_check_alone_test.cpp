#include <catch2/catch.hpp>

#include "sync/seal/badge.h"
#include "tests/support/seeded_random.h"

using namespace minbar;

TEST_CASE("a badge is found by its code and by no other") {
  test::SeededRandom random(4);
  const auto mine = mint_receipt_code(random);
  const auto another = mint_receipt_code(random);
  const std::vector<Badge> badges{
      {.id = {"agadir-7"}, .place = {"09"}, .check = seal::badge_check(mine)},
      {.id = {"agadir-8"}, .place = {"09"}, .check = seal::badge_check(mint_receipt_code(random))}};
  CHECK(seal::bearer_of(mine, badges) == BadgeId{"agadir-7"});
  CHECK_FALSE(seal::bearer_of(another, badges));
  CHECK_FALSE(seal::bearer_of(mine, {}));
}

TEST_CASE("the check of a code is the same for ever since badges are printed") {
  // from Python: hashlib.blake2b(b"minbar-badge-v1:0000000000", digest_size=32)
  CHECK(seal::badge_check(ReceiptCode{}) == "809a974991dda6ef06dbf0f016d150161cfe6191afed247399e773cbf547072f");
}
