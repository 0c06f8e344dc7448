// Writes what a record means into the derived tables, with the deriver of its kind. Used when a record is kept and when
// everything is derived anew (rebuild.h), so that both give the same rows. Runs inside the writer's transaction.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/deriver.h"
#include "sync/db/database.h"
#include "sync/wire/body_codec.h"

namespace minbar::collector {

// Errors of both are the database's only.
[[nodiscard]] Result<void> derive(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                                  const Origin& origin);
// Empties every table that a deriver fills.
[[nodiscard]] Result<void> forget_derived(db::Database& database, const Derivers& derivers);

}  // namespace minbar::collector
