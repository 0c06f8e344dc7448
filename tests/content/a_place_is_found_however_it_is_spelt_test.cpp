#include <catch2/catch.hpp>

#include <algorithm>

#include "sync/domain/places/place_search.h"
#include "tests/content/pack.h"

using namespace minbar;

namespace {
const Places& places() {
  static const auto content = test::real_content();
  return content.places;
}
std::string first_for(std::string_view typed) {
  const auto found = search_places(places(), typed, 5);
  return found.empty() ? "nothing" : found.front()->code.value;
}
}  // namespace

TEST_CASE("hamza and alef and ta marbuta and the article make no difference") {
  CHECK(first_for("أكادير") == "09.001.01.01");
  CHECK(first_for("اكادير") == "09.001.01.01");
  const auto with_article = search_places(places(), "الدار البيضاء", 20);
  CHECK(with_article == search_places(places(), "دار البيضا", 20));
  REQUIRE_FALSE(with_article.empty());
}

TEST_CASE("accents and capitals and hyphens make no difference in French") {
  CHECK(first_for("AGADIR") == "09.001.01.01");
  CHECK(search_places(places(), "ait melloul", 5) == search_places(places(), "Aït-Melloul", 5));
  REQUIRE_FALSE(search_places(places(), "Aït-Melloul", 5).empty());
}

TEST_CASE("every place of the country is found by its Arabic and by its French name") {
  for (const auto& place : places().all()) {
    INFO(place.code.value);
    const auto by = [&](const std::string& name) {
      const auto found = search_places(places(), name, 40);
      return std::any_of(found.begin(), found.end(), [&](const Place* one) { return one->code == place.code; });
    };
    CHECK(by(place.name_ar));
    CHECK(by(place.name_fr));
  }
}

TEST_CASE("the whole name comes before names that begin with it and those before names that hold it") {
  const auto found = search_places(places(), "tiz", 400);
  REQUIRE(found.size() > 3);
  const auto starts = [](const Place* place) {
    return place->folded_fr.starts_with("tiz") || place->folded_ar.starts_with("tiz");
  };
  CHECK(std::is_partitioned(found.begin(), found.end(), starts));
  CHECK(search_places(places(), "tiz", 2).size() == 2);
}

TEST_CASE("what holds no letter finds nothing") {
  for (const char* typed : {"", " ", "؟!", "ال"}) CHECK(search_places(places(), typed, 5).empty());
}
