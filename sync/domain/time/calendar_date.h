// A day of the Gregorian calendar as content files write it, "2026-11-25": no time, no zone. Used by rules, petitions
// and whatever else in the pack has a date.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/domain/files/located_json.h"

namespace minbar {

struct CalendarDate {
  int year = 1970;
  int month = 1;
  int day = 1;
  auto operator<=>(const CalendarDate&) const = default;
};

// Nothing for what is not written so, and for days that are not in the calendar.
[[nodiscard]] std::optional<CalendarDate> parse_date(std::string_view text);
// The date that `owner` has under `key`, or a fault that says how one is written.
[[nodiscard]] Result<CalendarDate> date_member(const JsonReader& reader, const LocatedJson& owner,
                                               std::string_view key);

}  // namespace minbar
