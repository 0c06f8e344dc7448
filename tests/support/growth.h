// Whether time grows with what is given and not faster: the ratio of two times of one thread's own processor, one on
// four times as much. It is no time: noise of the machine is in both, and what fails is looked at again. Used wherever
// others choose the input.
#pragma once

#include <algorithm>
#include <ctime>

namespace minbar::test {

// Four times as much may take four times as long, a logarithm more, and as much again for caches; what is quadratic
// takes sixteen times as long.
inline constexpr double most_growth = 4 * 1.2 * 2;

[[nodiscard]] inline double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
[[nodiscard]] double time_of(const Work& work) {
  const double start = processor_ms();
  work();
  return processor_ms() - start;
}

// Both do their work once and give back the milliseconds it took. 1 when the longer takes too little to be looked at.
template <class Longer, class Shorter>
[[nodiscard]] double growth(const Longer& longer_ms, const Shorter& shorter_ms) {
  constexpr double nothing_ms = 2;
  double ratio = 0;
  double best = longer_ms();
  for (int tries = 0; tries < 6; ++tries) {
    ratio = best < nothing_ms ? 1 : best / shorter_ms();
    if (ratio <= most_growth) break;
    best = std::min(best, longer_ms());
  }
  return ratio;
}

}  // namespace minbar::test
