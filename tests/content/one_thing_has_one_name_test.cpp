// The kiosk and the desk are written in two places and must not drift apart. A face that reads "not fully satisfied" in
// one language and "not satisfied at all" in another makes figures that cannot be added up.
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/content/pack.h"

using namespace minbar;

namespace {

struct Scale {
  Language language;
  std::string_view of_a_service;     // what is asked
  std::string_view of_a_commitment;  // the same faces answer it
  std::array<std::string_view, 5> faces;
};

const std::array scales{
    Scale{Language::ar,
          "كيف كانت هذه الخدمة؟",
          "كيف ترون جودة هذا الالتزام؟",
          {"جيدة جدا", "جيدة", "متوسطة", "سيئة", "سيئة جدا"}},
    Scale{Language::zgh,
          "ⵎⴰⵏⵎⴽ ⵜⴳⴰ ⵜⵏⴰⴼⵓⵜ ⴰⴷ?",
          "ⵎⴰ ⵉⴳⴰⵏ ⵜⴰⵏⵏⴰⵢⵜ ⵏⵏⵓⵏ ⵅⴼ ⵜⵎⵔⵉⵙⵜ ⴰⴷ?",
          {"ⵜⵖⵓⴷⴰ ⴱⴰⵀⵔⴰ", "ⵜⵖⵓⴷⴰ", "ⴰⵏⴰⵎⵎⴰⵙ", "ⵜⵅⵛⵏ", "ⵜⵅⵛⵏ ⴱⴰⵀⵔⴰ"}},
    Scale{Language::fr,
          "Comment était ce service\u00A0?",
          "Que pensez‑vous de cet engagement\u00A0?",
          {"Très bien", "Bien", "Moyen", "Mauvais", "Très mauvais"}},
    Scale{Language::en,
          "How was this service?",
          "What do you think of this commitment?",
          {"Very good", "Good", "Fair", "Poor", "Very poor"}},
};

// Best first, as the kiosk shows them.
constexpr std::array<std::string_view, 5> at_the_kiosk{"rate.very_satisfied", "rate.satisfied", "rate.neutral",
                                                       "rate.dissatisfied", "rate.very_dissatisfied"};

nlohmann::json json_of(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  return nlohmann::json::parse(file);
}

const std::string desk_folder = std::string(MINBAR_SOURCE_DIR) + "/sync/collector/";

nlohmann::json desk_words(std::string_view feature, Language language) {
  return json_of(desk_folder + std::string(feature) + "/words/" + std::string(tag_of(language)) + ".json");
}

// Of the kiosk and of each feature of the desk.
std::vector<std::string> word_files(const std::string& language) {
  std::vector<std::string> out{std::string(MINBAR_SOURCE_DIR) + "/kiosk/content/words/" + language + ".json"};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(desk_folder))
    if (entry.path().filename() == language + ".json") out.push_back(entry.path().string());
  REQUIRE(out.size() > 8);
  return out;
}

}  // namespace

TEST_CASE("the five faces answer how it was on one scale in every language") {
  const auto content = test::real_content();
  for (const auto& scale : scales) {
    INFO(tag_of(scale.language));
    CHECK(content.words.say(scale.language, "rate.faces.title").text == scale.of_a_service);
    CHECK(content.words.say(scale.language, "rate.commitment.title").text == scale.of_a_commitment);
    for (std::size_t i = 0; i < at_the_kiosk.size(); ++i)
      CHECK(content.words.say(scale.language, at_the_kiosk.at(i)).text == scale.faces.at(i));
  }
}

TEST_CASE("the desk names the five faces with the words of the kiosk") {
  for (const auto& scale : scales) {
    INFO(tag_of(scale.language));
    const auto words = desk_words("features/satisfaction", scale.language);
    for (std::size_t i = 0; i < scale.faces.size(); ++i) {
      const auto& word = words.at("satisfaction.answer." + std::to_string(5 - i));
      CHECK((word.is_object() ? word.at("text") : word) == scale.faces.at(i));
    }
  }
}

TEST_CASE("the kiosk is called by one word in Arabic at the kiosk and at the desk") {
  for (const auto& path : word_files("ar")) {
    INFO(path);
    const auto words = json_of(path);
    for (const auto& [key, word] : words.items()) {
      INFO(key);
      CHECK(word.get<std::string>().find("كشك") == std::string::npos);
      CHECK(word.get<std::string>().find("أكشاك") == std::string::npos);
    }
  }
}

// The kiosk sets these spaces when it reads its words; the desk shows its words as they are.
TEST_CASE("no French mark of the desk can stand alone at the beginning of a line") {
  for (const auto& path : word_files("fr")) {
    if (path.find(desk_folder) == std::string::npos) continue;
    INFO(path);
    const auto words = json_of(path);
    for (const auto& [key, word] : words.items()) {
      INFO(key);
      for (const auto* mark : {" ?", " !", " :", " ;", " \u00BB", "\u00AB "})
        CHECK(word.get<std::string>().find(mark) == std::string::npos);
    }
  }
}
