#include <catch2/catch.hpp>

#include "sync/domain/records/national_id.h"

using namespace minbar;

TEST_CASE("small letters and spaces and hyphens and other digits give one number") {
  for (const char* typed :
       {"JB123456", "jb123456", " jb 123 456 ", "J-B.123456", "jb١٢٣٤٥٦", "JB۱۲۳۴۵۶", "JB\u00A0123456"}) {
    INFO(typed);
    CHECK(normalized_national_id(typed) == std::optional<std::string>("JB123456"));
  }
}

TEST_CASE("what is no card number is told from one") {
  for (const char* typed :
       {"", "J", "123456", "ABC1", "J12345678", "1J2", "J12A", "J0", "جب123", "J12\n", "J12;", "J\xFF"}) {
    INFO(typed);
    CHECK_FALSE(normalized_national_id(typed));
  }
  CHECK(normalized_national_id("a1") == std::optional<std::string>("A1"));
  CHECK(normalized_national_id("QA1234567") == std::optional<std::string>("QA1234567"));
}

TEST_CASE("a stored number stands in the one way") {
  CHECK(is_national_id("JB123456"));
  CHECK_FALSE(is_national_id("jb123456"));
  CHECK_FALSE(is_national_id("JB 123456"));
}
