#include "sync/domain/time/partial_date.h"

#include <chrono>

#include "sync/base/number.h"

namespace minbar {

std::optional<PartialDate> partial_date_from(std::string_view text) {
  const bool shaped = text.size() == 4 || (text.size() == 7 && text[4] == '-') ||
                      (text.size() == 10 && text[4] == '-' && text[7] == '-');
  if (!shaped) return std::nullopt;
  const auto year = whole_number(text.substr(0, 4));
  if (!year || *year < 1900 || *year > 2199) return std::nullopt;
  PartialDate date{.year = static_cast<int>(*year)};
  if (text.size() == 4) return date;
  const auto month = whole_number(text.substr(5, 2));
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  date.month = static_cast<int>(*month);
  if (text.size() == 7) return date;
  const auto day = whole_number(text.substr(8, 2));
  if (!day) return std::nullopt;
  date.day = static_cast<int>(*day);
  const auto whole = std::chrono::year(date.year) / date.month / static_cast<unsigned>(date.day);
  if (!whole.ok()) return std::nullopt;
  return date;
}

}  // namespace minbar
