#include <catch2/catch.hpp>
#include <map>

#include "sync/collector/desk/time_text.h"
#include "sync/collector/desk/zone.h"
#include "sync/collector/features/satisfaction/mean_interval.h"
#include "sync/collector/features/satisfaction/period.h"
#include "sync/collector/features/satisfaction/satisfaction_view.h"
#include "sync/collector/features/satisfaction/summary.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::collector;

namespace {

using Shares = std::array<double, 5>;

int draw(test::SeededRandom& random, const Shares& shares) {
  double at = static_cast<double>(random.below(1'000'000)) / 1e6;
  int answer = 0;
  while (answer < 4 && (at -= shares.at(static_cast<std::size_t>(answer))) >= 0) ++answer;
  return answer;
}

double coverage(test::SeededRandom& random, const Shares& shares, int ratings) {
  double truth = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) truth += shares.at(i) * static_cast<double>(i + 1);
  constexpr int towns = 400;
  int held = 0;
  for (int town = 0; town < towns; ++town) {
    AnswerCounts counts{};
    for (int i = 0; i < ratings; ++i) ++counts.at(static_cast<std::size_t>(draw(random, shares)));
    const auto interval = mean_interval(counts);
    held += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  return static_cast<double>(held) / towns;
}

Period period(std::string_view kind, std::string_view from, std::string_view to, std::int64_t now_ms) {
  return period_of({.kind = kind, .from = from, .to = to}, now_ms, default_zone);
}

std::string days_of(const Period& period) {
  const auto day = [](const auto& date) { return "-" + std::to_string(static_cast<unsigned>(date.day())); };
  return month_field(period.first) + day(period.first) + " " + month_field(period.last) + day(period.last);
}

TallyRow row(const std::string& place, const std::string& service, std::int64_t count) {
  return {.of = {.place = place, .subject = service}, .answers = {.counts = {0, 0, 0, count, 0}, .repeats = 0}};
}

// Every sum of a town that its pages show, less every part of it that they show, is nothing or of two hidden parts at
// least and of five ratings at least.
void check_lines(const std::vector<TallyRow>& rows) {
  const Disclosure disclosure(rows);
  const auto check = [&](const RatedPair& sum, auto by) {
    std::map<std::string, std::int64_t> parts;
    for (const auto& part : rows_of(rows, sum)) parts[by(part.of)] += part.answers.total();
    std::int64_t total = 0, hidden = 0, count = 0;
    for (const auto& [id, part] : parts) {
      const bool of_service = by(RatedPair{.place = "p", .subject = "s"}) == "s";
      const RatedPair of{.place = of_service ? sum.place : id, .subject = of_service ? id : sum.subject};
      total += part;
      if (part > 0 && part < fewest_shown) CHECK_FALSE(disclosure.may_show(of));
      if (disclosure.may_show(of)) continue;
      hidden += part;
      ++count;
    }
    const bool tells_nothing = count == 0 || (count > 1 && hidden >= fewest_shown);
    if (!sum.place.empty() || !sum.subject.empty())
      CHECK((disclosure.may_show(sum) ? tells_nothing : count > 0));
    else if (total >= fewest_shown && count < static_cast<std::int64_t>(parts.size()))
      CHECK(tells_nothing);
  };
  const auto service = [](const RatedPair& of) { return of.subject; };
  const auto place = [](const RatedPair& of) { return of.place; };
  check({}, service);
  check({}, place);
  for (const auto& one : rows) {
    if (one.answers.total() == 0) continue;
    check({.place = one.of.place, .subject = ""}, service);
    check({.place = "", .subject = one.of.subject}, place);
  }
}

constexpr std::int64_t september_21 = 1'790'000'000'000;  // 2026-09-21T14:13:20Z

}  // namespace

TEST_CASE("the interval stays on the scale and is never a single point") {
  for (const std::int64_t ratings : {5, 30, 1000}) {
    const auto all_happy = mean_interval({0, 0, 0, 0, ratings});
    CHECK(all_happy.mean == Approx(5));
    CHECK(all_happy.high == 5);
    CHECK(all_happy.low < 5);
    CHECK(all_happy.low > 1);
    const auto all_unhappy = mean_interval({ratings, 0, 0, 0, 0});
    CHECK(all_unhappy.high == Approx(6 - all_happy.low));
    const auto mixed = mean_interval({ratings, 0, ratings, 0, ratings});
    CHECK(mixed.mean == Approx(3));
    CHECK(mixed.high - 3 == Approx(3 - mixed.low));
  }
  CHECK(mean_interval({0, 0, 0, 0, 1000}).low > mean_interval({0, 0, 0, 0, 30}).low);
}

// Worked out apart from this program, by the same approximation of Student's t.
TEST_CASE("the interval of a few known answers is the one that was worked out by hand") {
  struct Worked {
    AnswerCounts counts;
    double mean, low, high;
  };
  for (const auto& worked :
       {Worked{{1, 0, 2, 1, 1}, 3.2, 1.5758477, 4.5598755}, Worked{{0, 1, 1, 2, 1}, 3.6, 2.0924146, 4.6559554},
        Worked{{2, 0, 1, 3, 2}, 3.375, 2.0567958, 4.3713415}, Worked{{3, 5, 8, 13, 21}, 3.88, 3.5023864, 4.1999909},
        Worked{{0, 0, 0, 0, 5}, 5, 2.8577231, 5}}) {
    INFO("mean " << worked.mean);
    const auto interval = mean_interval(worked.counts);
    CHECK(interval.mean == Approx(worked.mean).margin(1e-9));
    CHECK(interval.low == Approx(worked.low).margin(2e-7));
    CHECK(interval.high == Approx(worked.high).margin(2e-7));
  }
}

TEST_CASE("days begin at midnight in the town also in Ramadan") {
  const auto month = period("month", "", "", september_21);
  CHECK(days_of(month) == "2026-09-1 2026-09-30");
  CHECK(machine_time(month.from_s * 1000) == "2026-08-31T23:00:00Z");
  CHECK(machine_time(month.until_s * 1000) == "2026-09-30T23:00:00Z");
  const auto ramadan = period("dates", "2026-03", "2026-03", september_21);
  CHECK(machine_time(ramadan.from_s * 1000) == "2026-03-01T00:00:00Z");
  CHECK(machine_time(ramadan.until_s * 1000) == "2026-03-31T23:00:00Z");
  CHECK(days_of(period("month", "", "", ramadan.from_s * 1000 - 1)) == "2026-02-1 2026-02-28");
}

TEST_CASE("a period is this month or three or this year or from one whole month to another") {
  CHECK(days_of(period("quarter", "", "", september_21)) == "2026-07-1 2026-09-30");
  CHECK(days_of(period("year", "", "", september_21)) == "2026-01-1 2026-12-31");
  CHECK(days_of(period("dates", "2025-12", "2026-01", september_21)) == "2025-12-1 2026-01-31");
  CHECK(days_of(period("dates", "2025-12-31", "2026-01-01", september_21)) == "2025-12-1 2026-01-31");
  CHECK(days_of(period("nonsense", "", "", september_21)) == "2026-09-1 2026-09-30");
  CHECK(days_of(period("dates", "2020-01", "2020-01", september_21)) == "2020-01-1 2020-01-31");
  CHECK(days_of(period("dates", "2100-12", "2100-12", september_21)) == "2100-12-1 2100-12-31");
  CHECK(days_of(period("dates", "2021-01", "2030-12", september_21)) == "2021-01-1 2030-12-31");  // ten years
  CHECK(months_of(period("dates", "2025-12", "2026-01", september_21), default_zone).size() == 2);
  for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{{"2026-02-30", "2026-03-01"},
                                                                                 {"2026-04", "2026-03"},
                                                                                 {"", ""},
                                                                                 {"2026-1-1", "2026-01-02"},
                                                                                 {"2021-01", "2031-01"},
                                                                                 {"2026-13", "2026-13"},
                                                                                 {"2026-00", "2026-01"},
                                                                                 {"2026-03", ""},
                                                                                 {"", "2026-03"},
                                                                                 {"x026-03", "2026-03"},
                                                                                 {"2026-x3", "2026-04"},
                                                                                 {"2026/03", "2026-04"},
                                                                                 {"2026-03/01", "2026-04"},
                                                                                 {"2026-03-011", "2026-04"},
                                                                                 {"2026-03-1", "2026-04"},
                                                                                 {"2019-12", "2020-01"},
                                                                                 {"2100-12", "2101-01"},
                                                                                 {"2026-03-0x", "2026-03-01"}}) {
    INFO(from << " to " << to);
    const auto wrong = period("dates", from, to, september_21);
    CHECK(wrong.dates_wrong);
    CHECK(days_of(wrong) == "2026-09-1 2026-09-30");
  }
}

TEST_CASE("groups too small to show cannot be worked out from the others") {
  const auto services_of = [](const std::vector<TallyRow>& rows) { return by_subject(rows, Disclosure(rows), ""); };
  const auto alone = services_of({row("a", "large", 50), row("a", "middle", 20), row("a", "small", 2)});
  REQUIRE(alone.size() == 3);
  CHECK_FALSE(alone[0].hidden);
  CHECK(alone[1].hidden);  // else the small one would be the total less the others
  CHECK(alone[2].hidden);
  const auto together = services_of({row("a", "large", 50), row("a", "one", 3), row("a", "two", 4)});
  CHECK_FALSE(together[0].hidden);
  CHECK(together[1].hidden);
  CHECK(together[2].hidden);
  const auto alike = services_of({row("a", "few", 2), row("a", "first", 20), row("a", "second", 20)});
  CHECK(alike[0].hidden);  // of equally many the first by its id gives way, at every look the same
  CHECK_FALSE(alike[1].hidden);
  const std::vector<TallyRow> rows{row("a", "s", 3), row("b", "s", 5), row("a", "t", 2)};
  const auto none = by_place(rows, Disclosure(rows), "");
  CHECK(none.size() == 2);
  for (const auto& group : none) CHECK_FALSE(group.hidden);
}

TEST_CASE("what nobody rated may be shown and gives nothing away") {
  const Disclosure rated({row("a", "x", 3), row("b", "x", 45)});
  for (const auto& of : {RatedPair{.place = "", .subject = "y"}, RatedPair{.place = "c", .subject = ""},
                         RatedPair{.place = "c", .subject = "x"}, RatedPair{.place = "c", .subject = "y"}}) {
    CHECK(rated.may_show(of));
    CHECK(rated.total_of(of) == 0);
  }
  CHECK(rated.total_of({.place = "a", .subject = "x"}) == 3);
  CHECK_FALSE(Disclosure({row("a", "x", 4)}).may_show({}));
  CHECK(Disclosure({row("a", "x", 5)}).may_show({}));
}

TEST_CASE("no filter shows what the figures of another page would subtract to fewer than five") {
  const Disclosure pair({row("a", "x", 45), row("b", "x", 3), row("a", "y", 30), row("b", "y", 30), row("c", "y", 9)});
  CHECK(pair.may_show({.place = "", .subject = "x"}));
  CHECK_FALSE(pair.may_show({.place = "b", .subject = "x"}));
  CHECK_FALSE(pair.may_show({.place = "a", .subject = "x"}));  // 48 - 45
  CHECK_FALSE(pair.may_show({.place = "b", .subject = "y"}));  // 33 - 30
  CHECK(pair.may_show({.place = "c", .subject = "y"}));
  test::SeededRandom random(12);
  for (int town = 0; town < 300; ++town) {
    INFO("town " << town);
    std::vector<TallyRow> rows;
    for (const auto* place : {"a", "b", "c", "d"})
      for (const auto* service : {"r", "s", "t", "u", "v"})
        if (const auto count = random.below(3) == 0 ? random.below(5) : random.below(40); random.below(4) > 0)
          rows.push_back(row(place, service, static_cast<std::int64_t>(count)));
    check_lines(rows);
  }
}

TEST_CASE("a diverging bar has its neutral answers in the middle and is mirrored in Arabic") {
  const AnswerCounts counts{10, 20, 40, 20, 10};
  const auto french = diverging_bars(counts, 1, Direction::ltr);
  CHECK(french[2].x == Approx(40));
  CHECK(french[2].width == Approx(20));
  CHECK(french[0].x == Approx(25));
  CHECK(diverging_bars(counts, reach_of(counts), Direction::ltr)[0].x == Approx(0));
  const auto arabic = diverging_bars(counts, 1, Direction::rtl);
  for (std::size_t i = 0; i < counts.size(); ++i)
    CHECK(arabic.at(i).x + arabic.at(i).width == Approx(100 - french.at(i).x));
  for (const auto& uneven : {AnswerCounts{1, 2, 3, 4, 5}, AnswerCounts{5, 4, 3, 2, 1}, AnswerCounts{0, 9, 0, 0, 0},
                             AnswerCounts{0, 0, 0, 9, 0}, AnswerCounts{0, 0, 9, 0, 0}}) {
    const auto bars = diverging_bars(uneven, reach_of(uneven), Direction::ltr);
    const auto end = bars[4].x + bars[4].width;
    CHECK(std::max(50 - bars[0].x, end - 50) == Approx(50));  // the longer side reaches the edge
    CHECK(bars[2].x + bars[2].width / 2 == Approx(50));
  }
  for (const auto& extreme : {AnswerCounts{9, 0, 0, 0, 0}, AnswerCounts{0, 0, 0, 0, 9}})
    for (const auto& bar : diverging_bars(extreme, reach_of(extreme), Direction::ltr)) {
      CHECK(bar.x >= 0);
      CHECK(bar.x + bar.width <= 100);
    }
}

// The longest is last: what a quicker one notices need not wait for it.
TEST_CASE("the interval of a mean holds the truth about as often as it says") {
  test::SeededRandom random(11);
  const std::vector<Shares> towns{{.05, .1, .2, .4, .25},
                                  {.4, .1, 0, .1, .4},
                                  {.02, .03, .05, .3, .6},
                                  {.2, .2, .2, .2, .2},
                                  {.6, .25, .1, .05, 0}};
  for (const auto& shares : towns)
    for (const int ratings : {10, 30, 100}) {
      INFO(ratings << " ratings, first share " << shares[0]);
      CHECK(coverage(random, shares, ratings) >= 0.915);
      CHECK(coverage(random, shares, ratings) <= 0.999);
    }
}
