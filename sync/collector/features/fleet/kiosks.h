// The fleet as the canonical tables know it: kiosks made by a coordinator with their place and one-time code, and how
// each fares. Used by the kiosks page and by `admin enrol-code`. Knows no HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/clocks/kiosk_clocks.h"
#include "sync/collector/features/fleet/health.h"
#include "sync/collector/features/fleet/kiosk_codes.h"
#include "sync/collector/intake/ask_again.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/machines/machines.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"

namespace minbar::collector {

struct NewKiosk {
  PlaceCode place;
  std::string label;  // how staff call it: "Town hall, entrance"
  Actor by = {};
};

// Slow on purpose (key derivation): call it on a lane of its own. Errors: bad_input (label), busy, the database's.
[[nodiscard]] Result<IssuedCode> create_kiosk(Storage& storage, const NewKiosk& kiosk, const Clock& clock,
                                              Random& random);

struct Revocation {
  DeviceId device;
  Actor by;
  Scope scope = Scope::everywhere();  // where it must stand
  std::int64_t at_ms = 0;
};
// From then on nothing of this kiosk is taken (403) and its code is worth nothing; what came before stays. Whoever uses
// a new code of it ends that. Errors: not_found (no such kiosk in the scope, or revoked before).
[[nodiscard]] Result<void> revoke_kiosk(Storage& storage, const Revocation& revocation);

struct Move {
  DeviceId device;
  PlaceCode place;  // one that exists: the caller's to check
  Actor by = {};
  std::int64_t at_ms = 0;
};
// From then on the kiosk stands there: it is told by its next exchange, and goes on naming the old place until then.
// Errors: not_found (no such kiosk, or revoked), conflict (it stands there already).
[[nodiscard]] Result<void> move_kiosk(Storage& storage, const Move& move);

enum class KioskState {
  awaiting_enrolment,  // made, its code not used yet
  never_heard,         // enrolled, no heartbeat yet
  over_quota,          // told to come tomorrow, and not heard since: nothing is broken there
  silent,              // no heartbeat within limits::silent_after_ms
  behind,              // heartbeats come; records it has made are not all here
  stuck,               // and it was asked in vain for some of them (intake/ask_again.h): they are not on their way
  idle,                // heartbeats come and everything it has made is here
};

struct KioskStatus {
  DeviceId device;
  std::string label;
  std::string place;  // code
  KioskState state = KioskState::awaiting_enrolment;
  std::int64_t missing = 0;   // records the last heartbeat knows of that are not here, but for those that are lost
  std::int64_t received = 0;  // in its chains, up to where nothing is awaited
  std::int64_t lost = 0;      // records that nobody has any more
  std::int64_t set_aside = 0;
  std::int64_t held = 0;  // records that claim what was never this kiosk's own, and wait for a decision
  std::int64_t forks = 0;
  bool has_newer_answer = false;              // one that is not here: an older backup was restored
  std::optional<std::int64_t> last_heard_ms;  // arrival of the newest heartbeat
  std::optional<std::int64_t> complete_up_to_ms;
  std::optional<std::int64_t> over_quota_ms;  // when it had last brought too much for one day, of the last seven days
  std::optional<std::int64_t> quota_ends_ms;  // of an over_quota one
  std::string program_version;
  std::string agent_version;
  std::vector<Hole> holes;          // where the lost ones were
  std::optional<InVain> asked_for;  // what it says it has and does not send
  std::optional<KioskClock> clock;  // nothing: it is right, as far as is known
  std::optional<KioskHealth> health = {};
  std::optional<TwoMachines> two_machines = {};  // that run as this kiosk
};

// Every kiosk that stands in the scope, by label. Five statements; a fleet is hundreds.
[[nodiscard]] Result<std::vector<KioskStatus>> list_kiosks(Storage& storage, const Scope& scope, std::int64_t now_ms);

struct NamedKiosk {
  DeviceId device;
  std::string label;
  std::string place;  // code
};
// Those that stood in the scope when they were withdrawn, the last one first.
[[nodiscard]] Result<std::vector<NamedKiosk>> list_withdrawn(Storage& storage, const Scope& scope);
// In service or withdrawn; nothing: no such kiosk stands, or stood, in the scope.
[[nodiscard]] Result<std::optional<NamedKiosk>> find_kiosk(Storage& storage, const Scope& scope,
                                                           const DeviceId& device);

}  // namespace minbar::collector
