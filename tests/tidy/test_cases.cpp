#include "tests/tidy/test_cases.h"

#include <tuple>
#include <utility>

#include "tests/tidy/cpp_text.h"

namespace minbar::tidy {

namespace {

bool opens_test_case(const Literal& literal) {
  const auto& code = literal.statement;
  return code.ends_with("TEST_CASE(") || code.ends_with("SCENARIO(");
}

std::set<TestName> read_test_cases() {
  std::set<TestName> found;
  for (const auto& file : source_tree())
    if (file.under("tests") && file.extension() == ".cpp")
      for (auto& test : tests_in(file)) found.insert({file.path, std::move(test)});
  return found;
}

}  // namespace

std::vector<std::string> tests_in(const SourceFile& file) {
  std::vector<std::string> out;
  const auto code = read_cpp(file.text);
  for (const auto& literal : code.literals)
    if (opens_test_case(literal)) out.push_back(literal.text);
  return out;
}

bool TestName::operator<(const TestName& other) const {
  return std::tie(path, test) < std::tie(other.path, other.test);
}

const std::set<TestName>& test_cases() {
  static const auto found = read_test_cases();
  return found;
}

const SourceFile* find_file(std::string_view path) {
  for (const auto& file : source_tree())
    if (file.path == path) return &file;
  return nullptr;
}

bool is_a_test(const TestName& name) {
  if (test_cases().contains(name)) return true;
  const auto* file = find_file(name.path);
  return file != nullptr && file->extension() != ".cpp" && file->text.find(name.test) != std::string::npos;
}

}  // namespace minbar::tidy
