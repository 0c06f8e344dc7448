#include "sync/collector/features/fleet/health_view.h"

#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t gb = 1'000'000'000;  // as disks are sold
constexpr std::int64_t mb = 1'000'000;
constexpr std::int64_t ms_of_a_minute = 60'000;

std::string size_text(std::int64_t bytes, const Words& words) {
  const bool large = bytes >= gb;
  const auto number = decimal_text(static_cast<double>(bytes) / static_cast<double>(large ? gb : mb), words);
  return filled(words.at(large ? "kiosks.size.gb" : "kiosks.size.mb"), {{"n", number}});
}

std::string disk_text(const wire::Health& said, const Words& words) {
  const auto free = size_text(*said.free_disk_bytes, words);
  if (!said.disk_bytes) return filled(words.at("kiosks.disk.free"), {{"free", free}});
  return filled(words.at("kiosks.disk.free_of"), {{"free", free}, {"all", size_text(*said.disk_bytes, words)}});
}

// Minutes are enough: what is nearer is nobody's business.
std::string clock_text(std::int64_t ahead_ms, const Words& words) {
  const auto minutes = count_text(std::abs(ahead_ms / ms_of_a_minute), words);
  return filled(words.at(ahead_ms > 0 ? "kiosks.own_clock.ahead" : "kiosks.own_clock.behind"), {{"n", minutes}});
}

std::string fault_word(wire::Fault fault) { return "kiosks.fault." + std::string(wire::name_of(fault)); }

}  // namespace

void add_health(ViewData& view, const Page& page, const KioskHealth& health) {
  const auto& said = health.said;
  const auto& words = page.words;
  view.text("health_at", time_text(health.at_ms, words)).text("health_at_machine", machine_time(health.at_ms));
  if (said.free_disk_bytes) {
    view.text("disk", disk_text(said, words));
    if (*said.free_disk_bytes < limits::kiosk_disk_low_bytes) view.flag("disk_low");
  }
  if (said.database_bytes) view.text("database", size_text(*said.database_bytes, words));
  if (std::abs(said.clock_ahead_ms.value_or(0)) >= limits::clock_told_ms)
    view.text("own_clock", clock_text(*said.clock_ahead_ms, words));
  std::vector<ViewData> faults;
  for (const auto fault : said.faults) faults.emplace_back().text("text", words.at(fault_word(fault)));
  view.list("faults", std::move(faults));
}

}  // namespace minbar::collector
