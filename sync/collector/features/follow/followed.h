// What a receipt code finds, for the public page: that its record arrived, and what was answered. Reads the tables of
// what stands in the inbox, of what is held, and of answers; nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/storage/storage.h"
#include "sync/domain/ids.h"
#include "sync/domain/records/answer.h"

namespace minbar::collector {

// What whoever holds a receipt code may know of its record.
struct Followed {
  std::int64_t received_at_ms = 0;
  std::vector<Answer> answers;  // newest first
};
// Nothing when no record here has it. Of several the first, and one that is held has arrived too. One statement,
// whatever there is to find.
[[nodiscard]] Result<std::optional<Followed>> follow(Storage& storage, const LookupId& lookup);

}  // namespace minbar::collector
