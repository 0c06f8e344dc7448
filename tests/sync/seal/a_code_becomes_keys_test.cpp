#include <catch2/catch.hpp>

#include <numeric>

#include "sync/base/hex.h"
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

TEST_CASE("the keys of a code are the same for ever since receipts are taken home") {
  // from Python: libsodium's Argon2id (2 passes, 19 MiB, 48 bytes, salt blake2b(context + b"\0" + scope, 32)[:16]) of
  // b"0000000000"; the scope is bytes(range(16)) of a receipt, and nothing of an enrolment
  CollectorId collector;
  std::iota(collector.bytes.begin(), collector.bytes.end(), std::uint8_t{0});
  const auto receipt = derive_receipt_keys(ReceiptCode{}, collector).value();
  CHECK(to_hex(receipt.lookup.view()) == "f7441c732a64ab7f8486c82de89f9aed");
  CHECK(to_hex(receipt.reply_key.view()) == "96c1d20451dc771657e403ba11c1031eeb9a16942fe6debd110964e65b8141b5");
  const auto enrolment = derive_enrol_keys(ReceiptCode{}).value();
  CHECK(to_hex(enrolment.lookup.view()) == "6aed2302f740117a73422aed02a3e491");
  CHECK(to_hex(enrolment.mac_key.view()) == "032eda0c04fd129c99e8a304b31898207f1c088cfac5d5bef9e78be757f1044d");
}
