// An answer as it travels: JSON with a schema version, padded, sealed under the reply key of the record it answers. The
// collector seals, and who has the receipt code opens. PROTOCOL.md, section 7.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/domain/records/answer.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::wire {

// Error: bad_input, too_large (what validate refuses).
[[nodiscard]] Result<Bytes> seal_answer(const Answer& answer, const seal::ReceiptKeys& keys, Random& random);
// Errors: denied (not sealed for these keys, or altered), unsupported_version (a newer schema or state: to be read
// elsewhere), bad_input, too_large, corrupt (no such answer).
[[nodiscard]] Result<Answer> open_answer(const seal::ReceiptKeys& keys, ByteView sealed);

}  // namespace minbar::wire
