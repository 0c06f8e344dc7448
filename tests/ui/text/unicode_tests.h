// Unicode's own test files as Debian's package unicode-data installs them: read a line at a time, cases judged by the
// thousand. Used by the conformance tests only.
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

// Counts cases and keeps the first failures for the report: an assertion a case would take minutes.
class Verdict {
 public:
  void judge(bool right, std::string_view what) {
    ++cases_;
    if (right) return;
    if (++wrong_ <= 10) first_ += "\n  " + std::string(what);
  }
  [[nodiscard]] std::size_t cases() const { return cases_; }
  void require_all_right(std::size_t cases) const {
    INFO(wrong_ << " of " << cases_ << " are wrong, first:" << first_);
    CHECK(cases_ == cases);
    CHECK(wrong_ == 0);
  }

 private:
  std::size_t cases_ = 0;
  std::size_t wrong_ = 0;
  std::string first_;
};

}  // namespace minbar::test
