// What the list of erased ids means for a database: what it names is not here, whatever backup was put back. Used when
// a collector is opened.
#pragma once

#include <cstdint>

#include "sync/base/result.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

// Erases what the list names and the database still has: bodies, recordings, raw bytes that were set aside, and the
// derived rows that name their record. The headers stay, so that chains verify. How many records had a body. Rows that
// name no record (ratings, tallies) are right again after a rebuild.
[[nodiscard]] Result<std::int64_t> erase_what_is_listed(Storage& storage, const Erased& erased);
// The other way round: what was erased in the database and is not on the list, because the list was lost, is added. How
// many.
[[nodiscard]] Result<std::int64_t> list_what_is_erased(Storage& storage, Erased& erased);

}  // namespace minbar::collector
