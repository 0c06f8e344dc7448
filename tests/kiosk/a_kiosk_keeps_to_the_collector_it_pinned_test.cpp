// The kiosk's memory over a shared folder that its agent writes as it likes.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "kiosk/tools/trust_command.h"
#include "kiosk/world/memory.h"
#include "sync/seal/envelope.h"
#include "sync/store/refusals.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/refusal.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk in service, whose collector's keys the test holds, and another collector that would like to be it.
struct Town {
  test::EnrolledKiosk kiosk;
  test::EnrolledKiosk stranger{2};
  std::filesystem::path keys = kiosk.keys;

  std::optional<kiosk::Memory> memory;

  Result<kiosk::Memory> open() { return kiosk::Memory::open(kiosk.shared, keys, {}, kiosk.clock, kiosk.random); }
  void restart() {
    memory.reset();
    memory.emplace(taken(open()));
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
  void become_the_strangers() {
    stranger.enrolment.follow_url = "https://stranger.example/follow";
    become(stranger);
  }
  void become(const test::EnrolledKiosk& another) const {
    const auto& theirs = another.enrolment;
    write("UPDATE enrolment SET device_id = $1, collector_id = $2, signing_key = $3, sealing_key = $4, follow_url = $5",
          {theirs.device, theirs.collector, theirs.signing_key, theirs.sealing_key, theirs.follow_url});
  }
  // What was said, as the holder of that key reads it; nothing: it does not open.
  std::optional<std::string> newest_read_with(const seal::OpeningKey& key) {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db", {.create = false, .group_writable = true}));
    const auto row = taken(database.query_one("SELECT envelope FROM outbox ORDER BY sequence DESC LIMIT 1"));
    const auto body = seal::open_envelope(taken(seal::parse_envelope(row->bytes(0))), key);
    if (!body) return std::nullopt;
    return std::get<Proposal>(taken(wire::decode_body(*body)).submission.body).text;
  }
  std::pair<int, std::string> trust(const std::string& accept = {}) const {
    std::ostringstream out;
    const auto status = kiosk::run_trust_command({.data = kiosk.shared, .keys = keys, .accept = accept}, out);
    return {status.value_or(-1), status ? out.str() : status.error().context};
  }
};

}  // namespace

TEST_CASE("a kiosk that was enrolled before pins were kept pins the collector it has at its next start") {
  Town town;
  town.restart();
  CHECK(taken(store::load_pin(town.keys)) == town.kiosk.pin());
  struct stat info {};
  REQUIRE(::stat((town.keys / "collector.pin").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  const auto station = town.station();
  CHECK(station.fingerprint == store::fingerprint_of(town.kiosk.pin()));
  CHECK_FALSE(station.differs);
}

TEST_CASE("whatever the shared row says all is sealed to the pinned collector and receipts lead there") {
  Town town;
  town.restart();
  const auto before = town.station();
  const auto code = mint_receipt_code(town.kiosk.random);
  REQUIRE(town.memory->save({town.kiosk.proposal("first"), code}));
  const bool deleted = GENERATE(false, true);
  const bool restarts = GENERATE(false, true);
  if (deleted)
    town.write("DELETE FROM enrolment");
  else
    town.become_the_strangers();
  if (restarts) town.restart();
  auto expected = before;
  expected.differs = true;
  CHECK(town.station() == expected);
  REQUIRE(town.memory->save({town.kiosk.proposal("second"), mint_receipt_code(town.kiosk.random)}));
  CHECK(town.newest_read_with(town.kiosk.opening_key) == "second");
  CHECK_FALSE(town.newest_read_with(town.stranger.opening_key));
  CHECK(taken(town.memory->look_up({.ask = {}, .code = code})).reached == Reached::recorded);
}

TEST_CASE("of the shared row a kiosk believes where it was moved and no word that it would show") {
  Town town;
  town.restart();
  town.write(
      "UPDATE enrolment SET place_code = '06.141.01.0', place_name_ar = 'x', place_name_fr = 'call us', "
      "place_zone = 'Europe/Paris'");
  const auto moved = town.station();
  CHECK(moved.place.value == "06.141.01.0");
  CHECK(moved.name_fr.empty());
  CHECK(moved.name_ar.empty());
  CHECK(moved.zone == "Africa/Casablanca");
  CHECK_FALSE(moved.differs);
  town.write("UPDATE enrolment SET place_code = '06.141.01.0.0001'");
  CHECK(town.station().place.value == "06.141.01.0.0001");
  town.write("UPDATE enrolment SET place_code = '06.141.01.0.00012'");  // longer than any code
  CHECK(town.station().place.value == "06.141.01.0.0001");
  town.write("UPDATE enrolment SET place_code = '06.141.01.0'");
  REQUIRE(town.station().place.value == "06.141.01.0");
  town.write("UPDATE enrolment SET place_code = 'call us'");
  const auto stays = town.station();
  CHECK(stays.place.value == "06.141.01.0");
  town.write("DELETE FROM enrolment");
  town.restart();
  CHECK(town.station().place.value == "06.141.01.0");
}

TEST_CASE("a damaged or open pin stops the kiosk and is never made anew from the shared row") {
  Town town;
  REQUIRE(town.open());
  const auto file = town.keys / "collector.pin";
  std::filesystem::permissions(file, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  CHECK(town.open().error().code == Errc::denied);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream(file) << R"({"format":1})";
  CHECK(town.open().error().code == Errc::corrupt);
  std::ofstream(file, std::ios::trunc).close();
  CHECK(town.open().error().code == Errc::corrupt);
}

TEST_CASE("only a fingerprint that staff typed changes whom a kiosk trusts") {
  Town town;
  CHECK(town.trust().second.find("Nothing is pinned yet") != std::string::npos);
  town.restart();
  const auto ours = store::fingerprint_of(town.kiosk.pin());
  const auto theirs = store::fingerprint_of(town.stranger.pin());
  CHECK(town.trust() == std::pair{0, "pinned: " + ours + "\nshared: " + ours + "\nBoth name one collector.\n"});
  town.become_the_strangers();
  const auto looked = town.trust();
  CHECK(looked.first == 1);
  CHECK_THAT(looked.second, Catch::Matchers::StartsWith("pinned: " + ours + "\nshared: " + theirs + "\n"));
  CHECK(town.trust(ours).first == -1);
  CHECK(town.trust(theirs.substr(0, 14)).first == -1);
  CHECK(town.station().fingerprint == ours);
  std::string typed = theirs;
  std::erase(typed, '-');
  CHECK(town.trust(typed).first == 0);
  const auto station = town.station();
  CHECK(station.fingerprint == theirs);
  CHECK(station.follow_up_url == "https://stranger.example/follow");
  CHECK_FALSE(station.differs);
  REQUIRE(town.memory->save({town.kiosk.proposal("moved to another council"), {}}));
  CHECK(town.newest_read_with(town.stranger.opening_key) == "moved to another council");
  CHECK_FALSE(town.newest_read_with(town.kiosk.opening_key));
  CHECK(town.station().compared);
}

TEST_CASE("a collector whose chain would begin in its midst is not accepted") {
  Town town;
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("said before"), {}}));
  town.become_the_strangers();
  const auto refused = town.trust(store::fingerprint_of(town.stranger.pin()));
  CHECK(refused.first == -1);
  CHECK_THAT(refused.second, Catch::Matchers::Contains("enrol a kiosk anew"));
  CHECK(town.station().fingerprint == store::fingerprint_of(town.kiosk.pin()));
}

TEST_CASE("a kiosk that ran before it was enrolled asks at every start until the fingerprint was compared") {
  Town town;
  town.write("DELETE FROM enrolment");
  town.restart();
  CHECK_FALSE(taken(town.memory->station()));
  REQUIRE(town.kiosk.open(store::Role::agent).carrier.keep_enrolment(town.kiosk.enrolment, "http://127.0.0.1:1"));
  CHECK_FALSE(town.station().compared);
  town.restart();
  CHECK_FALSE(town.station().compared);
  town.memory->keep_compared();
  CHECK(town.station().compared);
  town.restart();
  CHECK(town.station().compared);
}

TEST_CASE("a pin that is damaged under a running kiosk is a mark for staff and changes nothing else") {
  Town town;
  town.restart();
  const auto before = town.station();
  std::ofstream(town.keys / "collector.pin") << "{}";
  auto expected = before;
  expected.differs = true;
  CHECK(town.station() == expected);
  REQUIRE(town.memory->save({town.kiosk.proposal("said meanwhile"), {}}));
  CHECK(town.newest_read_with(town.kiosk.opening_key) == "said meanwhile");
}

TEST_CASE("a kiosk opens though its key in the shared folder was changed and its bell cannot be made") {
  Town town;
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("before"), {}}));
  town.memory.reset();
  town.write("UPDATE kiosk SET record_key = randomblob(32)");
  std::filesystem::remove(town.kiosk.shared / "kiosk.bell");
  std::filesystem::create_directories(town.kiosk.shared / "kiosk.bell" / "in the way");
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("after"), {}}));
  CHECK(town.newest_read_with(town.kiosk.opening_key) == "after");
}

TEST_CASE("an enrolment that cannot be read just now is an error and no kiosk without a station") {
  Town town;
  town.restart();
  const auto before = town.station();
  town.write("ALTER TABLE enrolment RENAME TO aside");
  CHECK_FALSE(town.memory->station().has_value());
  town.write("ALTER TABLE aside RENAME TO enrolment");
  CHECK(town.station() == before);
}

TEST_CASE("a pin that is deleted under a running kiosk is kept again before the kiosk starts anew") {
  Town town;
  town.restart();
  const auto before = town.station();
  std::filesystem::remove(town.keys / "collector.pin");
  town.become_the_strangers();
  CHECK(town.station().fingerprint == before.fingerprint);
  CHECK(taken(store::load_pin(town.keys)) == town.kiosk.pin());
  town.restart();
  CHECK(town.station().fingerprint == before.fingerprint);
}

TEST_CASE("a kiosk that cannot keep its pin trusts nobody yet") {
  Town town;
  const auto in_the_way = town.keys / "collector.pin.part";
  std::filesystem::create_directory(in_the_way);
  CHECK_FALSE(town.open().has_value());
  std::filesystem::remove(in_the_way);
  town.restart();
  CHECK(taken(store::load_pin(town.keys)) == town.kiosk.pin());
}

TEST_CASE("a record that is sent again writes nothing anew in the kiosk's private folder") {
  Town town;
  town.restart();
  const auto said = town.kiosk.proposal("once");
  REQUIRE(town.memory->save({said, {}}));
  const auto written = [&] {
    struct stat info {};
    REQUIRE(::stat((town.keys / "chain.head").c_str(), &info) == 0);
    return info.st_ino;  // each writing is a file of its own in the place of the one before
  };
  const auto first = written();
  REQUIRE(town.memory->save({said, {}}));
  CHECK(written() == first);
  REQUIRE(town.memory->save({town.kiosk.proposal("another"), {}}));
  CHECK(written() != first);
}

TEST_CASE("another user's kiosk is not told whom to trust") {
  Town town;
  town.restart();
  if (::geteuid() != 0) return;
  REQUIRE(::chown(town.keys.c_str(), 12345, 12345) == 0);
  for (const auto& accept : {std::string(), store::fingerprint_of(town.kiosk.pin())}) {
    const auto refused = town.trust(accept);
    CHECK(refused.first == -1);
    CHECK_THAT(refused.second, Catch::Matchers::Contains("sudo -u '#12345'"));
  }
}

TEST_CASE("no number that the agent writes makes the kiosk forget how far its chain goes") {
  Town town;
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("first"), {}}));
  const auto before = taken(town.kiosk.open(store::Role::agent).head());
  REQUIRE(town.memory->save({town.kiosk.proposal("second"), {}}));
  const auto last = static_cast<std::int64_t>(store::last_sequence);
  for (const std::int64_t number : {INT64_MAX, last, last - 1, std::int64_t{2'000'000}}) {
    town.write("UPDATE kiosk SET head_sequence = $1", {number});
    REQUIRE(town.memory->save({town.kiosk.proposal("another"), {}}));
  }
  town.write("DELETE FROM outbox WHERE sequence > 1");
  town.write("UPDATE kiosk SET head_sequence = 1, head_hash = $1", {before.hash});
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("the last"), {}}));
  CHECK(taken(town.kiosk.open(store::Role::agent).head()).sequence == 7);
}

TEST_CASE("a record that the agent dropped is missed even by a kiosk that was restarted") {
  Town town;
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("first"), {}}));
  const auto before = taken(town.kiosk.open(store::Role::agent).head());
  REQUIRE(town.memory->save({town.kiosk.proposal("dropped"), {}}));
  town.write("DELETE FROM outbox WHERE sequence = 2");
  town.write("UPDATE kiosk SET head_sequence = 1, head_hash = $1", {before.hash});
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("third"), {}}));
  CHECK(taken(town.kiosk.open(store::Role::agent).head()).sequence == 3);
  // power was cut after the record and before the file: what is there goes on
  std::filesystem::remove(town.keys / "chain.head");
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("fourth"), {}}));
  CHECK(taken(town.kiosk.open(store::Role::agent).head()).sequence == 4);
}

TEST_CASE("a kiosk closes on the pinned collector's own word about itself and on no other that its agent shows") {
  Town town;
  town.restart();
  auto agent = town.kiosk.open(store::Role::agent);
  const auto shown = [&](const wire::Refusal& refusal, const seal::SigningKey& key) {
    REQUIRE(store::keep_refusal(agent, taken(wire::make_refusal(refusal, key))));
    return town.station().refused;
  };
  wire::Refusal refusal{.frame = seal::hash_of(bytes_of("x")),
                        .collector = town.kiosk.enrolment.collector,
                        .device = town.kiosk.enrolment.device,
                        .reason = wire::RefusalReason::revoked,
                        .server_wall_ms = 1};
  CHECK(town.station().refused == kiosk::Refused::no);
  CHECK(shown(refusal, town.kiosk.signing_key) == kiosk::Refused::withdrawn);
  REQUIRE(store::forget_refusal(agent));
  CHECK(town.station().refused == kiosk::Refused::no);
  CHECK(shown(refusal, town.stranger.signing_key) == kiosk::Refused::no);
  auto of_another = refusal;
  of_another.device = town.stranger.enrolment.device;
  CHECK(shown(of_another, town.kiosk.signing_key) == kiosk::Refused::no);
  auto full_day = refusal;
  full_day.reason = wire::RefusalReason::over_quota;
  CHECK(shown(full_day, town.kiosk.signing_key) == kiosk::Refused::no);
  refusal.device.reset();
  refusal.reason = wire::RefusalReason::unknown_device;
  CHECK(shown(refusal, town.kiosk.signing_key) == kiosk::Refused::unknown);
  town.write("UPDATE refusal SET frame = zeroblob(100)");
  CHECK(town.station().refused == kiosk::Refused::no);
}

TEST_CASE("a kiosk whose record key is lost signs with another and takes nothing before its collector has it") {
  Town town;
  town.restart();
  REQUIRE(town.memory->save({town.kiosk.proposal("under the old key"), mint_receipt_code(town.kiosk.random)}));
  const bool all_is_lost = GENERATE(false, true);
  town.memory.reset();
  if (all_is_lost)
    std::filesystem::remove_all(town.keys);
  else
    std::filesystem::remove(town.keys / "record.key");
  town.restart();
  CHECK(town.station().refused == kiosk::Refused::unknown);
  CHECK(town.station().compared == !all_is_lost);  // whom an empty folder trusts is to be compared
  town.restart();
  CHECK(town.station().refused == kiosk::Refused::unknown);
  auto agent = town.kiosk.open(store::Role::agent);
  const auto published = taken(store::record_key_of(agent));
  REQUIRE(published);
  CHECK_FALSE(*published == town.kiosk.record_key.public_key());
  REQUIRE(agent.carrier.keep_enrolment(town.kiosk.enrolment, "http://127.0.0.1:1"));
  CHECK(town.station().refused == kiosk::Refused::no);
  REQUIRE(town.memory->save({town.kiosk.proposal("under the new key"), mint_receipt_code(town.kiosk.random)}));
  const auto request = taken(agent.carrier.make_request({}, "test"));
  REQUIRE(request.envelopes.size() == 2);
  const auto first = taken(seal::parse_envelope(request.envelopes[0]));
  const auto second = taken(seal::parse_envelope(request.envelopes[1]));
  CHECK(seal::verify_envelope(first, town.kiosk.record_key.public_key()));
  CHECK(seal::verify_envelope(second, *published));
  CHECK(second.header.previous == seal::header_hash(first));
}

TEST_CASE("a start that ended between a new record key and its place in the shared folder is finished by the next") {
  Town town;
  town.restart();
  town.memory.reset();
  std::filesystem::remove(town.keys / "record.key");
  std::filesystem::remove(town.keys / "chain.head");
  std::ofstream(town.keys / "record.key.lost").close();
  std::filesystem::permissions(town.keys / "record.key.lost", std::filesystem::perms::owner_read);
  const auto key = taken(seal::RecordKey::load_or_make(town.keys / "record.key", town.kiosk.random));
  town.restart();
  CHECK(taken(store::record_key_of(town.kiosk.open(store::Role::agent))) == key.public_key());
  CHECK_FALSE(std::filesystem::exists(town.keys / "record.key.lost"));
}
