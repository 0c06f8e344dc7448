// Recordings as they arrive: pieces are taken only for a blob that a record of the same kiosk names, appended without a
// hole, and the whole is kept when its hash is right. What nobody will ever hear is called done and not kept. Runs
// inside a transaction of the writer, after the envelopes of the same request.
#pragma once

#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/keep.h"
#include "sync/collector/storage/erased.h"
#include "sync/db/database.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct KeptPieces {
  std::vector<wire::BlobState> states;  // one for each blob, in the order of their first pieces
  std::int64_t begun = 0;               // blobs of which nothing was here before
  bool added = false;                   // something was written
};
struct PiecesWith {
  const Erased& erased;
  const std::vector<DeviceId>& origins;  // kiosks as which the same machine ran before: their records count as well
};
[[nodiscard]] Result<KeptPieces> keep_pieces(db::Database& database, const std::vector<wire::Piece>& pieces,
                                             const Arrival& arrival, const PiecesWith& with);

// How far a recording is, for the page of its proposal.
struct BlobArrival {
  std::int64_t have = 0;
  std::int64_t size = 0;
  bool whole = false;
  bool erased = false;
};
[[nodiscard]] Result<BlobArrival> blob_arrival(db::Database& database, const DeviceId& device, const Voice& voice);
// The sealed bytes of a whole blob; nothing while it is on its way or after it was erased.
[[nodiscard]] Result<std::optional<Bytes>> whole_blob(db::Database& database, const DeviceId& device,
                                                      const BlobId& blob);

}  // namespace minbar::collector
