// How much one kiosk may bring in a day, so that a hostile or broken one fills no disk and stops no other. Counts per
// device and UTC day of the collector's clock, in the transaction of what is counted; what brought nothing new is
// counted in memory until something is written anyway. Refuses no kiosk for what another brought.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>

#include "sync/base/result.h"
#include "sync/collector/intake/keep.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

// When the day of this moment ends, and with it what its quota held back. Both UTC, by the collector's clock.
[[nodiscard]] std::int64_t day_end_ms(std::int64_t at_ms);

class DeviceDays {
 public:
  struct Brought {
    std::int64_t records = 0;
    std::int64_t bytes = 0;  // of whole requests, known ones too
    std::int64_t chains = 0;
    std::int64_t blobs = 0;  // begun
  };

  // Judged by what came before this request, so that the last one of a day is taken whole. A device past its quota gets
  // the seconds until its next day; that is logged and marked once. Else the request's bytes are counted.
  [[nodiscard]] Result<std::optional<std::int64_t>> seconds_to_wait(Storage& storage, const Arrival& arrival,
                                                                    std::int64_t request_bytes);
  // Of this device and not written yet. Whoever takes them writes them with `note`, or gives them back.
  [[nodiscard]] std::int64_t take_bytes(const Arrival& arrival);
  void give_back(const Arrival& arrival, std::int64_t bytes);

  // Runs inside the writer's transaction. Also forgets the days of this device that are long past.
  [[nodiscard]] static Result<void> note(db::Database& database, const Arrival& arrival, const Brought& brought);

 private:
  struct Unwritten {
    std::int64_t day = 0;
    std::int64_t bytes = 0;
  };
  Unwritten& of(const Arrival& arrival);

  std::mutex mutex_;
  std::map<DeviceId, Unwritten> unwritten_;  // of enrolled devices: a fleet is hundreds
};

}  // namespace minbar::collector
