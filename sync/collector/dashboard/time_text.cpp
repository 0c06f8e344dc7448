#include "sync/collector/dashboard/time_text.h"

#include <unicode/ucal.h>

#include <memory>

#include <fmt/format.h>

#include "sync/base/ensure.h"

namespace minbar::collector {

namespace {
struct Close {
  void operator()(void* calendar) const { ucal_close(static_cast<UCalendar*>(calendar)); }
};
}  // namespace

LocalTime local_time(std::int64_t utc_ms, std::string_view zone) {
  const std::u16string name(zone.begin(), zone.end());
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<void, Close> owner(
      ucal_open(name.data(), static_cast<std::int32_t>(name.size()), "en@calendar=gregorian", UCAL_GREGORIAN, &error));
  auto* calendar = static_cast<UCalendar*>(owner.get());
  ucal_setMillis(calendar, static_cast<UDate>(utc_ms), &error);
  LocalTime local{.year = ucal_get(calendar, UCAL_YEAR, &error),
                  .month = ucal_get(calendar, UCAL_MONTH, &error) + 1,
                  .day = ucal_get(calendar, UCAL_DAY_OF_MONTH, &error),
                  .hour = ucal_get(calendar, UCAL_HOUR_OF_DAY, &error),
                  .minute = ucal_get(calendar, UCAL_MINUTE, &error)};
  ENSURE(U_SUCCESS(error), "ICU has its calendar data");
  return local;
}

std::string date_text(std::int64_t utc_ms, std::string_view zone, const Words& words) {
  const auto local = local_time(utc_ms, zone);
  return filled(words.at("date.pattern"), {{"day", fmt::format("{}", local.day)},
                                           {"month", words.at(fmt::format("month.{}", local.month))},
                                           {"year", fmt::format("{}", local.year)}});
}

std::string time_text(std::int64_t utc_ms, std::string_view zone, const Words& words) {
  const auto local = local_time(utc_ms, zone);
  return filled(words.at("time.pattern"), {{"date", date_text(utc_ms, zone, words)},
                                           {"time", fmt::format("{:02}:{:02}", local.hour, local.minute)}});
}

std::string machine_time(std::int64_t utc_ms) {
  const auto utc = local_time(utc_ms, "UTC");
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.year, utc.month, utc.day, utc.hour, utc.minute,
                     utc_ms / 1000 % 60);
}

}  // namespace minbar::collector
