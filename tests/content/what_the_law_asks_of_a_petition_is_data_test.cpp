#include <catch2/catch.hpp>

#include "sync/domain/petitions/petitions.h"
#include "tests/content/pack.h"

using namespace minbar;

namespace {
ContentFile rules_file() {
  auto files = test::real_files();
  return {"rules/petitions.json", test::text_of(files, "rules/petitions.json")};
}
std::string refusal_with(std::string_view from, std::string_view to) {
  auto file = rules_file();
  const auto at = file.text.find(from);
  REQUIRE(at != std::string::npos);
  file.text.replace(at, from.size(), to);
  const auto parsed = parse_petition_rules(file);
  return parsed ? "taken" : parsed.error().context;
}
std::int64_t signatures_for(const Content& content, std::string_view code) {
  const auto* place = content.places.find({std::string(code)});
  REQUIRE(place != nullptr);
  return content.petitions.threshold_for(*place).value().signatures;
}
}  // namespace

TEST_CASE("every rule carries a reference and gives its own examples") {
  const auto rules = parse_petition_rules(rules_file()).value();
  REQUIRE(rules.all.size() == 3);
  for (const auto& rule : rules.all) {
    INFO(rule.id);
    CHECK(rule.reference.size() > 20);
    REQUIRE(rule.examples.size() >= 2);
    for (const auto& example : rule.examples) CHECK(rules.threshold_of(example.addressee) == example.threshold);
  }
}

TEST_CASE("the numbers of the organic laws hold at their edges") {
  const auto rules = parse_petition_rules(rules_file()).value();
  const auto asks = [&](Addressee addressee) { return rules.threshold_of(addressee).value(); };
  CHECK(asks({PlaceKind::commune, 34'999, false}).signatures == 100);
  CHECK(asks({PlaceKind::commune, 35'000, false}).signatures == 200);
  CHECK(asks({PlaceKind::commune, 10, true}).signatures == 400);
  CHECK(asks({PlaceKind::province, 1, false}) == asks({PlaceKind::prefecture, 5'000'000, false}));
  CHECK(asks({PlaceKind::region, 3'000'000, false}).in_each_province() == 20);
  CHECK(asks({PlaceKind::region, 3'000'001, false}).in_each_province() == 25);
  CHECK_FALSE(rules.threshold_of({PlaceKind::arrondissement, 100'000, false}));
}

TEST_CASE("real places need what their census and their kind say") {
  const auto content = test::real_content();
  CHECK(signatures_for(content, "09.001.01.01") == 200);
  for (const auto& place : content.places.all())
    CHECK(content.petitions.threshold_for(place).has_value() == (place.kind != PlaceKind::arrondissement));
}

TEST_CASE("a rule that contradicts its example or lacks its source is refused where it stands") {
  CHECK(refusal_with("\"signatures\": 400}", "\"signatures\": 401}").find("rules/petitions.json:") == 0);
  CHECK(refusal_with("\"reference\"", "\"refrence\"").find("not known here") != std::string::npos);
  CHECK(refusal_with("\"checked\": null", "\"checked\": \"yes\"").find("2026-11-25") != std::string::npos);
  CHECK(refusal_with(",\n        {\"signatures\": 200}", "").find("for all others") != std::string::npos);
  CHECK(refusal_with("[\"commune\"]", "[\"region\"]").find("another rule") != std::string::npos);
  CHECK(refusal_with("\"in_each_province\": 15", "\"in_each_province\": 16").find("15 in each") != std::string::npos);
}
