// Makes every derived table anew from the canonical ones, in one transaction: what records say from the envelopes,
// opened again, as far as people decided that they count (hold.h); the state of chains from headers and heartbeats
// ("complete up to" never goes back while the headers it rests on are here). Used by `minbar-collector rebuild`.
// Touches no canonical table but to hold or set aside what an older collector took at its word. A record that could be
// read when it came and cannot now stops it with everything as it was: the derived row may be the last copy.
//
// Safe beside a collector that serves the same folder: pages show the old rows until the end; what kiosks send
// meanwhile waits, or is answered 503 and sent again.
#pragma once

#include <cstdint>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/deriver.h"
#include "sync/collector/intake/holes.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

struct Rebuilt {
  std::int64_t envelopes = 0;  // of which:
  std::int64_t proposals = 0;
  std::int64_t ratings = 0;
  std::int64_t signatures = 0;
  std::int64_t petition_starts = 0;
  std::int64_t set_aside = 0;  // cannot be read, as when they came
  std::int64_t held = 0;       // wait for a person, or were left aside by one
  std::int64_t erased = 0;     // their bodies are gone by law: nothing is derived from them
  std::int64_t uncertain = 0;  // of what is derived: as to when it was made
  std::int64_t chains = 0;
  std::vector<Hole> lost;  // records that nobody has any more
};

// What an older collector took is judged by place and receipt. Where a petition is signed is not asked: packs say that,
// and judged by those of today a signature that counted would be taken back.
// Errors: corrupt (says which record and what to do), and the database's.
[[nodiscard]] Result<Rebuilt> rebuild(Storage& storage, const seal::OpeningKeys& opening, const Derivers& derivers);

}  // namespace minbar::collector
