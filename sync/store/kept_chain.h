// Inside sync/store: what a request says of the sealed records that are still here, so that a collector which went back
// to an older backup asks for these and for nothing else.
#pragma once

#include <optional>

#include "sync/base/result.h"
#include "sync/store/folder.h"
#include "sync/wire/messages.h"

namespace minbar::store {

// From some indexes; no record is read. It claims nothing that is not here: where more is lost than a message holds,
// less is claimed. None while the shared row names no place in a chain. Within a snapshot.
[[nodiscard]] Result<std::optional<wire::KeptChain>> kept_chain(Folder& folder);

}  // namespace minbar::store
