#include "sync/store/standing.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "sync/base/limits.h"
#include "sync/store/counters.h"
#include "sync/store/kept_head.h"
#include "sync/store/room/disk.h"
#include "sync/store/room/reserve.h"

namespace minbar::store {

Result<Counts> counts_of(Folder& folder) {
  const auto row =
      TRY(folder.database().query_one("SELECT k.waiting, k.delivered, k.set_aside, k.damaged, b.waiting, "
                                      "(SELECT count(*) FROM blob WHERE state > 1) FROM kiosk k, blobs_waiting b "
                                      "WHERE k.one = 1"));
  if (!row) return missing_row();
  return Counts{.waiting = row->integer(0),
                .delivered = row->integer(1),
                .set_aside = row->integer(2),
                .damaged = row->integer(3),
                .blobs_waiting = row->integer(4),
                .blobs_kept_back = row->integer(5)};
}

Result<Safety> safety_of(Folder& folder) {
  const auto row =
      TRY(folder.database().query_one("SELECT safe, records, blobs, heard_safe <> 0 FROM keeping WHERE one = 1"));
  if (!row) return missing_row();
  return Safety{.safe = row->integer(0),
                .not_yet = row->integer(1),
                .recordings_not_yet = row->integer(2),
                .heard = row->integer(3) != 0};
}

Result<Backlog> backlog_of(Folder& folder) {
  return folder.database().snapshot([&]() -> Result<Backlog> {
    Backlog out;
    out.records = TRY(counts_of(folder)).waiting;
    if (const auto row =
            TRY(folder.database().query_one("SELECT stored_ms FROM outbox WHERE state = 0 ORDER BY sequence LIMIT 1")))
      out.oldest_wall_ms = row->integer(0);
    return out;
  });
}

Result<seal::ChainHead> head_of(Folder& folder) {
  const auto row = TRY(folder.database().query_one(
      "SELECT chain_id, head_sequence, head_hash FROM kiosk WHERE one = 1 AND head_sequence BETWEEN 0 AND $1 AND "
      "length(chain_id) = 16 AND length(head_hash) = 32",
      {last_sequence}));
  if (!row) return fail(Errc::corrupt, "the shared database names no place in this kiosk's chain");
  return seal::ChainHead{.chain = row->id<ChainId>(0),
                         .sequence = static_cast<std::uint64_t>(row->integer(1)),
                         .hash = row->id<seal::Hash>(2)};
}

Result<std::optional<seal::RecordPublicKey>> record_key_of(Folder& folder) {
  const auto row =
      TRY(folder.database().query_one("SELECT record_key, length(record_key) = 32 FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  if (row->maybe_integer(1).value_or(0) == 0) return std::nullopt;  // none, or what another program made of it
  return row->id<seal::RecordPublicKey>(0);
}

Result<Room> room_of(Folder& folder) {
  const auto disk = TRY(space_of(folder.path()));
  const auto pages = TRY(folder.database().query_one(
      "SELECT freelist_count * page_size, (page_count - freelist_count) * page_size FROM pragma_page_count, "
      "pragma_freelist_count, pragma_page_size"));
  const auto row = TRY(folder.database().query_one(
      "SELECT c.max_bytes, min(max(0, s.bytes), 1000000000000000) FROM content c, keeping s WHERE c.one = 1 AND "
      "s.one = 1"));
  if (!row) return missing_row();
  std::error_code error;
  const auto log = std::filesystem::file_size(folder.path() / "kiosk.db-wal", error);
  Room out{.disk = disk.free + pages->integer(0) - reserve_lacks(folder.path()), .kept = row->integer(1)};
  if (const auto most = row->maybe_integer(0)) out.bound = *most - pages->integer(1);
  out.can_write = disk.free + (error ? 0 : static_cast<std::int64_t>(log)) >= limits::log_room_bytes;
  return out;
}

std::int64_t Room::for_citizens() const { return can_write ? spare() + kept : std::min<std::int64_t>(0, spare()); }

Result<std::int64_t> room_bytes(Folder& folder) { return TRY(room_of(folder)).for_citizens(); }

Result<std::int64_t> spare_bytes(Folder& folder) { return TRY(room_of(folder)).spare(); }

}  // namespace minbar::store
