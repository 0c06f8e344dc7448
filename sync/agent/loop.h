// The agent's life: attempt, note how it went, wait as the policy says or until something cuts the wait short (a ring,
// a network that comes up, a collector that is there again), again. Idle costs a poll with a timeout. One thread.
#pragma once

#include <functional>

#include "sync/agent/policy.h"
#include "sync/agent/session.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"

namespace minbar::agent {

enum class Woken { time, ring, network, stop };

struct LoopDoors {
  const Clock& clock;
  Random& random;
  // Waits up to `ms`; earlier for a ring when `ring_shortens`, for a network that comes up, and for the end of the
  // program.
  std::function<Woken(std::int64_t ms, bool ring_shortens)> wait;
  // Looks whether the collector can be reached, with less than a request. Nothing: nobody looks.
  std::function<bool()> reachable = {};
  // Whether key or address are others than those that were opened: this kiosk was enrolled again. Nothing: never.
  std::function<bool()> outdated = {};
};

enum class Ended { stop, replaced, looked_at, outdated };
// Until told to stop, or until the database that was opened is no longer the folder's or was looked at for damage, or
// key or address are others: open all of it anew then.
Ended run_until_stopped(Session& session, LoopDoors& doors);

// Sends all there is, without waiting: halves when too large, stops at the first other failure. How the last attempt
// went.
[[nodiscard]] Attempt run_once(Session& session, LoopDoors& doors);

}  // namespace minbar::agent
