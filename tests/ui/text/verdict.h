// Judges cases by the thousand, where an assertion a case would take minutes, and reports the first failures. Used by
// the tests that compare layout with something else.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace minbar::test {

class Verdict {
 public:
  void judge(bool right, std::string_view what) {
    ++cases_;
    if (right) return;
    if (++wrong_ <= 10) first_ += "\n  " + std::string(what);
  }
  [[nodiscard]] std::size_t cases() const { return cases_; }
  [[nodiscard]] std::string faults() const {
    return std::to_string(wrong_) + " of " + std::to_string(cases_) + " are wrong, first:" + first_;
  }
  [[nodiscard]] std::size_t wrong() const { return wrong_; }

 private:
  std::size_t cases_ = 0;
  std::size_t wrong_ = 0;
  std::string first_;
};

inline void require_all_right(const Verdict& verdict, std::size_t cases) {
  INFO(verdict.faults());
  CHECK(verdict.cases() == cases);
  CHECK(verdict.wrong() == 0);
}

}  // namespace minbar::test
