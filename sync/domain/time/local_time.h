// A moment as a place's clock shows it, and the moment at which one of its days begins, for pages and periods. The
// zone's rules are ICU's, which know Morocco's clock changes around Ramadan as published for its version. Writes no
// words.
#pragma once

#include <cstdint>
#include <string_view>

namespace minbar {

struct LocalTime {
  int year = 0;
  int month = 0;  // 1 to 12
  int day = 0;
  int hour = 0;
  int minute = 0;
  bool operator==(const LocalTime&) const = default;
};

// Whether it lies in the years 1 to 9999, which every calendar has. UTC seconds of a foreign clock may be any number.
[[nodiscard]] bool is_moment(std::int64_t utc_s);
// As milliseconds; what is no moment counts as the nearest one, so that a foreign number is never past its range here.
[[nodiscard]] std::int64_t in_ms(std::int64_t utc_s);

[[nodiscard]] bool is_zone(std::string_view zone);
// `zone` is an IANA name everywhere; an unknown one counts as UTC. What is no moment is shown as the nearest one.
[[nodiscard]] LocalTime local_time(std::int64_t utc_ms, std::string_view zone);

struct LocalDate {
  int year = 0;
  int month = 0;  // 1 to 12
  int day = 0;
};
// UTC milliseconds of the midnight that begins this day.
[[nodiscard]] std::int64_t start_of_day_ms(const LocalDate& date, std::string_view zone);

}  // namespace minbar
