#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <sstream>

#include "tests/tidy/cpp_text.h"
#include "tests/tidy/test_cases.h"

namespace minbar::tidy {

namespace {

// One line of the table: requirement, what it asks, status, what holds it.
struct Row {
  std::vector<std::string> ids;  // "1.2.3"
  std::string status;
  std::string holds;
};

const std::string& security() {
  const auto* file = find_file("SECURITY.md");
  REQUIRE(file != nullptr);
  return file->text;
}

std::vector<std::string> all_of(const std::string& text, const std::regex& shape) {
  std::vector<std::string> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), shape); at != std::sregex_iterator(); ++at)
    found.push_back(at->str(1));
  return found;
}

std::vector<TestName> named_tests(const std::string& text) {
  static const std::regex shape("(tests/[^ :|`]+): ((?:\"[^\"]+\"(?:, )?)+)");
  static const std::regex name("\"([^\"]+)\"");
  std::vector<TestName> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), shape); at != std::sregex_iterator(); ++at)
    for (const auto& test : all_of(at->str(2), name)) found.push_back({at->str(1), test});
  return found;
}

std::string trimmed(std::string text) {
  text.erase(0, std::min(text.size(), text.find_first_not_of(' ')));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::vector<Row> table() {
  static const std::regex id("([0-9]+\\.[0-9]+\\.[0-9]+)");
  static const std::string version = "v5.0.0-";
  std::vector<Row> rows;
  std::istringstream lines(security());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| " + version)) continue;
    std::istringstream parts(line.substr(1));
    std::vector<std::string> cells;
    for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(trimmed(cell));
    INFO(line);
    REQUIRE(cells.size() == 4);
    auto ids = cells[0];
    for (auto at = ids.find(version); at != std::string::npos; at = ids.find(version)) ids.erase(at, version.size());
    rows.push_back({.ids = all_of(ids, id), .status = cells[2], .holds = cells[3]});
  }
  return rows;
}

// What levels 1 and 2 of the standard ask, by id.
std::vector<std::string> required() {
  const auto* file = find_file("tests/data/asvs_5_0_level_2.txt");
  REQUIRE(file != nullptr);
  std::vector<std::string> ids;
  std::istringstream lines(file->text);
  for (std::string id, level; lines >> id >> level;) ids.push_back(id);
  return ids;
}

bool calls(std::string_view code, std::string_view function) {
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  for (auto at = code.find(function); at != std::string_view::npos; at = code.find(function, at + 1)) {
    const auto after = code.find_first_not_of(' ', at + function.size());
    if ((at == 0 || !is_part(code[at - 1])) && after != std::string_view::npos && code[after] == '(') return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every test that SECURITY names exists") {
  const auto tests = named_tests(security());
  CHECK(tests.size() > 100);
  std::vector<std::string> faults;
  for (const auto& test : tests)
    if (!is_a_test(test)) faults.push_back(test.path + ": \"" + test.test + "\"");
  expect_none(faults, "a test was renamed or taken away: does something else still hold what SECURITY.md promises?");
}

TEST_CASE("every requirement of levels 1 and 2 stands in the table of SECURITY once") {
  std::map<std::string, int> times;
  for (const auto& row : table())
    for (const auto& id : row.ids) ++times[id];
  const auto ids = required();
  CHECK(ids.size() == 253);
  std::vector<std::string> faults;
  for (const auto& id : ids) {
    if (times[id] != 1) faults.push_back(id + " stands " + std::to_string(times[id]) + " times");
    times.erase(id);
  }
  for (const auto& [id, count] : times) faults.push_back(id + " is not of level 1 or 2");
  expect_none(faults, "the list is tests/data/asvs_5_0_level_2.txt");
}

TEST_CASE("a line of SECURITY says what holds or why nothing does and its counts are those of the table") {
  static const std::vector<std::string> statuses{"met", "met, no test", "not yet", "by choice", "n/a"};
  std::map<std::string, std::size_t> count;
  std::vector<std::string> faults;
  for (const auto& row : table()) {
    const auto where = row.ids.empty() ? std::string("a line without an id") : row.ids.front();
    if (row.ids.empty()) faults.push_back(where);
    if (std::find(statuses.begin(), statuses.end(), row.status) == statuses.end())
      faults.push_back(where + ": there is no status \"" + row.status + "\"");
    if (row.holds.size() < 5) faults.push_back(where + " says neither what holds nor why nothing does");
    const bool document = row.holds.starts_with("document: ");
    if (row.status == "met" && named_tests(row.holds).empty() && !document)
      faults.push_back(where + " is met and names no test");
    count[row.status] += row.ids.size();
  }
  for (const auto& status : statuses) {
    const auto said = "| " + status + " | " + std::to_string(count[status]) + " |";
    if (security().find(said) == std::string::npos) faults.push_back("the counts should say: " + said);
  }
  expect_none(faults, "met names a test that fails without it, or \"document: \" and where it is written");
}

TEST_CASE("no program of ours starts another or reads a pattern from what it is given") {
  std::vector<std::string> faults;
  std::size_t looked_at = 0;
  for (const auto& file : source_tree()) {
    if (!file.is_cpp() || file.under("tests")) continue;
    ++looked_at;
    const auto code = read_cpp(file.text).code;
    for (const auto* name : {"system", "popen", "execl", "execlp", "execle", "execv", "execvp", "execve", "posix_spawn",
                             "posix_spawnp", "dlopen"})
      if (calls(code, name)) faults.push_back(file.path + " calls " + name);
    if (code.find("std::regex") != std::string::npos) faults.push_back(file.path + " has a pattern");
  }
  CHECK(looked_at > 100);
  CHECK(calls("int a = ::system (text);", "system"));
  CHECK_FALSE(calls("file_system(text); system_error(x);", "system"));
  expect_none(faults, "nothing that a stranger wrote may reach a shell, a loader or a pattern");
}

}  // namespace minbar::tidy
