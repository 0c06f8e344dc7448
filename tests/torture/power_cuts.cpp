#include <unistd.h>

#include <stdexcept>

#include "tests/support/seeded_random.h"
#include "tests/torture/bad_network.h"
#include "tests/torture/history.h"
#include "tests/torture/logged_disk.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

constexpr int disk_mib = 64;
constexpr std::uint64_t longest_heard_ms = 500;    // that citizens are heard before the power goes
constexpr int longest_start_ms = 30'000;           // until the agent has asked
constexpr std::uint64_t longest_intake_ms = 100;   // in which the centre keeps what came
constexpr std::uint64_t longest_unheard_ms = 600;  // that they speak on, so that something is being written

// What was made before the trouble begins is not part of it.
void settle_disk(LoggedDisk& disk, test::SeededRandom& random) {
  ::sync();
  static_cast<void>(disk.cut(disk.moment(), disk.moment(), random, false));
}

// A few rounds more where no cut has met a write yet.
bool goes_on(const Torture& torture, const Row& row) {
  constexpr int patience = 10;
  return row.rounds < torture.rounds || (row.faults == 0 && row.rounds < patience * torture.rounds);
}

void count(Row& row, const PowerCut& cut) {
  ++row.rounds;
  if (cut.dropped + cut.torn > 0) ++row.faults;
}

// Citizens speak until the power goes where they are. What came out before `heard` must be there afterwards. Then the
// centre stands still, so that it keeps nothing that is written after the cut, and the cut is at any write from there
// on.
void speak_until_cut(World& world, LoggedDisk& disk, test::SeededRandom& random, History& history, Row& row) {
  auto kiosk = world.start_kiosk();
  auto agent = world.start_agent();
  if (!kiosk.wait_for_line(first_word_ms)) ++row.unexplained;
  pause_ms(random.below(longest_heard_ms));
  world.freeze_collector();
  history.acknowledge(kiosk.lines());
  const auto heard = disk.moment();
  pause_ms(random.below(longest_unheard_ms));
  const auto last = disk.moment();
  world.kill_collector();
  kiosk.kill();
  agent.kill();
  history.forgive(kiosk.lines());
  count(row, disk.cut(heard, last, random, row.must_lose));
}

// The power goes at the centre while a batch arrives whose reply gets lost, so that the kiosk acts on nothing that is
// written after the cut.
void deliver_until_cut(World& world, BadNetwork& network, LoggedDisk& disk, test::SeededRandom& random,
                       History& history, Row& row) {
  world.exchange_once();
  {
    auto kiosk = world.start_kiosk();
    if (!kiosk.wait_for_line(first_word_ms)) ++row.unexplained;
    pause_ms(random.below(longest_heard_ms));
    kiosk.kill();
    history.acknowledge(kiosk.lines());
  }
  network.lose_replies(true);
  const auto heard = disk.moment();
  {
    const auto before = network.requests();
    const auto agent = world.start_agent();
    for (int i = 0; i < longest_start_ms && network.requests() == before; ++i) pause_ms(1);
    pause_ms(random.below(longest_intake_ms));
  }
  const auto last = disk.moment();
  world.kill_collector();
  network.lose_replies(false);
  count(row, disk.cut(heard, last, random, false));
}

}  // namespace

Row kiosk_power_cuts(const Torture& torture, bool lying) {
  Row row{.trouble = lying ? "power cuts at a kiosk whose disk lies" : "power cuts at the kiosk", .must_lose = lying};
  test::SeededRandom random(torture.seed);
  auto places = places_under(torture, lying ? "lying" : "kiosk-power");
  LoggedDisk disk(places.work / "disk", disk_mib);
  places.kiosk = disk.folder() / "home";
  disk.mount();
  std::filesystem::create_directory(places.kiosk);
  World world(places);
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  world.enrol();
  settle_disk(disk, random);
  while (goes_on(torture, row)) {
    try {
      disk.mount();
      if (!lying && !world.start_collector()) ++row.unexplained;
      speak_until_cut(world, disk, random, history, row);
    } catch (const std::exception&) {
      if (!lying) throw;
      break;  // a disk that lies may lose the file system itself
    }
  }
  try {
    disk.mount();
    settle(world, history, row);
  } catch (const std::exception&) {
    if (!lying) throw;
    history.compare(world.at_centre(), row);
  }
  return row;
}

Row collector_power_cuts(const Torture& torture) {
  Row row{.trouble = "power cuts at the centre"};
  test::SeededRandom random(torture.seed);
  auto places = places_under(torture, "collector-power");
  LoggedDisk disk(places.work / "disk", disk_mib);
  places.collector = disk.folder() / "collector";
  disk.mount();
  World world(places);
  BadNetwork network(world.port(), torture.seed);
  network.be_bad(false);
  world.agent_reaches(network.port());
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  world.enrol();
  world.kill_collector();
  settle_disk(disk, random);
  while (goes_on(torture, row)) {
    disk.mount();
    if (!world.start_collector()) ++row.unexplained;
    deliver_until_cut(world, network, disk, random, history, row);
  }
  disk.mount();
  settle(world, history, row);
  return row;
}

}  // namespace minbar::torture
