#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>

#include "tests/tidy/source_tree.h"
#include "tests/tidy/stories.h"
#include "tests/tidy/test_cases.h"

namespace minbar::tidy {

TEST_CASE("STORIES is what the tests say") {
  const auto made = stories();
  expect_none(made.faults, "name the area of these folders in tests/tidy/stories.cpp");
  const auto* file = find_file("STORIES.md");
  REQUIRE(file != nullptr);
  INFO("run tests/stories, which makes STORIES.md anew");
  CHECK((file->text == made.text));
}

// Runs only when it is asked for by its tag.
TEST_CASE("STORIES is made anew for whoever asks", "[.write]") {
  std::ofstream(std::string(MINBAR_SOURCE_DIR) + "/STORIES.md") << stories().text;
}

TEST_CASE("a test case is named once and plainly and lives in a file named as a sentence") {
  std::vector<std::string> faults;
  std::map<std::string, std::string> first;
  for (const auto& [path, test] : test_cases()) {
    static const std::regex plain("[A-Za-z0-9 /.%_'-]+");
    if (!std::regex_match(test, plain)) faults.push_back(path + ": \"" + test + "\" is not plain");
    if (!path.ends_with("_test.cpp")) faults.push_back(path + " does not end in _test.cpp");
    const auto folder = path.substr(0, path.rfind('/'));
    const auto known = first.emplace(folder + test, path);
    if (!known.second) faults.push_back(path + ": \"" + test + "\" also stands in " + known.first->second);
  }
  expect_none(faults, "plain letters, digits and spaces, so that ctest can name it");
}

}  // namespace minbar::tidy
