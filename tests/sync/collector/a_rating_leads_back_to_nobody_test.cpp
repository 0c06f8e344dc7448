#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/seeded_random.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {

std::vector<std::string> ratings_in(TestCollector& collector) {
  const auto rows =
      collector->storage()
          .read([](db::Database& database) {
            return database.query(
                "SELECT place || '|' || kind || '|' || subject || '|' || made_at_s || '|' || satisfaction || '|' || "
                "language || '|' || reasons || '|' || comment || '|' || soon_after_another || '|' || "
                "content_version || '|' || count FROM ratings");
          })
          .value();
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.text(0));
  return out;
}

wire::RecordStatus deliver(TestCollector& collector, TestKiosk& kiosk, const Submission& said) {
  const auto envelope = seal::bytes_of_envelope(kiosk.seal_submission(said));
  return kiosk.send(*collector, {envelope}, kiosk.heartbeat(collector.clock.wall_ms())).results.at(0).status;
}

Submission rating_of(TestCollector& collector, TestKiosk& kiosk, int answer, const std::string& comment) {
  auto said = kiosk.rating("roads", static_cast<Satisfaction>(answer));
  said.id = {.bytes = collector.random.array<16>()};
  auto& rating = std::get<Rating>(said.body);
  rating.reasons = {{"delay"}, {"quality"}};
  rating.comment = comment;
  return said;
}

}  // namespace

TEST_CASE("a rating is stored with what was said and nothing of who said it") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  CHECK(deliver(collector, kiosk, rating_of(collector, kiosk, 2, "الحفر كثيرة")) == wire::RecordStatus::stored);
  CHECK(ratings_in(collector) ==
        std::vector<std::string>{"09.001.01.01|service|roads|1789999200|2|ar|delay quality|الحفر كثيرة|0|1|1"});
  CHECK(collector.count("SELECT count(*) FROM proposals") == 0);
  CHECK(collector.count("SELECT count(*) FROM pragma_table_info('ratings') WHERE name IN "
                        "('arrival', 'record', 'device', 'sequence', 'chain', 'received_at_ms', 'rowid', 'id')") == 0);
}

TEST_CASE("a rating of which the time is uncertain names its day and no more") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  collector.clock.advance(40 * 24 * test::hour_ms);
  for (const auto ahead_ms : {3 * 24 * test::hour_ms, 3 * 24 * test::hour_ms + 1'234'567}) {
    auto said = kiosk.rating("roads", Satisfaction::neutral);
    said.made_at_s = (collector.clock.wall_ms() + ahead_ms) / 900'000 * 900;
    const auto envelope = seal::bytes_of_envelope(kiosk.seal_submission(said));
    kiosk.send(*collector, {envelope}, kiosk.heartbeat(collector.clock.wall_ms() + ahead_ms));
  }
  CHECK(ratings_in(collector) ==
        std::vector<std::string>{"09.001.01.01|service|roads|1793401200|3|ar|||0|1|2"});  // midnight in Casablanca
}

TEST_CASE("a commitment and a service of one id are counted apart") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto said = kiosk.rating("roads", Satisfaction::satisfied);
  deliver(collector, kiosk, said);
  said.id = {.bytes = collector.random.array<16>()};
  std::get<Rating>(said.body).subject = CommitmentId{"roads"};
  CHECK(deliver(collector, kiosk, said) == wire::RecordStatus::stored);
  auto rows = ratings_in(collector);
  std::sort(rows.begin(), rows.end());
  CHECK(rows == std::vector<std::string>{"09.001.01.01|commitment|roads|1789999200|4|ar|||0|1|1",
                                         "09.001.01.01|service|roads|1789999200|4|ar|||0|1|1"});
}

TEST_CASE("the same rating from two kiosks is one row that counts two") {
  TestCollector collector;
  TestKiosk one(collector.random), two(collector.random);
  one.enrol(*collector, "One");
  two.enrol(*collector, "Two");
  deliver(collector, one, rating_of(collector, one, 4, ""));
  deliver(collector, two, rating_of(collector, two, 4, ""));
  deliver(collector, two, rating_of(collector, two, 5, ""));
  CHECK(collector.count("SELECT count(*) FROM ratings") == 2);
  CHECK(collector.count("SELECT count FROM ratings WHERE satisfaction = 4") == 2);
}

TEST_CASE("the same rating sent twice counts once") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto envelope = seal::bytes_of_envelope(kiosk.seal_submission(rating_of(collector, kiosk, 3, "once")));
  kiosk.send(*collector, {envelope});
  CHECK(kiosk.send(*collector, {envelope}).results.at(0).status == wire::RecordStatus::known);
  CHECK(collector.count("SELECT sum(count) FROM ratings") == 1);
}

TEST_CASE("the order in which ratings came cannot be read from their table") {
  test::SeededRandom random(5);
  TestCollector first, second;
  TestKiosk here(first.random), there(second.random);
  here.enrol(*first);
  there.enrol(*second);
  std::vector<std::pair<int, std::string>> said;
  for (int i = 0; i < 40; ++i)
    said.emplace_back(1 + static_cast<int>(random.below(5)), "comment " + std::to_string(random.below(10)));
  for (const auto& [answer, comment] : said) deliver(first, here, rating_of(first, here, answer, comment));
  std::reverse(said.begin(), said.end());
  for (const auto& [answer, comment] : said) deliver(second, there, rating_of(second, there, answer, comment));
  CHECK(ratings_in(first).size() > 10);
  CHECK(ratings_in(first) == ratings_in(second));
}

TEST_CASE("a rating that names its minute is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  auto said = rating_of(collector, kiosk, 3, "");
  said.made_at_s += 60;
  CHECK(deliver(collector, kiosk, said) == wire::RecordStatus::set_aside);
  CHECK(collector.count("SELECT count(*) FROM ratings") == 0);
}

TEST_CASE("a rating with a receipt is set aside") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto said = rating_of(collector, kiosk, 3, "");
  const seal::ReceiptKeys receipt{.lookup = {.bytes = collector.random.array<16>()},
                                  .reply_key = {.bytes = collector.random.array<32>()}};
  const auto result = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said, receipt))}).results;
  CHECK(result.at(0).status == wire::RecordStatus::set_aside);
  CHECK(result.at(0).reason == wire::RecordReason::invalid_body);
  CHECK(collector.count("SELECT count(*) FROM ratings") == 0);
}
