// The reply to a request whose records were kept: all of it from one snapshot, so that no part of it knows of something
// that another part does not (an answer given, a pack published, a kiosk moved meanwhile).
#pragma once

#include <span>

#include "sync/base/result.h"
#include "sync/collector/intake/keep_batch.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

[[nodiscard]] Result<wire::SyncReply> compose_reply(Storage& storage, std::span<const ReplyPart> parts,
                                                    const Batch& batch, KeptBatch kept);

}  // namespace minbar::collector
