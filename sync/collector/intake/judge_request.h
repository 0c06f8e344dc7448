// What all of a request is, found out before anything is written: its envelopes, each judged by itself, and its
// heartbeat. Slow work, done on the worker threads.
#pragma once

#include <optional>
#include <vector>

#include "sync/collector/intake/authenticate.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/erased.h"
#include "sync/seal/heartbeat.h"
#include "sync/seal/succeeding_keys.h"

namespace minbar::collector {

struct JudgedRequest {
  std::vector<Judged> envelopes;             // in the order of the request, into whose bytes they point
  std::optional<seal::Heartbeat> heartbeat;  // when there is one and it is good
};
// `names` know where which petition is signed, `erased` what may not be opened.
[[nodiscard]] JudgedRequest judge_request(const Asked& asked, const seal::OpeningKeys& opening,
                                          const ContentNames& names, const Erased& erased);

}  // namespace minbar::collector
