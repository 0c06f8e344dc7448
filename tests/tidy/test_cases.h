// Every test case of the project as the sources name it, for the documents that name tests (STORIES.md, SECURITY.md).
// Reads tests/, runs nothing.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/tidy/source_tree.h"

namespace minbar::tidy {

struct TestName {
  std::string path;  // of its file, from the top of the tree
  std::string test;
  [[nodiscard]] bool operator<(const TestName& other) const;
};

[[nodiscard]] const std::set<TestName>& test_cases();
// Those of one file, as they stand in it.
[[nodiscard]] std::vector<std::string> tests_in(const SourceFile& file);

// The file of that path, or null.
[[nodiscard]] const SourceFile* find_file(std::string_view path);

// A test case of that name in that file; of a script of tests/, that it holds the words.
[[nodiscard]] bool is_a_test(const TestName& name);

}  // namespace minbar::tidy
