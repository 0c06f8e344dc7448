// Inside sync/store/salvage: small tables that are copied column by column, whatever they are: also those that a later
// version adds. What the new database's schema refuses is left out.
#pragma once

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/store/salvage/readable.h"

namespace minbar::store {

// Within a transaction. Not `gone`, which is known from what is here.
[[nodiscard]] Result<void> copy_as_it_is(db::Database& fresh, const Readable& readable);

}  // namespace minbar::store
