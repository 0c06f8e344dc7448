// A recording sealed as a whole: padded to 4 KiB steps, so that its size tells little of what was said, then sealed to
// the collector. Carried in pieces beside the record that names its hash; PROTOCOL.md, section 5. Used by the store and
// the collector's pages.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace minbar::seal {

inline constexpr std::size_t blob_padding = 4096;

// Two calls give different bytes. Errors: too_large (limits::blob_bytes sealed), corrupt (no good key).
[[nodiscard]] Result<Bytes> seal_blob(ByteView plain, const SealingKey& recipient);
// The plain bytes, padding removed. Error: corrupt (does not open).
[[nodiscard]] Result<Bytes> open_blob(ByteView sealed, const OpeningKey& key);
// What names these sealed bytes.
[[nodiscard]] BlobId blob_id_of(ByteView sealed);

}  // namespace minbar::seal
