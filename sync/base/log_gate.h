// How much is logged in one minute: what strangers can cause must not fill a disk or hide what matters. An event has
// its own number of lines a minute, and all together have theirs; what is past them is counted, and the counts are told
// when the minute is over. A value that is given the time; log.cpp keeps the one of the process.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "sync/base/log_event.h"

namespace minbar {

class LogGate {
 public:
  struct Counted {
    LogEvent event;
    std::size_t times = 0;  // that it happened without a line
    bool operator==(const Counted&) const = default;
  };

  // Whether this event gets a line now; if not it is counted.
  [[nodiscard]] bool passes(LogEvent event, std::int64_t now_ms);
  // The counts of a minute that is over; they are told once. Ask before passes().
  [[nodiscard]] std::vector<Counted> due(std::int64_t now_ms);
  // The counts so far, of a minute that is not over: the program ends.
  [[nodiscard]] std::vector<Counted> rest();

 private:
  struct Tally {
    std::size_t lines = 0;
    std::size_t without = 0;
  };
  std::int64_t minute_ = 0;
  std::size_t lines_ = 0;
  std::array<Tally, log_event_count> tallies_{};
};

}  // namespace minbar
