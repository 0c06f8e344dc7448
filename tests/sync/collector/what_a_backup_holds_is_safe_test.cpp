#include <catch2/catch.hpp>

#include "sync/collector/intake/safe_point.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "tests/sync/collector/keeping_kiosk.h"

using namespace minbar;
using test::KeepingKiosk;
using test::TestCollector;

TEST_CASE("a kiosk is told what is safe once a backup that holds it was verified and not before") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(3);
  CHECK_FALSE(kiosk.exchange().safe);
  const auto point = test::safe_point_of(collector);
  (void)collector.copy_database();
  CHECK_FALSE(kiosk.exchange().safe);  // the copy was not read back yet
  kiosk.say_times(2);
  (void)kiosk.exchange();
  test::note_safe(collector, point);
  const auto safe = kiosk.exchange().safe;
  REQUIRE(safe);
  CHECK(safe->sequence == 3);
  CHECK(safe->chain == kiosk.kiosk.head().chain);
  CHECK(safe->header == kiosk.headers.at(3));
  CHECK(kiosk.sealed.size() == 2);
  (void)test::back_up(collector);
  CHECK(kiosk.exchange().safe->sequence == 5);
  CHECK(kiosk.sealed.empty());
}

TEST_CASE("a mark is lowered by no older backup that is verified late") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(2);
  (void)kiosk.exchange();
  const auto early = test::safe_point_of(collector);
  kiosk.say_times(2);
  (void)kiosk.exchange();
  test::note_safe(collector, test::safe_point_of(collector));
  test::note_safe(collector, early);
  CHECK(kiosk.exchange().safe->sequence == 4);
}

TEST_CASE("nothing is safe beyond a record that is still awaited") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(5);
  kiosk.waiting.erase(3);
  (void)kiosk.exchange();
  (void)test::back_up(collector);
  CHECK(kiosk.exchange().safe->sequence == 2);
  kiosk.settle();
  (void)test::back_up(collector);
  CHECK(kiosk.exchange().safe->sequence == 5);
}

TEST_CASE("after an older database was put back only what is in that too becomes safe") {
  TestCollector collector;
  KeepingKiosk kiosk(collector), other(collector, "Library");
  kiosk.say_times(2);
  other.say_times(2);
  (void)kiosk.exchange();
  (void)other.exchange();
  const auto older = collector.copy_database();
  kiosk.say_times(3);
  (void)kiosk.exchange();
  const auto point = test::safe_point_of(collector);
  collector.put_back(older);
  test::note_safe(collector, point);
  CHECK_FALSE(kiosk.ask(kiosk.request()).safe);  // its fifth is not here
  CHECK(other.exchange().safe->sequence == 2);
  kiosk.settle();
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 7);
  test::note_safe(collector, point);  // all of it is here again
  CHECK(kiosk.exchange().safe->sequence == 5);
}

TEST_CASE("a chain that is not as whole as its derived state says makes nothing safe") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(4);
  (void)kiosk.exchange();
  const auto change = [&](std::string_view sql) {
    REQUIRE(collector->storage().write([&](db::Database& database) { return database.execute(sql); }).value() > 0);
  };
  change("UPDATE chains SET sequence = 5");
  CHECK(test::safe_point_of(collector).marks.empty());
  change("UPDATE chains SET sequence = 4");
  CHECK(test::safe_point_of(collector).marks.size() == 1);
  change("DELETE FROM envelopes WHERE sequence = 2");
  CHECK(test::safe_point_of(collector).marks.empty());
}

TEST_CASE("a kiosk that names another's chain is told nothing of it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector), other(collector, "Library");
  kiosk.say_times(2);
  (void)kiosk.exchange();
  (void)test::back_up(collector);
  auto asked = other.request();
  asked.kept->chain = kiosk.kiosk.head().chain;
  const auto reply = other.ask(asked);
  CHECK_FALSE(reply.safe);
  CHECK(reply.missing.empty());
}

TEST_CASE("what somebody with a stolen transport key declares lost is dropped by no kiosk that has it") {
  TestCollector collector;
  KeepingKiosk kiosk(collector);
  kiosk.say_times(4);
  (void)kiosk.exchange();
  const auto older = collector.copy_database();
  kiosk.say_times(3);
  (void)kiosk.exchange();
  collector.put_back(older);
  CHECK(collector::text_of(kiosk.ask(kiosk.request()).missing) == "5-7");  // and the answer is caught by the thief
  auto thief = kiosk.kiosk.request({});
  thief.kept = wire::KeptChain{.chain = kiosk.kiosk.head().chain, .kept_from = 1, .gone = {{.from = 2, .to = 7}}};
  (void)kiosk.ask(thief);
  CHECK(collector.count("SELECT from_sequence FROM holes") == 5);  // what is here is not lost, whatever is said

  kiosk.say("afterwards");
  const auto reply = kiosk.exchange();
  CHECK(collector::text_of(reply.missing) == "5-7");
  CHECK(collector.count("SELECT sequence FROM chains") == 8);
  (void)test::back_up(collector);  // its mark is past what was declared lost
  CHECK(collector.count("SELECT sequence FROM safe_marks") == 8);
  CHECK(kiosk.ask(kiosk.request(0)).safe->sequence == 4);
  (void)kiosk.exchange();
  CHECK(kiosk.safe == 4);  // the three have come, and are in no backup yet
  CHECK(collector.count("SELECT count(*) FROM holes WHERE kind = 'lost'") == 0);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 8);
  (void)test::back_up(collector);
  (void)kiosk.exchange();
  CHECK(kiosk.safe == 8);
}
