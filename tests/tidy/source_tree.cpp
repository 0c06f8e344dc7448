#include "tests/tidy/source_tree.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace minbar::tidy {

namespace {

namespace fs = std::filesystem;

bool is_ours(const std::string& name) {
  return name != "build" && name != ".git" && name != "node_modules" && name != ".cache";
}

std::vector<SourceFile> read_tree() {
  const fs::path top = MINBAR_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (auto at = fs::recursive_directory_iterator(top); at != fs::recursive_directory_iterator(); ++at) {
    if (at->is_directory() && !is_ours(at->path().filename())) at.disable_recursion_pending();
    // in a worktree .git is a file
    if (!at->is_regular_file() || at->path().extension() == ".swp" || at->path().filename() == ".git") continue;
    std::ifstream in(at->path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    files.push_back({at->path().lexically_relative(top).generic_string(), text.str()});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::string SourceFile::folder() const { return fs::path(path).parent_path().generic_string(); }
std::string SourceFile::name() const { return fs::path(path).filename().generic_string(); }
std::string SourceFile::extension() const { return fs::path(path).extension().generic_string(); }
bool SourceFile::is_cpp() const { return extension() == ".h" || extension() == ".cpp"; }
bool SourceFile::under(std::string_view folder) const {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

const std::vector<SourceFile>& source_tree() {
  static const auto files = read_tree();
  return files;
}

void expect_none(const std::vector<std::string>& faults, std::string_view advice) {
  if (faults.empty()) {
    SUCCEED();
    return;
  }
  // Straight to standard output: the test runner would fold the lines, and some are there to be pasted.
  for (const auto& fault : faults) std::cout << fault << '\n';
  std::cout.flush();
  FAIL_CHECK(faults.size() << " to mend, listed above: " << advice);
}

}  // namespace minbar::tidy
