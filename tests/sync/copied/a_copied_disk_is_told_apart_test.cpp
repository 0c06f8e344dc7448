// Two machines with one identity, because a disk was copied before or after its enrolment: told apart, shown as what
// they are, the second enrolled anew, and every record of both at the collector in the end.
#include "sync/agent/status.h"
#include "sync/collector/doctor/doctor.h"
#include "tests/sync/copied/machine.h"

using namespace minbar;
using agent::Outcome;
using Catch::Matchers::Contains;
using test::Machine;
using test::taken;
using test::TestCollector;

namespace {

// One in service with rows that wait, and its copy, both started.
struct Two {
  TestCollector collector;
  Machine first{collector, 10};
  std::optional<Machine> copy;

  Two() {
    first.enrol(test::new_kiosk(collector));
    first.say(3);
    REQUIRE(first.settle() == Outcome::done);
    first.say(2);  // these wait on both disks
    first.power_off();
    copy.emplace(first, 50);
    first.power_on();
  }
  Machine& second() { return *copy; }
  // Both say something and talk, the second last; then the first is heard again.
  void both_go_on() {
    first.say(2);
    CHECK(first.talk() == Outcome::done);
    second().say(3);
    CHECK(second().talk() == Outcome::done);  // what it brings is taken
    CHECK(first.talk() == Outcome::done);
  }
  std::string doctor() {
    return collector::words_of(taken(collector::examine(collector.options().data, collector.clock.wall_ms())));
  }
  std::vector<collector::KioskStatus> kiosks() {
    return taken(
        collector::list_kiosks(collector->storage(), collector::Scope::everywhere(), collector.clock.wall_ms()));
  }
  std::int64_t records_of(const DeviceId& device) {
    const auto row = collector->storage().read([&](db::Database& database) {
      return database.query_one("SELECT count(*) FROM envelopes WHERE device = $1", {device});
    });
    return taken(row).value().integer(0);
  }
};

}  // namespace

TEST_CASE("of two machines with one copied disk the second becomes a kiosk of its own and nothing is lost") {
  Two two;
  const auto device = two.first.device();
  two.both_go_on();
  CHECK(two.second().talk() == Outcome::refused);
  CHECK(two.second().look()->refused == kiosk::Refused::copied);
  CHECK_FALSE(two.first.is_closed());
  CHECK(two.first.talk() == Outcome::done);
  CHECK_THAT(two.doctor(), Contains("two machines run as this kiosk"));
  REQUIRE(two.kiosks().size() == 1);
  CHECK(two.kiosks()[0].two_machines);
  two.second().say();  // somebody was in the middle of it
  two.second().re_enrol(test::new_kiosk(two.collector));
  CHECK_FALSE(two.second().is_closed());
  CHECK(two.second().device() != device);
  two.second().say(2);
  CHECK(two.second().settle() == Outcome::done);
  two.first.say(2);
  CHECK(two.first.settle() == Outcome::done);
  CHECK(two.second().settle() == Outcome::done);
  CHECK_FALSE(two.first.is_closed());
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  CHECK(two.records_of(two.second().device()) == 3);
  CHECK_THAT(two.doctor(), !Contains("two machines") && !Contains("claimed twice"));
  for (const auto& kiosk : two.kiosks()) CHECK_FALSE(kiosk.two_machines);
  for (auto* machine : {&two.first, &two.second()})
    CHECK(machine->count("SELECT count(*) FROM outbox WHERE state = 0") == 0);
}

TEST_CASE("what a copy said under the name it had is counted once it has another") {
  Two two;
  two.both_go_on();
  REQUIRE(two.second().talk_unseen() == Outcome::refused);
  two.second().say(2);
  two.second().speak();
  CHECK(two.second().is_closed());
  const auto here = two.records_of(two.first.device());
  two.second().re_enrol(test::new_kiosk(two.collector));
  CHECK(two.second().settle() == Outcome::done);
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  CHECK(two.records_of(two.first.device()) == here + 3);  // the key that signed them is that kiosk's
  CHECK(two.records_of(two.second().device()) == 0);
  CHECK(two.collector.count("SELECT count(*) FROM blobs WHERE state = 1") == 1);
  CHECK(two.second().count("SELECT waiting FROM blobs_waiting") == 0);
}

TEST_CASE("with a code of the same kiosk the copy goes on as that kiosk and the first leaves nothing behind") {
  Two two;
  const auto device = two.first.device();
  two.both_go_on();
  CHECK(two.second().talk() == Outcome::refused);
  two.first.say(2);  // these wait
  two.second().re_enrol(taken(two.collector->new_code(device)).code);
  CHECK(two.second().device() == device);
  two.second().say(2);
  CHECK(two.second().settle() == Outcome::done);
  CHECK(two.first.talk() == Outcome::refused);
  CHECK(two.first.look()->refused == kiosk::Refused::copied);
  two.first.re_enrol(test::new_kiosk(two.collector));
  CHECK(two.first.device() != device);
  two.first.say();
  CHECK(two.first.settle() == Outcome::done);
  CHECK(two.second().settle() == Outcome::done);
  CHECK_FALSE(two.first.is_closed());
  CHECK_FALSE(two.second().is_closed());
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  CHECK_THAT(two.doctor(), !Contains("two machines") && !Contains("claimed twice"));
}

TEST_CASE("a copy that was made before the enrolment makes itself keys and is enrolled with the code it was given") {
  TestCollector collector;
  Machine first(collector, 10);
  first.power_off();
  Machine second(first, 50);
  first.power_on();
  first.enrol(test::new_kiosk(collector));
  const auto code = test::new_kiosk(collector);
  const auto refused = second.asked_to_enrol(code);
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error().context, Contains("its disk is a copy of that one's") && Contains("the same code again"));
  CHECK_FALSE(second.look());
  second.enrol(code);
  CHECK(second.device() != first.device());
  for (auto* machine : {&first, &second, &first, &second}) {
    machine->say(2);
    CHECK(machine->settle() == Outcome::done);
    CHECK_FALSE(machine->is_closed());
  }
  test::nothing_is_lost(collector, {&first, &second});
  CHECK(collector.count("SELECT sum(forks) FROM chains") == 0);
  CHECK(collector.count("SELECT count(*) FROM boots WHERE second = 1") == 0);
}

TEST_CASE("two machines that say nothing are told apart by their starts alone") {
  TestCollector collector;
  Machine first(collector, 10);
  first.enrol(test::new_kiosk(collector));
  REQUIRE(first.talk() == Outcome::done);
  first.power_off();
  Machine second(first, 50);
  first.power_on();
  CHECK(first.talk() == Outcome::done);
  CHECK(second.talk() == Outcome::done);
  CHECK(first.talk() == Outcome::done);
  CHECK(second.talk() == Outcome::refused);
  CHECK(first.talk() == Outcome::done);
  CHECK(collector.count("SELECT sum(forks) FROM chains") == 0);
}

TEST_CASE("two machines with one boot id are told apart by histories that both go on") {
  Two two;
  two.first.boot = two.second().boot;  // as of a running machine that was copied with its memory
  two.both_go_on();
  two.first.say();
  CHECK(two.first.talk() == Outcome::done);
  CHECK(two.second().talk() == Outcome::refused);
  CHECK(two.first.talk() == Outcome::done);
  CHECK_FALSE(two.first.is_closed());
}

TEST_CASE("a kiosk that was told so is one of its own also when its power goes at any step") {
  namespace fs = std::filesystem;
  for (int steps = 0; steps <= 4; ++steps) {
    CAPTURE(steps);
    Two two;
    two.both_go_on();
    CHECK(two.second().talk_unseen() == Outcome::refused);
    two.second().say();
    two.second().power_off();
    const test::TemporaryFolder aside;
    const auto home = two.second().home(), before = aside.path() / "before", after = aside.path() / "after";
    test::copy_folder(home, before);
    two.second().power_on();
    CHECK(two.second().is_closed());
    two.second().power_off();
    test::copy_folder(home, after);
    // the disk as it is after so many of the steps, in their order
    fs::remove_all(home);
    test::copy_folder(before, home);
    int done = 0;
    for (const auto* step : {"keys/collector.pin", "keys/record.key", "shared", "keys/chain.head"}) {
      if (done++ == steps) break;
      fs::remove_all(home / step);
      if (fs::is_directory(after / step))
        test::copy_folder(after / step, home / step);
      else
        fs::copy_file(after / step, home / step);
    }
    two.second().power_on();
    CHECK(two.second().is_closed());
    two.second().re_enrol(test::new_kiosk(two.collector));
    two.second().power_off();
    two.second().power_on();
    CHECK_FALSE(two.second().is_closed());
    two.second().say();
    CHECK(two.second().settle() == Outcome::done);
    CHECK(two.first.settle() == Outcome::done);
    test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  }
}

TEST_CASE("an old refusal that is shown again gives up no second identity") {
  Two two;
  two.both_go_on();
  CHECK(two.second().talk() == Outcome::refused);
  const auto frame = [&] {
    auto store = two.second().opened(store::Role::agent);
    return taken(store.folder->database().query_one("SELECT frame FROM refusal")).value().bytes(0);
  }();
  two.second().re_enrol(taken(two.collector->new_code(two.first.device())).code);
  const auto key = taken(seal::RecordKey::load(two.second().home() / "keys" / "record.key")).public_key();
  {
    auto store = two.second().opened(store::Role::agent);
    REQUIRE(store.folder->database().execute("INSERT INTO refusal (one, frame) VALUES (1, $1)", {frame}));
  }
  CHECK(two.second().is_closed());  // such an agent can keep everything back anyway
  CHECK(taken(seal::RecordKey::load(two.second().home() / "keys" / "record.key")).public_key() == key);
  CHECK(two.second().talk() == Outcome::done);
  CHECK_FALSE(two.second().is_closed());
}

TEST_CASE("status says of a copied kiosk what to do") {
  Two two;
  two.both_go_on();
  CHECK(two.second().talk() == Outcome::refused);
  auto store = two.second().opened(store::Role::agent);
  const auto status = taken(agent::read_status(store, two.collector.clock));
  CHECK_THAT(agent::status_text(status), Contains("Two machines run as this kiosk") && Contains("re-enrol"));
  CHECK_THAT(taken(agent::status_json(status)), Contains("\"refused\":\"two_machines\""));
}
