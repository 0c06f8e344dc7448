// Marks of what is in a backup, while two machines go on with one chain and after they were taken apart.
#include "sync/collector/intake/safe_point.h"
#include "tests/sync/copied/machine.h"

using namespace minbar;
using agent::Outcome;
using test::Machine;
using test::taken;
using test::TestCollector;

namespace {

std::filesystem::path back_up(TestCollector& collector) {
  const auto point = taken(collector->storage().read(collector::safe_point));
  auto copy = collector.copy_database();
  REQUIRE(collector->storage().write(
      [&](db::Database& database) { return collector::note_safe(database, point, collector.clock.wall_ms()); }));
  return copy;
}

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr auto* sealed_here = "SELECT count(*) FROM outbox WHERE envelope IS NOT NULL";

struct CopyBesideItsOriginal {
  TestCollector collector;
  Machine first{collector, 10};
  std::optional<Machine> copy;

  CopyBesideItsOriginal() {
    first.enrol(test::new_kiosk(collector));
    first.say(4);
    REQUIRE(first.settle() == Outcome::done);
    first.power_off();
    copy.emplace(first, 50);
    first.power_on();
    first.say(2);
    REQUIRE(first.settle() == Outcome::done);
    second().say(3);
    REQUIRE(second().talk() == Outcome::done);
    REQUIRE(first.talk() == Outcome::done);
  }
  Machine& second() { return *copy; }
};

}  // namespace

TEST_CASE("a mark of the history that is followed releases nothing of the other") {
  CopyBesideItsOriginal two;
  (void)back_up(two.collector);
  CHECK(two.first.talk() == Outcome::done);
  CHECK(two.first.count(sealed_here) == 0);
  two.second().say();  // so that it is answered
  CHECK(two.second().talk() == Outcome::done);
  CHECK(two.second().count(sealed_here) == 8);
}

TEST_CASE("what a copy said before it had a name of its own goes when its centre says of each that a backup has it") {
  CopyBesideItsOriginal two;
  two.second().speak();
  CHECK(two.second().talk_unseen() == Outcome::done);
  CHECK(two.second().talk() == Outcome::refused);
  two.second().re_enrol(test::new_kiosk(two.collector));
  CHECK(two.second().settle() == Outcome::done);
  CHECK(two.second().count(sealed_here) == 8);
  (void)back_up(two.collector);
  CHECK(two.second().settle() == Outcome::done);
  CHECK(two.second().count(sealed_here) == 8);  // it asks once a day
  two.collector.clock.advance(day_ms);
  for (int i = 0; i < 3; ++i) CHECK(two.second().talk() == Outcome::done);
  CHECK(two.second().count(sealed_here) ==
        8);  // nothing was heard of backups before the new chain had something in one
  two.second().say();
  CHECK(two.second().settle() == Outcome::done);
  (void)back_up(two.collector);
  CHECK(two.second().settle() == Outcome::done);
  two.collector.clock.advance(day_ms);
  for (int i = 0; i < 4; ++i) CHECK(two.second().talk() == Outcome::done);
  CHECK(two.second().count(sealed_here) == 0);
  CHECK(two.second().count("SELECT count(*) FROM blob WHERE bytes IS NOT NULL") == 0);
  CHECK(two.second().count("SELECT records + blobs + bytes FROM keeping") == 0);
  CHECK(two.second().count("SELECT waiting FROM kiosk") == 0);
}

TEST_CASE("what no backup of a centre that went back has stays at a copy whatever a mark of its new chain says") {
  CopyBesideItsOriginal two;
  const auto older = two.collector.copy_database();
  CHECK(two.second().talk() == Outcome::refused);
  two.second().re_enrol(test::new_kiosk(two.collector));
  const auto enrolled = two.collector.copy_database();  // it has none of the second machine's former records
  CHECK(two.second().settle() == Outcome::done);
  two.collector.put_back(enrolled);
  two.second().say();
  CHECK(two.second().settle() == Outcome::done);
  (void)back_up(two.collector);
  CHECK(two.second().settle() == Outcome::done);
  CHECK(two.second().count("SELECT count(*) FROM outbox WHERE envelope IS NOT NULL AND sequence < 0") == 7);
  for (int day = 0; day < 3; ++day) {
    two.collector.clock.advance(day_ms);
    for (int i = 0; i < 3; ++i) CHECK(two.second().talk() == Outcome::done);
    for (int i = 0; i < 3; ++i) CHECK(two.first.talk() == Outcome::done);
  }
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  CHECK(std::filesystem::exists(older));
}

TEST_CASE("a copy that is enrolled again brings what it said under its former name once more") {
  CopyBesideItsOriginal two;
  CHECK(two.second().talk_unseen() == Outcome::refused);
  two.second().say(2);  // under that name, and only here
  two.second().look();
  two.second().re_enrol(test::new_kiosk(two.collector));
  const auto older = two.collector.copy_database();
  CHECK(two.second().settle() == Outcome::done);
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
  two.collector.put_back(older);
  CHECK(test::records_at(two.collector).size() == two.first.said.size() + 3);
  const auto code = taken(two.collector->new_code(two.second().device())).code;
  two.second().re_enrol(code);
  for (int i = 0; i < 3; ++i) CHECK(two.second().talk() == Outcome::done);
  test::nothing_is_lost(two.collector, {&two.first, &two.second()});
}

TEST_CASE("places that two histories claim are no hole of either") {
  CopyBesideItsOriginal two;
  two.second().say(5);  // more than the first has
  CHECK(two.second().talk() == Outcome::done);
  for (int i = 0; i < 3; ++i) CHECK(two.first.talk() == Outcome::done);
  CHECK(two.collector.count("SELECT count(*) FROM holes") == 0);
  CHECK(two.collector.count("SELECT count(*) FROM asked_again") == 0);
}
