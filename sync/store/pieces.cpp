#include "sync/store/pieces.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/blob.h"
#include "sync/store/counters.h"
#include "sync/store/keeping.h"
#include "sync/store/kept.h"
#include "sync/store/recipient.h"

namespace minbar::store {

namespace {

constexpr std::int64_t blobs_in_a_request = 8;  // at least half a piece of each
constexpr std::int64_t wrong_too_often = 2;     // of blob.state
constexpr std::int64_t damaged = 3;

Result<void> keep_back(db::Database& database, const BlobId& blob, std::int64_t state) {
  const auto changed = TRY(database.execute("UPDATE blob SET state = $1 WHERE hash = $2 AND state = 0", {state, blob}));
  TRY(database.execute("UPDATE blobs_waiting SET waiting = max(0, waiting - $1) WHERE one = 1", {changed}));
  if (changed > 0) log(LogEvent::blob_kept_back, {{"state", state}});
  return {};
}

struct Row {
  std::int64_t sequence = 0, have = 0, size = 0, restarts = 0;
  bool waits = false;
  bool kept = false;  // whole at the centre, its bytes still here
};

Result<std::optional<Row>> find(db::Database& database, const BlobId& blob) {
  const auto row = TRY(database.query_one(
      "SELECT sequence, have, size, restarts, state = 0, " MINBAR_KEPT_BLOB " FROM blob WHERE hash = $1", {blob}));
  if (!row) return std::nullopt;
  return Row{.sequence = row->integer(0),
             .have = row->integer(1),
             .size = row->integer(2),
             .restarts = row->integer(3),
             .waits = row->integer(4) != 0,
             .kept = row->integer(5) != 0};
}

// By the hash of the exact bytes; `safe` beside `done` is the only word that drops them.
Result<void> apply_done(db::Database& database, const Row& row, const wire::BlobState& state, const Moment& now,
                        BlobProgress& progress) {
  if (row.waits && !now.keeps) {
    TRY(database.execute("UPDATE blob SET bytes = NULL, have = size, state = 1 WHERE sequence = $1", {row.sequence}));
    TRY(database.execute("UPDATE blobs_waiting SET waiting = max(0, waiting - 1) WHERE one = 1"));
    ++progress.whole;
    return {};
  }
  if (row.waits) {
    TRY(database.execute("UPDATE blob SET have = size, state = 1, done_on = $2 WHERE sequence = $1",
                         {row.sequence, now.talk}));
    TRY(database.execute("UPDATE blobs_waiting SET waiting = max(0, waiting - 1) WHERE one = 1"));
    TRY(count_kept(database, {.blobs = 1, .bytes = row.size}));
    ++progress.whole;
  }
  if (!state.safe) return {};
  TRY(database.execute("UPDATE keeping SET heard_safe = 1 WHERE one = 1 AND heard_safe <> 1"));
  TRY(database.execute("UPDATE blob SET bytes = NULL WHERE sequence = $1", {row.sequence}));
  TRY(count_kept(database, {.blobs = -1, .bytes = -row.size}));
  ++progress.safe;
  return {};
}

// The collector has lost what it had.
Result<void> make_wait(db::Database& database, Row& row) {
  TRY(database.execute("UPDATE blob SET state = 0, have = 0, done_on = NULL WHERE sequence = $1", {row.sequence}));
  TRY(database.execute("UPDATE blobs_waiting SET waiting = " MINBAR_ONE_MORE " WHERE one = 1"));
  TRY(count_kept(database, {.blobs = -1, .bytes = -row.size}));
  row.have = 0;
  return {};
}

Result<void> apply_blob(db::Database& database, const wire::BlobState& state, const std::optional<Asked>& asked,
                        const Moment& now, BlobProgress& progress) {
  auto row = TRY(find(database, state.blob));
  if (!row || (!row->waits && !row->kept)) return {};
  if (state.done) return apply_done(database, *row, state, now, progress);
  if (!asked) return {};
  if (row->kept) TRY(make_wait(database, *row));
  const auto have = state.known ? std::min(state.have, row->size) : 0;
  const auto restarts = row->restarts + (have < row->have && state.known ? 1 : 0);
  TRY(database.execute("UPDATE blob SET have = $1, wanted = $2, restarts = $3 WHERE sequence = $4",
                       {have, state.known ? 1 : 0, restarts, row->sequence}));
  progress.bytes += std::max<std::int64_t>(0, have - row->have);
  if (restarts >= limits::blob_restarts) return keep_back(database, state.blob, wrong_too_often);
  return {};
}

// Remembers up to which recording was asked in this round. One that is asked about before that begins the next.
Result<void> note_asked_about(db::Database& database, const Asked& asked, const Moment& now) {
  std::optional<std::int64_t> first, last;
  for (const auto& blob : asked.blobs) {
    const auto row = TRY(find(database, blob));
    if (!row || !row->kept) continue;
    first = std::min(first.value_or(row->sequence), row->sequence);
    last = std::max(last.value_or(row->sequence), row->sequence);
  }
  if (!first) return {};
  TRY(database.execute(
      "UPDATE keeping SET blobs_asked_ms = CASE WHEN blobs_asked_to < $1 THEN coalesce(blobs_asked_ms, $3) "
      "ELSE $3 END, blobs_asked_to = $2 WHERE one = 1",
      {*first, *last, now.wall_ms}));
  return {};
}

}  // namespace

Result<void> take_pieces(db::Database& database, wire::SyncRequest& request, std::size_t budget,
                         const SentEnvelopes& sent, std::vector<BlobId>& broken) {
  if (request.envelopes.empty()) budget = std::max(budget, limits::least_piece_bytes);
  for (const auto& row :
       TRY(database.query("SELECT b.hash, b.bytes, b.have, b.wanted FROM blob b JOIN outbox o USING (sequence) "
                          "WHERE b.state = 0 AND (o.state <> 0 OR o.sequence <= $2 AND " MINBAR_SEALED_FOR_ENROLLED ") "
                          "ORDER BY b.wanted DESC, b.sequence LIMIT $3",
                          {sent.recipient, sent.last, blobs_in_a_request}))) {
    const auto blob = row.id<BlobId>(0);
    const auto& bytes = row.bytes(1);
    if (seal::blob_id_of(bytes) != blob) {
      broken.push_back(blob);
      continue;
    }
    auto at = std::min(bytes.size(), static_cast<std::size_t>(row.integer(2)));
    const auto add = [&](std::size_t count) {
      const auto part = ByteView(bytes).subspan(at, count);
      request.pieces.push_back({.blob = blob, .offset = static_cast<std::int64_t>(at), .bytes = to_bytes(part)});
      at += count;
      budget -= count;
    };
    // one that the collector did not know is only asked about
    const bool wanted = row.integer(3) != 0;
    if (!wanted || at == bytes.size()) add(0);
    while (wanted && at < bytes.size() && request.pieces.size() < limits::batch_pieces &&
           budget >= std::min(limits::least_piece_bytes, bytes.size() - at))
      add(std::min({limits::piece_bytes, bytes.size() - at, budget}));
    if (request.pieces.size() == limits::batch_pieces) break;
  }
  return {};
}

Result<void> keep_back_damaged(db::Database& database, const std::vector<BlobId>& blobs) {
  for (const auto& blob : blobs) TRY(keep_back(database, blob, damaged));
  return {};
}

Result<bool> wants_blobs(db::Database& database, const seal::KeyId& recipient) {
  return TRY(database.query_one("SELECT 1 FROM blob b JOIN outbox o USING (sequence) WHERE b.state = 0 AND "
                                "b.wanted = 1 AND (o.state <> 0 OR " MINBAR_SEALED_FOR_ENROLLED ") LIMIT 1",
                                {recipient}))
      .has_value();
}

Result<void> ask_about_kept(db::Database& database, wire::SyncRequest& request, std::int64_t wall_ms) {
  const auto mark = TRY(safe_up_to(database));
  const auto round =
      TRY(database.query_one("SELECT blobs_asked_to, blobs_asked_ms FROM keeping WHERE one = 1 AND ($1 > 0 OR "
                             "EXISTS (SELECT 1 FROM blob WHERE " MINBAR_KEPT_BLOB " AND sequence < 0))",
                             {mark}));
  if (!round) return {};
  // below 0 no mark says that a record is safe: it went on the collector's word about itself
  const auto some = [&](std::int64_t after) {
    return database.query("SELECT hash, size FROM blob WHERE " MINBAR_KEPT_BLOB
                          " AND sequence > $1 AND sequence <= $2 AND (sequence > 0 OR EXISTS (SELECT 1 FROM outbox o "
                          "WHERE o.sequence = blob.sequence AND o.envelope IS NULL)) ORDER BY sequence LIMIT $3",
                          {after, mark, limits::blobs_asked_at_once});
  };
  auto rows = TRY(some(round->integer(0)));
  const auto began = round->maybe_integer(1);
  const bool again = !began || wall_ms < *began || wall_ms >= *began + limits::blobs_asked_every_ms;
  if (rows.empty() && again) rows = TRY(some(INT64_MIN));
  for (const auto& row : rows)
    if (request.pieces.size() < limits::batch_pieces)
      request.pieces.push_back({.blob = row.id<BlobId>(0), .offset = row.integer(1), .bytes = {}});
  return {};
}

Result<BlobProgress> apply_blobs(db::Database& database, const std::vector<wire::BlobState>& states,
                                 const std::optional<Asked>& asked, const Moment& now) {
  BlobProgress progress;
  if (asked) TRY(note_asked_about(database, *asked, now));
  for (const auto& state : states) TRY(apply_blob(database, state, asked, now, progress));
  if (!asked) return progress;
  // A collector that says nothing of a blob is older than pieces are: it is asked again, not sent to.
  for (const auto& offered : asked->blobs) {
    if (std::any_of(states.begin(), states.end(), [&](const auto& s) { return s.blob == offered; })) continue;
    const auto row = TRY(find(database, offered));
    if (row && row->waits) TRY(apply_blob(database, {.blob = offered}, asked, now, progress));
  }
  return progress;
}

}  // namespace minbar::store
