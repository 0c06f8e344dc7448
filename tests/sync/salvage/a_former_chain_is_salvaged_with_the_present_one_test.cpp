// Records that a kiosk said under names that it has given up: no hash leads to them, and no place tells of a gap.
#include "sync/store/anew.h"
#include "sync/store/room/settling.h"
#include "tests/sync/salvage/salvaged_town.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk that was told twice that another machine is who it was.
struct Renamed : test::SalvagedTown {
  Renamed() {
    say_as(first, 4);
    begin_chain(second);
    say_as(second, 3);
    begin_chain(third);
    say_as(third, 2);
  }
  void begin_chain(const seal::RecordKey& key) {
    REQUIRE(store::begin_chain(*screen.folder, {kiosk.random.array<16>()}, key.public_key()));
    screen = kiosk.open(store::Role::kiosk);
  }
  void say_as(const seal::RecordKey& key, int times) {
    for (; times > 0; --times)
      REQUIRE(screen.outbox.append(kiosk.proposal("نقترح"), mint_receipt_code(kiosk.random), key));
  }
  [[nodiscard]] store::SalvageOrder renamed_order() {
    auto out = order();
    out.known.key = third.public_key();
    out.known.former_key = second.public_key();
    return out;
  }

  const seal::RecordKey& first = kiosk.record_key;
  seal::RecordKey second = seal::RecordKey::make(kiosk.random);
  seal::RecordKey third = seal::RecordKey::make(kiosk.random);
};

}  // namespace

TEST_CASE("of a kiosk that gave up two names all that can be read comes over") {
  Renamed town;
  const auto salvaged = taken(store::salvage(town.renamed_order()));
  CHECK(salvaged.kept == 9);
  CHECK(salvaged.missing == 0);
  CHECK(town.number("SELECT waiting FROM kiosk") == 9);
}

TEST_CASE("what was said under a former name and cannot be read is missing once") {
  Renamed town;
  town.lose("sequence IN (-2, -6)");
  auto order = town.renamed_order();
  CHECK(taken(store::salvage(order)).missing == 2);
  order.damaged = town.fresh;
  order.fresh = town.kiosk.folder.path() / "again.db";
  CHECK(taken(store::salvage(order)).missing == 0);
}

TEST_CASE("bytes under a former name that are not what was written are missing and not sent") {
  Renamed town;
  town.write(
      "UPDATE outbox SET envelope = CAST(substr(envelope, 1, length(envelope) - 1) || x'00' AS BLOB) WHERE sequence = "
      "-6");
  const auto salvaged = taken(store::salvage(town.renamed_order()));
  CHECK(salvaged.kept == 8);
  CHECK(salvaged.missing == 1);
}

TEST_CASE("what was said under a former name comes back when a disk gives it later unless it has shrunk since") {
  Renamed town;
  const auto whole = town.copied();
  town.lose("sequence = -2");
  auto order = town.renamed_order();
  REQUIRE(taken(store::salvage(order)).missing == 1);
  {
    auto database = taken(db::Database::open(town.fresh));
    REQUIRE(database.run_script("UPDATE outbox SET envelope = NULL, state = 1 WHERE sequence < -4"));
    REQUIRE(taken(store::settle(database, {.below = 0, .acknowledged_on = 0}, town.kiosk.clock)) == 3);
  }
  order.damaged = whole;
  order.missing = 1;
  CHECK(taken(store::salvage_more(order)).records == 1);
  CHECK(town.number("SELECT count(*) FROM outbox WHERE sequence < 0") == 4);
  CHECK(town.number("SELECT delivered FROM kiosk") == 3);
}
