// A 95 % interval for the mean of answers on a scale of five, for the satisfaction page. Sound for few answers and for
// lopsided ones, where the textbook's normal interval leaves the scale or shrinks to nothing. Pure arithmetic.
#pragma once

#include <array>
#include <cstdint>

namespace minbar::collector {

// How often each answer from 1 to 5 was given.
using AnswerCounts = std::array<std::int64_t, 5>;

struct MeanInterval {
  double mean = 0;
  double low = 1;  // never below 1
  double high = 5;
};

// At least two answers; fewer is a broken invariant.
//
// Empirical likelihood of a mean (Owen, Biometrika 75, 1988), over all distributions on the whole scale and not only on
// the answers that were given, so that a town where all say 5 still gets an interval (the bounded form is K_inf of
// Honda and Takemura, COLT 2010). The ratio is judged by Student's t with n - 1 degrees of freedom squared, as Owen
// recommends for small n. A test checks how often it covers the truth.
[[nodiscard]] MeanInterval mean_interval(const AnswerCounts& counts);

}  // namespace minbar::collector
