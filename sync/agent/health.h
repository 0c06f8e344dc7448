// How this machine fares, gathered for the collector: room, sizes, versions, clock and what is wrong in words of a
// closed list. Never anything a citizen said.
#pragma once

#include "sync/base/result.h"
#include "sync/store/folder.h"
#include "sync/wire/health.h"

namespace minbar::agent {

// What cannot be found out is left out. Errors: the folder's.
[[nodiscard]] Result<wire::Health> health_of(store::Folder& folder);

}  // namespace minbar::agent
