// Who may ask: enrolled kiosks, found by the key id that a frame names before anything of it is trusted or read. A key
// id proves nothing and two kiosks may share one: the caller verifies with the key of each. Knows no HTTP.
#pragma once

#include <vector>

#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace minbar::collector {

struct Signer {
  DeviceId device{};
  seal::RecordPublicKey record{};
  seal::TransportPublicKey transport{};
  bool revoked = false;
};

// By index; a stranger's frame finds none. Errors: corrupt, and the database's.
[[nodiscard]] Result<std::vector<Signer>> find_signers(Storage& storage, const seal::KeyId& key);

// Notes the key ids of kiosks that were enrolled before key ids were kept: no step of the schema can, since SQL knows
// no BLAKE2b. To be called before requests are answered.
[[nodiscard]] Result<void> note_missing_key_ids(Storage& storage);

}  // namespace minbar::collector
