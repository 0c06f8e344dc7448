#include "sync/collector/doctor/checks.h"

#include <cstdlib>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/collector/clocks/kiosk_clocks.h"
#include "sync/collector/desk/time_text.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::size_t most_clocks_told = 100;
constexpr std::int64_t built_ms = 1'735'689'600'000;  // 2025-01-01: this program is younger

Findings check_own(Examined& examined) {
  if (examined.now_ms < built_ms)
    return {{.check = "clocks",
             .says = fmt::format("This machine believes that it is {}.", machine_time(examined.now_ms)),
             .to_do = "Set its clock: sessions, links and the times at the desk go by it."}};
  const auto row = examined.database->query_one("SELECT coalesce(max(at_ms), 0) FROM audit");
  if (!row || !*row || (*row)->integer(0) <= examined.now_ms + minute_ms) return {};
  return {{.check = "clocks",
           .says = fmt::format("The audit has a row of {}, which is later than this machine's time {}.",
                               machine_time((*row)->integer(0)), machine_time(examined.now_ms)),
           .to_do = "The clock was or is wrong: set it. Rows keep the order in which they were written."}};
}

}  // namespace

Findings check_clocks(Examined& examined) {
  if (!examined.database) return {};
  auto found = check_own(examined);
  const auto clocks = doubtful_clocks(*examined.database);
  if (!clocks) return found;  // the database's check says why
  for (const auto& clock : *clocks) {
    auto says =
        fmt::format("{} ({}): its last heartbeat said {} and came at {}", clock.label, to_hex(clock.device.view()),
                    machine_time(clock.said_ms), machine_time(clock.received_at_ms));
    const auto minutes = std::abs(clock.ahead_ms) / minute_ms;
    if (clock.state == ClockState::unclear)
      found.push_back({.check = "clocks",
                       .says = says + ": it was carried late, or its clock is behind.",
                       .to_do = "Its next heartbeat tells. If it goes on, set the kiosk's clock."});
    else
      found.push_back({.check = "clocks",
                       .says = says + fmt::format(": its clock is {} minutes {}.", minutes,
                                                  clock.state == ClockState::ahead ? "ahead" : "behind"),
                       .to_do = "Set the kiosk's clock, or give it a network that tells the time; minbar-sync status "
                                "there says how it stands. Its records count at the time that is estimated for them, "
                                "and none is lost."});
    if (found.size() >= most_clocks_told) break;
  }
  if (found.empty()) found.push_back({.check = "clocks", .says = "They agree within ten minutes."});
  return found;
}

}  // namespace minbar::collector
