// Attempts of people who are signed in to see or do what is not theirs, for the audit. Somebody who tries again and
// again fills it no further than their limit; the log goes on counting.
#pragma once

#include <string_view>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/rate_limit.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

class Refusals {
 public:
  // References must outlive this.
  Refusals(Storage& storage, const Clock& clock, Random& random);
  // `path` is what was asked for. Beside a long write, or when it cannot be written, the log alone has it. Thread-safe.
  void note(const Actor& by, std::string_view path);

 private:
  Storage& storage_;
  const Clock& clock_;
  RateLimit limit_;
};

}  // namespace minbar::collector
