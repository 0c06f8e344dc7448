#include "sync/store/pieces.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/blob.h"
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

// By the hash of the exact bytes; `done` is the only word that drops them.
Result<void> apply_blob(db::Database& database, const wire::BlobState& state, bool late, BlobProgress& progress) {
  const auto row =
      TRY(database.query_one("SELECT have, size, restarts FROM blob WHERE hash = $1 AND state = 0", {state.blob}));
  if (!row) return {};
  if (state.done) {
    TRY(database.execute("UPDATE blob SET bytes = NULL, have = size, state = 1 WHERE hash = $1 AND state = 0",
                         {state.blob}));
    TRY(database.execute("UPDATE blobs_waiting SET waiting = max(0, waiting - 1) WHERE one = 1"));
    ++progress.whole;
    return {};
  }
  if (late) return {};
  const auto had = row->integer(0);
  const auto have = state.known ? std::min(state.have, row->integer(1)) : 0;
  const auto restarts = row->integer(2) + (have < had && state.known ? 1 : 0);
  TRY(database.execute("UPDATE blob SET have = $1, wanted = $2, restarts = $3 WHERE hash = $4 AND state = 0",
                       {have, state.known ? 1 : 0, restarts, state.blob}));
  progress.bytes += std::max<std::int64_t>(0, have - had);
  if (restarts >= limits::blob_restarts) return keep_back(database, state.blob, wrong_too_often);
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

Result<BlobProgress> apply_blobs(db::Database& database, const std::vector<wire::BlobState>& states,
                                 const std::optional<Asked>& asked) {
  BlobProgress progress;
  for (const auto& state : states) TRY(apply_blob(database, state, !asked, progress));
  if (!asked) return progress;
  // A collector that says nothing of a blob is older than pieces are: it is asked again, not sent to.
  for (const auto& offered : asked->blobs) {
    const bool named = std::any_of(states.begin(), states.end(), [&](const auto& s) { return s.blob == offered; });
    if (!named) TRY(apply_blob(database, {.blob = offered, .known = false, .have = 0, .done = false}, false, progress));
  }
  return progress;
}

}  // namespace minbar::store
