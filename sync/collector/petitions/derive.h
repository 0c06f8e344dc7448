// What a signature under a petition and the start of one become in the derived tables. Used by ingest/derive only.
// Writes no name and no national id into a table.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/submission.h"
#include "sync/seal/hash.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::collector {

// A record of its kind and where it came from.
template <class Kind>
struct Arrived {
  const Submission& said;
  const Kind& body;
  const std::optional<seal::ReceiptKeys>& receipt;
  DeviceId device;
  std::int64_t arrival = 0;
  std::int64_t received_at_ms = 0;
};

// The same for the same person under the same petition, whatever they typed else; unlike under another petition.
[[nodiscard]] seal::Mac signer_of(const PetitionSignature& signature, const seal::MacKey& signers);

// A second signature of one signer is kept and does not count. The kiosk answers it as the first.
[[nodiscard]] Result<void> derive_signature(db::Database& database, const Arrived<PetitionSignature>& arrived,
                                            const seal::MacKey& signers);
[[nodiscard]] Result<void> derive_start(db::Database& database, const Arrived<PetitionStart>& arrived);

}  // namespace minbar::collector
