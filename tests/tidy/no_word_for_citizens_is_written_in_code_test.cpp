#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "kiosk/pack/word_keys.h"
#include "sync/base/utf8.h"
#include "sync/domain/places/places.h"
#include "sync/domain/time/date_text.h"
#include "tests/tidy/cpp_text.h"
#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

namespace {

bool is_letter_of_our_words(char32_t c) {
  const bool arabic = (c >= 0x0620 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) || (c >= 0xFB50 && c <= 0xFEFC);
  const bool tifinagh = c >= 0x2D30 && c <= 0x2D7F;
  const bool accented = c >= 0x00C0 && c <= 0x017F && c != 0x00D7 && c != 0x00F7;
  return arabic || tifinagh || accented;
}

bool is_program(const SourceFile& file) { return file.is_cpp() && !file.under("tests"); }

std::string place_of(const SourceFile& file, const Literal& literal) {
  return file.path + ":" + std::to_string(literal.line) + ": \"" + literal.text + "\"";
}

bool speaks_to_developers(const Literal& literal) {
  return literal.statement.find("ENSURE(") != std::string::npos ||
         literal.statement.find("static_assert(") != std::string::npos;
}

// A name under which tests and scripts find an element; it need not be a word's key.
bool names_an_element(const Literal& literal) {
  const auto& code = literal.statement;
  return code.ends_with("with_name(") || code.ends_with("plain(") || code.ends_with(".name = ");
}

// Words whose first part is that of a word key: "menu.title" but not "themes.json".
std::set<std::string> keys_in_literals() {
  std::set<std::string> groups;
  for (const auto& word : kiosk::word_keys) groups.emplace(word.key.substr(0, word.key.find('.')));
  static const std::regex shape("([a-z_]+)(\\.[a-z_]+)+");
  std::set<std::string> keys;
  const auto add = [&](const std::string& text) {
    std::smatch parts;
    if (std::regex_match(text, parts, shape) && groups.contains(parts[1])) keys.insert(text);
  };
  for (const auto& file : source_tree()) {
    const bool data = file.path == "kiosk/content/keyboards.json";
    if (data || (is_program(file) && file.under("kiosk") && !file.path.ends_with("word_keys.h")))
      for (const auto& literal : read_cpp(file.text).literals)
        if (!names_an_element(literal)) add(literal.text);
  }
  return keys;
}

}  // namespace

TEST_CASE("no letter of Arabic Tamazight or accented French stands in a literal of the programs") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (!is_program(file)) continue;
    for (const auto& literal : read_cpp(file.text).literals) {
      const auto letters = to_utf32(literal.text);
      if (std::any_of(letters.begin(), letters.end(), is_letter_of_our_words))
        faults.push_back(place_of(file, literal));
    }
  }
  expect_none(faults, "words for people belong in the word files, under a key");
}

TEST_CASE("no sentence stands in a literal of a screen") {
  static const std::regex sentence("[A-Za-z]{2,}[,:]? [A-Za-z]{2,}");
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (!is_program(file) || (!file.under("kiosk/features") && !file.under("kiosk/parts"))) continue;
    for (const auto& literal : read_cpp(file.text).literals)
      if (std::regex_search(literal.text, sentence) && !speaks_to_developers(literal))
        faults.push_back(place_of(file, literal));
  }
  expect_none(faults, "a screen says words by their key");
}

TEST_CASE("every word key in the code is declared and every declared key is used") {
  const auto used = keys_in_literals();
  std::set<std::string> declared;
  for (const auto& word : kiosk::word_keys) declared.emplace(word.key);
  std::vector<std::string> faults;
  for (const auto& key : used)
    if (!declared.contains(key)) faults.push_back("    WordKey{\"" + key + "\"},   is used but not declared");
  for (const auto& key : declared)
    if (!used.contains(key)) faults.push_back("    WordKey{\"" + key + "\"},   is declared but never used");
  expect_none(faults, "keep kiosk/pack/word_keys.h and the word files equal to what the code says");
}

TEST_CASE("every word in the catalogue is a key that some program says") {
  std::set<std::string> declared;
  for (const auto& word : kiosk::word_keys) declared.emplace(word.key);
  for (const auto& word : place_word_keys) declared.emplace(word.key);
  for (const auto& word : date_word_keys) declared.emplace(word.key);
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (!file.under("kiosk/content/words")) continue;
    static const std::regex entry("\n  \"([^\"]+)\":");
    for (auto at = std::sregex_iterator(file.text.begin(), file.text.end(), entry); at != std::sregex_iterator(); ++at)
      if (!declared.contains((*at)[1])) faults.push_back(file.path + ": " + (*at)[1].str());
  }
  expect_none(faults, "take the word away or declare its key in kiosk/pack/word_keys.h");
}

}  // namespace minbar::tidy
