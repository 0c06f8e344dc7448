// What of kiosks' records a backup makes safe: found out in the snapshot that is copied, noted once the copy was
// verified on another file system, and told to kiosks, which then drop their own copies. Errs on the side of keeping: a
// mark is never given over a record that is not here and that its kiosk may still have.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/intake/sequence_ranges.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

// What a copy of the database holds and what was not safe before. References nothing.
struct SafePoint {
  struct Mark {
    DeviceId device;
    ChainId chain;
    std::int64_t sequence = 0;  // each record up to here is in the copy, or known to be lost or set aside
    seal::Hash header{};        // of the record there
  };
  struct Recording {
    DeviceId device;
    BlobId blob;
  };
  struct Came {
    DeviceId device;
    ChainId chain;
    wire::SequenceRange range;  // a whole row of what was lost and came
  };
  struct Last {
    std::int64_t arrival = 0;
    seal::Hash header{};
  };
  std::optional<Last> last;  // record that arrived; none: there is none
  std::vector<Mark> marks;   // of chains that went on
  std::vector<Recording> recordings;
  std::vector<Came> came;
};
// Call it in the snapshot that is copied. Looks at what came since the last mark of each chain, never at all records.
// A chain that is not as whole as its derived state says gets no mark, and the log says so.
[[nodiscard]] Result<SafePoint> safe_point(db::Database& snapshot);

// Call it in a transaction of the writer, once the copy was read back and found whole on another file system. Notes
// what still holds: when an older database was put back meanwhile, only what is in that too. Lowers nothing.
[[nodiscard]] Result<void> note_safe(db::Database& database, const SafePoint& point, std::int64_t now_ms);

// The mark of the chain that a request names. It ends before what the same request says the kiosk still has and what
// was declared lost, or came since the last backup: somebody else may have declared it with a stolen transport key. And
// it goes over a hole only once the kiosk keeps nothing in front of it, one hole a reply.
[[nodiscard]] ReplyPart safe_part();

}  // namespace minbar::collector
