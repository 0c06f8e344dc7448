// When the office behind a kiosk is open: weekly hours, seasons such as Ramadan, single days, and the clocks of the
// places, all as data of the content pack. The clocks are data too, since a kiosk without a network has the zone tables
// of the day it was made, and Morocco announces the dates of its clock anew. Read by whoever reads the pack; asked by
// the kiosk's waiting screen. Pure. It never says that a kiosk may not be used: what stays possible is data as well.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"

namespace minbar {

// The next time the doors open, by the clock of the place.
struct NextOpening {
  int days_ahead = 0;    // 0: later today
  unsigned weekday = 0;  // ISO 8601: 1 is Monday, 7 Sunday
  std::chrono::year_month_day date{};
  int minute = 0;  // of the day
  bool operator==(const NextOpening&) const = default;
};

struct Opening {
  bool open = true;
  std::optional<std::int64_t> changes_s{};  // UTC seconds; none: not within the next weeks
  std::optional<NextOpening> next{};        // when it is closed
  std::span<const std::string> offers{};  // doors of the menu that stay while it is closed; lives as long as the hours
};

class OpeningHours {
 public:
  // Refused, with file and line: hours that end before they begin or overlap, a day or a date that does not exist, a
  // season whose end is before its beginning, an unknown place, zone or door.
  [[nodiscard]] static Result<OpeningHours> parse(const ContentFile& file, const Places& places);

  // For a place, `chain` being it and all that it lies in: the nearest that has hours counts. None: no hours are known,
  // so the kiosk knows of no closing.
  [[nodiscard]] std::optional<Opening> at(std::span<const PlaceCode> chain, std::string_view zone,
                                          std::int64_t utc_s) const;
  // How far the clocks there are before UTC, in minutes. None: a zone that is not in the data.
  [[nodiscard]] std::optional<int> offset_minutes(std::string_view zone, std::int64_t utc_s) const;

  // Minutes of a day, the end outside.
  struct Stretch {
    int from = 0;
    int to = 0;
    bool operator==(const Stretch&) const = default;
  };
  using Day = std::vector<Stretch>;  // in order

 private:
  struct Shift {
    std::int64_t from_s = 0;
    std::int64_t to_s = 0;
    int offset_minutes = 0;

    template <class Self>
    static auto fields(Self& self) {
      auto& [a, b, c] = self;
      return std::tie(a, b, c);
    }
  };
  struct Clock {
    std::string zone;
    int offset_minutes = 0;
    std::vector<Shift> shifts;

    template <class Self>
    static auto fields(Self& self) {
      auto& [a, b, c] = self;
      return std::tie(a, b, c);
    }
  };
  using Week = std::array<Day, 7>;  // Monday first
  struct Season {
    std::chrono::sys_days from;
    std::chrono::sys_days to;  // the last day
    Week week;

    template <class Self>
    static auto fields(Self& self) {
      auto& [a, b, c] = self;
      return std::tie(a, b, c);
    }
  };
  struct Hours {
    std::vector<PlaceCode> places;  // empty: everywhere else
    Week week;
    std::vector<Season> seasons;  // the first that holds counts; a single day is one
    std::vector<std::string> offers;

    template <class Self>
    static auto fields(Self& self) {
      auto& [a, b, c, d] = self;
      return std::tie(a, b, c, d);
    }
  };
  friend class OpeningHoursReader;
  friend ArchivedFields;
  template <class Self>
  static auto fields(Self& self) {
    auto& [clocks, hours] = self;
    return std::tie(clocks, hours);
  }

  [[nodiscard]] const Hours* hours_of(std::span<const PlaceCode> chain) const;
  [[nodiscard]] static const Day& day_of(const Hours& hours, std::chrono::sys_days day);
  [[nodiscard]] std::int64_t utc_of(std::string_view zone, std::chrono::sys_days day, int minute) const;

  std::vector<Clock> clocks_;
  std::vector<Hours> hours_;
};

}  // namespace minbar
