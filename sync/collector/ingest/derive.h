// What a record means, written into the derived tables: a proposal becomes a row of its own, a rating one more in a
// multiset without order, a signature a row without a name. Used when a record is kept and when everything is derived
// anew (rebuild.h), so that both give the same rows. Runs inside the writer's transaction.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/wire/body_codec.h"

namespace minbar::collector {

// Where a record came from: for kinds that keep it.
struct Origin {
  DeviceId device;
  std::int64_t arrival = 0;         // the envelope's number
  std::int64_t received_at_ms = 0;  // UTC, by the collector's clock
};

// `signers`: seal::signer_key_of the opening key. Errors are the database's only.
[[nodiscard]] Result<void> derive(db::Database& database, const wire::SealedBody& body, const Origin& origin,
                                  const seal::MacKey& signers);

}  // namespace minbar::collector
