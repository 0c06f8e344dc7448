// Who may ask: kiosks that are or were enrolled, found by the key id that a frame names before anything of it is
// trusted or read. A key id proves nothing and two kiosks may share one: the caller verifies with the key of each.
// Knows no HTTP.
#pragma once

#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"
#include "sync/wire/succession.h"

namespace minbar::collector {

struct Signer {
  DeviceId device{};
  seal::TransportPublicKey transport{};
  std::vector<seal::RecordPublicKey> records{};  // every one that was the kiosk's, the newest first
  std::vector<Signer> origins{};  // kiosks as which its machine ran before, because its disk was copied: their records
  std::optional<wire::Follows> enrolled{};  // where the first keys had successors then; an agent may not say so itself
  bool copied = false;                      // replaced, because two machines had this transport key
  bool replaced = false;                    // the kiosk was enrolled again since with another transport key
  bool revoked = false;
};

// By index; a stranger's frame finds none. Errors: corrupt, and the database's.
[[nodiscard]] Result<std::vector<Signer>> find_signers(Storage& storage, const seal::KeyId& key);

// Notes the key ids that no step of the schema can: SQL knows no BLAKE2b. To be called before requests are answered.
[[nodiscard]] Result<void> note_missing_key_ids(Storage& storage);

}  // namespace minbar::collector
