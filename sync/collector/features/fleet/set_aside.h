// What kiosks sent that cannot be counted as it came, by kiosk and reason (wire::RecordReason, written by
// intake/keep.h), for the page that says what to do. Its bytes are kept for whoever runs the server; nothing of them is
// shown.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/accounts/scope.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

// All that one kiosk sent which was set aside for one reason.
struct AsideGroup {
  std::string kiosk;   // its label
  std::string place;   // code of where it stands now; empty: nowhere
  std::string reason;  // as wire::name_of; one of a later version may stand there too
  std::int64_t records = 0;
  std::int64_t first_received_ms = 0;
  std::int64_t last_received_ms = 0;
  std::int64_t key = 0;  // of the newest of it, to go on from
};
struct AsideQuestion {
  std::int64_t before = INT64_MAX;  // only what has a smaller key
  std::size_t limit = 0;
  const Scope& scope;  // of where the kiosk stands now
};
// The newest first. Errors: the database's.
[[nodiscard]] Result<std::vector<AsideGroup>> list_aside(Storage& storage, const AsideQuestion& asked);

}  // namespace minbar::collector
