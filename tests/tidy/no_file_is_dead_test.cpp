#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

namespace {

bool is_build_file(const SourceFile& file) { return file.name() == "CMakeLists.txt" || file.extension() == ".cmake"; }

bool names(const SourceFile& build_file, const std::string& source) {
  const auto& text = build_file.text;
  for (auto at = text.find(source); at != std::string::npos; at = text.find(source, at + 1)) {
    const char before = at == 0 ? ' ' : text[at - 1];
    if (before == ' ' || before == '\n' || before == '/' || before == '(') return true;
  }
  return false;
}

bool is_built(const SourceFile& source) {
  return std::any_of(source_tree().begin(), source_tree().end(), [&](const SourceFile& file) {
    if (!is_build_file(file)) return false;
    if (names(file, source.path)) return true;
    const auto folder = file.folder();
    return !folder.empty() && source.under(folder) && names(file, source.path.substr(folder.size() + 1));
  });
}

// Where a person, the build or a tool begins; nothing in the tree needs to name these.
bool is_entry(const SourceFile& file) {
  static const std::set<std::string> entries{".ci/run", "packaging/demo", "tests/run"};
  static const std::set<std::string> read_by_tools{"package.json", "package-lock.json", ".npmrc"};
  const bool at_top = file.folder().empty();
  return at_top || entries.contains(file.path) || read_by_tools.contains(file.name()) || is_build_file(file);
}

// Files that a rule of the build picks up by pattern.
bool is_picked_by_pattern(const SourceFile& file) {
  static const std::regex migration(".*/schema/[0-9]{3}_[a-z_]+\\.sql");
  static const std::regex words(".*/words/(ar|zgh|fr|en)\\.json");
  static const std::regex golden("tests/.*/goldens/[^/]+");  // named after what they are the golden of
  static const std::regex debhelper("packaging/debian/minbar-(common|kiosk|collector)[.].*");
  return std::regex_match(file.path, migration) || std::regex_match(file.path, debhelper) ||
         std::regex_match(file.path, words) || std::regex_match(file.path, golden);
}

bool holds_word(const std::string& text, const std::string& word) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const bool open = at == 0 || !is_part(text[at - 1]);
    const bool closed = at + word.size() == text.size() || !is_part(text[at + word.size()]);
    if (open && closed) return true;
  }
  return false;
}

bool is_named_elsewhere(const SourceFile& file) {
  const auto name = file.name();
  const auto stem = name.substr(0, name.rfind('.'));
  const bool page = file.extension() == ".html";  // templates call each other without the ending
  return std::any_of(source_tree().begin(), source_tree().end(), [&](const SourceFile& other) {
    return other.path != file.path && other.name() != "SOURCES.md" && holds_word(other.text, page ? stem : name);
  });
}

}  // namespace

TEST_CASE("every source file is built and every header is included") {
  std::set<std::string> included;
  for (const auto& file : source_tree())
    if (file.is_cpp())
      for (const auto& include : read_cpp(file.text).includes) included.insert(include.name);
  std::vector<std::string> faults;
  for (const auto& file : source_tree()) {
    if (file.extension() == ".cpp" && !is_built(file)) faults.push_back(file.path + " is in no CMakeLists.txt");
    if (file.extension() == ".h" && !included.contains(file.path)) faults.push_back(file.path + " is included nowhere");
  }
  expect_none(faults, "delete what nobody needs");
}

TEST_CASE("every data file page and script is named by another file") {
  std::vector<std::string> faults;
  for (const auto& file : source_tree())
    if (!file.is_cpp() && !is_entry(file) && !is_picked_by_pattern(file) && !is_named_elsewhere(file))
      faults.push_back(file.path);
  expect_none(faults, "delete what nobody needs, or name it where it is used");
}

TEST_CASE("the top of the tree holds only what the architecture names") {
  static const std::set<std::string> folders{"kiosk", "ui", "sync", "fonts", "tests", "packaging", ".ci"};
  static const std::set<std::string> files{"CMakeLists.txt", "CMakePresets.json", "README.md",      "ARCHITECTURE.md",
                                           "CONVENTIONS.md", "STORIES.md",        "CHANGELOG.md",   "LICENSE",
                                           "SECURITY.md",    "DECISIONS.md",      "CONTRIBUTING.md"};
  std::set<std::string> faults;
  for (const auto& file : source_tree()) {
    const auto slash = file.path.find('/');
    const auto first = file.path.substr(0, slash);
    const bool known =
        slash == std::string::npos ? files.contains(first) || first.starts_with('.') : folders.contains(first);
    if (!known) faults.insert(first);
  }
  expect_none({faults.begin(), faults.end()}, "the top level is listed in ARCHITECTURE.md");
}

}  // namespace minbar::tidy
