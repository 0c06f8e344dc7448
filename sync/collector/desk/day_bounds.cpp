#include "sync/collector/desk/day_bounds.h"

#include <chrono>

#include "sync/collector/desk/zone.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

std::int64_t start_of(const CalendarDate& day, std::chrono::days later) {
  const std::chrono::year_month_day found =
      std::chrono::sys_days(std::chrono::year(day.year) / day.month / day.day) + later;
  return start_of_day_ms({.year = static_cast<int>(found.year()),
                          .month = static_cast<int>(static_cast<unsigned>(found.month())),
                          .day = static_cast<int>(static_cast<unsigned>(found.day()))},
                         default_zone);
}

}  // namespace

std::optional<std::int64_t> start_of_day(std::string_view day) {
  const auto date = parse_date(day);
  return date ? std::optional(start_of(*date, std::chrono::days(0))) : std::nullopt;
}

std::optional<std::int64_t> end_of_day(std::string_view day) {
  const auto date = parse_date(day);
  return date ? std::optional(end_of_day(*date)) : std::nullopt;
}

std::int64_t end_of_day(const CalendarDate& day) { return start_of(day, std::chrono::days(1)); }

}  // namespace minbar::collector
