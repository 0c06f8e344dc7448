// How things stand in the shared folder, for both programs: how much waits, how far the kiosk's chain goes, what room
// is left. Reads only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/seal/chain.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"

namespace minbar::store {

enum class Delivery { waiting = 0, delivered = 1, set_aside = 2, damaged = 3 };

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t delivered = 0;
  std::int64_t set_aside = 0;
  std::int64_t damaged = 0;
  std::int64_t blobs_waiting = 0;    // recordings not yet delivered whole
  std::int64_t blobs_kept_back = 0;  // that stay here: they arrived wrong too often, or are damaged
  bool operator==(const Counts&) const = default;
};

// What the collector has, as far as it is known to lie in a backup there.
struct Safety {
  std::int64_t safe = 0;                // records whose sealed bytes went because they are in one
  std::int64_t not_yet = 0;             // records that are acknowledged and kept here
  std::int64_t recordings_not_yet = 0;  // delivered whole and kept here
  bool heard = false;                   // this collector has ever said that something is
  bool operator==(const Safety&) const = default;
};

// Records not yet acknowledged.
struct Backlog {
  std::int64_t records = 0;
  std::optional<std::int64_t> oldest_wall_ms{};  // when the oldest was stored, by this kiosk's clock
  bool operator==(const Backlog&) const = default;
};

// What is left, in bytes.
struct Room {
  std::int64_t disk = 0;           // on the disk and in free pages of the file, less what the reserve lacks
  std::int64_t bound = INT64_MAX;  // within StoreOptions::max_bytes; below 0 when that was made narrower
  std::int64_t kept = 0;           // acknowledged sealed bytes, which make room when it is asked for
  bool can_write = true;           // the disk itself has room for the write-ahead log of one save
  [[nodiscard]] std::int64_t spare() const { return std::min(disk, bound); }
  // Less than limits::log_room_bytes is full.
  [[nodiscard]] std::int64_t for_citizens() const;
};

[[nodiscard]] Result<Counts> counts_of(Folder& folder);
[[nodiscard]] Result<Safety> safety_of(Folder& folder);
[[nodiscard]] Result<Backlog> backlog_of(Folder& folder);
// How far the kiosk's chain goes, as the shared row says.
[[nodiscard]] Result<seal::ChainHead> head_of(Folder& folder);
// Which key signs this folder's records; none before minbar-kiosk has published it.
[[nodiscard]] Result<std::optional<seal::RecordPublicKey>> record_key_of(Folder& folder);
[[nodiscard]] Result<Room> room_of(Folder& folder);
// What the disk and StoreOptions::max_bytes leave for what citizens say, in bytes, acknowledged sealed bytes given up;
// below 0 when the bound was made narrower, and 0 where nothing can be written.
[[nodiscard]] Result<std::int64_t> room_bytes(Folder& folder);
// The same for what has to spare those: content packs.
[[nodiscard]] Result<std::int64_t> spare_bytes(Folder& folder);

}  // namespace minbar::store
