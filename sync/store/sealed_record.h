// A record as it lies on a kiosk's disk before it has its place in the chain: sealed to the collector, so that the
// kiosk cannot read it again either. The outbox makes an envelope of it (outbox.h); a draft keeps it until it can
// (drafts.h).
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/receipt_code.h"
#include "sync/domain/records/submission.h"
#include "sync/seal/keys.h"
#include "sync/store/pin.h"

namespace minbar::store {

// A recording that belongs to a proposal: plain Ogg Opus, sealed with its record.
struct Spoken {
  ByteView ogg;
  std::int64_t duration_ms = 0;
};

struct SealedRecord {
  RecordId id{};
  std::optional<LookupId> lookup{};           // of its receipt code, where it has one
  std::optional<std::int64_t> recorded_ms{};  // wall clock; nothing for a rating and a signature, which tell no minute
  CollectorId collector{};                    // whose receipt keys are in it
  seal::KeyId recipient{};                    // of the sealing key
  Bytes body{};                               // of an envelope
  Bytes blob{};                               // a recording; empty: nothing was spoken
  bool operator==(const SealedRecord&) const = default;
};

// For whom, and when by the kiosk's clock.
struct SealedFor {
  const CollectorPin& collector;
  std::int64_t wall_ms = 0;
};

// Validates and seals. A code takes its slow function first. Two calls give different bytes. Errors: those of validate,
// too_large, busy (no memory for the slow function just now).
[[nodiscard]] Result<SealedRecord> seal_record(const Submission& submission, const std::optional<ReceiptCode>& code,
                                               const std::optional<Spoken>& spoken, const SealedFor& to);

// Whether that collector can open it and its receipt leads there.
[[nodiscard]] bool is_sealed_for(const SealedRecord& record, const CollectorPin& collector);

}  // namespace minbar::store
