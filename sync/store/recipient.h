// Inside sync/store: for whom a waiting record is sealed, as SQL sees it. What is sealed for another collector than the
// enrolled one stays here: it could not be read there, and whoever gets it acknowledges it. The collector opens with
// every sealing key that it had.
#pragma once

#include "sync/seal/envelope.h"

namespace minbar::store {

// Of a row `o` of outbox that waits; $1 is the key id of the enrolled sealing key.
#define MINBAR_SEALED_FOR_ENROLLED \
  "(substr(o.envelope, 105, 8) = $1 OR substr(o.envelope, 105, 8) IN (SELECT key_id FROM former_key))"
static_assert(seal::envelope_v1_recipient_at + 1 == 105 && sizeof(seal::KeyId) == 8, "SQL counts from 1");

}  // namespace minbar::store
