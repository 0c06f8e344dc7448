// A kiosk whose disk was copied gives up its key and chain when its collector says so, and on no word of its agent.
#include <catch2/catch.hpp>

#include <initializer_list>
#include <optional>

#include "kiosk/world/memory.h"
#include "sync/store/anew.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/refusals.h"
#include "sync/wire/refusal.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk in service, whose collector's keys the test holds, and another collector.
struct CopiedTown {
  test::EnrolledKiosk kiosk;
  test::EnrolledKiosk stranger{2};
  std::filesystem::path keys = kiosk.keys;
  std::optional<kiosk::Memory> memory;

  void restart() {
    memory.reset();
    memory.emplace(taken(kiosk::Memory::open(kiosk.shared, keys, {}, kiosk.clock, kiosk.random)));
  }
  kiosk::Station station() {
    const auto station = taken(memory->station());
    REQUIRE(station);
    return *station;
  }
  // As the agent may at any time.
  void write(std::string_view sql, std::initializer_list<db::Param> params = {}) const {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(database.execute(sql, params));
  }
};

}  // namespace

TEST_CASE("only its collector's word makes an enrolled kiosk give up its identity and take up another name once") {
  CopiedTown town;
  town.restart();
  const auto own = [&] { return taken(seal::RecordKey::load(town.keys / "record.key")).public_key(); };
  const auto key = own();
  auto agent = town.kiosk.open(store::Role::agent);
  wire::Refusal refusal{.frame = seal::hash_of(bytes_of("x")),
                        .collector = town.kiosk.enrolment.collector,
                        .device = town.kiosk.enrolment.device,
                        .reason = wire::RefusalReason::two_machines,
                        .server_wall_ms = 5};
  const auto told_by = [&](const seal::SigningKey& by) {
    REQUIRE(store::keep_refusal(agent, taken(wire::make_refusal(refusal, by))));
    return town.station().refused;
  };
  REQUIRE(store::note_taken_key(agent, key));
  CHECK(town.station().refused == kiosk::Refused::no);
  CHECK(told_by(town.stranger.signing_key) == kiosk::Refused::no);
  CHECK(own() == key);
  REQUIRE(town.memory->save({town.kiosk.proposal("under the old key"), mint_receipt_code(town.kiosk.random)}));
  CHECK(told_by(town.kiosk.signing_key) == kiosk::Refused::copied);
  const auto newer = own();
  CHECK(newer != key);
  town.restart();
  CHECK(town.station().refused == kiosk::Refused::copied);
  CHECK(own() == newer);
  const DeviceId another{town.kiosk.random.array<16>()};
  const auto named = [&](const seal::RecordPublicKey& known) {
    town.write("UPDATE enrolment SET device_id = $1, record_key = $2", {another, known});
    (void)town.station();
    return taken(store::load_pin(town.keys)).value().device;
  };
  CHECK(named(key) == town.kiosk.enrolment.device);
  CHECK(named(newer) == another);
  REQUIRE(store::forget_refusal(agent));
  CHECK(town.station().refused == kiosk::Refused::no);
  CHECK_FALSE(town.station().differs);
  town.write("UPDATE enrolment SET device_id = $1", {town.stranger.enrolment.device});
  CHECK(town.station().differs);
  CHECK(taken(store::load_pin(town.keys)).value().device == another);
}

TEST_CASE("a kiosk killed while it begins a chain of its own does not take its database for a damaged one") {
  CopiedTown town;
  town.restart();
  (void)town.station();
  const auto said = town.kiosk.proposal("under the old key");
  REQUIRE(town.memory->save({said, mint_receipt_code(town.kiosk.random)}));
  const auto head = town.keys / "chain.head";
  const auto before = town.kiosk.folder.path() / "head.before";
  std::filesystem::copy_file(head, before);
  auto agent = town.kiosk.open(store::Role::agent);
  const wire::Refusal refusal{.frame = seal::hash_of(bytes_of("x")),
                              .collector = town.kiosk.enrolment.collector,
                              .device = town.kiosk.enrolment.device,
                              .reason = wire::RefusalReason::two_machines,
                              .server_wall_ms = 5};
  REQUIRE(store::keep_refusal(agent, taken(wire::make_refusal(refusal, town.kiosk.signing_key))));
  CHECK(town.station().refused == kiosk::Refused::copied);
  town.memory.reset();
  // the power went between the chain in the database and the note of it
  std::filesystem::copy_file(before, head, std::filesystem::copy_options::overwrite_existing);
  town.restart();
  CHECK(town.station().refused == kiosk::Refused::copied);
  CHECK(town.station().records_missing == 0);
  CHECK(store::set_aside_in(town.kiosk.shared).empty());
  CHECK(taken(agent.outbox.find(said.id)).has_value());
}
