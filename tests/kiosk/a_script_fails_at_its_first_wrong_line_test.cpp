#include <catch2/catch.hpp>

#include "kiosk/tools/script.h"

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

TEST_CASE("a stroke that has no point or one outside its pad is refused") {
  CHECK(kiosk::parse_script("draw sign.pad 0,100 30,20"));
  for (const auto* line : {"draw sign.pad", "draw sign.pad 30", "draw sign.pad 30,", "draw sign.pad 30,101",
                           "draw sign.pad 3,4  5,6", "draw sign.pad -3,4"})
    CHECK_FALSE(kiosk::parse_script(line));
}
