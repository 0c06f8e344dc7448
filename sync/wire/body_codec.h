// What is inside a sealed body: a submission and, when it has a receipt, the two keys its code became. Written by the
// store, read by the collector after opening. JSON with a schema version and a kind; PROTOCOL.md, section 7.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/records/submission.h"
#include "sync/seal/receipt_keys.h"

namespace minbar::wire {

// Every kind that this program reads. A reply names them, so that no later kind is sent to a collector that lacks it.
inline constexpr std::array<std::string_view, 4> body_kinds{"proposal", "rating", "petition_signature",
                                                            "petition_start"};

struct SealedBody {
  Submission submission{};
  std::optional<seal::ReceiptKeys> receipt{};
  bool operator==(const SealedBody&) const = default;
};

// Error: bad_input (a text that is not UTF-8: validate first).
[[nodiscard]] Result<Bytes> encode_body(const SealedBody& body);
// Errors: unsupported_version (a schema version or kind this program does not know: keep it raw), bad_input (not such a
// body). Shape is checked here, rules by domain::validate. The caller compares submission.id with the envelope's record
// id.
[[nodiscard]] Result<SealedBody> decode_body(ByteView bytes);

}  // namespace minbar::wire
