#include "sync/domain/time/calendar_date.h"

#include <chrono>

#include "sync/base/number.h"

namespace minbar {

std::optional<CalendarDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole_number(text.substr(0, 4));
  const auto month = whole_number(text.substr(5, 2));
  const auto day = whole_number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return CalendarDate{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)};
}

Result<CalendarDate> date_member(const JsonReader& reader, const LocatedJson& owner, std::string_view key) {
  const auto* value = TRY(reader.member(owner, key));
  const auto date = parse_date(TRY(reader.text(*value)));
  if (!date) return reader.fault(*value, "a date is written 2026-11-25");
  return *date;
}

}  // namespace minbar
