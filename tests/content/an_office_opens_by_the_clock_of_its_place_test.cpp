#include <unicode/timezone.h>

#include <catch2/catch.hpp>

#include "sync/domain/content/opening_hours.h"
#include "tests/content/pack.h"

using namespace minbar;
using Catch::Matchers::StartsWith;

namespace {

constexpr const char* casablanca = "Africa/Casablanca";

const char* const town = R"({"clocks": [{"zone": "Africa/Casablanca", "offset_minutes": 60, "shifts": [
  {"from": "2027-02-07T02:00Z", "to": "2027-03-14T02:00Z", "offset_minutes": 0}]}],
"hours": [
  {"places": ["09.001"], "weekly": {"monday": ["08:30-12:00", "13:00-16:30"], "tuesday": ["08:30-16:30"],
     "wednesday": ["08:30-16:30"], "thursday": ["08:30-16:30"], "friday": ["08:30-16:30"]},
   "days": [{"from": "2027-01-11", "hours": []}, {"from": "2027-02-10", "hours": ["10:00-11:00"]}],
   "seasons": [{"from": "2027-02-08", "to": "2027-03-09", "weekly": {"monday": ["09:00-15:00"],
     "tuesday": ["09:00-15:00"], "wednesday": ["09:00-15:00"]}}],
   "offers_when_closed": ["rate"]},
  {"weekly": {"sunday": ["00:00-24:00"], "monday": ["00:00-10:00"]}, "offers_when_closed": []}]})";

OpeningHours hours_in(const std::string& text) {
  auto hours = OpeningHours::parse({"hours.json", text}, test::real_content().places);
  if (!hours) FAIL(hours.error().context);
  return *std::move(hours);
}

// "2026-11-25T07:29Z" in UTC seconds.
std::int64_t at(const char* text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0;
  REQUIRE(std::sscanf(text, "%d-%d-%dT%d:%dZ", &year, &month, &day, &hour, &minute) == 5);
  const std::chrono::sys_days date{std::chrono::year(year) / month / day};
  return date.time_since_epoch().count() * std::int64_t{86'400} + hour * 3600 + minute * 60;
}

const std::vector<PlaceCode> agadir{{"09.001.01.01"}, {"09.001"}, {"09"}};
const std::vector<PlaceCode> tangier{{"01.511.01.0"}, {"01.511"}, {"01"}};

}  // namespace

TEST_CASE("an office is open from its minute on to its minute by the clock of its place") {
  const auto hours = hours_in(town);
  const auto when = [&](const char* text) { return *hours.at(agadir, casablanca, at(text)); };
  CHECK_FALSE(when("2026-11-25T07:29Z").open);  // 08:29 there, a Wednesday
  CHECK(when("2026-11-25T07:30Z").open);
  CHECK(when("2026-11-25T15:29Z").open);
  CHECK_FALSE(when("2026-11-25T15:30Z").open);
  CHECK(when("2026-11-25T07:30Z").changes_s == at("2026-11-25T15:30Z"));
  const auto noon = when("2026-11-23T11:10Z");  // Monday's pause
  CHECK_FALSE(noon.open);
  CHECK(noon.next ==
        NextOpening{.days_ahead = 0, .weekday = 1, .date = std::chrono::year(2026) / 11 / 23, .minute = 780});
  CHECK(noon.changes_s == at("2026-11-23T12:00Z"));
  CHECK(std::vector<std::string>(noon.offers.begin(), noon.offers.end()) == std::vector<std::string>{"rate"});
}

TEST_CASE("a closed office says when it opens next over a weekend and over a holiday") {
  const auto hours = hours_in(town);
  const auto friday = hours.at(agadir, casablanca, at("2026-11-27T17:00Z"))->next;
  CHECK(friday == NextOpening{.days_ahead = 3, .weekday = 1, .date = std::chrono::year(2026) / 11 / 30, .minute = 510});
  const auto holiday = hours.at(agadir, casablanca, at("2027-01-08T17:00Z"))->next;
  CHECK(holiday == NextOpening{.days_ahead = 4, .weekday = 2, .date = std::chrono::year(2027) / 1 / 12, .minute = 510});
}

TEST_CASE("in Ramadan the clock and the hours are others and a single day comes before the season") {
  const auto hours = hours_in(town);
  const auto when = [&](const char* text) { return *hours.at(agadir, casablanca, at(text)); };
  CHECK(when("2027-02-05T07:30Z").open);  // before: one hour ahead of UTC
  CHECK(when("2027-02-06T12:00Z").next->minute == 540);
  CHECK(when("2027-02-06T12:00Z").changes_s == at("2027-02-08T09:00Z"));  // the clock went back in between
  CHECK_FALSE(when("2027-02-08T08:59Z").open);
  CHECK(when("2027-02-08T09:00Z").open);
  CHECK_FALSE(when("2027-02-10T09:30Z").open);  // that Wednesday from ten to eleven only
  CHECK(when("2027-02-10T10:30Z").open);
  CHECK_FALSE(when("2027-03-11T12:00Z").open == false);  // after the season, still by the winter's clock
  CHECK(when("2027-03-15T07:30Z").open);
}

TEST_CASE("hours that go on over midnight are one and a place without its own has everybody's") {
  const auto hours = hours_in(town);
  const auto sunday = *hours.at(tangier, casablanca, at("2026-11-29T12:00Z"));
  CHECK(sunday.open);
  CHECK(sunday.changes_s == at("2026-11-30T09:00Z"));
  CHECK(sunday.offers.empty());
}

TEST_CASE("where no hours or no clock are known no kiosk knows of a closing") {
  const auto hours = hours_in(town);
  CHECK_FALSE(hours.at(agadir, "Europe/Paris", at("2026-11-25T03:00Z")));
  CHECK_FALSE(hours_in(R"({"clocks": [], "hours": []})").at(agadir, casablanca, at("2026-11-25T03:00Z")));
  const auto closed = hours_in(R"({"clocks": [{"zone": "Africa/Casablanca", "offset_minutes": 60, "shifts": []}],
    "hours": [{"weekly": {}, "offers_when_closed": []}]})");
  const auto never = *closed.at(agadir, casablanca, at("2026-11-25T03:00Z"));
  CHECK_FALSE(never.open);
  CHECK_FALSE(never.next);
  CHECK_FALSE(never.changes_s);
}

TEST_CASE("hours that cannot be meant are refused with their line") {
  const auto places = test::real_content().places;
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = town;
    const auto found = text.find(from);
    REQUIRE(found != std::string::npos);
    text.replace(found, from.size(), to);
    const auto read = OpeningHours::parse({"hours.json", text}, places);
    INFO(from << " -> " << to);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().context, StartsWith("hours.json:"));
  };
  refused("08:30-12:00", "12:00-08:30");
  refused("08:30-12:00", "08:30-13:00");  // touches the afternoon
  refused("08:30-12:00", "8:30-12:00");
  refused("08:30-12:00", "08:30-24:01");
  refused("08:30-12:00", "08:30");
  refused("\"monday\"", "\"lundi\"");
  refused("2027-01-11", "2027-02-29");
  refused("2027-02-07T02:00Z", "2027-02-07 02:00");
  refused("2027-03-14T02:00Z", "2027-02-07T02:00Z");
  refused("\"to\": \"2027-03-09\"", "\"to\": \"2027-02-07\"");
  refused("09.001", "99.001");
  refused("Africa/Casablanca", "Africa/Casablanka");
  refused("{\"weekly\": {\"sunday\"", "{\"places\": [\"09.001\"], \"weekly\": {\"sunday\"");
  refused("\"offset_minutes\": 0}]}]",
          "\"offset_minutes\": 0}, {\"from\": \"2027-03-01T02:00Z\", \"to\": "
          "\"2027-04-01T02:00Z\", \"offset_minutes\": 0}]}]");
  refused("[\"rate\"]", "[\"pay\"]");
  refused("\"offset_minutes\": 60", "\"offset_minutes\": 1000");
  refused("\"offset_minutes\": 60", "\"offset_minutes\": 0.5");
}

TEST_CASE("the clock that the pack has for Morocco is the one that the zone tables of this machine have") {
  // Later Ramadans are foretold, and editions of the tables differ by a week.
  const auto content = test::real_content();
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(casablanca));
  for (std::int64_t hour = at("2026-01-01T00:00Z"); hour < at("2031-01-01T00:00Z"); hour += 3600) {
    std::int32_t raw = 0;
    std::int32_t shift = 0;
    zone->getOffset(static_cast<double>(hour) * 1000, false, raw, shift, status);
    REQUIRE(content.hours.offset_minutes(casablanca, hour) == (raw + shift) / 60'000);
  }
}
