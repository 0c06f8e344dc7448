// How hours.json is read: SOURCES.md describes it.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sync/domain/content/menu_doors.h"
#include "sync/domain/content/opening_hours.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/time/calendar_date.h"
#include "sync/domain/time/local_time.h"

namespace minbar {

namespace {

using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
constexpr int minutes_of_day = 24 * 60;
constexpr std::size_t most_stretches = 6;  // of a day: a morning, an afternoon, and room

// Digits of exactly this many places; nothing else.
std::optional<int> digits(std::string_view text, std::size_t places) {
  int number = 0;
  if (text.size() != places || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "08:30"; 24:00 ends a day.
std::optional<int> minute_of(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3), 2);
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > minutes_of_day) return std::nullopt;
  return *hour * 60 + *minute;
}

// "2027-02-08".
std::optional<sys_days> day_from(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) return std::nullopt;
  return sys_days(std::chrono::year(date->year) / date->month / date->day);
}

// "2027-02-07T02:00Z".
std::optional<std::int64_t> instant_from(std::string_view text) {
  if (text.size() != 17 || text[10] != 'T' || text[16] != 'Z') return std::nullopt;
  const auto day = day_from(text.substr(0, 10));
  const auto minute = minute_of(text.substr(11, 5));
  if (!day || !minute) return std::nullopt;
  return day->time_since_epoch().count() * std::int64_t{86'400} + *minute * 60;
}

}  // namespace

class OpeningHoursReader {
 public:
  OpeningHoursReader(const ContentFile& file, const Places& places) : json_(file), places_(places) {}

  Result<OpeningHours> read(const LocatedJson& root) {
    TRY(json_.only_members(root, {"clocks", "hours"}));
    OpeningHours out;
    std::set<std::string> zones;
    for (const auto& value : *TRY(json_.array_member(root, "clocks"))) {
      auto clock = TRY(this->clock(value));
      if (!zones.insert(clock.zone).second) return json_.fault(value, fmt::format("{} has two clocks", clock.zone));
      out.clocks_.push_back(std::move(clock));
    }
    for (const auto& value : *TRY(json_.array_member(root, "hours"))) {
      auto hours = TRY(this->hours(value));
      if (const auto twice = told_before(hours)) return json_.fault(value, fmt::format("{} has hours twice", *twice));
      out.hours_.push_back(std::move(hours));
    }
    if (!out.hours_.empty() && out.clocks_.empty())
      return json_.fault(root, "there are hours and no clock to read them by");
    return out;
  }

 private:
  template <class T>
  Result<T> parsed(const LocatedJson& value, std::optional<T> (*parse)(std::string_view), std::string_view shape) {
    const auto found = parse(TRY(json_.text(value)));
    if (!found) return json_.fault(value, fmt::format("is not written like {}", shape));
    return *found;
  }
  template <class T>
  Result<T> parsed(const LocatedJson& owner, std::string_view key, std::optional<T> (*parse)(std::string_view),
                   std::string_view shape) {
    return parsed(*TRY(json_.member(owner, key)), parse, shape);
  }

  Result<int> offset(const LocatedJson& owner) {
    const auto& value = *TRY(json_.member(owner, "offset_minutes"));
    const auto* number = std::get_if<double>(&value.value);
    if (number == nullptr || *number != std::floor(*number) || std::abs(*number) > 14 * 60)
      return json_.fault(value, "an offset is whole minutes, at most 14 hours");
    return static_cast<int>(*number);
  }

  // A place that has hours already; hours without places are for everywhere else. Notes those of `hours`.
  std::optional<std::string> told_before(const OpeningHours::Hours& hours) {
    std::set<std::string> here;
    for (const auto& place : hours.places) here.insert(place.value);
    if (here.empty()) here.insert("everywhere else");
    for (const auto& place : here)
      if (!told_.insert(place).second) return place;
    return std::nullopt;
  }

  Result<OpeningHours::Clock> clock(const LocatedJson& value) {
    TRY(json_.only_members(value, {"zone", "offset_minutes", "shifts", "source", "checked"}));
    OpeningHours::Clock clock;
    clock.zone = TRY(json_.text_member(value, "zone"));
    if (!is_zone(clock.zone)) return json_.fault(value, fmt::format("\"{}\" is no zone of IANA", clock.zone));
    clock.offset_minutes = TRY(offset(value));
    for (const auto& item : *TRY(json_.array_member(value, "shifts"))) {
      TRY(json_.only_members(item, {"from", "to", "offset_minutes"}));
      OpeningHours::Shift shift;
      shift.from_s = TRY(parsed(item, "from", instant_from, "2027-02-07T02:00Z"));
      shift.to_s = TRY(parsed(item, "to", instant_from, "2027-03-14T02:00Z"));
      shift.offset_minutes = TRY(offset(item));
      if (shift.to_s <= shift.from_s) return json_.fault(item, "a shift of the clock ends after it begins");
      if (!clock.shifts.empty() && shift.from_s < clock.shifts.back().to_s)
        return json_.fault(item, "the shifts of a clock stand in order and do not overlap");
      clock.shifts.push_back(shift);
    }
    return clock;
  }

  Result<OpeningHours::Day> day(const LocatedJson& value) {
    OpeningHours::Day day;
    for (const auto& item : *TRY(json_.array(value))) {
      const auto text = TRY(json_.text(item));
      const auto dash = text.find('-');
      const auto from = minute_of(std::string_view(text).substr(0, dash));
      const auto to = dash == std::string::npos ? std::nullopt : minute_of(std::string_view(text).substr(dash + 1));
      if (!from || !to || *to <= *from) return json_.fault(item, "hours are written like 08:30-16:30, within one day");
      if (!day.empty() && day.back().to >= *from)
        return json_.fault(item, "the hours of a day stand in order and do not touch");
      day.push_back({.from = *from, .to = *to});
    }
    if (day.size() > most_stretches) return json_.fault(value, "a day opens at most six times");
    return day;
  }

  // A day that is not named is closed.
  Result<OpeningHours::Week> week(const LocatedJson& value) {
    OpeningHours::Week week;
    for (const auto& [key, hours_of_day] : *TRY(json_.object(value))) {
      const auto found = std::find(weekdays.begin(), weekdays.end(), key);
      if (found == weekdays.end()) return json_.fault(hours_of_day, fmt::format("\"{}\" is no day of the week", key));
      week.at(static_cast<std::size_t>(found - weekdays.begin())) = TRY(day(hours_of_day));
    }
    return week;
  }

  Result<void> add_days(const LocatedJson& value, OpeningHours::Hours& hours) {
    const auto* days = TRY(json_.optional_member(value, "days"));
    if (days == nullptr) return {};
    for (const auto& item : *TRY(json_.array(*days))) {
      TRY(json_.only_members(item, {"from", "to", "hours"}));
      OpeningHours::Season season;
      season.from = TRY(parsed(item, "from", day_from, "2027-01-11"));
      season.to = season.from;
      if (TRY(json_.optional_member(item, "to")) != nullptr)
        season.to = TRY(parsed(item, "to", day_from, "2027-01-11"));
      season.week.fill(TRY(day(*TRY(json_.member(item, "hours")))));
      if (season.to < season.from) return json_.fault(item, "ends before it begins");
      hours.seasons.push_back(season);
    }
    return {};
  }

  Result<void> add_seasons(const LocatedJson& value, OpeningHours::Hours& hours) {
    const auto* seasons = TRY(json_.optional_member(value, "seasons"));
    if (seasons == nullptr) return {};
    for (const auto& item : *TRY(json_.array(*seasons))) {
      TRY(json_.only_members(item, {"from", "to", "weekly"}));
      OpeningHours::Season season;
      season.from = TRY(parsed(item, "from", day_from, "2027-02-08"));
      season.to = TRY(parsed(item, "to", day_from, "2027-03-09"));
      season.week = TRY(week(*TRY(json_.member(item, "weekly"))));
      if (season.to < season.from) return json_.fault(item, "ends before it begins");
      hours.seasons.push_back(season);
    }
    return {};
  }

  Result<OpeningHours::Hours> hours(const LocatedJson& value) {
    TRY(json_.only_members(value, {"places", "weekly", "seasons", "days", "offers_when_closed"}));
    OpeningHours::Hours hours;
    if (const auto* places = TRY(json_.optional_member(value, "places")))
      for (const auto& item : *TRY(json_.array(*places))) {
        const PlaceCode place{TRY(json_.text(item))};
        if (places_.find(place) == nullptr) return json_.fault(item, fmt::format("there is no place {}", place.value));
        hours.places.push_back(place);
      }
    hours.week = TRY(week(*TRY(json_.member(value, "weekly"))));
    TRY(add_days(value, hours));  // before seasons: a holiday in Ramadan is a holiday
    TRY(add_seasons(value, hours));
    hours.offers = TRY(parse_doors(json_, value, "offers_when_closed"));
    return hours;
  }

  JsonReader json_;
  const Places& places_;
  std::set<std::string> told_;
};

Result<OpeningHours> OpeningHours::parse(const ContentFile& file, const Places& places) {
  const auto root = TRY(parse_located_json(file));
  return OpeningHoursReader(file, places).read(root);
}

}  // namespace minbar
