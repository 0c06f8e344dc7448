#include "sync/collector/desk/time_text.h"

#include <fmt/format.h>

#include "sync/collector/desk/zone.h"

namespace minbar::collector {

std::string date_text(const LocalDate& date, const Words& words) {
  const auto day = date.day == 1 ? words.at("date.first_day") : fmt::format("{}", date.day);
  return filled(
      words.at("date.pattern"),
      {{"day", day}, {"month", words.at(fmt::format("month.{}", date.month))}, {"year", fmt::format("{}", date.year)}});
}

std::string date_text(std::int64_t utc_ms, std::string_view zone, const Words& words) {
  const auto local = local_time(utc_ms, zone);
  return date_text({.year = local.year, .month = local.month, .day = local.day}, words);
}

std::string time_text(std::int64_t utc_ms, std::string_view zone, const Words& words) {
  const auto local = local_time(utc_ms, zone);
  return filled(words.at("time.pattern"), {{"date", date_text(utc_ms, zone, words)},
                                           {"time", fmt::format("{:02}:{:02}", local.hour, local.minute)}});
}

std::string date_text(std::int64_t utc_ms, const Words& words) { return date_text(utc_ms, default_zone, words); }

std::string time_text(std::int64_t utc_ms, const Words& words) { return time_text(utc_ms, default_zone, words); }

std::string machine_time(std::int64_t utc_ms) {
  const auto utc = local_time(utc_ms, "UTC");
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.year, utc.month, utc.day, utc.hour, utc.minute,
                     utc_ms / 1000 % 60);
}

}  // namespace minbar::collector
