#include <catch2/catch.hpp>

#include "kiosk/script.h"

using namespace minbar;

TEST_CASE("a script line that is no command is refused with its number") {
  const auto parsed = kiosk::parse_script("language ar\n\n# a remark\njump menu\n");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().context.find("line 4") != std::string::npos);
}

TEST_CASE("a script keeps the letters of its lines") {
  const auto parsed = kiosk::parse_script("keys \u0646\u0635 a  b\nwait 500");
  REQUIRE(parsed);
  REQUIRE(parsed->size() == 2);
  CHECK(parsed->at(0).argument == "\u0646\u0635 a  b");
  CHECK(parsed->at(1).verb == kiosk::Verb::wait);
}

TEST_CASE("a wait that is no number is refused") { CHECK_FALSE(kiosk::parse_script("wait soon")); }
