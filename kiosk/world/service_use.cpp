#include "kiosk/world/service_use.h"

#include <algorithm>
#include <sstream>
#include <string>

#include "sync/base/file.h"
#include "sync/base/limits.h"

namespace minbar::kiosk {

namespace {

constexpr std::int64_t day_s = 24 * 60 * 60;
constexpr std::size_t largest_file = 64 * 1024;
// So many are kept together, so that a disk that is read twice shows no single rating.
constexpr std::int64_t least_together = 5;
// What was asked for long ago weighs less: each kept day takes a share of what was counted before it.
constexpr std::int64_t fading = 64;
constexpr std::int64_t most_counted = 1'000'000'000;  // whatever stands in the file

}  // namespace

ServiceUse::ServiceUse(const std::filesystem::path& folder) {
  if (folder.empty()) return;
  path_ = folder / "services.by_use";
  read();
}

// A line for the day of the last keeping, then one for each service: its id and its count.
void ServiceUse::read() {
  const auto text = read_file(path_, largest_file);
  if (!text) return;
  std::istringstream lines(*text);
  lines >> kept_on_;
  std::string id;
  for (std::int64_t count = 0; lines >> id >> count;)
    kept_[ServiceId{id}] = std::clamp<std::int64_t>(count, 0, most_counted);
}

void ServiceUse::rated(const RecordId& rating, const ServiceId& service) {
  if (last_ == rating) return;
  last_ = rating;
  ++today_[service];
}

void ServiceUse::keep(std::int64_t day) {
  kept_on_ = day;
  for (auto& [service, count] : kept_) count -= count / fading;
  std::ostringstream text;
  for (const auto& [service, count] : today_) kept_[service] += count;
  today_.clear();
  text << day << '\n';
  for (const auto& [service, count] : kept_) text << service.value << ' ' << count << '\n';
  // Lost with a disk that does not take it: an order of yesterday harms nobody.
  if (!path_.empty()) static_cast<void>(write_file(path_, bytes_of(text.str()), 0600, FileTime::not_told));
}

std::optional<std::vector<ServiceId>> ServiceUse::order_of(std::int64_t wall_s) {
  const auto day = wall_s / day_s;
  std::optional<std::vector<ServiceId>> out;
  if (day != told_on_) {
    told_on_ = day;
    std::vector<std::pair<std::int64_t, ServiceId>> counted;
    for (const auto& [service, count] : kept_) counted.emplace_back(-count, service);
    std::ranges::sort(counted);
    if (!counted.empty()) out.emplace();
    for (auto& [count, service] : counted) out->push_back(service);
  }
  std::int64_t together = 0;
  for (const auto& [service, count] : today_) together += count;
  if (day != kept_on_ && together >= least_together) keep(day);
  return out;
}

}  // namespace minbar::kiosk
