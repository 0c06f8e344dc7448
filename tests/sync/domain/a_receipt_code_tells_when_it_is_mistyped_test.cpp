#include <catch2/catch.hpp>

#include <algorithm>

#include "sync/domain/records/receipt_code.h"
#include "tests/support/seeded_random.h"

using namespace minbar;

TEST_CASE("a minted code is shown in groups and reads back in any writing") {
  test::SeededRandom random(1);
  for (int i = 0; i < 500; ++i) {
    const auto code = mint_receipt_code(random);
    auto shown = format_receipt_code(code);
    REQUIRE(shown.size() == 13);
    REQUIRE(parse_receipt_code(shown) == code);
    std::transform(shown.begin(), shown.end(), shown.begin(), [](unsigned char c) { return std::tolower(c); });
    shown.erase(std::remove(shown.begin(), shown.end(), '-'), shown.end());
    shown.insert(3, " ");
    REQUIRE(parse_receipt_code(shown) == code);
    REQUIRE(canonical(code).size() == 10);
  }
}

TEST_CASE("every single wrong character and every swap of neighbours is noticed") {
  test::SeededRandom random(2);
  for (int round = 0; round < 20; ++round) {
    const auto code = mint_receipt_code(random);
    const auto right = canonical(code) + check_character(code);
    for (std::size_t at = 0; at < right.size(); ++at) {
      for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
        auto typed = right;
        if (typed[at] == c) continue;
        typed[at] = c;
        CHECK_FALSE(parse_receipt_code(typed));
      }
      if (at + 1 == right.size() || right[at] == right[at + 1]) continue;
      auto typed = right;
      std::swap(typed[at], typed[at + 1]);
      CHECK_FALSE(parse_receipt_code(typed));
    }
  }
}

TEST_CASE("a code that is cut or too long or in other letters is mistyped") {
  for (const char* typed : {"", "ABCDE-FGHJK", "ABCDE-FGHJK-MM", "أبجده-وزحطي-ك", "!!!!!-!!!!!-!"})
    CHECK(parse_receipt_code(typed).error().code == Errc::bad_input);
}
