// What the agent does after an attempt: one pure function from how it went to what comes next (the failure table of
// PROTOCOL.md, section 8). It forgets no record and hammers nobody; it reads no clock.
#pragma once

#include <cstdint>
#include <optional>

#include "sync/base/random.h"
#include "sync/store/carrier.h"

namespace minbar::agent {

enum class Outcome {
  done,         // a verified reply was applied
  unreachable,  // no network, timeout, bad certificate
  unavailable,  // 5xx or 429
  too_large,    // 413
  refused,      // 401 or 403 with the collector's signed word: a person is needed
  unproved,     // 401 or 403 of anybody: a network that wants to be signed in to, or an older collector
  rejected,     // 400, 415, 422, 426
  not_ours,     // not a collector, or not signed by ours: a captive portal, a wrong address
  store,        // the kiosk's own database is in trouble
  not_enrolled,
  new_record_key,  // the kiosk has another record key than the collector knows: nothing goes before it is enrolled
                   // again
};

struct Attempt {
  Outcome outcome = Outcome::done;
  int http_status = 0;
  std::size_t sent_records = 0;
  std::size_t sent_pieces = 0;                  // of recordings
  bool more = false;                            // done, and there is more to send or to fetch
  std::optional<std::int64_t> asked_wait_ms{};  // by Retry-After or the reply's wait_s
};

struct PolicyState {
  std::int64_t failures = 0;  // in a row
  store::RequestLimits limits{};
};

struct Step {
  PolicyState state{};
  std::int64_t wait_ms = 0;    // before the next attempt
  bool ring_shortens = false;  // a new record may end the wait
};

// `random` spreads the waits of many kiosks (full jitter: uniform from 0 to the bound; Brooker, "Exponential Backoff
// And Jitter", AWS Architecture Blog, 2015).
[[nodiscard]] Step next_step(const PolicyState& state, const Attempt& attempt, Random& random);

}  // namespace minbar::agent
