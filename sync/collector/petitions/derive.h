// What a signature under a petition becomes in the derived tables, and how the start of one is known in the inbox. Used
// by ingest/derive and by the pages. Writes no national id into a table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/submission.h"
#include "sync/seal/hash.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::collector {

// The theme of a petition that somebody wants to start, before the code of its addressee: no id of a pack has a colon.
inline constexpr std::string_view petition_theme = "petition:";

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

// The first signature of one signer to arrive counts, in whatever order they are derived; others are kept and do not.
// The kiosk answers them alike.
[[nodiscard]] Result<void> derive_signature(db::Database& database, const Arrived<PetitionSignature>& arrived,
                                            const seal::MacKey& signers);

}  // namespace minbar::collector
