#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <regex>
#include <set>

#include "tests/tidy/house.h"
#include "tests/tidy/test_cases.h"

namespace minbar::tidy {

namespace {

std::string story_line(const TestName& story) {
  return "- " + story.test + " — " + story.path + ": \"" + story.test + "\"";
}

// The lines of STORIES.md that begin a behaviour: "- behaviour — tests/path: "name"".
std::vector<std::string> behaviours() {
  std::vector<std::string> lines;
  const auto* file = find_file("STORIES.md");
  if (file == nullptr) return lines;
  std::size_t at = 0;
  while (at < file->text.size()) {
    const auto end = std::min(file->text.find('\n', at), file->text.size());
    if (const auto line = file->text.substr(at, end - at); line.starts_with("- ")) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::optional<TestName> story_of(const std::string& line) {
  static const std::regex shape("- .+ — (tests/[^ :]+): \"([^\"]+)\"");
  std::smatch parts;
  if (!std::regex_match(line, parts, shape)) return std::nullopt;
  return TestName{parts[1], parts[2]};
}

}  // namespace

TEST_CASE("every line of STORIES names a test that exists") {
  std::vector<std::string> faults;
  std::set<TestName> seen;
  for (const auto& line : behaviours()) {
    const auto story = story_of(line);
    if (!story) {
      faults.push_back("not of the shape: " + line);
      continue;
    }
    if (!is_a_test(*story)) faults.push_back("no such test: " + line);
    if (!seen.insert(*story).second) faults.push_back("stands twice: " + line);
  }
  expect_none(faults, "a line reads: - behaviour — tests/path_test.cpp: \"name of the test case\"");
}

TEST_CASE("every test case has a line in STORIES") {
  std::set<TestName> told;
  for (const auto& line : behaviours())
    if (const auto story = story_of(line)) told.insert(*story);
  std::vector<std::string> faults;
  for (const auto& test : test_cases())
    if (!told.contains(test)) faults.push_back(story_line(test));
  expect_none(faults, "add these lines to STORIES.md under their headings");
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
