// How the two programs of a kiosk come to follow other keys of their collector: the agent takes a statement of
// succession out of an answer and leaves it in the shared database, the kiosk verifies it there with the root key that
// it has pinned, and neither goes back to a lower number. PROTOCOL.md, section 6.
#pragma once

#include <optional>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/store/folder.h"
#include "sync/store/pin.h"

namespace minbar::store {

// --- agent's side
// Follows it from now on, and rings the kiosk, if the enrolment's root key signed it for this collector, its number is
// higher, and the kiosk has pinned that root key. Says whether it does.
[[nodiscard]] Result<bool> follow(Folder& folder, ByteView statement);

// --- kiosk's side
// Tells the agent which root key is pinned; none: the agent follows nothing.
[[nodiscard]] Result<void> note_pinned_root(Folder& folder, const std::optional<seal::RootPublicKey>& root);
// The pin with the keys that the shared database states, if this pin's root key signed that for its collector under a
// higher number. `folder` trusts the pin: packs that it has taken stay good under the new keys. Nothing: it stays.
[[nodiscard]] Result<std::optional<CollectorPin>> followed(Folder& folder, const CollectorPin& pin,
                                                           const Enrolment& enrolment);

// `next` with what the pin before it knew, where both are of one collector: what is sealed to keys of before still goes
// there, and packs that were taken stay good.
[[nodiscard]] Result<CollectorPin> with_former(Folder& folder, const CollectorPin& before, CollectorPin next);

}  // namespace minbar::store
