// Whether this collector could take a record now, and what its operators' monitoring counts. No label and no line names
// a person, a place or a kiosk. Asks the database little, since it is asked every few seconds.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

struct Readiness {
  bool writes = false;       // the database takes a write now
  bool is_whole = false;     // and no check has found damage in it
  bool has_room = false;     // limits::ready_room_bytes on its disk
  bool has_keys = false;     // both first keys lie in the folder: without them the next start fails
  bool backup_late = false;  // none elsewhere for limits::backup_late_ms, while there are kiosks
  // What is late is told, and takes nobody out of service: a balancer that did would make a night without a backup a
  // day without a collector.
  [[nodiscard]] bool ready() const { return writes && is_whole && has_room && has_keys; }
};
[[nodiscard]] Readiness look_whether_ready(Storage& storage, const std::filesystem::path& data, std::int64_t now_ms);
// A line each: "database: ok".
[[nodiscard]] std::string lines_of(const Readiness& readiness);

// How the kiosks fare, as the page of kiosks has it.
struct FleetCounts {
  std::map<std::string, std::int64_t> by_state = {};  // every state, in service
  std::int64_t with_faults = 0;                       // of these, that say so of themselves
  std::int64_t lost = 0, held = 0, set_aside = 0;     // records
};

struct Measures {
  Readiness readiness;
  FleetCounts fleet;
  std::int64_t arrivals = 0;  // records taken since the collector was made: a counter
  std::uint64_t database_bytes = 0, log_bytes = 0, free_bytes = 0;
  std::optional<std::int64_t> backup_age_s = {};  // of the newest elsewhere
};
[[nodiscard]] Result<Measures> measure(Storage& storage, const std::filesystem::path& data, FleetCounts fleet,
                                       std::int64_t now_ms);
// In Prometheus' text format, version 0.0.4.
[[nodiscard]] std::string metrics_of(const Measures& measures, std::string_view version);

}  // namespace minbar::collector
