#include <array>
#include <stdexcept>

#include "tests/support/seeded_random.h"
#include "tests/torture/history.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

constexpr std::uint64_t longest_turn_ms = 700;  // that citizens speak by one clock

// An empty battery, counters that end, years and days that somebody typed wrong, and the right time.
constexpr std::array clocks{
    "@1970-01-01 00:00:30", "@2038-01-19 03:13:50", "@2099-12-31 23:59:30", "-2y", "+3d", "-1h", ""};

}  // namespace

Row bad_clocks(const Torture& torture) {
  Row row{.trouble = "clocks of kiosks that stand years off"};
  test::SeededRandom random(torture.seed);
  World world(places_under(torture, "clocks"));
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  world.turn_clock(clocks[random.below(clocks.size())]);
  world.enrol();
  for (; row.rounds < torture.rounds; ++row.rounds) {
    const auto* clock = clocks[random.below(clocks.size())];
    world.turn_clock(clock);
    auto kiosk = world.start_kiosk();
    auto agent = world.start_agent();
    if (!kiosk.wait_for_line(first_word_ms)) ++row.unexplained;
    pause_ms(random.below(longest_turn_ms));
    row.faults += *clock != 0 && kiosk.lives() && agent.lives() ? 1 : 0;
    kiosk.kill();
    agent.kill();
    history.acknowledge(kiosk.lines());
  }
  world.turn_clock("");
  settle(world, history, row);
  return row;
}

}  // namespace minbar::torture
