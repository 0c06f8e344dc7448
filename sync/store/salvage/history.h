// Inside sync/store/salvage: which of the records that can be read are this kiosk's history. Each envelope names the
// hash of the one before it, and the kiosk's private folder has the last: from there backwards each proves the next.
// Behind a gap the kiosk's own signature does. What a transaction that never ended left in the log proves nothing by a
// signature: another record may have taken its place.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sync/seal/chain.h"
#include "sync/store/salvage/readable.h"

namespace minbar::store {

struct History {
  std::optional<seal::ChainHead> head{};  // how far it goes; nothing: nobody knows of any
  std::vector<RecordRow> records{};       // at most one of each place, in order
};

// `kept`: how far the chain goes at least. `is_own`: of an envelope, that this kiosk's key signed it; slow.
[[nodiscard]] History history_of(std::vector<RecordRow> records, const std::optional<seal::ChainHead>& kept,
                                 const std::function<bool(const RecordRow&)>& is_own);

}  // namespace minbar::store
