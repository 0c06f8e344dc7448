#include <sys/stat.h>

#include <optional>
#include <stdexcept>

#include "tests/support/seeded_random.h"
#include "tests/torture/history.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

constexpr std::uint64_t between_kills_ms = 250;
constexpr std::uint64_t first_start_ms = 120;  // longer than a release program needs until it serves

}  // namespace

Row kills(const Torture& torture) {
  Row row{.trouble = "kiosk, agent or collector killed"};
  test::SeededRandom random(torture.seed);
  World world(places_under(torture, "kills"));
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  world.enrol();
  std::optional<Process> kiosk;
  std::optional<Process> agent;
  for (int i = 0; i < torture.rounds; ++i) {
    if (!kiosk || !kiosk->lives()) {
      kiosk = world.start_kiosk();
      if (!kiosk->wait_for_line(first_word_ms)) ++row.unexplained;
    }
    if (!agent || !agent->lives()) agent = world.start_agent();
    if (!world.collector_lives() && !world.start_collector()) ++row.unexplained;
    pause_ms(random.below(between_kills_ms));
    const auto victim = random.below(3);
    row.faults += victim == 0 ? kiosk->lives() : victim == 1 ? agent->lives() : world.collector_lives();
    if (victim == 0) kiosk->kill();
    if (victim == 1) agent->kill();
    if (victim == 2) world.kill_collector();
    history.acknowledge(kiosk->lines());
    ++row.rounds;
  }
  kiosk->kill();
  agent->kill();
  history.acknowledge(kiosk->lines());
  settle(world, history, row);
  return row;
}

Row killed_first_starts(const Torture& torture) {
  Row row{.trouble = "killed in the first start, then started again"};
  test::SeededRandom random(torture.seed);
  for (int i = 0; i < torture.rounds; ++i) {
    const auto name = "first-" + std::to_string(i);
    World world(places_under(torture, name));
    for (const auto* folder : {"keys", "agent"}) ::mkdir((world.places().kiosk / folder).c_str(), 0700);
    {
      auto kiosk = world.start_kiosk();
      auto agent = world.start_agent();
      auto collector = world.collector_that_starts();
      pause_ms(random.below(first_start_ms));
      row.faults += kiosk.lives() || agent.lives() || collector.lives();
    }
    ++row.rounds;
    try {
      if (!world.start_collector()) throw std::runtime_error("the collector does not start again");
      world.enrol();  // with all three programs
    } catch (const std::exception&) {
      ++row.unexplained;
      continue;  // its folder stays, to be looked at
    }
    world.kill_collector();
    std::filesystem::remove_all(world.places().work);
  }
  return row;
}

}  // namespace minbar::torture
