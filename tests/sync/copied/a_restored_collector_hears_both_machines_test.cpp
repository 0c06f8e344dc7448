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
struct Two {
  TestCollector collector;
  Machine first{collector, 10};
  std::optional<Machine> copy;
  std::filesystem::path older;

  Two() {
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
  Two two;
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
  Two two;
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
