// Moments as people of a place write them: day, month by its Moroccan name, year, hour and minute, in the place's zone
// with digits 0-9. local_time.h knows the zone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/collector/desk/words.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

// A day that is known as such, and a day or moment of UTC as seen in the zone.
[[nodiscard]] std::string date_text(const LocalDate& date, const Words& words);
[[nodiscard]] std::string date_text(std::int64_t utc_ms, std::string_view zone, const Words& words);
[[nodiscard]] std::string time_text(std::int64_t utc_ms, std::string_view zone, const Words& words);
// The same in the collector's time zone (zone.h).
[[nodiscard]] std::string date_text(std::int64_t utc_ms, const Words& words);
[[nodiscard]] std::string time_text(std::int64_t utc_ms, const Words& words);
// For <time datetime>: "2026-11-24T13:05:00Z".
[[nodiscard]] std::string machine_time(std::int64_t utc_ms);

}  // namespace minbar::collector
