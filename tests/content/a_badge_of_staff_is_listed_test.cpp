#include <catch2/catch.hpp>

#include "sync/domain/staff/badges.h"
#include "tests/content/pack.h"

using namespace minbar;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

const std::string check(64, 'a');

std::string badge(const std::string& id, const std::string& place, const std::string& digits = check) {
  return R"({"id": ")" + id + R"(", "place": ")" + place + R"(", "check": ")" + digits + "\"}";
}

Result<std::vector<Badge>> read_badges(const std::string& badges) {
  return parse_badges({"staff.json", "{\"badges\": [\n" + badges + "\n]}"}, test::real_content().places);
}

}  // namespace

TEST_CASE("a badge is good at its place and all that lies there") {
  const auto content = test::real_content();
  const auto all = read_badges(badge("agadir-7", "09.001") + "," + badge("region", "09") + "," + badge("rabat", "04"));
  REQUIRE(all);
  const auto ids = [&](const char* place) {
    std::string out;
    for (const auto& one : badges_at(*all, {place}, content.places)) out += one.id.value + " ";
    return out;
  };
  CHECK(ids("09.001.01.01") == "agadir-7 region ");
  CHECK(ids("09.273.01.15") == "region ");
  CHECK(ids("01.511.01.0").empty());
}

TEST_CASE("the salt of a file is every badge's and a file of version 1 has none") {
  const auto places = test::real_content().places;
  const auto salt_in = [&](const std::string& meta) {
    const auto badges =
        parse_badges({"staff.json", "{" + meta + "\"badges\": [" + badge("a", "09") + "]}"}, places).value();
    return badges.front().salt;
  };
  const std::string digits = "000102030405060708090a0b0c0d0eff";
  CHECK(salt_in(R"("meta": {"about": "who made it", "salt": ")" + digits + "\"},") == badge_salt_from(digits));
  CHECK(badge_salt_from(digits)->bytes.back() == 0xFF);
  CHECK_FALSE(salt_in(""));
  CHECK_FALSE(salt_in(R"("meta": {"about": "who made it"},)"));
  CHECK_FALSE(salt_in(R"("meta": "who made it",)"));
  const auto refused = parse_badges({"staff.json", R"({"meta": {"salt": "00FF"}, "badges": []})"}, places);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().context, StartsWith("staff.json:1") && Contains("32 hexadecimal digits"));
}

TEST_CASE("a badge that nobody could use is refused with file and reason") {
  const auto refused = [](const std::string& badges, const std::string& reason) {
    const auto result = read_badges(badges);
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().context, StartsWith("staff.json:") && Contains(reason));
  };
  refused(badge("a", "99"), "no place 99");
  refused(badge("a", "09", "abc"), "64 hexadecimal digits");
  refused(badge("a", "09", std::string(64, 'G')), "64 hexadecimal digits");
  refused(badge("a", "09") + "," + badge("a", "04"), "\"a\" stands twice");
  refused(badge(std::string(200, 'a'), "09"), "at most");
}
