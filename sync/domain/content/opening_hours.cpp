#include "sync/domain/content/opening_hours.h"

#include <algorithm>

namespace minbar {

namespace {

using std::chrono::sys_days;

constexpr int days_looked_ahead = 60;  // longer than any closing that is announced; then nothing is promised
constexpr std::int64_t minute_s = 60;
constexpr std::int64_t day_s = 24 * 60 * minute_s;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

const OpeningHours::Hours* OpeningHours::hours_of(std::span<const PlaceCode> chain) const {
  for (const auto& place : chain)
    for (const auto& hours : hours_)
      if (std::find(hours.places.begin(), hours.places.end(), place) != hours.places.end()) return &hours;
  const auto everywhere =
      std::find_if(hours_.begin(), hours_.end(), [](const Hours& hours) { return hours.places.empty(); });
  return everywhere == hours_.end() ? nullptr : &*everywhere;
}

const OpeningHours::Day& OpeningHours::day_of(const Hours& hours, sys_days day) {
  const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
  for (const auto& season : hours.seasons)
    if (season.from <= day && day <= season.to) return season.week.at(weekday);
  return hours.week.at(weekday);
}

std::optional<int> OpeningHours::offset_minutes(std::string_view zone, std::int64_t utc_s) const {
  for (const auto& clock : clocks_) {
    if (clock.zone != zone) continue;
    for (const auto& shift : clock.shifts)
      if (shift.from_s <= utc_s && utc_s < shift.to_s) return shift.offset_minutes;
    return clock.offset_minutes;
  }
  return std::nullopt;
}

// An hour that a clock skips or says twice is the night's; no office opens in it.
std::int64_t OpeningHours::utc_of(std::string_view zone, sys_days day, int minute) const {
  const auto local_s = day.time_since_epoch().count() * day_s + minute * minute_s;
  auto utc_s = local_s - offset_minutes(zone, local_s).value_or(0) * minute_s;
  return local_s - offset_minutes(zone, utc_s).value_or(0) * minute_s;
}

std::optional<Opening> OpeningHours::at(std::span<const PlaceCode> chain, std::string_view zone,
                                        std::int64_t utc_s) const {
  const auto* hours = hours_of(chain);
  const auto offset = offset_minutes(zone, utc_s);
  if (hours == nullptr || !offset) return std::nullopt;
  const auto local_s = utc_s + *offset * minute_s;
  const sys_days today{std::chrono::days(floor_div(local_s, day_s))};
  const auto minute_now = static_cast<int>((local_s - floor_div(local_s, day_s) * day_s) / minute_s);
  Opening out{.open = false, .offers = hours->offers};
  for (int ahead = 0; ahead <= days_looked_ahead; ++ahead) {
    const auto day = today + std::chrono::days(ahead);
    for (const auto& stretch : day_of(*hours, day)) {
      if (ahead == 0 && stretch.to <= minute_now) continue;
      const bool begun = ahead == 0 && stretch.from <= minute_now;
      if (out.open && stretch.from == 0 && *out.changes_s == utc_of(zone, day, 0)) {
        out.changes_s = utc_of(zone, day, stretch.to);  // goes on after midnight
        continue;
      }
      if (out.open) return out;
      out.open = begun;
      out.changes_s = utc_of(zone, day, begun ? stretch.to : stretch.from);
      if (begun) continue;
      out.next = NextOpening{.days_ahead = ahead,
                             .weekday = std::chrono::weekday(day).iso_encoding(),
                             .date = std::chrono::year_month_day(day),
                             .minute = stretch.from};
      return out;
    }
  }
  return out;
}

}  // namespace minbar
