// What the agent does after an attempt: pure functions from how it went to what comes next (the failure table of
// PROTOCOL.md, section 8), and from what cuts a wait short to when it may end. They forget no record and hammer nobody;
// they read no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sync/base/random.h"
#include "sync/store/carrier.h"

namespace minbar::agent {

enum class Outcome {
  done,         // a verified reply was applied
  unreachable,  // no network, or what carries it was cut
  no_name,      // as the next, an error of wire::Exchange
  no_connection,
  timed_out,
  untrusted,
  wrong_host,
  no_authorities,
  clock_wrong,  // the certificate is not valid at the time that this machine believes
  unavailable,  // 429
  gateway,      // 502 or 504
  not_ready,    // another 5xx
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

// Nothing answered that could be the collector.
[[nodiscard]] bool is_of_the_line(Outcome outcome);

struct Attempt {
  Outcome outcome = Outcome::done;
  int http_status = 0;
  std::size_t sent_records = 0;
  std::size_t sent_pieces = 0;                   // of recordings
  bool more = false;                             // done, and there is more to send or to fetch
  std::optional<std::int64_t> asked_wait_ms{};   // by Retry-After or the reply's wait_s
  std::optional<std::int64_t> clock_ahead_ms{};  // of the collector's, as its signed answer says
};

struct PolicyState {
  std::int64_t failures = 0;  // in a row
  store::RequestLimits limits{};
  std::vector<std::int64_t> tries{};  // monotonic ms of the last requests that no collector answered, oldest first
};

struct Step {
  PolicyState state{};
  std::int64_t wait_ms = 0;    // before the next attempt
  bool ring_shortens = false;  // a new record may end the wait
  // A network that comes up may end it, and so may a collector that is found to be there when it is looked for so
  // often; 0: it is not.
  bool network_shortens = false;
  std::int64_t probe_ms = 0;
};

// `random` spreads the waits of many kiosks (full jitter: uniform from 0 to the bound; Brooker, "Exponential Backoff
// And Jitter", AWS Architecture Blog, 2015). `now_ms`: monotonic, after the attempt.
[[nodiscard]] Step next_step(const PolicyState& state, const Attempt& attempt, std::int64_t now_ms, Random& random);

// When something that shortens a wait may be followed at the earliest, monotonic: no sooner than 10 s after the last
// request that nobody answered, and at most 12 of them in 25 minutes, whatever happens.
[[nodiscard]] std::int64_t earliest_try_ms(const PolicyState& state, std::int64_t now_ms);

}  // namespace minbar::agent
