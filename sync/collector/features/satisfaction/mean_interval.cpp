#include "sync/collector/features/satisfaction/mean_interval.h"

#include <cmath>
#include <numeric>

#include "sync/base/ensure.h"

namespace minbar::collector {

namespace {

constexpr int halvings = 60;  // until a double says no more

double score_of(std::size_t index) { return static_cast<double>(index + 1); }

double mean_of(const AnswerCounts& counts, double total) {
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) sum += static_cast<double>(counts[i]) * score_of(i);
  return sum / total;
}

// The 97.5 % point of Student's t (Abramowitz and Stegun, 26.7.5; within 0.01 from four degrees of freedom on, wider
// below).
double student_t(double degrees) {
  constexpr double z = 1.959964;
  constexpr double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
  return z + (z3 + z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * z) / (96 * degrees * degrees) +
         (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * std::pow(degrees, 3));
}

double slope(const AnswerCounts& counts, double mu, double lambda) {
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const double distance = score_of(i) - mu;
    sum += static_cast<double>(counts[i]) * distance / (1 + lambda * distance);
  }
  return sum;
}

// Twice the logarithm of how much likelier the answers are under their own shares than under any distribution on the
// scale with mean mu: by duality the maximum of a concave function of one multiplier.
double twice_log_ratio(const AnswerCounts& counts, double mu) {
  double low = -1 / (5 - mu), high = 1 / (mu - 1);
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (slope(counts, mu, middle) > 0 ? low : high) = middle;
  }
  double sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) sum += static_cast<double>(counts[i]) * std::log1p(low * (score_of(i) - mu));
  return 2 * sum;
}

// The mean between `inside`, which the answers support, and `outside`, the end of the scale, where support ends.
double edge(const AnswerCounts& counts, double inside, double outside, double most) {
  for (int i = 0; i < halvings; ++i) {
    const double middle = (inside + outside) / 2;
    (twice_log_ratio(counts, middle) <= most ? inside : outside) = middle;
  }
  return inside;
}

}  // namespace

MeanInterval mean_interval(const AnswerCounts& counts) {
  const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
  ENSURE(total >= 2, "an interval needs two answers");
  const double mean = mean_of(counts, total);
  const double most = std::pow(student_t(total - 1), 2);
  return {.mean = mean,
          .low = mean > 1 ? edge(counts, mean, 1, most) : 1,
          .high = mean < 5 ? edge(counts, mean, 5, most) : 5};
}

}  // namespace minbar::collector
