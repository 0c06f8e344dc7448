// Inside sync/store: which sealed records of this kiosk's chain are lost here, as rows of the shared file. Told to the
// collector, so that it asks for them no longer and people learn what is missing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/wire/messages.h"

namespace minbar::store {

// What lies within, cut to it, in order and without overlap. Of more than `most` the highest.
[[nodiscard]] Result<std::vector<wire::SequenceRange>> gone_within(db::Database& database,
                                                                   const wire::SequenceRange& within, std::size_t most);
// Adds them, and joins what then overlaps or touches; the same again changes nothing. 1 <= from <= to. Within a
// transaction.
[[nodiscard]] Result<void> note_gone(db::Database& database, const wire::SequenceRange& range);
[[nodiscard]] Result<bool> is_gone(db::Database& database, std::int64_t place);
// A record of that place is here again. Within a transaction.
[[nodiscard]] Result<void> found_again(db::Database& database, std::int64_t place);
// In order, without overlap; those that touch are one.
[[nodiscard]] std::vector<wire::SequenceRange> joined(std::vector<wire::SequenceRange> ranges);

}  // namespace minbar::store
