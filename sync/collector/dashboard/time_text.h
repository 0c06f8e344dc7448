// Moments as people of a place write them: day, month by its Moroccan name, year, hour and minute, in the place's zone
// with digits 0-9. The zone's rules are ICU's, which know Morocco's clock changes around Ramadan as published for its
// version.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/collector/dashboard/words.h"

namespace minbar::collector {

struct LocalTime {
  int year = 0;
  int month = 0;  // 1 to 12
  int day = 0;
  int hour = 0;
  int minute = 0;
  bool operator==(const LocalTime&) const = default;
};

// `zone` is an IANA name; an unknown one counts as UTC.
[[nodiscard]] LocalTime local_time(std::int64_t utc_ms, std::string_view zone);

[[nodiscard]] std::string date_text(std::int64_t utc_ms, std::string_view zone, const Words& words);
[[nodiscard]] std::string time_text(std::int64_t utc_ms, std::string_view zone, const Words& words);
// For <time datetime>: "2026-11-24T13:05:00Z".
[[nodiscard]] std::string machine_time(std::int64_t utc_ms);

}  // namespace minbar::collector
