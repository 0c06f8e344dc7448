// The project's own tree as text, for tests that look at how it is written. Reads the source folder the tests were
// built from; what is built, fetched or not ours is not in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace minbar::tidy {

struct SourceFile {
  std::string path;  // from the top of the tree, with forward slashes
  std::string text;

  [[nodiscard]] std::string folder() const;     // "sync/base"; empty at the top
  [[nodiscard]] std::string name() const;       // "log.cpp"
  [[nodiscard]] std::string extension() const;  // ".cpp"; empty when there is none
  [[nodiscard]] bool is_cpp() const;            // a .h or a .cpp
  [[nodiscard]] bool under(std::string_view folder) const;
};

// Every file, in order of path.
[[nodiscard]] const std::vector<SourceFile>& source_tree();

// Fails the test with one line a fault; passes when there is none.
void expect_none(const std::vector<std::string>& faults, std::string_view advice);

}  // namespace minbar::tidy
