#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "tests/content/pack.h"

namespace minbar {

TEST_CASE("a commune is named with its prefecture or province") {
  const auto content = test::real_content();
  const auto label = [&](Language language, const char* code) {
    return place_label(content.places, content.words, language, {code}).text;
  };
  CHECK(label(Language::ar, "09.001.01.01") == "\u2068أكادير\u2069 (عمالة \u2068أكادير-إدا وتنان\u2069)");
  CHECK(label(Language::fr, "09.001.01.01") == "\u2068Agadir\u2069 (préfecture d’\u2068Agadir-Ida-Ou-Tanane\u2069)");
  CHECK(label(Language::en, "09.001.01.01") == "\u2068Agadir\u2069 (prefecture of \u2068Agadir-Ida-Ou-Tanane\u2069)");
  CHECK(label(Language::ar, "01.571") == "إقليم \u2068تطوان\u2069");
  CHECK(label(Language::fr, "02") == "Région de l’\u2068Oriental\u2069");
  CHECK(label(Language::fr, "01.511.01.05") == "\u2068Mghogha\u2069 (arrondissement de \u2068Tanger\u2069)");
  CHECK(label(Language::ar, "99.999") == "الرمز \u206899.999\u2069");
}

TEST_CASE("French places a place with its own article and without a vowel too many") {
  const auto content = test::real_content();
  const auto label = [&](const char* code) {
    return place_label(content.places, content.words, Language::fr, {code}).text;
  };
  CHECK(label("03") == "Région de \u2068Fès-Meknès\u2069");
  CHECK(label("01.571") == "Province de \u2068Tétouan\u2069");
  CHECK(label("09.001") == "Préfecture d’\u2068Agadir-Ida-Ou-Tanane\u2069");
  for (const auto& place : content.places.all()) {
    const auto text = label(place.code.value.c_str());
    INFO(text);
    CHECK_FALSE((text.find("de \u2068A") != std::string::npos || text.find("de \u2068É") != std::string::npos));
  }
}

TEST_CASE("a place asked for in Tamazight has its Arabic name in the Arabic frame") {
  const auto content = test::real_content();
  CHECK(place_label(content.places, content.words, Language::zgh, {"09.001.01.01"}) ==
        place_label(content.places, content.words, Language::ar, {"09.001.01.01"}));
}

TEST_CASE("a place lies in all that is above it and an unknown code in itself alone") {
  const auto content = test::real_content();
  const auto chain = [&](const char* code) { return content.places.lineage({code}); };
  CHECK(chain("01.511.01.05") == std::vector<PlaceCode>{{"01.511.01.05"}, {"01.511.01.0"}, {"01.511"}, {"01"}});
  CHECK(chain("09.001.01.01") == std::vector<PlaceCode>{{"09.001.01.01"}, {"09.001"}, {"09"}});
  CHECK(chain("09") == std::vector<PlaceCode>{{"09"}});
  CHECK(chain("99.999") == std::vector<PlaceCode>{{"99.999"}});
}

TEST_CASE("names that repeat are told apart by their province") {
  const auto content = test::real_content();
  std::map<std::string, int> names;
  std::set<std::string> labels;
  int communes = 0;
  for (const auto& place : content.places.all()) {
    if (place.kind != PlaceKind::commune) continue;
    ++communes;
    ++names[place.name_ar];
    labels.insert(place_label(content.places, content.words, Language::ar, place.code).text);
  }
  CHECK(communes == 1503);
  CHECK(names.size() < 1503);
  CHECK(labels.size() == 1503);
}

}  // namespace minbar
