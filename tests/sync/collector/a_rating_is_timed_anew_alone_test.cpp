// A rating has no name in its table: when the clock of its kiosk turns out to be wrong, the row that is moved to
// another day is found by all that it says.
#include <catch2/catch.hpp>

#include <algorithm>
#include <functional>

#include "sync/domain/time/local_time.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

constexpr std::int64_t a_day_ms = 24 * test::hour_ms;
constexpr auto other_place = "09.001.01.02";

std::int64_t midnight_s(std::int64_t wall_ms) {
  const auto local = local_time(wall_ms, "Africa/Casablanca");
  return start_of_day_ms({.year = local.year, .month = local.month, .day = local.day}, "Africa/Casablanca") / 1000;
}

// One kiosk with a clock that is two years behind, which nobody knows yet, and others whose time is never told anew.
struct TownOfClocks {
  TestCollector collector;
  TestKiosk behind{collector.random}, other{collector.random}, right{collector.random};
  std::int64_t truly_ms = 0;    // when it was said
  std::int64_t arrived_ms = 0;  // what it is taken for until the clock is known

  TownOfClocks() {
    behind.enrol(*collector, "Behind");
    other.enrol(*collector, "Other");
    right.enrol(*collector, "Right");
    other.tour(*collector, other_place);
    right.send(*collector, {}, right.heartbeat(collector.clock.wall_ms()));
    truly_ms = collector.clock.wall_ms() + a_day_ms;
    collector.clock.advance(2 * a_day_ms);
    arrived_ms = collector.clock.wall_ms();
  }
  Submission rating() {
    auto said = behind.rating("roads", Satisfaction::satisfied);
    said.made_at_s = truly_ms / 900'000 * 900 - 730 * 24 * 60 * 60;
    auto& body = std::get<Rating>(said.body);
    body.reasons = {{"delay"}, {"quality"}};
    body.comment = "the same words";
    return said;
  }
  void send(TestKiosk& kiosk, Submission said, int times = 1) {
    for (; times > 0; --times) {
      said.id = {.bytes = collector.random.array<16>()};
      const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))});
      REQUIRE(reply.results.at(0).status == wire::RecordStatus::stored);
    }
  }
  // Twice each: another rating that differs in one thing.
  void send_neighbours() {
    // first, since these are timed anew themselves
    auto certain = rating();
    certain.made_at_s = midnight_s(arrived_ms);
    send(right, certain, 2);
    right.send(*collector, {}, right.heartbeat(arrived_ms));  // its clock is right
    const std::vector<std::function<void(Submission&, Rating&)>> changes{
        [](Submission&, Rating& body) { body.satisfaction = Satisfaction::dissatisfied; },
        [](Submission&, Rating& body) { body.subject = ServiceId{"burial"}; },
        [](Submission&, Rating& body) { body.reasons = {{"delay"}}; },
        [](Submission&, Rating& body) { body.comment = "other words"; },
        [](Submission&, Rating& body) { body.soon_after_another = true; },
        [](Submission& said, Rating&) { said.place = {other_place}; },
        [](Submission& said, Rating&) { said.language = Language::fr; },
        [](Submission& said, Rating&) { said.content_version = 2; }};
    for (const auto& change : changes) {
      auto said = rating();
      change(said, std::get<Rating>(said.body));
      send(other, said, 2);
    }
  }
  // What was said of a service and of a commitment of one name.
  void send_kinds() {
    auto said = rating();
    std::get<Rating>(said.body).reasons.clear();
    send(behind, said);
    std::get<Rating>(said.body).subject = CommitmentId{"roads"};
    send(other, said, 2);
  }
  void tell_the_clock() {
    behind.send(*collector, {},
                behind.heartbeat(collector.clock.wall_ms() - 730 * a_day_ms, {.bytes = {1}}, test::hour_ms));
  }
  std::vector<std::string> rows() {
    const auto found =
        collector->storage()
            .read([](db::Database& database) {
              return database.query(
                  "SELECT kind || '|' || place || '|' || subject || '|' || made_at_s || '|' || satisfaction || '|' || "
                  "language || '|' || reasons || '|' || comment || '|' || soon_after_another || '|' || "
                  "content_version || '|' || time_uncertain || '|' || count FROM ratings");
            })
            .value();
    std::vector<std::string> out;
    for (const auto& row : found) out.push_back(row.text(0));
    std::sort(out.begin(), out.end());
    return out;
  }
  [[nodiscard]] std::string row(std::int64_t wall_ms, int count, const std::string& reasons = "delay quality") const {
    return "service|09.001.01.01|roads|" + std::to_string(midnight_s(wall_ms)) + "|4|ar|" + reasons +
           "|the same words|0|1|1|" + std::to_string(count);
  }
};

void replace(std::vector<std::string>& rows, const std::string& before, std::vector<std::string> after) {
  const auto at = std::find(rows.begin(), rows.end(), before);
  REQUIRE(at != rows.end());
  rows.erase(at);
  rows.insert(rows.end(), after.begin(), after.end());
  std::sort(rows.begin(), rows.end());
}

}  // namespace

TEST_CASE("a rating is timed anew and none that differs from it in one thing is") {
  TownOfClocks town;
  town.send(town.behind, town.rating());
  town.send_neighbours();
  town.collector.clock.advance(a_day_ms);
  town.send(town.other, town.rating(), 2);  // of another day
  auto rows = town.rows();
  CHECK(rows.size() == 11);
  CHECK(std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.ends_with("|2"); }) == 10);
  replace(rows, town.row(town.arrived_ms, 1), {town.row(town.truly_ms, 1)});
  town.tell_the_clock();
  CHECK(town.rows() == rows);
}

TEST_CASE("of equal ratings that two kiosks brought the one whose time is told anew is moved") {
  TownOfClocks town;
  town.send(town.behind, town.rating());
  town.send(town.other, town.rating());
  town.send_neighbours();
  auto rows = town.rows();
  replace(rows, town.row(town.arrived_ms, 2), {town.row(town.arrived_ms, 1), town.row(town.truly_ms, 1)});
  town.tell_the_clock();
  CHECK(town.rows() == rows);
}

TEST_CASE("a rating of a service is timed anew and one of a commitment of its name is not") {
  TownOfClocks town;
  town.send_kinds();
  auto rows = town.rows();
  replace(rows, town.row(town.arrived_ms, 1, ""), {town.row(town.truly_ms, 1, "")});
  town.tell_the_clock();
  CHECK(town.rows() == rows);
}

TEST_CASE("a rating that is not counted any more is not counted again when its time is told") {
  TownOfClocks town;
  town.send(town.behind, town.rating());
  REQUIRE(
      town.collector->storage().write([](db::Database& database) { return database.execute("DELETE FROM ratings"); }));
  town.tell_the_clock();
  CHECK(town.rows().empty());
}
