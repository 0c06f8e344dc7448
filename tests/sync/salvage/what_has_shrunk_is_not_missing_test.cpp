// Of a record that has shrunk there is no row, as there is none of one that is lost: a salvage tells the two apart.
#include "sync/store/room/settling.h"
#include "tests/sync/salvage/salvaged_town.h"

using namespace minbar;
using test::SalvagedTown;
using test::taken;

namespace {

// Six delivered and old, five of them without a row.
struct OldTown : SalvagedTown {
  OldTown() {
    say_some(6);
    deliver();
    write("UPDATE outbox SET state = 2 WHERE sequence = 4; UPDATE kiosk SET delivered = 5, set_aside = 1");
    collector.back_up();
    live(limits::settle_after_days);
    REQUIRE(rows() == 1);
  }
  [[nodiscard]] std::int64_t rows() {
    return taken(agent.folder->database().query_one("SELECT count(*) FROM outbox"))->integer(0);
  }
};

// The same, but the third waits among them.
struct WaitingTown : SalvagedTown {
  WaitingTown() {
    say_some(6);
    auto reply = kiosk.answer_to(ask());
    reply.results.erase(reply.results.begin() + 2);
    bring(reply);
    for (std::int64_t day = 0; day <= limits::settle_after_days; ++day) {
      told(mark_at(6));
      kiosk.clock.advance(24 * test::hour_ms);
    }
    REQUIRE(taken(agent.folder->database().query_one("SELECT count(*) FROM outbox"))->integer(0) == 2);
  }
};

}  // namespace

TEST_CASE("what has shrunk is not missing after a salvage and is counted as it was") {
  OldTown town;
  const auto salvaged = town.salvage();
  CHECK(salvaged.missing == 0);
  CHECK(salvaged.kept == 1);
  CHECK(town.number("SELECT count(*) FROM gone") == 0);
  CHECK(town.number("SELECT delivered FROM kiosk") == 5);
  CHECK(town.number("SELECT set_aside FROM kiosk") == 1);
}

TEST_CASE("what waited among records that have shrunk is missing when it cannot be read") {
  WaitingTown town;
  town.lose("sequence = 3");
  CHECK(town.salvage().missing == 1);
  CHECK(town.is_gone(3));
  CHECK(town.number("SELECT delivered FROM kiosk") == 5);
  CHECK(town.number("SELECT waiting FROM kiosk") == 0);
}

TEST_CASE("what was missing before is not missing anew and hides nothing that is") {
  WaitingTown town;
  town.say_some(4);
  town.lose("sequence = 3");
  REQUIRE(town.salvage().missing == 1);
  auto again = town.order();
  again.damaged = town.fresh;
  again.fresh = town.kiosk.folder.path() / "again.db";
  CHECK(taken(store::salvage(again)).missing == 0);
  REQUIRE(taken(db::Database::open(town.fresh)).run_script("DELETE FROM outbox WHERE sequence IN (7, 9)"));
  CHECK(taken(store::salvage(again)).missing == 2);
}

TEST_CASE("where the row of what is kept is lost too what has shrunk is not called missing") {
  OldTown town;
  town.say_some(3);
  town.write("DELETE FROM keeping");
  town.lose("sequence = 8");
  CHECK(town.salvage().missing == 1);
  CHECK(town.is_gone(8));
  CHECK(town.number("SELECT delivered FROM kiosk") == 6);
  CHECK(town.number("SELECT dropped_to FROM keeping") == 6);
}

TEST_CASE("of a file that a disk gives later only what is missing comes back") {
  SalvagedTown town;
  town.say_some(6);
  town.deliver();
  const auto whole = town.copied();
  town.lose("sequence IN (4, 5)");
  REQUIRE(town.salvage().missing == 2);
  {
    auto database = taken(db::Database::open(town.fresh));
    REQUIRE(database.run_script("UPDATE outbox SET envelope = NULL WHERE sequence < 4"));
    REQUIRE(taken(store::settle(database, {.below = 4, .acknowledged_on = 1'000}, town.kiosk.clock)) == 3);
  }
  auto order = town.order();
  order.damaged = whole;
  order.missing = 2;
  CHECK(taken(store::salvage_more(order)).records == 2);
  CHECK(town.number("SELECT count(*) FROM outbox") == 3);
  CHECK(town.number("SELECT count(*) FROM gone") == 0);
  CHECK(town.number("SELECT delivered FROM kiosk") == 6);
  CHECK(town.number("SELECT records FROM keeping") == 3);
  CHECK(taken(store::salvage_more(order)).records == 0);
}
