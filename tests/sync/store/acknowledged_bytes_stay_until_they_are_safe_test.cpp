// What the collector has acknowledged stays here until it says that it is in a backup; and what it lacks is sent again.
#include <catch2/catch.hpp>

#include "tests/sync/safe_town.h"

using namespace minbar;
using test::from_to;
using test::taken;

TEST_CASE("an acknowledged record keeps its bytes until a mark covers it and then goes for good") {
  test::SafeTown town;
  town.say_some(5);
  CHECK(town.exchange().delivered == 5);
  CHECK(town.here() == from_to(1, 5));
  CHECK(town.safety() == store::Safety{.not_yet = 5});
  town.collector.back_up();
  town.say_some(1);
  CHECK(town.exchange().dropped == 5);
  CHECK(town.here() == from_to(6, 6));
  CHECK(town.safety() == store::Safety{.safe = 5, .not_yet = 1, .heard = true});
  CHECK(town.screen.counts() == store::Counts{.delivered = 6});
}

TEST_CASE("a mark of another chain or another history drops nothing however often it comes") {
  test::SafeTown town;
  town.say_some(3);
  town.exchange();
  auto another_chain = town.mark_at(3);
  another_chain.chain.bytes[0] ^= 1;
  auto another_history = town.mark_at(3);
  another_history.header.bytes[0] ^= 1;
  auto beyond = town.mark_at(3);
  beyond.sequence = 4;
  for (const auto& mark : {another_chain, another_history, beyond, beyond}) CHECK(town.told(mark).dropped == 0);
  CHECK(town.here() == from_to(1, 3));
  CHECK(town.told(town.mark_at(3)).dropped == 3);
}

TEST_CASE("a lower mark is passed over and what is acknowledged later goes with the mark that was heard") {
  test::SafeTown town;
  town.say_some(4);
  const auto request = town.ask();
  auto reply = town.kiosk.answer_to(request);
  reply.results.pop_back();
  reply.safe = town.mark_at(4);  // it has the fourth too, whose acknowledgement is lost
  CHECK(town.bring(reply).dropped == 3);
  CHECK(town.told(town.mark_at(1)).dropped == 0);
  CHECK(town.here() == from_to(4, 4));
  CHECK(town.screen.counts() == store::Counts{.waiting = 1, .delivered = 3});
  CHECK(town.bring(town.kiosk.answer_to(town.ask())).dropped == 1);
}

TEST_CASE("no mark drops a record that waits") {
  test::SafeTown town;
  town.say_some(3);
  CHECK(town.told(town.mark_at(3)).dropped == 0);
  CHECK(town.here() == from_to(1, 3));
  CHECK(town.ask().envelopes.size() == 3);
}

TEST_CASE("a late reply gives no mark and nothing that it calls missing waits again") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  auto late = town.kiosk.answer_to(town.ask());
  town.told({});
  late.safe = town.mark_at(1);
  late.missing = {{.from = 1, .to = 2}};
  const auto applied = town.bring(late);
  CHECK(applied.late);
  CHECK(applied.dropped == 0);
  CHECK(applied.asked_again == 0);
  CHECK(town.here() == from_to(1, 2));
}

TEST_CASE("what a restored collector lacks is sent again byte for byte and nothing is doubled") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  town.collector.back_up();
  town.say_some(3);
  REQUIRE(town.say("", 20'000));
  while (!town.ask().pieces.empty()) town.exchange();
  const auto before = town.collector.now().records;
  CHECK(before.size() == 6);
  town.collector.restore();
  const auto told = town.exchange();
  CHECK(told.asked_again == 4);
  CHECK(town.screen.counts() == store::Counts{.waiting = 4, .delivered = 2, .blobs_waiting = 1});
  CHECK(taken(town.agent.carrier.has_news()));
  town.exchange();
  CHECK(town.collector.now().records == before);
  CHECK(town.collector.now().blobs.size() == 1);
  CHECK(town.collector.doubled() == 0);
  CHECK(town.screen.counts() == store::Counts{.delivered = 6});
}

TEST_CASE("what is asked for again is kept until a new mark though an old one covered it") {
  test::SafeTown town;
  town.say_some(4);
  const auto request = town.ask();
  town.bring(town.kiosk.answer_to(request));
  auto reply = town.kiosk.answer_to(town.ask());
  reply.safe = town.mark_at(2);
  town.bring(reply);
  town.write("UPDATE keeping SET sequence = 4, header = (SELECT header_hash FROM outbox WHERE sequence = 4)");
  // nothing was applied since, so that 3 and 4 are still here when they are asked for
  CHECK(town.told({}, {{.from = 3, .to = 4}}).asked_again == 2);
  CHECK(town.bring(town.kiosk.answer_to(town.ask())).dropped == 0);
  CHECK(town.here() == from_to(3, 4));
}

TEST_CASE("what a reply acknowledges it does not lack") {
  test::SafeTown town;
  town.say_some(2);
  auto reply = town.kiosk.answer_to(town.ask());
  reply.missing = {{.from = 1, .to = 2}};
  CHECK(town.bring(reply) == store::Applied{.delivered = 2});
  CHECK(town.screen.counts() == store::Counts{.delivered = 2});
}

TEST_CASE("a record that is asked for without end is sent so often and no more and stays here") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  int sent = 0;
  for (int i = 0; i < 100; ++i) {
    auto reply = town.kiosk.answer_to(town.ask());
    sent += static_cast<int>(reply.results.size());
    reply.missing = {{.from = 2, .to = 2}};
    town.bring(reply);
    auto taken_now = town.kiosk.answer_to(town.ask());
    sent += static_cast<int>(taken_now.results.size());
    town.bring(taken_now);
  }
  CHECK(sent == limits::asked_again);
  CHECK(town.here() == from_to(1, 2));
  CHECK(town.screen.counts() == store::Counts{.delivered = 2});
}

TEST_CASE("what was set aside at the centre keeps its bytes too and is counted rightly when it is asked for") {
  test::SafeTown town;
  town.say_some(2);
  auto reply = town.kiosk.answer_to(town.ask());
  reply.results[0].status = wire::RecordStatus::set_aside;
  reply.results[0].reason = wire::RecordReason::unopenable;
  town.bring(reply);
  CHECK(town.here() == from_to(1, 2));
  CHECK(town.told({}, {{.from = 1, .to = 2}}).asked_again == 2);
  CHECK(town.screen.counts() == store::Counts{.waiting = 2});
  town.exchange();
  CHECK(town.screen.counts() == store::Counts{.delivered = 2});
}

TEST_CASE("a long history goes in portions and every one of its records goes") {
  test::SafeTown town;
  const auto at_once = static_cast<int>(limits::dropped_at_once);
  town.say_some(at_once + 7);
  while (taken(town.screen.counts()).waiting > 0) town.exchange();
  CHECK(town.told(town.mark_at(at_once + 7)).dropped == at_once + 7);
  CHECK(town.here().empty());
}

TEST_CASE("what goes leaves all else of its row and room for others in the file") {
  test::SafeTown town;
  std::string page;
  while (page.size() < 2'000) page += "ب";
  for (int i = 0; i < 60; ++i) REQUIRE(town.say(page));
  REQUIRE(town.say("", 5'000));
  while (taken(town.screen.counts()).waiting > 0) town.exchange();
  auto& database = town.agent.folder->database();
  std::string columns;
  for (const auto& row : taken(database.query("SELECT name FROM pragma_table_info('outbox') WHERE name <> 'envelope'")))
    columns += (columns.empty() ? "quote(" : " || ', ' || quote(") + row.text(0) + ")";
  const auto rows = [&] {
    std::vector<std::string> out;
    for (const auto& row : taken(database.query("SELECT " + columns + " FROM outbox ORDER BY sequence")))
      out.push_back(row.text(0));
    return out;
  };
  // no column may have the value that a new row has
  town.write("UPDATE outbox SET asked_again = sequence, reason = 'unopenable', lookup_id = randomblob(16)");
  const auto before = rows();
  const auto free_pages = [&] { return taken(database.query_one("PRAGMA freelist_count"))->integer(0); };
  const auto free_before = free_pages();
  CHECK(town.told(town.mark_at(61)).dropped == 61);
  CHECK(rows() == before);
  CHECK(free_pages() >= free_before + 30);  // sixty times some 2,200 bytes, in pages of 4,096
  CHECK(town.sounds_here() == std::vector<std::int64_t>{61});
}

TEST_CASE("counts of what is kept end with the last row though somebody wrote others") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  const std::string number = GENERATE("9223372036854775807", "-5");
  town.write("UPDATE keeping SET records = " + number + ", blobs = " + number + ", bytes = " + number + ", safe = 0");
  CHECK(town.told(town.mark_at(2)).dropped == 2);
  CHECK(town.safety() == store::Safety{.safe = 2, .heard = true});
}

TEST_CASE("a mark that somebody wrote beyond the chain drops nothing and a true one counts after it") {
  test::SafeTown town;
  town.say_some(2);
  town.exchange();
  town.write(
      "UPDATE keeping SET chain = (SELECT chain_id FROM kiosk), sequence = 9223372036854775807, header = "
      "randomblob(32)");
  CHECK(town.told({}).dropped == 0);
  CHECK(town.told(town.mark_at(1)).dropped == 1);
  CHECK(town.here() == from_to(2, 2));
}
