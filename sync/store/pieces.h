// Inside sync/store: recordings on their way: which pieces go into a request, and what a reply changes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/store/asked.h"
#include "sync/store/marks.h"
#include "sync/wire/messages.h"

namespace minbar::store {

struct SentEnvelopes {
  std::int64_t last = 0;    // sequence of the last in a request; 0: none is
  seal::KeyId recipient{};  // all of them are sealed for
};

struct BlobProgress {
  std::size_t whole = 0;   // delivered
  std::size_t safe = 0;    // in a backup there, so that their bytes went here
  std::int64_t bytes = 0;  // by which the collector has more of others than it had
};

// `budget`: bytes that envelopes left. A blob goes with its record or after it, never before, and not where its record
// does not go. Those whose bytes are not what was written are named in `broken`. Within a snapshot.
[[nodiscard]] Result<void> take_pieces(db::Database& database, wire::SyncRequest& request, std::size_t budget,
                                       const SentEnvelopes& sent, std::vector<BlobId>& broken);
// Of recordings that are delivered and kept, and whose record is safe, asks for some whether they are too: each once
// after a mark has moved, or once in an hour. Within a snapshot.
[[nodiscard]] Result<void> ask_about_kept(db::Database& database, wire::SyncRequest& request, std::int64_t wall_ms);
// Kept, not sent. Within a transaction.
[[nodiscard]] Result<void> keep_back_damaged(db::Database& database, const std::vector<BlobId>& blobs);
// Whether a recording is left of which the collector with this sealing key wants more.
[[nodiscard]] Result<bool> wants_blobs(db::Database& database, const seal::KeyId& recipient);
// What a reply says of them; a late one (nothing was asked) only that some are whole or safe. Within a transaction.
[[nodiscard]] Result<BlobProgress> apply_blobs(db::Database& database, const std::vector<wire::BlobState>& states,
                                               const std::optional<Asked>& asked, const Moment& now);

}  // namespace minbar::store
