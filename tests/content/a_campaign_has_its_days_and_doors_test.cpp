#include <catch2/catch.hpp>

#include "sync/domain/content/campaigns.h"
#include "tests/content/pack.h"

using namespace minbar;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string campaign(const std::string& id, const std::string& days, const std::string& rest) {
  return R"({"id": ")" + id + "\", " + days +
         R"(, "title": {"ar": "حديقة", "fr": "Parc", "en": "Park"}, "text": {"ar": "نص", "fr": "Texte", "en": "Text"}, )" +
         rest + "}";
}

Result<std::vector<Campaign>> read_campaigns(const std::string& campaigns) {
  return parse_campaigns({"campaigns.json", "{\"campaigns\": [\n" + campaigns + "\n]}"}, test::real_content().themes);
}

constexpr const char* days = R"("from": "2026-12-01", "to": "2026-12-05")";
constexpr const char* doors = R"("doors": ["propose"])";

void refused(const std::string& campaigns, const std::string& reason) {
  const auto result = read_campaigns(campaigns);
  REQUIRE_FALSE(result);
  CHECK_THAT(result.error().context, StartsWith("campaigns.json:") && Contains(reason));
}

}  // namespace

TEST_CASE("a campaign runs from its first day to its last") {
  const auto all = read_campaigns(campaign("park", days, doors) + ",\n" +
                                  campaign("fair", days, R"("doors": ["rate"], "theme": "youth")"));
  REQUIRE(all);
  const auto* park = find_campaign(*all, "park");
  REQUIRE(park != nullptr);
  CHECK_FALSE(park->runs_on({2026, 11, 30}));
  CHECK(park->runs_on({2026, 12, 1}));
  CHECK(park->runs_on({2026, 12, 5}));
  CHECK_FALSE(park->runs_on({2026, 12, 6}));
  CHECK_FALSE(park->theme);
  CHECK(find_campaign(*all, "fair")->theme == ThemeId{"youth"});
  CHECK(find_campaign(*all, "garden") == nullptr);
}

TEST_CASE("a campaign that could not be held is refused with file and reason") {
  refused(campaign("park", R"("from": "2026-12-05", "to": "2026-12-01")", doors), "ends on the day it begins or later");
  refused(campaign("park", R"("from": "2026-02-30", "to": "2026-12-01")", doors), "a date is written 2026-11-25");
  refused(campaign("park", days, R"("doors": [])"), "at least one door");
  refused(campaign("park", days, R"("doors": ["vote"])"), "no door \"vote\"");
  refused(campaign("park", days, R"("doors": ["rate"], "theme": "football")"), "no theme \"football\"");
  refused(campaign("park", days, doors) + ", " + campaign("park", days, doors), "\"park\" stands twice");
}
