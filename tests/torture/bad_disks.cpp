#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/seeded_random.h"
#include "tests/torture/history.h"
#include "tests/torture/logged_disk.h"
#include "tests/torture/rows.h"

namespace minbar::torture {

namespace {

constexpr int disk_mib = 96;
constexpr std::uint64_t longest_spell_ms = 1'000;
constexpr int first_line_ms = 30'000;  // on a machine that does much else besides

std::int64_t free_bytes(const std::filesystem::path& folder) {
  struct statvfs found {};
  if (::statvfs(folder.c_str(), &found) != 0) throw std::runtime_error("a disk does not say how full it is");
  return static_cast<std::int64_t>(found.f_bfree) * static_cast<std::int64_t>(found.f_frsize);
}

// Somebody else's file takes all but so many bytes. False: there is more room than that.
bool fill(const std::filesystem::path& file, std::int64_t but) {
  constexpr off_t block = 1'024;
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (opened < 0) return errno == ENOSPC;  // no room even for its name
  struct stat is {};
  ::fstat(opened, &is);
  auto size = is.st_size;
  bool refused = false;
  for (off_t step = 1 << 22; step >= block; step /= 2) {
    refused = false;
    while (!refused && free_bytes(file.parent_path()) - step >= but) {
      refused = ::posix_fallocate(opened, size, step) != 0;
      if (!refused) size += step;
    }
  }
  ::fsync(opened);
  ::close(opened);
  return refused || free_bytes(file.parent_path()) < but + block;
}

// A disk with a home for kiosk and agent, and a centre elsewhere.
struct Scene {
  explicit Scene(const Torture& torture, const char* name)
      : random(torture.seed), places(places_under(torture, name)), disk(places.work / "disk", disk_mib) {
    places.kiosk = disk.folder() / "home";
    disk.mount();
    std::filesystem::create_directory(places.kiosk);
    world.emplace(places);
    if (!world->start_collector()) throw std::runtime_error("the collector does not start");
    world->enrol();
  }
  test::SeededRandom random;
  Places places;
  LoggedDisk disk;
  std::optional<World> world;
  History history;
};

// Some sectors on which the database and its log lie.
std::vector<std::uint64_t> some_in_use(const std::filesystem::path& folder, test::SeededRandom& random) {
  std::vector<std::uint64_t> out;
  for (const auto* name : {"kiosk.db", "kiosk.db-wal"}) {
    const auto used = sectors_of(folder / name);
    for (auto count = used.empty() ? 0 : random.below(4); count > 0; --count)
      out.push_back(used[static_cast<std::size_t>(random.below(used.size()))]);
  }
  return out;
}

// How often a program has said in its log that the disk failed it.
std::int64_t errors_told(const Places& places) {
  std::int64_t count = 0;
  for (const auto* name : {"kiosk.log", "agent.log"}) {
    std::ifstream log(places.work / name);
    for (std::string line; std::getline(log, line);)
      if (line.find("\"io\"") != std::string::npos || line.find("\"corrupt\"") != std::string::npos) ++count;
  }
  return count;
}

}  // namespace

Row full_disks(const Torture& torture) {
  Row row{.trouble = "a disk that others fill to its last block"};
  Scene scene(torture, "full-disk");
  auto& [random, places, disk, world, history] = scene;
  const auto ballast = disk.folder() / "ballast";
  for (; row.rounds < torture.rounds; ++row.rounds) {
    const auto left = static_cast<std::int64_t>(random.below(3) == 0 ? random.below(300'000) : 0);
    const bool before = random.below(2) == 0;  // they start on a full disk, or it fills while they run
    if (before) static_cast<void>(fill(ballast, left));
    auto kiosk = world->start_kiosk();
    auto agent = world->start_agent();
    // one that is full at its start lets nobody type; the other is in the midst of it
    if (!before) static_cast<void>(kiosk.wait_for_line(first_line_ms));
    pause_ms(random.below(longest_spell_ms));
    row.faults += fill(ballast, left) ? 1 : 0;
    pause_ms(random.below(longest_spell_ms));
    if (random.below(2) == 0) {
      std::filesystem::remove(ballast);
      pause_ms(random.below(longest_spell_ms));
    }
    kiosk.kill();
    agent.kill();
    history.acknowledge(kiosk.lines());
    if (random.below(2) == 0) std::filesystem::remove(ballast);
  }
  std::filesystem::remove(ballast);
  settle(*world, history, row);
  return row;
}

Row broken_disks(const Torture& torture) {
  Row row{.trouble = "sectors that cannot be written or read"};
  Scene scene(torture, "broken-disk");
  auto& [random, places, disk, world, history] = scene;
  for (; row.rounds < torture.rounds; ++row.rounds) {
    const auto bad = some_in_use(places.kiosk / "shared", random);
    disk.keep();
    const auto told = errors_told(places);
    disk.mount(bad);
    {
      auto kiosk = world->start_kiosk();
      auto agent = world->start_agent();
      pause_ms(longest_spell_ms / 2 + random.below(2 * longest_spell_ms));
      kiosk.kill();
      agent.kill();
      history.acknowledge(kiosk.lines());
    }
    row.faults += errors_told(places) > told ? 1 : 0;
    disk.keep();
    disk.mount();  // other sectors have taken their place
    world->exchange_once();
  }
  settle(*world, history, row);
  return row;
}

}  // namespace minbar::torture
