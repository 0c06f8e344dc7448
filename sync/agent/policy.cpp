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
      step.wait_ms = limits::refused_wait_ms;
      break;
    case Outcome::rejected:
    case Outcome::not_ours:
      step.wait_ms = between(limits::backoff_cap_ms / 2, limits::backoff_cap_ms, random);
      break;
    case Outcome::not_enrolled:
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

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "done";
    case Outcome::unreachable:
      return "unreachable";
    case Outcome::unavailable:
      return "unavailable";
    case Outcome::too_large:
      return "too_large";
    case Outcome::refused:
      return "refused";
    case Outcome::rejected:
      return "rejected";
    case Outcome::not_ours:
      return "not_ours";
    case Outcome::store:
      return "store";
    case Outcome::not_enrolled:
      return "not_enrolled";
  }
  return "store";
}

std::string_view advice_on(Outcome outcome) {
  switch (outcome) {
    case Outcome::done:
      return "Everything said here so far was delivered, or is on its way.";
    case Outcome::unreachable:
      return "The collector cannot be reached. Look at the network; records wait here safely meanwhile.";
    case Outcome::unavailable:
      return "The collector asks to be left alone for a while. Nothing needs to be done.";
    case Outcome::too_large:
      return "The collector, or something before it, refuses even one record as too large. Raise its limit to 4 MiB.";
    case Outcome::refused:
      return "The collector does not know this kiosk, or has withdrawn it. Ask a coordinator. One that was withdrawn "
             "is "
             "enrolled anew (README); for another cause run minbar-sync once when it is mended.";
    case Outcome::rejected:
      return "The collector does not understand this program. Bring both to the same version; records wait here "
             "safely.";
    case Outcome::not_ours:
      return "Something answers that is not our collector: a sign-in page of the network, or a wrong address. Look "
             "there.";
    case Outcome::store:
      return "The kiosk's own database is in trouble. Look at the disk's space and at the folder's owner and mode.";
    case Outcome::not_enrolled:
      return "This kiosk is not enrolled. Get a code from a coordinator: minbar-sync enrol URL.";
  }
  return "";
}

}  // namespace minbar::agent
