// Days as forms and commands write them, "2026-11-29", as moments in the collector's zone (zone.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/domain/time/calendar_date.h"

namespace minbar::collector {

// UTC milliseconds; nothing for what is no day.
[[nodiscard]] std::optional<std::int64_t> start_of_day(std::string_view day);
// The beginning of the day after, which is not 24 hours later on the days when the clock changes.
[[nodiscard]] std::optional<std::int64_t> end_of_day(std::string_view day);
[[nodiscard]] std::int64_t end_of_day(const CalendarDate& day);

}  // namespace minbar::collector
