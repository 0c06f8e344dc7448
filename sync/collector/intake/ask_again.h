// What the collector lacks of the chain that a request names, against what the kiosk says it still has: what the kiosk
// has is asked for again, what nobody has is declared lost. For a collector that went back to an older backup, and for
// a kiosk whose disk lost something. Costs two searches where nothing is lacking. Believes a kiosk only about itself,
// and makes nobody drop anything by it: see reply.safe in safe_point.h.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/keep.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/db/database.h"
#include "sync/seal/heartbeat.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct AskedAgain {
  Ranges missing;      // to be sent again; at most limits::sequence_ranges of them
  bool holes = false;  // some are known now: follow the chain once more
};
struct Asker {
  const wire::KeptChain& kept;                      // of its request
  const std::optional<seal::Heartbeat>& heartbeat;  // of its request, when it is good: where its own history ends
  const Arrival& arrival;
};
// Runs inside the writer's transaction, after what the request brought was kept and its chains were followed to their
// end. What is asked for in limits::asked_in_vain exchanges and of which nothing comes is asked for no more, until what
// is lacking changes or an hour has passed: a kiosk on a bad line may never have heard it. That is logged and kept.
// Where two histories claim the same places, whoever asks is asked for its own, from its end downwards.
[[nodiscard]] Result<AskedAgain> ask_again(db::Database& database, const Asker& asker);

// What a kiosk says it has of its chain.
[[nodiscard]] Ranges ranges_of(const wire::KeptChain& kept);

// What a kiosk says it has and was asked for in vain, for the page of kiosks.
struct InVain {
  DeviceId device;
  std::string ranges;  // "5-7,9-9"
  std::int64_t times = 0;
  std::int64_t since_ms = 0;
};
[[nodiscard]] Result<std::vector<InVain>> asked_in_vain(db::Database& database);

}  // namespace minbar::collector
