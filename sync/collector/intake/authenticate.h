// Who sends a frame: an enrolled kiosk whose agent signed it, for this collector. Nothing of a frame is read before
// that is known, and who may not ask learns nothing about who may.
#pragma once

#include <tl/expected.hpp>

#include "sync/collector/intake/refusal.h"
#include "sync/collector/intake/signers.h"
#include "sync/collector/storage/storage.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct Asked {
  Signer signer;
  wire::SyncRequest request;
};

[[nodiscard]] tl::expected<Asked, Refusal> authenticate(Storage& storage, ByteView frame, const CollectorId& collector);

}  // namespace minbar::collector
