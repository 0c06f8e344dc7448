// Unicode's own test files as Debian's package unicode-data installs them: read a line at a time. Used by the
// conformance tests only.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace minbar::test {

// Calls `take` with each line that is neither empty nor a comment, what follows a # cut off. The file's first line must
// name this version.
template <class Take>
void each_test_line(const std::string& name, std::string_view version, Take take) {
  const auto path = std::filesystem::path(MINBAR_UNICODE) / name;
  std::ifstream file(path);
  INFO(path << " of the Debian package unicode-data");
  std::string line;
  REQUIRE(std::getline(file, line));
  REQUIRE(line.find(version) != std::string::npos);
  while (std::getline(file, line)) {
    const std::string_view whole = line;
    const auto text = whole.substr(0, whole.find('#'));
    if (text.find_first_not_of(" \t\r") != std::string_view::npos) take(text);
  }
}

// Takes the next word off a line; empty at its end.
inline std::string_view take_word(std::string_view& line) {
  const auto start = std::min(line.find_first_not_of(" \t\r"), line.size());
  const auto end = std::min(line.find_first_of(" \t\r", start), line.size());
  const auto word = line.substr(start, end - start);
  line.remove_prefix(end);
  return word;
}

}  // namespace minbar::test
