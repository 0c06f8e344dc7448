// The kinds of trouble. Each makes a world of its own, lets citizens speak while something fails again and again, lets
// all of it be delivered in the end, and compares record by record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace minbar::torture {

struct Row {
  std::string trouble;
  std::int64_t rounds = 0;
  std::int64_t faults = 0;        // that were seen to happen; fewer than rounds: some rounds proved nothing
  std::int64_t acknowledged = 0;  // records that a citizen was told are kept
  std::int64_t lost = 0;          // of these, not at the centre in the end
  std::int64_t doubled = 0;
  std::int64_t altered = 0;      // say something else, or could not be read
  std::int64_t unexplained = 0;  // there without a citizen, or a program that did not start again
  bool must_lose = false;        // the fault is one that nobody can bear: without a loss the table is void
};
[[nodiscard]] bool good(const Row& row);

struct Torture {
  std::filesystem::path programs;
  std::filesystem::path work;  // empty
  std::uint64_t seed = 1;
  int rounds = 1;
};

// The power goes where kiosk and agent are, on a real ext4. A lying disk ignores flushes.
[[nodiscard]] Row kiosk_power_cuts(const Torture& torture, bool lying);
// The power goes at the centre while records arrive.
[[nodiscard]] Row collector_power_cuts(const Torture& torture);
// One of the three programs is killed while all of them work.
[[nodiscard]] Row kills(const Torture& torture);
// Programs are killed in their very first start, then started again.
[[nodiscard]] Row killed_first_starts(const Torture& torture);
// What lies between agent and collector cuts, delays, repeats, damages and impersonates.
[[nodiscard]] Row network_faults(const Torture& torture);
// Kiosk and agent run by clocks that stand years off and are turned between two starts.
[[nodiscard]] Row bad_clocks(const Torture& torture);
// Something else fills the kiosk's disk to its last block, and goes again.
[[nodiscard]] Row full_disks(const Torture& torture);
// Sectors of the kiosk's disk cannot be written or read for a while.
[[nodiscard]] Row broken_disks(const Torture& torture);
// The centre is backed up, goes on, is lost or spoilt, and is restored by its recovery sheet.
[[nodiscard]] Row restored_backups(const Torture& torture);
// Many kiosks over simulated months; a round is a day.
[[nodiscard]] Row months(const Torture& torture);

}  // namespace minbar::torture
