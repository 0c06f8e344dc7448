#include <catch2/catch.hpp>

#include "sync/base/base32.h"
#include "sync/base/hex.h"

using namespace minbar;

TEST_CASE("base 32 folds case and look-alikes and skips hyphens") {
  CHECK(base32_values("oO-iIlL 1") == std::vector<std::uint8_t>{0, 0, 1, 1, 1, 1, 1});
  CHECK(base32_values("abz") == base32_values("ABZ"));
  CHECK_FALSE(base32_values("A?B").has_value());
  CHECK_FALSE(base32_values("أ").has_value());
}

TEST_CASE("every base 32 value reads back as itself") {
  for (std::uint8_t value = 0; value < 32; ++value)
    CHECK(base32_values(std::string(1, base32_character(value))) == std::vector{value});
}

TEST_CASE("hexadecimal reads back and refuses what it is not") {
  const Bytes bytes{0x00, 0x7f, 0xff};
  CHECK(to_hex(bytes) == "007fff");
  CHECK(from_hex("007FfF") == bytes);
  CHECK_FALSE(from_hex("007").has_value());
  CHECK_FALSE(from_hex("0g").has_value());
}
