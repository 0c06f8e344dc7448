// minbar-torture: what may go wrong around Minbar's core goes wrong, again and again, with the real programs; one table
// says what it cost. Started by tests/torture/run.
#include <csignal>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sync/base/clock.h"
#include "sync/seal/init.h"
#include "tests/torture/rows.h"

namespace {

using minbar::torture::Row;
using minbar::torture::Torture;

struct Kind {
  const char* name;
  int rounds;
  int shortly;       // in tests/run
  bool needs_disks;  // loop devices and what exports them
  std::function<Row(const Torture&)> make;
};

const std::vector<Kind>& kinds() {
  using namespace minbar::torture;
  static const std::vector<Kind> all{
      {"kiosk-power", 200, 4, true, [](const Torture& t) { return kiosk_power_cuts(t, false); }},
      {"lying-disk", 10, 2, true, [](const Torture& t) { return kiosk_power_cuts(t, true); }},
      {"collector-power", 150, 3, true, collector_power_cuts},
      {"kills", 1'600, 8, false, kills},
      {"first-starts", 400, 4, false, killed_first_starts},
      {"network", 500, 16, false, network_faults},
      {"clocks", 60, 4, false, bad_clocks},
      {"full-disk", 100, 4, true, full_disks},
      {"broken-disk", 100, 4, true, broken_disks},
      {"backups", 60, 3, false, restored_backups},
      {"months", 120, 6, false, months},
  };
  return all;
}

void print(const Row& row, std::int64_t seconds) {
  fmt::print("{:<46} {:>6} {:>6} {:>12} {:>5} {:>7} {:>7} {:>11} {:>6}  {}\n", row.trouble, row.rounds, row.faults,
             row.acknowledged, row.lost, row.doubled, row.altered, row.unexplained, seconds,
             good(row)       ? row.must_lose ? "loses, as it must" : "good"
             : row.must_lose ? "loses nothing: the table is void"
                             : "BAD");
  std::fflush(stdout);
}

int usage() {
  fmt::print(stderr, "minbar-torture --bin DIR --work DIR [--short] [--without-disks] [--seed N] [--only ROW]\nrows:");
  for (const auto& kind : kinds()) fmt::print(stderr, " {}", kind.name);
  fmt::print(stderr, "\n");
  return 2;
}

}  // namespace

int main(int count, char** words) {
  minbar::seal::init();
  std::signal(SIGPIPE, SIG_IGN);
  Torture torture;
  std::string only;
  bool shortly = false;
  bool disks = true;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--short") {
      shortly = true;
    } else if (word == "--without-disks") {
      disks = false;
    } else if (i + 1 == count) {
      return usage();
    } else if (word == "--bin") {
      torture.programs = words[++i];
    } else if (word == "--work") {
      torture.work = words[++i];
    } else if (word == "--seed") {
      torture.seed = std::stoull(words[++i]);
    } else if (word == "--only") {
      only = words[++i];
    } else {
      return usage();
    }
  }
  if (torture.programs.empty() || torture.work.empty()) return usage();
  fmt::print("{:<46} {:>6} {:>6} {:>12} {:>5} {:>7} {:>7} {:>11} {:>6}\n", "trouble", "rounds", "faults",
             "acknowledged", "lost", "doubled", "altered", "unexplained", "s");
  const minbar::SystemClock clock;
  bool all_good = true;
  for (const auto& kind : kinds()) {
    if ((!only.empty() && only != kind.name) || (kind.needs_disks && !disks)) continue;
    torture.rounds = shortly ? kind.shortly : kind.rounds;
    const auto began = clock.monotonic_ms();
    try {
      const auto row = kind.make(torture);
      print(row, (clock.monotonic_ms() - began) / 1'000);
      all_good = all_good && good(row);
    } catch (const std::exception& error) {
      fmt::print("{:<46} {}\n", kind.name, error.what());
      all_good = false;
    }
  }
  return all_good ? 0 : 1;
}
