// Writes what a record means into the derived tables, with the deriver of its kind and the time that its kiosk's clock
// gives it (clocks/record_times.h). Used when a record is kept and when everything is derived anew (rebuild.h), so that
// both give the same rows. Runs inside the writer's transaction.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/intake/deriver.h"
#include "sync/db/database.h"
#include "sync/wire/body_codec.h"

namespace minbar::collector {

// Errors of all are the database's only.
// Gives back when it was made; `origin` need not say it.
[[nodiscard]] Result<MadeAt> derive(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                                    const Origin& origin);
// One that was derived as made at `before`; `origin` says when it was made now.
[[nodiscard]] Result<void> derive_time(db::Database& database, const Derivers& derivers, const wire::SealedBody& body,
                                       const Origin& origin, const MadeAt& before);
// Empties every table that a deriver fills.
[[nodiscard]] Result<void> forget_derived(db::Database& database, const Derivers& derivers);

}  // namespace minbar::collector
