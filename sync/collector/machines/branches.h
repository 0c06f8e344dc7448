// Where the history of a kiosk stands to the one that is followed, when a place of its chain was claimed twice: by
// another machine with the same identity, or by one disk that was restored. Only reads.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/seal/chain.h"

namespace minbar::collector {

enum class Side {
  unknown,   // not all of it is here
  common,    // both histories have it, or there is one
  followed,  // the one whose first record arrived first
  other,
};

struct Branch {
  Side side = Side::unknown;
  std::int64_t sequence = 0;  // of `other`: the place at which it left the one that is followed
  std::int64_t arrival = 0;   // of its record there
};
// Of a heartbeat's head, after the chain was followed to its end. Walks back from it to where the histories part, at
// most limits::branch_steps; further: unknown.
[[nodiscard]] Result<Branch> branch_of(db::Database& database, const DeviceId& device, const seal::ChainHead& head);

// From a header back along those that its history hangs on.
struct WalkBack {
  std::int64_t sequence = 0;  // from 1
  seal::Hash hash{};
  std::int64_t followed = 0;  // how far the chain was followed: what one record alone claims before is in every history
  std::int64_t steps = 0;     // at most
};
// The first place of it, from its end on, at which its header is not here; 0: none as far as it was looked at.
[[nodiscard]] Result<std::int64_t> first_absent(db::Database& database, const DeviceId& device, const ChainId& chain,
                                                const WalkBack& from);

// Number of arrival of the last record of the history that is followed; 0: none.
[[nodiscard]] Result<std::int64_t> last_arrival(db::Database& database, const DeviceId& device, const ChainId& chain);

}  // namespace minbar::collector
