// Which keys a database belongs to, the first of its collector whatever succeeded them, noted in it when it is made:
// beside others it would give receipts that nobody can open, and answers that no kiosk believes.
#pragma once

#include "sync/base/result.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

// Of any version's database. What has no note is judged by what it says of itself; one that says nothing may belong to
// any.
[[nodiscard]] Result<bool> may_belong_to(db::Database& database, const CollectorKeys& keys);
// Notes them, once.
[[nodiscard]] Result<void> note_own_keys(Storage& storage, const CollectorKeys& keys);

}  // namespace minbar::collector
