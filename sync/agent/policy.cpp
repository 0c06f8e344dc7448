#include "sync/agent/policy.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::agent {

namespace {

// Uniform in [least, most].
std::int64_t between(std::int64_t least, std::int64_t most, Random& random) {
  std::uint64_t bits = 0;
  for (const auto byte : random.array<8>()) bits = bits << 8 | byte;
  return least + static_cast<std::int64_t>(bits % static_cast<std::uint64_t>(most - least + 1));
}

std::int64_t back_off(std::int64_t failures, Random& random) {
  const auto doublings = std::min<std::int64_t>(failures, 20);
  return between(0, std::min(limits::backoff_cap_ms, limits::backoff_first_ms << doublings), random);
}

store::RequestLimits halved(const store::RequestLimits& limits) {
  return {.records = std::max<std::size_t>(1, limits.records / 2), .bytes = std::max<std::size_t>(1, limits.bytes / 2)};
}

// A line that could not carry a big batch may carry one again later.
store::RequestLimits grown(const store::RequestLimits& limits) {
  return {.records = std::min(limits::batch_records, limits.records * 2),
          .bytes = std::min(limits::batch_bytes, limits.bytes * 2)};
}

Step after_success(const PolicyState& state, const Attempt& attempt) {
  Step step{.state = {.failures = 0, .limits = grown(state.limits)}};
  if (attempt.asked_wait_ms.value_or(0) > 0) {
    step.wait_ms = *attempt.asked_wait_ms;
  } else if (!attempt.more) {
    step.wait_ms = limits::slow_poll_ms;
    step.ring_shortens = true;
  }
  return step;
}

}  // namespace

Step next_step(const PolicyState& state, const Attempt& attempt, Random& random) {
  if (attempt.outcome == Outcome::done) return after_success(state, attempt);
  Step step{.state = state};
  ++step.state.failures;
  const auto asked = attempt.asked_wait_ms.value_or(0);
  switch (attempt.outcome) {
    case Outcome::too_large:
      // a batch of one that is too large will not shrink: come back slowly, a person may raise the limit
      if (attempt.sent_records + attempt.sent_pieces <= 1) {
        step.wait_ms = between(limits::backoff_cap_ms / 2, limits::backoff_cap_ms, random);
        break;
      }
      step.state = {
          .failures = state.failures,
          .limits = halved({.records = std::min(state.limits.records, std::max<std::size_t>(1, attempt.sent_records)),
                            .bytes = state.limits.bytes})};
      break;
    case Outcome::refused:
      // what is not taken needs not be sent again and again to hear so
      step.state.limits = {.records = 1, .bytes = 1};
      step.wait_ms = between(limits::refused_wait_ms / 2, limits::refused_wait_ms, random);
      break;
    case Outcome::rejected:
    case Outcome::not_ours:
    case Outcome::unproved:
      step.wait_ms = between(limits::backoff_cap_ms / 2, limits::backoff_cap_ms, random);
      break;
    case Outcome::not_enrolled:
    case Outcome::new_record_key:
      step.wait_ms = limits::slow_poll_ms;
      step.ring_shortens = true;
      break;
    default:
      step.wait_ms = back_off(step.state.failures, random);
      break;
  }
  step.wait_ms = std::max(step.wait_ms, asked);
  return step;
}

}  // namespace minbar::agent
