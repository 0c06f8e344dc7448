// Makes a new shared database out of what can be read of a damaged one: sealed records of this kiosk's own chain with
// their states, recordings, answers, packs, the enrolment and how far the exchange went. Nothing of the damaged file is
// opened by SQLite. Every number in it is checked before it is used, so that rubbish ends no program and takes no
// longer than the file is long.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "sync/base/result.h"
#include "sync/seal/chain.h"
#include "sync/store/salvage/fresh.h"

namespace minbar::store {

struct SalvageOrder {
  std::filesystem::path damaged{};        // with -wal beside it, where there was one
  std::filesystem::path fresh{};          // is made; what lies there goes
  std::optional<seal::ChainHead> kept{};  // as the private folder has it
  KnownHere known{};
  bool sparing = false;              // on a short disk: without packs, and without recordings that the collector has
  std::int64_t missing = 0;          // of salvage_more: how many are
  std::uint32_t from_page = 1;       // of salvage_more: where the try before it was stopped
  std::function<bool()> go_on = {};  // of salvage_more: asked before each page
};

// The new one is whole and on the disk on return, without a -wal. Errors: those of db::Database, and not_found, denied
// and io of the damaged file.
[[nodiscard]] Result<Salvaged> salvage(const SalvageOrder& order);
// Whether every record of the chain can be read in the damaged file, or has shrunk: then no other file has what is
// missing. Errors: as above.
[[nodiscard]] Result<bool> is_all_there(const SalvageOrder& order);
// What a file that was set aside gives later.
struct More {
  std::int64_t records = 0;  // that were missing and are in the database now
  bool whole = false;        // all of the file was read in this one try
  std::uint32_t next = 1;    // where the next one goes on
};
// Records that the database in `fresh`, which is in use, lacks and the damaged file gives now, as far as it was read
// until `go_on` said no. `is_wanted`: somebody waits, and nothing is added.
[[nodiscard]] Result<More> salvage_more(const SalvageOrder& order, const std::function<bool()>& is_wanted = {});

}  // namespace minbar::store
