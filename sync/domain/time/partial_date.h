// A date as precise as its source: a year, a month of it, or a day. For what is published, never for what happened at a
// kiosk.
#pragma once

#include <optional>
#include <string_view>

namespace minbar {

struct PartialDate {
  int year = 0;
  int month = 0;  // 1 to 12; 0: only the year is known
  int day = 0;    // 1 to 31; 0: only the month is known
  bool operator==(const PartialDate&) const = default;
};

// ISO 8601 with reduced precision: "2027", "2027-07", "2027-07-31"; years 1900 to 2199.
[[nodiscard]] std::optional<PartialDate> partial_date_from(std::string_view text);

}  // namespace minbar
