#include "sync/store/arriving.h"

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/hash.h"
#include "sync/store/counters.h"
#include "sync/store/standing.h"
#include "sync/wire/pack.h"

namespace minbar::store {

namespace {

struct Arriving {
  std::int64_t version = 0;
  seal::Hash hash{};
  std::int64_t bytes = 0;
  std::int64_t arrived = 0;
  std::int64_t starts = 0;
};

Result<std::optional<Arriving>> arriving_in(db::Database& database) {
  // a hash that another program spoilt names no pack
  const auto row =
      TRY(database.query_one("SELECT CASE length(arriving_hash) WHEN 32 THEN arriving_version END, arriving_hash, "
                             "arriving_bytes, arrived_bytes, starts FROM content WHERE one = 1"));
  if (!row) return missing_row();
  if (row->is_null(0)) return std::nullopt;
  return Arriving{.version = row->integer(0),
                  .hash = row->id<seal::Hash>(1),
                  .bytes = row->integer(2),
                  .arrived = row->integer(3),
                  .starts = row->integer(4)};
}

Result<void> set_arriving(db::Database& database, const std::optional<Arriving>& arriving) {
  TRY(database.execute("DELETE FROM pack_piece"));
  const auto next = arriving.value_or(Arriving{});
  std::optional<std::int64_t> version;
  std::optional<seal::Hash> hash;
  if (arriving) {
    version = next.version;
    hash = next.hash;
  }
  TRY(
      database.execute("UPDATE content SET arriving_version = $1, arriving_hash = $2, arriving_bytes = $3, "
                       "arrived_bytes = 0, starts = $4 WHERE one = 1",
                       {version, hash, next.bytes, next.starts}));
  return {};
}

Result<Bytes> bytes_that_arrived(db::Database& database) {
  Bytes out;
  for (const auto& row : TRY(database.query("SELECT bytes FROM pack_piece ORDER BY offset"))) {
    const auto& piece = row.bytes(0);
    out.insert(out.end(), piece.begin(), piece.end());
  }
  return out;
}

// Of the pack in use, and of every one that was stored: nothing before it is taken again.
Result<std::int64_t> newest_known(db::Database& database) {
  const auto row = TRY(database.query_one(
      "SELECT max(content_version, coalesce((SELECT max(version) FROM pack), 0)) FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  return row->integer(0);
}

}  // namespace

std::string_view name_of(PackOutcome outcome) {
  switch (outcome) {
    case PackOutcome::none:
      return "none";
    case PackOutcome::arriving:
      return "arriving";
    case PackOutcome::stored:
      return "stored";
    case PackOutcome::no_room:
      return "no_room";
    case PackOutcome::altered:
      return "altered";
    case PackOutcome::not_ours:
      return "not_ours";
    case PackOutcome::too_large:
      return "too_large";
    case PackOutcome::older:
      return "older";
  }
  return "none";
}

namespace {

Result<void> note_offer(Folder& folder, PackOutcome outcome, std::int64_t version) {
  TRY(folder.database().execute("UPDATE content SET note = $1, note_version = $2, note_ms = $3 WHERE one = 1",
                                {name_of(outcome), version, folder.clock().wall_ms()}));
  return {};
}

Result<void> refuse_offer(Folder& folder, PackOutcome why, std::int64_t version, const seal::Hash& hash) {
  log(LogEvent::pack_refused, {{"version", version}, {"reason", LogName{name_of(why)}}});
  TRY(set_arriving(folder.database(), std::nullopt));
  TRY(folder.database().execute("UPDATE content SET refused_version = $1, refused_hash = $2 WHERE one = 1",
                                {version, hash}));
  return note_offer(folder, why, version);
}

// Twice its size: its pieces, and the whole beside them until they go. What has arrived is no longer free.
Result<bool> has_room_for_pack(Folder& folder, std::int64_t bytes, std::int64_t arrived) {
  return 2 * bytes - arrived + limits::content_leaves_bytes <= TRY(spare_bytes(folder));
}

// False: it had to give its room back to records.
Result<bool> keep_room_for_arriving(Folder& folder) {
  const auto arriving = TRY(arriving_in(folder.database()));
  if (!arriving || TRY(has_room_for_pack(folder, arriving->bytes, arriving->arrived))) return true;
  TRY(set_arriving(folder.database(), std::nullopt));
  TRY(note_offer(folder, PackOutcome::no_room, arriving->version));
  return false;
}

Result<bool> take_offer(Folder& folder, const wire::ContentOffer& offer) {
  const auto known = TRY(newest_known(folder.database()));
  if (offer.version == known) return false;
  if (offer.version < known) {
    TRY(note_offer(folder, PackOutcome::older, offer.version));
    return false;
  }
  const auto arriving = TRY(arriving_in(folder.database()));
  const bool same = arriving && arriving->version == offer.version && arriving->hash == offer.hash &&
                    arriving->bytes == offer.size_bytes;
  if (same) return false;
  const auto refused = TRY(
      folder.database().query_one("SELECT 1 FROM content WHERE one = 1 AND refused_version = $1 AND refused_hash = $2",
                                  {offer.version, offer.hash}));
  if (refused) return false;
  if (offer.size_bytes > static_cast<std::int64_t>(limits::pack_bytes)) {
    TRY(refuse_offer(folder, PackOutcome::too_large, offer.version, offer.hash));
    return false;
  }
  const bool room = TRY(has_room_for_pack(folder, offer.size_bytes, 0));
  std::optional<Arriving> next;
  if (room) next = Arriving{.version = offer.version, .hash = offer.hash, .bytes = offer.size_bytes};
  TRY(set_arriving(folder.database(), next));
  TRY(note_offer(folder, room ? PackOutcome::arriving : PackOutcome::no_room, offer.version));
  return room;
}

Result<bool> start_over(Folder& folder) {
  auto arriving = TRY(arriving_in(folder.database()));
  ENSURE(arriving.has_value(), "only what was begun starts over");
  if (++arriving->starts < limits::pack_starts) {
    TRY(set_arriving(folder.database(), arriving));
    return true;
  }
  TRY(refuse_offer(folder, PackOutcome::altered, arriving->version, arriving->hash));
  return false;
}

Result<bool> finish_pack(Folder& folder, const Enrolment& enrolled, Brought& brought) {
  const auto arriving = TRY(arriving_in(folder.database()));
  const auto frame = TRY(bytes_that_arrived(folder.database()));
  if (seal::hash_of(frame) != arriving->hash) return start_over(folder);
  const auto pack = wire::open_pack(frame, enrolled.signing_key, enrolled.collector);
  if (!pack || pack->version != arriving->version) {
    TRY(refuse_offer(folder, PackOutcome::not_ours, arriving->version, arriving->hash));
    return false;
  }
  // What was overtaken before it was ever used goes; what is in use and the one before it stay.
  TRY(folder.database().execute("DELETE FROM pack WHERE version > (SELECT content_version FROM kiosk WHERE one = 1)"));
  TRY(folder.database().execute("INSERT INTO pack (version, taken_ms, frame) VALUES ($1, $2, $3)",
                                {pack->version, folder.clock().wall_ms(), frame}));
  TRY(set_arriving(folder.database(), std::nullopt));
  TRY(note_offer(folder, PackOutcome::stored, pack->version));
  brought.stored = true;
  return false;
}

// True when the piece led on: there is more to fetch.
Result<bool> take_piece(Folder& folder, const Enrolment& enrolled, const wire::ContentPiece& piece, Brought& brought) {
  auto arriving = TRY(arriving_in(folder.database()));
  if (!arriving || arriving->version != piece.version || arriving->arrived != piece.offset) return false;
  const auto more = static_cast<std::int64_t>(piece.bytes.size());
  if (arriving->arrived + more > arriving->bytes) return start_over(folder);
  TRY(folder.database().execute("INSERT INTO pack_piece (offset, bytes) VALUES ($1, $2)", {piece.offset, piece.bytes}));
  TRY(folder.database().execute("UPDATE content SET arrived_bytes = arrived_bytes + $1 WHERE one = 1", {more}));
  if (arriving->arrived + more < arriving->bytes) return true;
  return finish_pack(folder, enrolled, brought);
}

}  // namespace

Result<std::optional<ArrivingPack>> arriving_pack(Folder& folder) {
  const auto arriving = TRY(arriving_in(folder.database()));
  if (!arriving) return std::nullopt;
  return ArrivingPack{.version = arriving->version, .arrived_bytes = arriving->arrived, .bytes = arriving->bytes};
}

Brought take_content(Folder& folder, const Enrolment& enrolled, const std::optional<wire::ContentOffer>& offer,
                     const std::optional<wire::ContentPiece>& piece) {
  if (!offer && !piece) return {};
  const auto brought = folder.database().transaction([&]() -> Result<Brought> {
    Brought out;
    // What was just given up for want of room is not begun again at once: deleted pieces look like room.
    if (piece && !TRY(keep_room_for_arriving(folder))) return out;
    if (piece) out.more = TRY(take_piece(folder, enrolled, *piece, out));
    if (offer && TRY(take_offer(folder, *offer))) out.more = true;
    return out;
  });
  if (brought && brought->stored) log(LogEvent::pack_stored, {{"version", piece->version}});
  if (brought) return *brought;
  log(LogEvent::agent_store_failed, {{"error", brought.error().code}});
  if (brought.error().code == Errc::full) static_cast<void>(forget_arriving(folder));
  return {};
}

Result<bool> forget_arriving(Folder& folder) {
  return folder.database().transaction([&]() -> Result<bool> {
    const auto arriving = TRY(arriving_in(folder.database()));
    if (!arriving || arriving->arrived == 0) return false;
    TRY(set_arriving(folder.database(), std::nullopt));
    TRY(note_offer(folder, PackOutcome::no_room, arriving->version));
    return true;
  });
}

}  // namespace minbar::store
