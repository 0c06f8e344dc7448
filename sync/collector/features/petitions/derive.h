// What a signature under a petition becomes: a row without a name, which counts if it is its signer's first. Given to
// intake when the collector is wired. Writes no national id into a table.
#pragma once

#include "sync/collector/intake/deriver.h"
#include "sync/seal/hash.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

// The same for the same person under the same petition, whatever they typed else; unlike under another petition.
[[nodiscard]] seal::Mac signer_of(const PetitionSignature& signature, const seal::MacKey& signers);

// The first signature of one signer to arrive counts, in whatever order they are derived; others are kept and do not.
// The kiosk answers them alike. Keeps a key of its own, made from the opening key.
[[nodiscard]] Deriver<PetitionSignature> signature_deriver(const seal::OpeningKeys& opening);

}  // namespace minbar::collector
