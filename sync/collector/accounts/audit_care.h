// What a running collector does for its audit once a day: tells the log where it ends, so that a later change shows,
// and removes what is older than the setting keeps.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/clock.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

class AuditCare {
 public:
  // References must outlive this. `keep_days` 0: rows are kept for ever.
  AuditCare(Storage& storage, const Clock& clock, int keep_days)
      : storage_(storage), clock_(clock), keep_days_(keep_days) {}
  // Called often; does its work at the first call and then once a day.
  void take();

 private:
  void forget();

  Storage& storage_;
  const Clock& clock_;
  const int keep_days_;
  std::optional<std::int64_t> last_ms_;  // monotonic
};

}  // namespace minbar::collector
