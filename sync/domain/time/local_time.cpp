#include "sync/domain/time/local_time.h"

#include <unicode/ucal.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"

namespace minbar {

namespace {

struct Close {
  void operator()(void* calendar) const { ucal_close(static_cast<UCalendar*>(calendar)); }
};
using Calendar = std::unique_ptr<void, Close>;

Calendar calendar_in(std::string_view zone, UErrorCode& error) {
  const std::u16string name(zone.begin(), zone.end());
  return Calendar(
      ucal_open(name.data(), static_cast<std::int32_t>(name.size()), "en@calendar=gregorian", UCAL_GREGORIAN, &error));
}

}  // namespace

bool is_moment(std::int64_t utc_s) { return utc_s >= limits::earliest_time_s && utc_s <= limits::latest_time_s; }

std::int64_t in_ms(std::int64_t utc_s) {
  return std::clamp(utc_s, limits::earliest_time_s, limits::latest_time_s) * 1000;
}

bool is_zone(std::string_view zone) {
  UErrorCode error = U_ZERO_ERROR;
  UBool is_system = 0;
  const std::u16string name(zone.begin(), zone.end());
  std::array<char16_t, 128> canonical{};
  ucal_getCanonicalTimeZoneID(name.data(), static_cast<std::int32_t>(name.size()), canonical.data(),
                              static_cast<std::int32_t>(canonical.size()), &is_system, &error);
  return U_SUCCESS(error) && is_system != 0;
}

LocalTime local_time(std::int64_t utc_ms, std::string_view zone) {
  UErrorCode error = U_ZERO_ERROR;
  const auto owner = calendar_in(zone, error);
  auto* calendar = static_cast<UCalendar*>(owner.get());
  const auto shown = std::clamp(utc_ms, limits::earliest_time_s * 1000, limits::latest_time_s * 1000);
  ucal_setMillis(calendar, static_cast<UDate>(shown), &error);
  LocalTime local{.year = ucal_get(calendar, UCAL_YEAR, &error),
                  .month = ucal_get(calendar, UCAL_MONTH, &error) + 1,
                  .day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &error),
                  .hour = ucal_get(calendar, UCAL_HOUR_OF_DAY, &error),
                  .minute = ucal_get(calendar, UCAL_MINUTE, &error)};
  ENSURE(U_SUCCESS(error), "ICU has its calendar data");
  return local;
}

std::int64_t start_of_day_ms(const LocalDate& date, std::string_view zone) {
  UErrorCode error = U_ZERO_ERROR;
  const auto owner = calendar_in(zone, error);
  auto* calendar = static_cast<UCalendar*>(owner.get());
  ucal_clear(calendar);
  ucal_setDateTime(calendar, date.year, date.month - 1, date.day, 0, 0, 0, &error);
  const auto ms = static_cast<std::int64_t>(ucal_getMillis(calendar, &error));
  ENSURE(U_SUCCESS(error), "ICU has its calendar data");
  return ms;
}

}  // namespace minbar
