// Who sends a frame: an enrolled kiosk whose agent signed it, for this collector. Nothing of a frame is read before
// that is known, and who may not ask learns nothing about who may. Whoever is refused is told so in a signed frame, and
// why where the signature was that of a key that is or was a kiosk's.
#pragma once

#include <tl/expected.hpp>

#include "sync/collector/intake/refusal.h"
#include "sync/collector/intake/signed_refusals.h"
#include "sync/collector/intake/signers.h"
#include "sync/collector/storage/storage.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct Asked {
  Signer signer;
  wire::SyncRequest request;
};

// `refusals` sign for `collector`.
[[nodiscard]] tl::expected<Asked, Refusal> authenticate(Storage& storage, ByteView frame, const CollectorId& collector,
                                                        SignedRefusals& refusals);

}  // namespace minbar::collector
