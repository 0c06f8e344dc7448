// Paths that documents name, held against the tree.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <regex>

#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

namespace {

bool begins_in_the_tree(const std::string& path) {
  static constexpr std::array<std::string_view, 6> folders{"fonts", "kiosk", "packaging", "sync", "tests", "ui"};
  return std::find(folders.begin(), folders.end(), path.substr(0, path.find('/'))) != folders.end();
}

// A file, a folder, or a header and its .cpp by the name they share.
bool is_there(const std::vector<SourceFile>& files, std::string path) {
  if (path.ends_with('/')) path.pop_back();
  return std::any_of(files.begin(), files.end(), [&](const SourceFile& file) {
    return file.path == path || file.under(path) || file.path == path + ".h" || file.path == path + ".cpp";
  });
}

// What a document names in code marks, from the top of the tree, without what a reader fills in.
std::vector<std::string> missing_paths(const std::vector<SourceFile>& files) {
  static const std::regex named("`([a-z0-9_]+(?:/[A-Za-z0-9_.-]+)+/?)`");
  std::vector<std::string> faults;
  for (const auto& file : files) {
    if (file.extension() != ".md") continue;
    for (auto at = std::sregex_iterator(file.text.begin(), file.text.end(), named); at != std::sregex_iterator(); ++at)
      if (begins_in_the_tree(at->str(1)) && !is_there(files, at->str(1)))
        faults.push_back(file.path + ": " + at->str(1));
  }
  return faults;
}

}  // namespace

TEST_CASE("every path that a document names is there") {
  expect_none(missing_paths(source_tree()), "a document that sends its reader nowhere is worse than none");
}

TEST_CASE("a path that a document names and that is gone is seen") {
  const std::vector<SourceFile> tree{
      {"README.md", "`kiosk/main.cpp`, `kiosk/`, `kiosk/tools/script`, `kiosk/gone.cpp`, `made/elsewhere`, `sync/NNN`"},
      {"kiosk/main.cpp", ""},
      {"kiosk/tools/script.h", ""}};
  const auto faults = missing_paths(tree);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0] == "README.md: kiosk/gone.cpp");
}

}  // namespace minbar::tidy
