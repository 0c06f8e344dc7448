// What is in a backup and was delivered long ago shrinks to what its citizen's code needs, and the file with it.
// Nothing pretends that it is still here.
#include <catch2/catch.hpp>

#include "sync/seal/receipt_keys.h"
#include "sync/store/anew.h"
#include "sync/wire/answer_codec.h"
#include "tests/sync/safe_town.h"

using namespace minbar;
using test::from_to;
using test::taken;

namespace {

constexpr int settle_after = static_cast<int>(limits::settle_after_days);

struct OldTown : test::SafeTown {
  using test::SafeTown::SafeTown;

  ReceiptCode say_with_code() {
    const auto code = mint_receipt_code(kiosk.random);
    REQUIRE(screen.outbox.append(kiosk.proposal("نقترح"), code, kiosk.record_key));
    return code;
  }
  void deliver() {
    while (taken(screen.counts()).waiting + taken(screen.counts()).blobs_waiting > 0) exchange();
  }
  // On each of so many days the collector is heard.
  void live(int days) {
    for (int i = 0; i < days; ++i) {
      kiosk.clock.advance(24 * test::hour_ms);
      exchange();
    }
  }
  // Delivered, in a backup, and that long ago.
  void grow_old() {
    deliver();
    collector.back_up();
    live(settle_after);
  }
  [[nodiscard]] std::int64_t count(const std::string& of) {
    return taken(agent.folder->database().query_one("SELECT count(*) FROM " + of))->integer(0);
  }
  [[nodiscard]] std::int64_t used_pages() {
    return taken(agent.folder->database().query_one(
                     "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count"))
        ->integer(0);
  }
};

}  // namespace

TEST_CASE("what is safe and older than its days is still found by its code and all else of it is gone") {
  OldTown town;
  const auto first = town.say_with_code();
  town.say_some(3);  // ratings and others without a code
  const auto second = town.say_with_code();
  const auto third = town.say_with_code();
  const auto before = taken(town.screen.trails.trail_of(first));
  town.grow_old();
  CHECK(town.count("outbox") == 1);  // the one that the next mark is held against
  CHECK(town.count("settled") == 2);
  for (const auto& code : {first, second, third})
    CHECK(taken(town.screen.trails.trail_of(code)).reached == Reached::delivered);
  CHECK(taken(town.screen.trails.trail_of(first)).recorded_at_s == before.recorded_at_s);
  CHECK(taken(town.screen.trails.trail_of(mint_receipt_code(town.kiosk.random))).reached == Reached::unknown);
  CHECK(town.screen.counts() == store::Counts{.delivered = 6});
  CHECK(town.safety() == store::Safety{.safe = 6, .heard = true});
}

TEST_CASE("nothing shrinks a day before its time nor by a clock that jumps nor before it is in a backup") {
  OldTown town;
  town.say_some(1);
  town.deliver();
  town.collector.back_up();
  town.exchange();  // this collector makes backups
  town.say_some(4);
  town.deliver();
  town.live(settle_after);
  CHECK(town.count("outbox") == 5);  // no backup has the four
  town.collector.back_up();
  town.say_some(2);
  town.deliver();
  CHECK(town.count("outbox") == 3);  // two that wait for their backup, and the mark
  town.collector.back_up();
  town.live(settle_after - 2);
  CHECK(town.count("outbox") == 2);
  town.kiosk.clock.advance(40LL * 365 * 24 * test::hour_ms);
  town.exchange();
  CHECK(town.count("outbox") == 2);  // of forty years one day counts
  town.live(1);
  CHECK(town.count("outbox WHERE sequence = 7") == 1);
  CHECK(town.count("outbox") == 1);
}

TEST_CASE("an answer to a record that has shrunk opens with its code") {
  OldTown town;
  const auto code = town.say_with_code();
  town.say_some(1);
  town.grow_old();
  REQUIRE(town.count("outbox WHERE sequence = 1") == 0);
  const auto keys = taken(seal::derive_receipt_keys(code, town.kiosk.enrolment.collector));
  auto reply = town.kiosk.answer_to(town.ask());
  reply.replies.push_back(
      {.sequence = 1,
       .lookup = keys.lookup,
       .sealed = taken(wire::seal_answer(
           {.state = AnswerState::accepted, .text = "oui", .language = Language::fr, .answered_at_s = 1'790'000'100},
           keys, town.kiosk.random))});
  town.bring(reply);
  const auto trail = taken(town.screen.trails.trail_of(code));
  REQUIRE(trail.answers.size() == 1);
  CHECK(trail.answers.front().text == "oui");
}

TEST_CASE("what is not safe or has its recording here does not shrink") {
  OldTown town;
  REQUIRE(town.say("", 3'000));  // its recording is not known to be safe
  town.say_some(2);
  town.deliver();
  town.collector.back_up();
  auto reply = town.kiosk.answer_to(town.ask());
  reply.safe = town.mark_at(3);
  town.bring(reply);
  town.write("UPDATE blob SET bytes = zeroblob(3000), state = 2");
  town.say_some(1);
  town.deliver();
  town.live(settle_after + 5);
  CHECK(town.count("outbox WHERE sequence IN (1, 4)") == 2);
  CHECK(town.count("outbox WHERE sequence = 2") == 0);
  CHECK(town.count("blob") == 1);
}

TEST_CASE("a collector that falls back behind what shrank is told that it is gone and nothing is pretended") {
  OldTown town;
  town.say_some(10);
  town.deliver();
  town.collector.back_up();  // of ten
  town.say_some(5);
  town.deliver();
  const auto older = town.collector;
  town.collector.back_up();
  town.live(settle_after);
  REQUIRE(town.count("outbox") == 1);
  town.collector = older;  // its newer backup is lost with it
  town.collector.restore();
  REQUIRE(town.collector.now().records.size() == 10);
  town.say_some(2);
  town.exchange();
  const auto request = town.ask();
  REQUIRE(request.kept);
  CHECK(town.collector.holes(*request.kept) == std::set<std::int64_t>{11, 12, 13, 14, 15});
  town.live(2);
  CHECK(town.collector.now().records.size() == 12);
  CHECK(town.collector.doubled() == 0);
  CHECK(town.screen.counts() == store::Counts{.delivered = 17});
}

TEST_CASE("a mark at a place that has shrunk is passed over and the next one counts") {
  OldTown town;
  town.say_some(6);
  const auto low = town.mark_at(2);
  town.grow_old();
  REQUIRE(town.count("outbox WHERE sequence = 2") == 0);
  town.say_some(2);
  town.deliver();
  CHECK(town.told(low).dropped == 0);
  CHECK(town.count("keeping WHERE refused IS NOT NULL") == 0);
  CHECK(town.told(town.mark_at(8)).dropped == 2);
}

TEST_CASE("at a collector without backups what was forgotten shrinks too and its code is answered") {
  OldTown town;
  const auto code = town.say_with_code();
  town.say_some(2);
  while (taken(town.screen.counts()).waiting > 0) town.exchange_with_an_old_one();
  for (int i = 0; i < settle_after; ++i) {
    town.kiosk.clock.advance(24 * test::hour_ms);
    town.exchange_with_an_old_one();
  }
  CHECK(town.count("outbox") == 0);
  CHECK(taken(town.screen.trails.trail_of(code)).reached == Reached::delivered);
  town.say_some(1);
  CHECK(town.exchange_with_an_old_one().delivered == 1);
  CHECK(town.screen.counts() == store::Counts{.delivered = 4});
}

TEST_CASE("what was said under a former name shrinks too and its code is answered") {
  OldTown town;
  const auto code = town.say_with_code();
  town.say_some(2);
  const auto key = seal::RecordKey::make(town.kiosk.random);
  REQUIRE(store::begin_chain(*town.screen.folder, {town.kiosk.random.array<16>()}, key.public_key()));
  town.screen = town.kiosk.open(store::Role::kiosk);
  REQUIRE(town.screen.outbox.append(town.kiosk.proposal("نقترح"), {}, key));
  auto reply = town.kiosk.answer_to(town.ask());
  reply.results.pop_back();  // the present chain's waits
  town.bring(reply);
  const auto live = [&](int days) {
    for (int i = 0; i < days; ++i) {
      town.kiosk.clock.advance(24 * test::hour_ms);
      auto heard = town.kiosk.answer_to(town.ask());
      heard.results.clear();
      town.bring(heard);
    }
  };
  live(settle_after - 1);
  CHECK(town.count("outbox WHERE sequence < 0 AND envelope IS NULL") == 3);
  live(1);
  CHECK(town.count("outbox") == 1);
  CHECK(town.count("settled") == 1);
  CHECK(taken(town.screen.trails.trail_of(code)).reached == Reached::delivered);
  CHECK(town.screen.counts() == store::Counts{.waiting = 1, .delivered = 3});
  CHECK(town.count("keeping WHERE former = 0 AND settled_to = 0 AND settled_delivered = 3") == 1);
}

TEST_CASE("where the row of what is kept was deleted nothing that has shrunk is claimed to be here") {
  OldTown town;
  town.say_some(5);
  town.grow_old();
  town.say_some(1);
  town.write("DELETE FROM keeping");
  town.agent = town.kiosk.open(store::Role::agent);
  const auto request = town.ask();
  REQUIRE(request.kept);
  CHECK(request.kept->kept_from == 6);
}

TEST_CASE(
    "a record takes a tenth of its pages once it is dropped and nearly none once it has shrunk and the file is cut") {
  OldTown town;
  constexpr std::int64_t records = 200;
  std::string page;
  while (page.size() < 6'000) page += "ب";
  const auto empty = town.used_pages();
  for (int i = 0; i < records; ++i) REQUIRE(town.say(page));
  town.write("UPDATE outbox SET lookup_id = randomblob(16) WHERE sequence % 10 = 0");
  const auto bytes_each = [&] { return (town.used_pages() - empty) * 4'096 / records; };
  CHECK(bytes_each() > 6'000);
  town.deliver();
  town.collector.back_up();
  town.exchange();
  town.exchange();
  REQUIRE(town.here().empty());
  CHECK(bytes_each() < 400);
  town.live(settle_after);
  CHECK(town.count("settled") == records / 10 - 1);
  CHECK(bytes_each() < 100);
  const auto file = std::filesystem::file_size(town.kiosk.shared / "kiosk.db");
  const auto pages = static_cast<std::uintmax_t>(town.used_pages() + limits::pages_left_free);
  CHECK(file <= 4'096 * pages);
}

TEST_CASE("a database from before that no page can be cut from is made anew once and keeps every row") {
  OldTown town;
  town.say_some(5);
  REQUIRE(town.say("", 9'000));
  town.exchange();
  town.write("PRAGMA auto_vacuum = NONE; VACUUM");
  const auto way = [&] { return taken(town.agent.folder->database().query_one("PRAGMA auto_vacuum"))->integer(0); };
  REQUIRE(way() == 0);
  const auto before = town.here();
  town.screen = town.kiosk.open(store::Role::kiosk);
  CHECK(town.here() == before);
  CHECK(way() == 2);
  town.deliver();
  CHECK(town.collector.now().records.size() == 6);
  CHECK(town.collector.now().blobs.size() == 1);
}
