// Inside sync/store/salvage: the new database, filled with what a damaged one still holds. Row by row: what the new one
// refuses is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/seal/keys.h"
#include "sync/store/enrolment.h"
#include "sync/store/salvage/history.h"
#include "sync/store/salvage/page_file.h"
#include "sync/store/salvage/readable.h"

namespace minbar::store {

struct Damaged {
  const PageFile& file;
  const Readable& readable;
  const History& history;
  bool sparing = false;  // without packs, and without recordings that the collector has
  bool partial = false;  // not all of the file was read, and what is not in `readable` may be there
};

// What the kiosk's private folder says.
struct KnownHere {
  std::optional<seal::RecordPublicKey> key{};
  std::optional<seal::RecordPublicKey> former_key{};  // of the identity that was given up
  std::optional<Enrolment> enrolment{};               // where the damaged file has none
  std::vector<seal::SealingKey> former_sealing{};     // that the collector had before
  std::int64_t heartbeats = 0;
};

struct Salvaged {
  std::int64_t kept = 0;     // records, of the chain and of former ones
  std::int64_t missing = 0;  // places of it without one that were not known to be lost, and those of former chains
  bool knows_lost = false;   // the file said what was lost before; otherwise `missing` has that too
  bool unreadable = false;   // the disk did not give all of the damaged file
};

// `fresh` has its schema and nothing else. What is missing stands in `gone` then, to be told to the collector.
[[nodiscard]] Result<Salvaged> fill(db::Database& fresh, const Damaged& from, const KnownHere& known);
// Into a database that is in use: those of `missing` records that the file gives now, with their recordings. They are
// declared lost no longer. Returns how many.
[[nodiscard]] Result<std::int64_t> add_missing(db::Database& database, const Damaged& from, std::int64_t missing);

}  // namespace minbar::store
