#include "tests/torture/history.h"

#include <unistd.h>

#include <algorithm>

namespace minbar::torture {

bool good(const Row& row) {
  if (row.must_lose) return row.lost > 0;
  return row.lost == 0 && row.doubled == 0 && row.altered == 0 && row.unexplained == 0 && row.faults > 0;
}

void History::compare(const AtCentre& centre, Row& row) const {
  std::int64_t unheard = 0;
  for (const auto& [id, times] : centre.records) {
    row.doubled += times - 1;
    if (!acknowledged_.contains(id) && !forgiven_.contains(id)) ++unheard;
  }
  for (const auto& id : acknowledged_)
    if (!centre.records.contains(id)) ++row.lost;
  row.acknowledged += static_cast<std::int64_t>(acknowledged_.size());
  row.altered += centre.altered + centre.set_aside;
  row.unexplained += std::max<std::int64_t>(0, unheard - row.rounds);
}

Places places_under(const Torture& torture, const std::string& name) {
  const auto home = torture.work / name;
  Places places{.programs = torture.programs, .work = home, .kiosk = home / "kiosk", .collector = home / "collector"};
  std::filesystem::create_directories(places.kiosk);
  return places;
}

void settle(World& world, const History& history, Row& row) {
  if (!world.collector_lives() && !world.start_collector()) ++row.unexplained;
  if (!world.start_kiosk_once()) ++row.unexplained;  // what lies aside goes into its database
  if (!world.deliver_all()) ++row.unexplained;
  world.kill_collector();
  history.compare(world.at_centre(), row);
}

void pause_ms(std::uint64_t ms) { ::usleep(static_cast<useconds_t>(1000 * ms)); }

}  // namespace minbar::torture
