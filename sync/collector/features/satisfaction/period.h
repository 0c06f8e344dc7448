// Which months a page of figures is about, in the town's own calendar: this one, the last three, this year, or from one
// to another. Read from a form's fields; whole months only, since figures of one day more or less subtract to that
// day's. Days begin at midnight in the zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::collector {

enum class PeriodKind { month, quarter, year, dates };

struct Period {
  PeriodKind kind = PeriodKind::month;
  std::chrono::year_month_day first;
  std::chrono::year_month_day last;  // its last day, counted in
  std::int64_t from_s = 0;           // UTC
  std::int64_t until_s = 0;          // UTC, not counted in
  bool dates_wrong = false;          // what was asked for could not be read: this is the month instead
};

struct PeriodWish {
  std::string_view kind;  // "month", "quarter", "year", "dates"; others count as month
  std::string_view from;  // "2026-09", for dates; of "2026-09-21" its whole month is taken
  std::string_view to;
};
// `now_ms`: UTC. At most 120 months between 2020 and 2100.
[[nodiscard]] Period period_of(const PeriodWish& wish, std::int64_t now_ms, std::string_view zone);
[[nodiscard]] std::string_view name_of(PeriodKind kind);

// One calendar month's part of a period.
struct MonthPart {
  std::chrono::year_month month;
  std::int64_t from_s = 0;
  std::int64_t until_s = 0;
};
// Newest first; at most 120.
[[nodiscard]] std::vector<MonthPart> months_of(const Period& period, std::string_view zone);

// "2026-09", as <input type="month"> has it.
[[nodiscard]] std::string month_field(const std::chrono::year_month_day& date);

}  // namespace minbar::collector
