// One row of the table of figures, and the small arithmetic behind it. Used by every program under tests/bench; it
// prints lines with tabs between the columns, which `tests/bench/run` lays out as one table.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/ensure.h"
#include "sync/base/result.h"

namespace minbar::bench {

// The value, or an end of the program with the error's words: a measurement of something broken says nothing.
template <class T>
T taken(Result<T> result) {
  ENSURE(result.has_value(), result ? "" : result.error().context);
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

class Stopwatch {
 public:
  [[nodiscard]] double ms() const { return std::chrono::duration<double, std::milli>(Clock::now() - start_).count(); }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// Times in milliseconds.
class Samples {
 public:
  void add(double ms) { all_.push_back(ms); }
  template <class F>
  void time(F&& body) {
    const Stopwatch watch;
    body();
    add(watch.ms());
  }
  // `part` from 0 to 1: 0.5 is the median. At least one sample.
  [[nodiscard]] double at(double part) const;
  [[nodiscard]] double median() const { return at(0.5); }
  [[nodiscard]] double total() const;
  [[nodiscard]] std::size_t size() const { return all_.size(); }

 private:
  std::vector<double> all_;
};

struct RowOfTable {
  std::string_view what;
  std::string figure;
  std::string compared_with = "-";
  std::optional<double> ratio{};
  std::string budget = "-";
  std::optional<bool> met{};
};
void print(const RowOfTable& row);

// "12.34 ms"
[[nodiscard]] std::string in_ms(double ms);
// "p50 1.2, p95 3.4, max 5.6 ms"
[[nodiscard]] std::string spread(const Samples& samples);

// Whether the program was started with this word.
[[nodiscard]] bool has_flag(int argc, char** argv, std::string_view flag);

}  // namespace minbar::bench
