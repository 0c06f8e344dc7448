// Places of kiosks' chains over which they are followed although no header there links them: records that nobody has
// any more (declared holes), those of them that came all the same, and what was set aside. Canonical rows. The chain is
// followed over them (chain_state.h), people are told of those that are lost.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

enum class HoleKind {
  lost,       // the kiosk says that it has them no more
  came,       // were lost, and are here now
  set_aside,  // here, among what was set aside: signed by the kiosk, or linked by the record after it
};

struct ChainHole {
  wire::SequenceRange range;
  HoleKind kind = HoleKind::lost;
  bool safe = false;  // of what came: in a verified backup since
};
// Of one chain, in order and without overlap. One search; nearly always nothing.
[[nodiscard]] Result<std::vector<ChainHole>> holes_of(db::Database& database, const DeviceId& device,
                                                      const ChainId& chain);
// Those of a kind.
[[nodiscard]] Ranges ranges_of(const std::vector<ChainHole>& holes, HoleKind kind);
// All of them; those that touch are one.
[[nodiscard]] Ranges ranges_of(const std::vector<ChainHole>& holes);

struct NewHole {
  DeviceId device;
  ChainId chain;
  wire::SequenceRange range;  // overlaps no row of this chain
  HoleKind kind = HoleKind::lost;
  std::int64_t at_ms = 0;
};
[[nodiscard]] Result<void> declare_hole(db::Database& database, const NewHole& hole);

// Of an envelope that was kept just now.
struct NewHeader {
  std::uint64_t sequence = 0;
  seal::Hash previous;
  seal::Hash hash;
};
// A lost record that is among `headers` and fits between its neighbours here is lost no more. `holes` are those of the
// chain; says whether any of them changed.
[[nodiscard]] Result<bool> note_came(db::Database& database, const DeviceId& device, const ChainId& chain,
                                     const std::vector<ChainHole>& holes, const std::vector<NewHeader>& headers);

// A declared hole as people are told of it.
struct Hole {
  DeviceId device;
  std::string kiosk;  // its label
  ChainId chain;
  wire::SequenceRange range;
  std::int64_t since_ms = 0;             // noticed then, UTC
  std::optional<std::int64_t> after_ms;  // what is lost was made later than this, by the kiosk's clock
};
// Every declared hole of every kiosk, by label, chain and place. For `doctor`, `rebuild` and the page of kiosks.
[[nodiscard]] Result<std::vector<Hole>> holes(db::Database& database);

// All that is known to be lost, together.
struct LostRecords {
  std::int64_t records = 0;
  std::optional<std::int64_t> after_ms;  // the earliest; nothing when it is not known of one of them
  std::int64_t until_ms = 0;             // when the last of it was noticed
};
[[nodiscard]] Result<LostRecords> lost_records(db::Database& database);

struct LostQuestion {
  const std::optional<std::string>& places;  // codes of where the kiosks stand, a JSON array; nothing: everywhere
  std::int64_t from_ms = 0;                  // a time in which the records may have been made
  std::int64_t until_ms = 0;
};
// How many are lost of those kiosks, as far as they may be of that time.
[[nodiscard]] Result<std::int64_t> count_lost(db::Database& database, const LostQuestion& asked);

}  // namespace minbar::collector
