// A collector that went back to an older backup while, or after, two machines ran as one kiosk: what only one of their
// histories has is asked for, and nothing of either is lost, doubled or set aside.
#include "tests/sync/copied/machine.h"

using namespace minbar;
using agent::Outcome;
using test::Machine;
using test::taken;
using test::TestCollector;

namespace {

// One in service and its copy, started after the backup that is put back later; both go on.
struct BothMachines {
  TestCollector collector;
  Machine first{collector, 10};
  std::optional<Machine> copy;
  std::filesystem::path older;

  BothMachines() {
    first.enrol(test::new_kiosk(collector));
    first.say(3);
    REQUIRE(first.settle() == Outcome::done);
    older = collector.copy_database();
    first.power_off();
    copy.emplace(first, 50);
    first.power_on();
  }
  Machine& second() { return *copy; }
};

}  // namespace

TEST_CASE("a restored collector asks a machine for what it alone has though the other has said more") {
  BothMachines two;
  two.first.say(2);
  REQUIRE(two.first.settle() == Outcome::done);
  two.second().say(5);
  REQUIRE(two.second().talk() == Outcome::done);
  two.collector.put_back(two.older);
  CHECK(two.second().talk() == Outcome::done);
  REQUIRE(test::records_at(two.collector).size() == 8);
  for (int i = 0; i < 3; ++i) (void)two.first.talk();
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
}

TEST_CASE("a restored collector goes down a long history of one machine until all of it is there") {
  BothMachines two;
  two.first.say(230);
  REQUIRE(two.first.settle() == Outcome::done);
  two.second().say(240);
  REQUIRE(two.second().talk() == Outcome::done);
  two.collector.put_back(two.older);
  CHECK(two.second().talk() == Outcome::done);
  REQUIRE(test::records_at(two.collector).size() == 243);
  for (int i = 0; i < 4; ++i) (void)two.first.talk();
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  CHECK(two.collector.count("SELECT count(*) FROM asked_again") == 0);
}

TEST_CASE("a collector that went back to before a copy was enrolled anew learns what it was from it") {
  BothMachines two;
  const auto device = two.first.device();
  two.first.say(2);
  REQUIRE(two.first.settle() == Outcome::done);
  two.second().say(3);
  REQUIRE(two.second().talk() == Outcome::done);
  REQUIRE(two.first.talk() == Outcome::done);
  REQUIRE(two.second().talk_unseen() == Outcome::refused);
  two.second().say(2);  // under the name it had, and only here
  two.second().look();
  two.second().re_enrol(test::new_kiosk(two.collector));
  const auto own = two.second().device();
  two.second().say(2);
  REQUIRE(two.second().settle() == Outcome::done);
  two.first.say();
  REQUIRE(two.first.settle() == Outcome::done);

  two.collector.put_back(two.older);
  CHECK(two.second().talk() == Outcome::refused);  // nobody knows it
  two.second().re_enrol(test::new_kiosk(two.collector));
  CHECK(two.second().device() == own);
  for (auto* machine : {&two.second(), &two.first, &two.second(), &two.first}) {
    CHECK(machine->settle() == Outcome::done);
    CHECK_FALSE(machine->is_closed());
  }
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  const auto row = taken(two.collector->storage().read([&](db::Database& database) {
    return database.query_one("SELECT count(*) FROM envelopes WHERE device = $1", {device});
  }));
  CHECK(row.value().integer(0) == 3 + 3 + 5);  // the key that signed them is that kiosk's
}

TEST_CASE("a copy of a copy names both kiosks that it was") {
  BothMachines two;
  const auto become_another = [&](Machine& first, Machine& copy) {
    first.say();
    REQUIRE(first.talk() == Outcome::done);
    copy.say();
    REQUIRE(copy.talk() == Outcome::done);
    REQUIRE(first.talk() == Outcome::done);
    REQUIRE(copy.talk() == Outcome::refused);
    copy.re_enrol(test::new_kiosk(two.collector));
  };
  become_another(two.first, two.second());
  REQUIRE(two.second().settle() == Outcome::done);
  two.second().power_off();
  Machine third(two.second(), 90);
  two.second().power_on();
  become_another(two.second(), third);
  CHECK(third.settle() == Outcome::done);
  const auto former = taken(store::former_devices(third.opened(store::Role::agent).folder->database()));
  CHECK(former == std::vector{two.second().device(), two.first.device()});
  test::nothing_is_lost(two.collector, {&two.first, &two.second(), &third});
}
