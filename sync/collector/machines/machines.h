// Whether two machines run as one kiosk, because a disk was copied before or after its enrolment. Told by the starts of
// machines that heartbeats name, and by histories of one chain that both go on. Records of both are kept like any; the
// machine that was heard second is asked to be enrolled anew. Runs inside the writer's transaction.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/heartbeat.h"

namespace minbar::collector {

struct HeardBeat {
  const DeviceId& device;
  const seal::Heartbeat& heartbeat;
  std::int64_t at_ms = 0;  // UTC, by the collector's clock
};
// Notes the start of the machine that made it, and says whether that is the second of two. Call it after the chain was
// followed to its end. One disk that was restored is not two machines: the history before it does not go on.
[[nodiscard]] Result<bool> is_second_machine(db::Database& database, const HeardBeat& beat);

// Whether two machines are known to go on with this chain: what one of them lacks the other may have.
[[nodiscard]] Result<bool> is_shared(db::Database& database, const DeviceId& device, const ChainId& chain);

// For people: kiosks as which two machines run, the present chain of each.
struct TwoMachines {
  DeviceId device;
  std::int64_t since_ms = 0;  // the second was first heard
  std::int64_t last_ms = 0;   // and last
};
[[nodiscard]] Result<std::vector<TwoMachines>> two_machines(db::Database& database);

// One of the two was enrolled anew. `as` is what it is now: the same kiosk, then the other machine's transport key is
// marked, so that it is told why it is not taken; or another one, whose records may bear the key of `was`.
struct TakenApart {
  DeviceId was;
  DeviceId as;
  std::int64_t at_ms = 0;
};
[[nodiscard]] Result<void> note_taken_apart(db::Database& database, const TakenApart& apart);
// What the machine says that it ran as before; ids that are not known here are passed over. Nothing is proved by it and
// nothing need be: what then counts as another kiosk's bears that one's own signature, and is that kiosk's whoever
// carries it. Whoever names an id without a key of it gains nothing; nor are two machines taken apart by it.
struct SaidOrigins {
  const DeviceId& device;
  const std::vector<DeviceId>& origins;
  std::int64_t at_ms = 0;
};
[[nodiscard]] Result<void> note_origins(db::Database& database, const SaidOrigins& said);
// The kiosks that this one's machine ran as before, if any; the newest first, at most eight.
[[nodiscard]] Result<std::vector<DeviceId>> origins_of(db::Database& database, const DeviceId& device);

}  // namespace minbar::collector
