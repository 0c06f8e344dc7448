// How far each kiosk's chain is here, noted after records or a heartbeat came: every place before it is here or in a
// hole that is known (holes.h). With it the fleet page can say "complete up to", and a backup what is safe. Gaps and
// forks are facts for a person; nothing is refused for them. Runs inside the writer's transaction.
#pragma once

#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/intake/keep.h"
#include "sync/db/database.h"
#include "sync/seal/heartbeat.h"

namespace minbar::collector {

// Each costs one header's search, however many claim the same place of a chain; a test asks the engine.
inline constexpr std::string_view next_header_sql =
    "SELECT header_hash FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND sequence = $3 "
    "AND previous_hash = $4 ORDER BY arrival LIMIT 1";
inline constexpr std::string_view header_here_sql =
    "SELECT 1 FROM envelopes INDEXED BY envelopes_header WHERE header_hash = $4 AND device = $1 AND chain = $2 "
    "AND sequence = $3";

// What arrived first at a place: after a hole no header here says which one belongs there.
inline constexpr std::string_view first_header_sql =
    "SELECT header_hash FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND sequence = $3 "
    "ORDER BY arrival LIMIT 1";

struct ChainNews {
  DeviceId device;
  ChainId chain;                   // may be new
  std::vector<NewHeader> headers;  // as they arrived
};
// Counts places claimed twice, notes lost records that came, and walks on from the last linked header as far as headers
// link, at most `steps`, of which it takes away what it used. It walks over holes once a record after them is here, and
// goes on with the one that arrived first there. Says whether it came to the end; else call it again without new
// headers.
[[nodiscard]] Result<bool> follow_chain(db::Database& database, const ChainNews& news, std::int64_t& steps);

struct HeartbeatArrival {
  const seal::Heartbeat& heartbeat;
  ByteView signed_bytes;
  std::string_view agent_version;
};
// Keeps it when its number is higher than the last of its chain; a replay moves nothing. The one it replaces stays on
// record beside it when everything it promised is here. Call it after follow_chain came to the end.
[[nodiscard]] Result<void> keep_heartbeat(db::Database& database, const HeartbeatArrival& beat, const Arrival& arrival);

// Sets "complete up to" from the kept heartbeats of which every header up to their head is here or known to be lost.
// The time is the heartbeat's own wall time, but never later than its arrival. Call it after follow_chain.
[[nodiscard]] Result<void> note_completeness(db::Database& database, const DeviceId& device, const ChainId& chain);

// Counts every fork of a chain anew: what follow_chain added up as they came.
[[nodiscard]] Result<void> count_forks(db::Database& database, const DeviceId& device, const ChainId& chain);

}  // namespace minbar::collector
