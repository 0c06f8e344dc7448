#include "sync/collector/features/satisfaction/period.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sync/base/number.h"
#include "sync/domain/time/local_time.h"

namespace minbar::collector {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::last;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr months most_months(120);

// "2026-09", or any day of it: "2026-09-21".
std::optional<year_month> month_of(std::string_view text) {
  if ((text.size() != 7 && text.size() != 10) || text[4] != '-') return std::nullopt;
  const auto y = whole_number(text.substr(0, 4)), m = whole_number(text.substr(5, 2));
  if (!y || !m || *y < 2020 || *y > 2100) return std::nullopt;
  const auto found = year(static_cast<int>(*y)) / month(static_cast<unsigned>(*m));
  if (!found.ok()) return std::nullopt;
  if (text.size() == 7) return found;
  const auto d = whole_number(text.substr(8, 2));
  if (text[7] != '-' || !d || !(found / day(static_cast<unsigned>(*d))).ok()) return std::nullopt;
  return found;
}

PeriodKind kind_of(std::string_view text) {
  for (const auto kind : {PeriodKind::quarter, PeriodKind::year, PeriodKind::dates})
    if (text == name_of(kind)) return kind;
  return PeriodKind::month;
}

std::int64_t start_of(const year_month_day& date, std::string_view zone) {
  return start_of_day_ms({.year = static_cast<int>(date.year()),
                          .month = static_cast<int>(static_cast<unsigned>(date.month())),
                          .day = static_cast<int>(static_cast<unsigned>(date.day()))},
                         zone) /
         1000;
}

year_month_day day_after(const year_month_day& date) { return sys_days(date) + days(1); }

Period whole_months(PeriodKind kind, year_month from, year_month to) {
  return {.kind = kind, .first = from / 1, .last = year_month_day(to / last)};
}

Period chosen(const PeriodWish& wish, year_month now) {
  const auto kind = kind_of(wish.kind);
  if (kind == PeriodKind::quarter) return whole_months(kind, now - months(2), now);
  if (kind == PeriodKind::year) return whole_months(kind, now.year() / month(1), now.year() / month(12));
  if (kind == PeriodKind::dates) {
    const auto from = month_of(wish.from), to = month_of(wish.to);
    if (from && to && *from <= *to && *to - *from < most_months) return whole_months(kind, *from, *to);
  }
  auto period = whole_months(PeriodKind::month, now, now);
  period.dates_wrong = kind == PeriodKind::dates;
  return period;
}

}  // namespace

std::string_view name_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::month:
      return "month";
    case PeriodKind::quarter:
      return "quarter";
    case PeriodKind::year:
      return "year";
    case PeriodKind::dates:
      return "dates";
  }
  return "month";
}

Period period_of(const PeriodWish& wish, std::int64_t now_ms, std::string_view zone) {
  const auto now = local_time(now_ms, zone);
  auto period = chosen(wish, year(now.year) / month(static_cast<unsigned>(now.month)));
  period.from_s = start_of(period.first, zone);
  period.until_s = start_of(day_after(period.last), zone);
  return period;
}

std::vector<MonthPart> months_of(const Period& period, std::string_view zone) {
  std::vector<MonthPart> parts;
  const auto first = period.first.year() / period.first.month();
  for (auto at = period.last.year() / period.last.month(); at >= first; at -= months(1))
    parts.push_back({.month = at,
                     .from_s = std::max(start_of(at / 1, zone), period.from_s),
                     .until_s = std::min(start_of((at + months(1)) / 1, zone), period.until_s)});
  return parts;
}

std::string month_field(const year_month_day& date) {
  return fmt::format("{:04}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
}

}  // namespace minbar::collector
