// How often a story repeats what may go wrong once in many times: seldom in tests/run, which everybody waits for, and
// often in tests/long, which sets MINBAR_LONG_RUN. Used by stories of chance.
#pragma once

#include <cstdlib>

namespace minbar::test {

struct Repetitions {
  int shortly = 0, in_a_long_run = 0;
};
[[nodiscard]] inline int count_of(Repetitions times) {
  return std::getenv("MINBAR_LONG_RUN") == nullptr ? times.shortly : times.in_a_long_run;
}

}  // namespace minbar::test
