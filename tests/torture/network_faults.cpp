#include <algorithm>
#include <stdexcept>

#include "tests/support/seeded_random.h"
#include "tests/torture/bad_network.h"
#include "tests/torture/history.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {
constexpr int exchanges_between_words = 10;
}  // namespace

Row network_faults(const Torture& torture) {
  Row row{.trouble = "a network that cuts, repeats, damages and lies"};
  test::SeededRandom random(torture.seed);
  World world(places_under(torture, "network"));
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  BadNetwork network(world.port(), torture.seed);
  world.agent_reaches(network.port());
  network.be_bad(false);
  world.enrol();
  for (int i = 0; i < torture.rounds; ++i) {
    if (i % exchanges_between_words == 0) {
      auto kiosk = world.start_kiosk();
      if (!kiosk.wait_for_line(first_word_ms)) ++row.unexplained;
      pause_ms(random.below(500));
      kiosk.kill();
      history.acknowledge(kiosk.lines());
    }
    network.be_bad(true);
    world.exchange_once();
    ++row.rounds;
  }
  row.faults = std::min(row.rounds, network.faults());
  network.be_bad(false);
  settle(world, history, row);
  return row;
}

}  // namespace minbar::torture
