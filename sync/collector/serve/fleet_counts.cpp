#include "sync/collector/serve/fleet_counts.h"

#include <array>
#include <string>
#include <utility>

#include "sync/collector/accounts/scope.h"
#include "sync/collector/features/fleet/kiosks.h"

namespace minbar::collector {

namespace {

constexpr std::array state_names{std::pair{KioskState::awaiting_enrolment, "awaiting_enrolment"},
                                 std::pair{KioskState::never_heard, "never_heard"},
                                 std::pair{KioskState::over_quota, "over_quota"},
                                 std::pair{KioskState::silent, "silent"},
                                 std::pair{KioskState::behind, "behind"},
                                 std::pair{KioskState::stuck, "stuck"},
                                 std::pair{KioskState::idle, "idle"}};

}  // namespace

Result<FleetCounts> count_fleet(Storage& storage, std::int64_t now_ms) {
  FleetCounts out;
  for (const auto& [state, name] : state_names) out.by_state[name] = 0;
  for (const auto& kiosk : TRY(list_kiosks(storage, Scope::everywhere(), now_ms))) {
    for (const auto& [state, name] : state_names)
      if (state == kiosk.state) ++out.by_state[name];
    if (kiosk.health && !kiosk.health->said.faults.empty()) ++out.with_faults;
    out.lost += kiosk.lost;
    out.held += kiosk.held;
    out.set_aside += kiosk.set_aside;
  }
  return out;
}

}  // namespace minbar::collector
