// The collector's newest word that it takes nothing of this kiosk, as the exact signed frame: written by the agent, and
// taken away when the collector has answered again. Whoever reads it verifies it anew: the file may have been written
// by anybody. What an agent in strange hands can do with it is to show an old one, which closes a kiosk whose records
// it could keep back anyway.
#pragma once

#include <optional>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/wire/refusal.h"

namespace minbar::store {

// `frame` was verified, and answers what this agent asked. In the place of the one before; rings the kiosk when there
// was none.
[[nodiscard]] Result<void> keep_refusal(Folder& folder, ByteView frame);
// The collector has answered: rings the kiosk if there was one.
[[nodiscard]] Result<void> forget_refusal(Folder& folder);
// Nothing: none is there, or it is not by this collector, or about another kiosk.
[[nodiscard]] Result<std::optional<wire::Refusal>> refusal_in(Folder& folder, const seal::SigningPublicKey& collector,
                                                              const DeviceId& device);

}  // namespace minbar::store
