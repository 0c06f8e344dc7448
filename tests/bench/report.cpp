#include "tests/bench/report.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include <fmt/format.h>

namespace minbar::bench {

double Samples::at(double part) const {
  auto sorted = all_;
  std::sort(sorted.begin(), sorted.end());
  return sorted.at(static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1) + 0.5));
}

double Samples::total() const { return std::accumulate(all_.begin(), all_.end(), 0.0); }

void print(const RowOfTable& row) {
  fmt::print("{}\t{}\t{}\t{}\t{}\t{}\n", row.what, row.figure, row.compared_with,
             row.ratio ? fmt::format("{:.2f}", *row.ratio) : "-", row.budget,
             row.met ? (*row.met ? "yes" : "NO") : "-");
  std::fflush(stdout);
}

std::string in_ms(double ms) { return fmt::format("{:.2f} ms", ms); }

std::string spread(const Samples& samples) {
  return fmt::format("p50 {:.2f}, p95 {:.2f}, max {:.2f} ms", samples.median(), samples.at(0.95), samples.at(1));
}

bool has_flag(int argc, char** argv, std::string_view flag) {
  return std::any_of(argv + 1, argv + argc, [&](const char* word) { return word == flag; });
}

}  // namespace minbar::bench
