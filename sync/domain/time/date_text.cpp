#include "sync/domain/time/date_text.h"

#include <fmt/format.h>

#include "sync/domain/time/local_time.h"

namespace minbar {

namespace {

// The catalogue isolates each part; a date is put into sentences whole, and an isolate of isolates has no direction of
// its own to take.
Wording joined(Wording wording) {
  for (const std::string_view mark : {"\u2068", "\u2069"})
    for (auto at = wording.text.find(mark); at != std::string::npos; at = wording.text.find(mark, at))
      wording.text.erase(at, mark.size());
  return wording;
}

Wording day_of(const Catalogue& words, Language shown, const PartialDate& date) {
  const auto year = fmt::format("{}", date.year);
  if (date.month == 0) return joined(words.say(shown, "date.of_year", std::array{Argument{"year", year}}));
  const auto month = words.say(shown, date_word_keys.at(static_cast<std::size_t>(date.month) + 1).key);
  if (date.day == 0)
    return joined(words.say(shown, "date.of_month", std::array{Argument{"month", month.text}, Argument{"year", year}}));
  return joined(words.say(
      shown, "date.day",
      std::array{Argument{"day", std::int64_t{date.day}}, Argument{"month", month.text}, Argument{"year", year}}));
}

PartialDate day_of(const LocalTime& local) { return {.year = local.year, .month = local.month, .day = local.day}; }

}  // namespace

Wording date_text(const Catalogue& words, Language language, const CalendarDate& date) {
  return date_text(words, language, PartialDate{.year = date.year, .month = date.month, .day = date.day});
}

Wording date_text(const Catalogue& words, Language language, std::int64_t utc_s, std::string_view zone) {
  return day_of(words, words.shown_in(language, "date.day"), day_of(local_time(in_ms(utc_s), zone)));
}

Wording date_text(const Catalogue& words, Language language, const PartialDate& date) {
  return day_of(words, words.shown_in(language, "date.day"), date);
}

Wording moment_text(const Catalogue& words, Language language, std::int64_t utc_s, std::string_view zone) {
  const auto shown = words.shown_in(language, "date.moment");
  const auto local = local_time(in_ms(utc_s), zone);
  const auto day = day_of(words, shown, day_of(local));
  return joined(words.say(
      shown, "date.moment",
      std::array{Argument{"date", day.text}, Argument{"time", fmt::format("{:02}:{:02}", local.hour, local.minute)}}));
}

}  // namespace minbar
