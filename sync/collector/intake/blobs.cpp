#include "sync/collector/intake/blobs.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/blob.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t arriving = 0;
constexpr std::int64_t whole = 1;
constexpr std::int64_t erased_by_law = 2;

struct Blob {
  std::int64_t size = 0;
  std::int64_t have = 0;
  std::int64_t state = arriving;
  bool safe = false;  // whole, and in a verified backup
};

Result<std::optional<Blob>> find_blob(db::Database& database, const DeviceId& device, const BlobId& blob) {
  const auto row = TRY(
      database.query_one("SELECT size, have, state, safe FROM blobs WHERE device = $1 AND hash = $2", {device, blob}));
  if (!row) return std::nullopt;
  return Blob{.size = row->integer(0), .have = row->integer(1), .state = row->integer(2), .safe = row->integer(3) != 0};
}

Result<Bytes> joined(db::Database& database, const DeviceId& device, const BlobId& blob) {
  Bytes out;
  for (const auto& row : TRY(database.query(
           "SELECT bytes FROM blob_pieces WHERE device = $1 AND hash = $2 ORDER BY start", {device, blob})))
    out.insert(out.end(), row.bytes(0).begin(), row.bytes(0).end());
  return out;
}

class Keeping {
 public:
  Keeping(db::Database& database, const Arrival& arrival, const PiecesWith& with)
      : database_(database), own_(arrival.device), arrival_(arrival), with_(with) {}

  Result<void> take(const wire::Piece& piece) {
    const auto state = TRY(state_after(piece));
    auto& states = kept_.states;
    const auto known = std::find_if(states.begin(), states.end(), [&](const auto& s) { return s.blob == piece.blob; });
    if (known == states.end()) {
      states.push_back(state);
    } else {
      *known = state;
    }
    return {};
  }
  KeptPieces kept() { return std::move(kept_); }

 private:
  Result<wire::BlobState> state_after(const wire::Piece& piece) {
    wire::BlobState out{.blob = piece.blob};
    if (with_.erased.has(piece.blob)) {
      out.known = out.done = true;
      return out;
    }
    arrival_.device = TRY(owner_of(piece.blob));
    auto blob = TRY(find_blob(database_, arrival_.device, piece.blob));
    if (!blob) {
      const auto named = TRY(database_.query_one(
          "SELECT record, voice_bytes FROM proposals WHERE voice = $1 AND device = $2 ORDER BY arrival LIMIT 1",
          {piece.blob, arrival_.device}));
      if (!named) {
        out.known = out.done = out.safe = TRY(will_never_be_heard(piece.blob));
        return out;
      }
      blob = Blob{.size = named->integer(1)};
      out.known = true;
      if (!TRY(has_room())) return out;
      ++kept_.begun;
      kept_.added = true;
      TRY(
          database_.execute("INSERT INTO blobs (device, hash, record, size, have, state, received_at_ms) "
                            "VALUES ($1, $2, $3, $4, 0, 0, $5)",
                            {arrival_.device, piece.blob, named->id<RecordId>(0), blob->size, arrival_.at_ms}));
    }
    if (blob->state == arriving) TRY(append(*blob, piece));
    out.known = true;
    out.have = blob->have;
    out.done = blob->state != arriving;
    out.safe = blob->state == erased_by_law || (blob->state == whole && blob->safe);
    return out;
  }

  // The kiosk whose record names it: of those as which this machine ran before, or itself.
  Result<DeviceId> owner_of(const BlobId& blob) {
    for (const auto& origin : with_.origins) {
      const auto named = TRY(database_.query_one(
          "SELECT 1 WHERE EXISTS (SELECT 1 FROM blobs WHERE hash = $1 AND device = $2) OR EXISTS (SELECT 1 FROM "
          "proposals WHERE voice = $1 AND device = $2) OR EXISTS (SELECT 1 FROM held_records WHERE voice = $1 AND "
          "device = $2) OR EXISTS (SELECT 1 FROM set_aside WHERE voice = $1 AND device = $2)",
          {blob, origin}));
      if (named) return origin;
    }
    return own_;
  }

  // Its record was left aside, or came with another's receipt: the kiosk need keep the recording no longer. Of one that
  // still waits for a decision nothing is said.
  Result<bool> will_never_be_heard(const BlobId& blob) {
    const auto row = TRY(database_.query_one(
        "SELECT (EXISTS (SELECT 1 FROM held_records WHERE voice = $1 AND device = $2 AND decision = 'left_aside') OR "
        "EXISTS (SELECT 1 FROM set_aside WHERE voice = $1 AND device = $2)) AND NOT EXISTS "
        "(SELECT 1 FROM held_records WHERE voice = $1 AND device = $2 AND decision IS NULL)",
        {blob, arrival_.device}));
    return row->integer(0) != 0;
  }

  // An honest kiosk finishes the oldest first: only a thief of keys has so many unfinished.
  Result<bool> has_room() {
    const auto row =
        TRY(database_.query_one("SELECT count(*) FROM (SELECT 1 FROM blobs WHERE device = $1 AND state = 0 LIMIT $2)",
                                {arrival_.device, limits::blobs_arriving}));
    return row->integer(0) < limits::blobs_arriving;
  }

  // What of the piece comes next; a piece from beyond a hole leaves the hole.
  Result<void> append(Blob& blob, const wire::Piece& piece) {
    const auto end = std::min(piece.offset + static_cast<std::int64_t>(piece.bytes.size()), blob.size);
    if (piece.offset > blob.have || end <= blob.have) return {};
    const auto part =
        ByteView(piece.bytes)
            .subspan(static_cast<std::size_t>(blob.have - piece.offset), static_cast<std::size_t>(end - blob.have));
    TRY(database_.execute("INSERT INTO blob_pieces (device, hash, start, bytes) VALUES ($1, $2, $3, $4)",
                          {arrival_.device, piece.blob, blob.have, part}));
    kept_.added = true;
    blob.have = end;
    if (blob.have == blob.size) TRY(finish(blob, piece.blob));
    TRY(database_.execute("UPDATE blobs SET have = $1, state = $2, received_at_ms = $3 WHERE device = $4 AND hash = $5",
                          {blob.have, blob.state, arrival_.at_ms, arrival_.device, piece.blob}));
    return {};
  }

  // Whole and right, or from the beginning again.
  Result<void> finish(Blob& blob, const BlobId& id) {
    if (seal::blob_id_of(TRY(joined(database_, arrival_.device, id))) == id) {
      blob.state = whole;
      return {};
    }
    log(LogEvent::blob_arrived_wrong, {{"device", LogId{to_hex(arrival_.device.view())}}});
    TRY(database_.execute("DELETE FROM blob_pieces WHERE device = $1 AND hash = $2", {arrival_.device, id}));
    blob.have = 0;
    return {};
  }

  db::Database& database_;
  const DeviceId own_;
  Arrival arrival_;  // of whom the piece is
  const PiecesWith& with_;
  KeptPieces kept_;
};

}  // namespace

Result<KeptPieces> keep_pieces(db::Database& database, const std::vector<wire::Piece>& pieces, const Arrival& arrival,
                               const PiecesWith& with) {
  Keeping keeping(database, arrival, with);
  for (const auto& piece : pieces) TRY(keeping.take(piece));
  return keeping.kept();
}

Result<BlobArrival> blob_arrival(db::Database& database, const DeviceId& device, const Voice& voice) {
  const auto blob = TRY(find_blob(database, device, voice.blob));
  if (!blob) return BlobArrival{.size = voice.sealed_bytes};
  return BlobArrival{
      .have = blob->have, .size = blob->size, .whole = blob->state == whole, .erased = blob->state == erased_by_law};
}

Result<std::optional<Bytes>> whole_blob(db::Database& database, const DeviceId& device, const BlobId& blob) {
  const auto found = TRY(find_blob(database, device, blob));
  if (!found || found->state != whole) return std::nullopt;
  return TRY(joined(database, device, blob));
}

}  // namespace minbar::collector
