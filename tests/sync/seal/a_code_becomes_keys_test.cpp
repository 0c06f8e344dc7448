#include <catch2/catch.hpp>

#include "sync/seal/receipt_keys.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

TEST_CASE("one code gives one lookup at one collector and others elsewhere") {
  test::SeededRandom random(8);
  const auto code = mint_receipt_code(random);
  const CollectorId here{random.array<16>()};
  const CollectorId there{random.array<16>()};
  const auto keys = derive_receipt_keys(code, here).value();
  CHECK(derive_receipt_keys(parse_receipt_code(format_receipt_code(code)).value(), here) == keys);
  CHECK(derive_receipt_keys(code, there)->lookup != keys.lookup);
  CHECK(derive_receipt_keys(mint_receipt_code(random), here)->lookup != keys.lookup);
  CHECK(derive_enrol_keys(code)->lookup.bytes != keys.lookup.bytes);
}

TEST_CASE("a reply opens with the code it was sealed for and no other") {
  test::SeededRandom random(9);
  const CollectorId here{random.array<16>()};
  const auto keys = derive_receipt_keys(mint_receipt_code(random), here).value();
  auto sealed = seal_reply(keys, bytes_of("تم الإصلاح"), random);
  CHECK(text_of(open_reply(keys, sealed).value()) == "تم الإصلاح");
  auto other = keys;
  other.lookup.bytes[0] ^= 1;
  CHECK(open_reply(other, sealed).error().code == Errc::denied);
  sealed.back() ^= 1;
  CHECK(open_reply(keys, sealed).error().code == Errc::denied);
  CHECK(open_reply(keys, Bytes(10)).error().code == Errc::denied);
}
