// Both programs of a kiosk at a real collector whose keys are exchanged, and what a thief can do with parts of it.
#include <catch2/catch.hpp>

#include <sstream>

#include "kiosk/tools/trust_command.h"
#include "sync/store/packs.h"
#include "sync/store/succession/follow.h"
#include "sync/wire/pack.h"
#include "tests/sync/collector/published_pack.h"
#include "tests/sync/copied/machine.h"
#include "tests/sync/succession/centre.h"

using namespace minbar;
using test::Machine;
using test::taken;

namespace {

struct Town : test::Centre {
  std::optional<Machine> kiosk;

  explicit Town(bool with_root = true) {
    if (with_root) get_root_key();
    kiosk.emplace(collector, std::uint8_t{1});
    kiosk->enrol(test::new_kiosk(collector));
    kiosk->memory->keep_compared();
    REQUIRE(kiosk->settle() == agent::Outcome::done);
  }
  [[nodiscard]] store::CollectorPin pin() const { return *taken(store::load_pin(kiosk->home() / "keys")); }
  // As the agent may at any time.
  void write(std::string_view sql, std::initializer_list<db::Param> params = {}) const {
    auto database =
        taken(db::Database::open(kiosk->home() / "shared" / "kiosk.db", {.create = false, .group_writable = true}));
    REQUIRE(database.execute(sql, params));
  }
  [[nodiscard]] Bytes statement_by(const seal::RootKey& key, std::int64_t number, const CollectorId& of) {
    return taken(wire::make_succession({.collector = of,
                                        .number = number,
                                        .signing_key = seal::SigningKey::make(collector.random).public_key(),
                                        .sealing_key = seal::OpeningKey::make(collector.random).sealing_key(),
                                        .server_wall_ms = 1},
                                       key));
  }
  std::pair<int, std::string> trust(const std::string& accept) const {
    std::ostringstream out;
    const auto status = kiosk::run_trust_command(
        {.data = kiosk->home() / "shared", .keys = kiosk->home() / "keys", .accept = accept}, out);
    return {status.value_or(-1), status ? out.str() : status.error().context};
  }
};

}  // namespace

TEST_CASE("a kiosk with the root key follows new keys by itself and all that it said is kept") {
  Town town;
  CHECK(town.pin().root_key == town.root.public_key());
  CHECK(town.kiosk->look()->fingerprint == town.collector->fingerprint());
  town.kiosk->say(2);
  town.exchange();
  town.kiosk->say();  // sealed to a key that is a former one by now
  REQUIRE(town.kiosk->talk_unseen() == agent::Outcome::done);
  town.kiosk->say();  // the screen has not looked yet
  CHECK_FALSE(town.kiosk->look()->differs);
  CHECK(town.pin().succession == 1);
  CHECK(town.pin().sealing_key == town.keys().opening.sealing_key());
  CHECK(town.kiosk->look()->fingerprint == town.collector->fingerprint());
  CHECK(town.kiosk->look()->compared);
  town.kiosk->say(2);
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  CHECK(town.number_at(1) == 1);
  test::nothing_is_lost(town.collector, {&*town.kiosk});
  // and once more, after a restart, and over two at once
  town.exchange({.signing = false, .opening = true});
  town.exchange({.signing = true, .opening = false});
  town.kiosk->power_off();
  town.kiosk->power_on();
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  CHECK(town.pin().succession == 3);
  CHECK(town.pin().former.size() == 2);
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  test::nothing_is_lost(town.collector, {&*town.kiosk});
}

TEST_CASE("a stolen signing key alone swaps nothing") {
  Town town;
  const auto stolen = town.keys();
  const auto before = town.pin();
  auto store = town.kiosk->opened(store::Role::agent);
  const auto payload = taken(wire::parse_frame(town.statement_by(town.root, 1, town.collector->id()), 4096)).payload;
  const auto forged = wire::make_frame(seal::Context::succession, payload, stolen.signing.newest());
  CHECK_FALSE(taken(store::follow(store, forged)));
  // an agent in strange hands writes what it likes
  town.write("UPDATE succession SET number = 9, statement = $1", {forged});
  town.kiosk->look();
  CHECK(town.pin() == before);
}

TEST_CASE("the agents word about a root key moves no kiosk") {
  Town town;
  const auto thief = seal::RootKey::make(town.collector.random);
  const auto before = town.pin();
  const auto statement = town.statement_by(thief, 1, town.collector->id());
  town.write("UPDATE succession SET root_key = $1, number = 1, statement = $2", {thief.public_key(), statement});
  CHECK_FALSE(town.kiosk->look()->differs);  // the keys are the same
  CHECK(town.pin() == before);
  town.write("UPDATE enrolment SET sealing_key = $1",
             {taken(wire::open_succession(statement, thief.public_key())).sealing_key});
  CHECK(town.kiosk->look()->differs);
  CHECK(town.pin() == before);
}

TEST_CASE("a statement of another collector or of a number that was is not followed") {
  Town town;
  town.exchange();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  const auto before = town.pin();
  REQUIRE(before.succession == 1);
  for (const auto& statement :
       {town.statement_by(town.root, 2, CollectorId{}), town.statement_by(town.root, 1, town.collector->id())}) {
    CHECK_FALSE(taken(store::follow(town.kiosk->opened(store::Role::agent), statement)));
    town.write("UPDATE succession SET statement = $1", {statement});
    town.kiosk->look();
    CHECK(town.pin() == before);
  }
}

TEST_CASE("a kiosk that follows believes nothing that the former signing key signs") {
  Town town;
  REQUIRE(test::publish(town.collector, {.files = test::files_that_say("Bonjour")}));
  while (town.kiosk->count("SELECT count(*) FROM pack") == 0) REQUIRE(town.kiosk->talk() == agent::Outcome::done);
  const auto stolen = town.keys();
  town.exchange();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  REQUIRE(town.pin().succession == 1);
  // what was taken stays good
  auto store = town.kiosk->opened(store::Role::kiosk);
  store.folder->trust(town.pin());
  const auto version = town.kiosk->count("SELECT max(version) FROM pack");
  CHECK(store.packs.read(version));
  // a newer one by the former key is none, nor is another under the old number
  for (const auto number : {version, version + 1}) {
    const auto forged = taken(wire::make_pack({.version = number,
                                               .collector = town.collector->id(),
                                               .made_at_s = 5,
                                               .places = {},
                                               .files = test::files_that_say("Perdu")},
                                              stolen.signing.first()));
    town.write("INSERT OR REPLACE INTO pack (version, taken_ms, frame) VALUES ($1, 1, $2)", {number, forged});
    CHECK(store.packs.read(number).error().code == Errc::denied);
  }
  // a thief answers in the collector's place
  const wire::Exchange thief = [&](ByteView frame) -> wire::ExchangeResult {
    const auto request = taken(wire::open_sync_request(
        taken(wire::parse_frame(frame, limits::request_bytes)),
        taken(seal::TransportKey::load(town.kiosk->home() / "agent" / "transport.key")).public_key()));
    wire::SyncReply reply{
        .request = request.request, .device = request.device, .collector = request.collector, .server_wall_ms = 5};
    return taken(wire::make_sync_reply(reply, stolen.signing.first()));
  };
  auto folder = town.kiosk->opened(store::Role::agent);
  const auto key = taken(seal::TransportKey::load(town.kiosk->home() / "agent" / "transport.key"));
  agent::Session session{folder, key, thief, "test"};
  CHECK(agent::exchange_once(session, store::RequestLimits{}).outcome == agent::Outcome::not_ours);
}

TEST_CASE("a kiosk without a root key goes on under the first keys until staff brings it over") {
  Town town(false);
  town.kiosk->say();
  town.get_root_key();
  town.exchange();
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  CHECK(town.pin().succession == 0);
  CHECK_FALSE(town.pin().root_key);
  town.kiosk->say();  // waits while it is enrolled again
  town.kiosk->re_enrol(taken(town.collector->new_code(town.kiosk->device())).code);
  CHECK(town.kiosk->look()->differs);
  CHECK_FALSE(town.pin().root_key);  // the agent's word until staff says yes
  town.kiosk->say();
  CHECK(town.trust("ABCD-EFGH-JKMN-PQRS").first == -1);
  REQUIRE(town.trust(town.collector->fingerprint()).first == 0);
  CHECK_FALSE(town.kiosk->look()->differs);
  CHECK(town.pin().root_key == town.root.public_key());
  CHECK(town.pin().succession == 1);
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  town.exchange();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  CHECK(town.pin().succession == 2);
  test::nothing_is_lost(town.collector, {&*town.kiosk});
}

TEST_CASE("a kiosk with the root key that is enrolled again after an exchange follows by itself") {
  Town town;
  town.kiosk->say();
  town.exchange();
  town.kiosk->say();
  town.kiosk->re_enrol(taken(town.collector->new_code(town.kiosk->device())).code);
  CHECK_FALSE(town.kiosk->look()->differs);
  CHECK(town.pin().succession == 1);
  CHECK(town.pin().sealing_key == town.keys().opening.sealing_key());
  CHECK(town.kiosk->look()->fingerprint == town.collector->fingerprint());
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  CHECK(town.number_at(1) == 1);
  test::nothing_is_lost(town.collector, {&*town.kiosk});
}

TEST_CASE(
    "after an older backup of the keys nothing is taken until the newer ones are put back and then all is there") {
  Town town;
  const auto which = GENERATE(collector::NewKeys{}, collector::NewKeys{.signing = false, .opening = true},
                              collector::NewKeys{.signing = true, .opening = false});
  town.exchange(which);
  town.kiosk->say();
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  town.kiosk->say();
  const auto keys = town.data() / "keys";
  const auto aside = town.data() / "aside";
  town.collector.restart([&] {
    std::filesystem::create_directory(aside);
    for (const auto* file : {"succession-01.statement", "signing-01.key", "opening-01.key"})
      if (std::filesystem::exists(keys / file)) std::filesystem::rename(keys / file, aside / file);
  });
  CHECK(town.kiosk->talk() == agent::Outcome::not_ready);
  town.kiosk->say();
  CHECK(town.kiosk->talk() == agent::Outcome::not_ready);
  CHECK_FALSE(town.kiosk->is_closed());
  town.collector.restart([&] {
    for (const auto* file : {"succession-01.statement", "signing-01.key", "opening-01.key"})
      if (std::filesystem::exists(aside / file)) std::filesystem::rename(aside / file, keys / file);
  });
  REQUIRE(town.kiosk->settle() == agent::Outcome::done);
  test::nothing_is_lost(town.collector, {&*town.kiosk});
}
