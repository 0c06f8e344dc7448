#include <stdlib.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "tests/support/seeded_random.h"
#include "tests/torture/history.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

constexpr std::uint64_t longest_spell_ms = 600;

// On another file system than the centre: in memory, which most machines have.
class Elsewhere {
 public:
  Elsewhere() {
    std::array<char, 64> name{"/dev/shm/minbar-torture-XXXXXX"};
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("there is no /dev/shm for backups");
    folder_ = name.data();
  }
  ~Elsewhere() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

// Citizens speak, and what they say is carried meanwhile.
void speak(World& world, test::SeededRandom& random, History& history, Row& row) {
  auto kiosk = world.start_kiosk();
  auto agent = world.start_agent();
  if (!kiosk.wait_for_line(first_word_ms)) ++row.unexplained;
  pause_ms(random.below(longest_spell_ms));
  kiosk.kill();
  agent.kill();
  history.acknowledge(kiosk.lines());
}

std::size_t records_at(const World& world) { return world.at_centre().records.size(); }

}  // namespace

Row restored_backups(const Torture& torture) {
  Row row{.trouble = "a centre that falls back to its newest backup"};
  test::SeededRandom random(torture.seed);
  const Elsewhere elsewhere;
  World world(places_under(torture, "backups"));
  const auto& places = world.places();
  const auto log = (places.work / "backups.log").string();
  const auto sheet = places.work / "sheet";
  const auto collector = [&](std::vector<std::string> words) {
    words.insert(words.begin(), (places.programs / "minbar-collector").string());
    words.insert(words.end(), {"--data", places.collector.string()});
    return words;
  };
  const auto back_up = [&] { return run(collector({"backup", "--to", elsewhere.folder().string()}), log) == 0; };
  History history;
  if (!world.start_collector()) throw std::runtime_error("the collector does not start");
  world.enrol();
  std::ofstream(sheet) << output_of(collector({"backup-key", "new"}), log);
  if (!back_up()) throw std::runtime_error("no backup is made; see " + log);
  for (; row.rounds < torture.rounds; ++row.rounds) {
    speak(world, random, history, row);
    if (random.below(2) == 0) {
      if (!back_up()) ++row.unexplained;
      for (auto times = random.below(3); times > 0; --times) world.exchange_once();  // marks are heard, and bytes go
    }
    speak(world, random, history, row);
    world.exchange_once();
    world.kill_collector();
    const auto before = records_at(world);
    // all of it may be gone, or only be older than it was
    if (random.below(2) == 0) std::filesystem::remove_all(places.collector);
    if (run(collector({"restore", elsewhere.folder().string(), "--sheet-file", sheet.string(), "--yes"}), log) != 0)
      ++row.unexplained;
    row.faults += records_at(world) < before ? 1 : 0;
    if (!world.start_collector()) ++row.unexplained;
  }
  settle(world, history, row);
  return row;
}

}  // namespace minbar::torture
