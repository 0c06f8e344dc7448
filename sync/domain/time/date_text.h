// A day, or a moment of it, as people of the place write it: day, month by its Moroccan name, year, hours and minutes
// with digits 0-9. Patterns and months are words of the catalogue. Used by the kiosk's screens; local_time.h knows the
// zone. The desk has words of its own (sync/collector/desk/time_text.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sync/domain/ids.h"
#include "sync/domain/time/calendar_date.h"
#include "sync/domain/time/partial_date.h"
#include "sync/domain/words/words.h"

namespace minbar {

// `zone` is an IANA name; what the catalogue lacks in a language is said in Arabic whole, never in two languages.
[[nodiscard]] Wording date_text(const Catalogue& words, Language language, std::int64_t utc_s, std::string_view zone);
[[nodiscard]] Wording date_text(const Catalogue& words, Language language, const CalendarDate& date);
[[nodiscard]] Wording moment_text(const Catalogue& words, Language language, std::int64_t utc_s, std::string_view zone);

// As much of it as is known: a day, a month, a year.
[[nodiscard]] Wording date_text(const Catalogue& words, Language language, const PartialDate& date);

// The keys they say.
inline constexpr std::array date_word_keys{
    WordKey{"date.day", "#day month year"},
    WordKey{"date.moment", "date time"},
    WordKey{"date.month.1"},
    WordKey{"date.month.2"},
    WordKey{"date.month.3"},
    WordKey{"date.month.4"},
    WordKey{"date.month.5"},
    WordKey{"date.month.6"},
    WordKey{"date.month.7"},
    WordKey{"date.month.8"},
    WordKey{"date.month.9"},
    WordKey{"date.month.10"},
    WordKey{"date.month.11"},
    WordKey{"date.month.12"},
    WordKey{"date.of_month", "month year"},
    WordKey{"date.of_year", "year"},
};

}  // namespace minbar
