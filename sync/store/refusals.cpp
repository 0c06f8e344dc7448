#include "sync/store/refusals.h"

#include "sync/base/limits.h"

namespace minbar::store {

Result<void> keep_refusal(Folder& folder, ByteView frame) {
  const auto known = TRY(folder.database().query_one("SELECT 1 FROM refusal WHERE one = 1"));
  TRY(
      folder.database().execute("INSERT INTO refusal (one, frame) VALUES (1, $1) "
                                "ON CONFLICT (one) DO UPDATE SET frame = $1",
                                {frame}));
  if (!known) folder.ring_other();
  return {};
}

Result<void> forget_refusal(Folder& folder) {
  if (!TRY(folder.database().query_one("SELECT 1 FROM refusal"))) return {};  // nearly always: nothing is written
  if (TRY(folder.database().execute("DELETE FROM refusal")) > 0) folder.ring_other();
  return {};
}

Result<std::optional<wire::Refusal>> refusal_in(Folder& folder, const seal::SigningPublicKey& collector,
                                                const DeviceId& device) {
  const auto row = TRY(folder.database().query_one("SELECT frame FROM refusal WHERE one = 1 AND length(frame) <= $1",
                                                   {2 * limits::refusal_bytes}));
  if (!row) return std::nullopt;
  auto refusal = wire::open_refusal(row->bytes(0), collector);
  if (!refusal || !wire::needs_a_person(refusal->reason)) return std::nullopt;
  if (refusal->device && *refusal->device != device) return std::nullopt;
  return *std::move(refusal);
}

}  // namespace minbar::store
