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

// A line that fails is tried again soon, and then steadily: it may be back at any time, and a request that goes nowhere
// costs nobody anything.
std::int64_t until_the_line_is_back(std::int64_t failures, Random& random) {
  const auto bound = limits::line_first_ms << std::min<std::int64_t>(2 * (failures - 1), 20);  // 2, 8, 32, 128 s
  if (bound < limits::line_cap_ms / 2) return between(1, bound, random);
  return between(limits::line_cap_ms / 2, limits::line_cap_ms, random);
}

store::RequestLimits halved(const store::RequestLimits& limits) {
  return {.records = std::max<std::size_t>(1, limits.records / 2), .bytes = std::max<std::size_t>(1, limits.bytes / 2)};
}

// A line that could not carry a big batch may carry one again later.
store::RequestLimits grown(const store::RequestLimits& limits) {
  return {.records = std::min(limits::batch_records, limits.records * 2),
          .bytes = std::min(limits::batch_bytes, limits.bytes * 2)};
}

// What a bad line may have cut, in half; not down to nothing, since most lines are there or not.
store::RequestLimits eased(const store::RequestLimits& limits) {
  const auto less = halved(limits);
  return {.records = std::max(less.records, std::min(limits.records, limits::line_records)),
          .bytes = std::max(less.bytes, std::min(limits.bytes, limits::line_bytes))};
}

// A request that shows whether there is a collector; the rest follows its answer at once.
constexpr store::RequestLimits least{.records = 1, .bytes = 1};

Step after_success(const PolicyState& state, const Attempt& attempt) {
  Step step{.state = {.failures = 0, .limits = grown(state.limits), .tries = {}}};
  if (attempt.asked_wait_ms.value_or(0) > 0) {
    step.wait_ms = *attempt.asked_wait_ms;
  } else if (!attempt.more) {
    step.wait_ms = limits::slow_poll_ms;
    step.ring_shortens = true;
  }
  return step;
}

// A try more, and forgotten those that no bound asks about.
std::vector<std::int64_t> with_try(std::vector<std::int64_t> tries, std::int64_t now_ms) {
  tries.push_back(now_ms);
  const auto most = limits::tries_unanswered;
  if (tries.size() > most) tries.erase(tries.begin(), tries.end() - static_cast<std::ptrdiff_t>(most));
  return tries;
}

// When fewer than `most` of the tries are in the window.
std::int64_t window_opens_ms(const std::vector<std::int64_t>& tries, std::size_t most, std::int64_t now_ms) {
  if (tries.size() < most) return now_ms;
  return std::max(now_ms, tries[tries.size() - most] + limits::tries_window_ms + 1);
}

// Nobody has answered whose word counts: asked again steadily, sooner when something says that it may help, and never
// too often.
void wait_for_an_answer(Step& step, const Attempt& attempt, std::int64_t now_ms, Random& random) {
  auto& state = step.state;
  state.tries = with_try(std::move(state.tries), now_ms);
  if (is_of_the_line(attempt.outcome)) {
    state.limits = eased(state.limits);
    step.wait_ms = until_the_line_is_back(state.failures, random);
    step.probe_ms = between(limits::probe_every_ms * 2 / 3, limits::probe_every_ms * 4 / 3, random);
  } else if (attempt.outcome == Outcome::unavailable || attempt.outcome == Outcome::gateway ||
             attempt.outcome == Outcome::not_ready) {
    step.wait_ms = back_off(state.failures, random);
  } else {
    state.limits = least;
    step.wait_ms = between(limits::portal_wait_ms / 2, limits::portal_wait_ms, random);
  }
  const auto window = window_opens_ms(state.tries, limits::tries_unanswered - limits::tries_for_events, now_ms);
  step.wait_ms = std::max(step.wait_ms, window - now_ms);
  step.network_shortens = true;
  step.ring_shortens = true;
}

}  // namespace

bool is_of_the_line(Outcome outcome) {
  switch (outcome) {
    case Outcome::unreachable:
    case Outcome::no_name:
    case Outcome::no_connection:
    case Outcome::timed_out:
    case Outcome::untrusted:
    case Outcome::wrong_host:
    case Outcome::no_authorities:
    case Outcome::clock_wrong:
      return true;
    default:
      return false;
  }
}

Step next_step(const PolicyState& state, const Attempt& attempt, std::int64_t now_ms, Random& random) {
  if (attempt.outcome == Outcome::done) return after_success(state, attempt);
  Step step{.state = state};
  ++step.state.failures;
  switch (attempt.outcome) {
    case Outcome::too_large:
      // a batch of one that is too large will not shrink: come back slowly, a person may raise the limit
      if (attempt.sent_records + attempt.sent_pieces <= 1) {
        step.wait_ms = between(limits::backoff_cap_ms / 2, limits::backoff_cap_ms, random);
        break;
      }
      step.state.failures = state.failures;
      step.state.limits =
          halved({.records = std::min(state.limits.records, std::max<std::size_t>(1, attempt.sent_records)),
                  .bytes = state.limits.bytes});
      break;
    case Outcome::refused:
      // what is not taken needs not be sent again and again to hear so
      step.state.limits = least;
      step.state.tries.clear();
      step.wait_ms = between(limits::refused_wait_ms / 2, limits::refused_wait_ms, random);
      break;
    case Outcome::rejected:
      step.wait_ms = between(limits::backoff_cap_ms / 2, limits::backoff_cap_ms, random);
      break;
    case Outcome::not_enrolled:
    case Outcome::new_record_key:
      step.wait_ms = limits::slow_poll_ms;
      step.ring_shortens = true;
      break;
    case Outcome::done:
    case Outcome::store:
      step.wait_ms = back_off(step.state.failures, random);
      step.ring_shortens = true;  // the kiosk rings when it has salvaged its database
      break;
    default:  // whoever answered, if anybody did, it was no collector that can take anything now
      wait_for_an_answer(step, attempt, now_ms, random);
      break;
  }
  if (const auto asked = attempt.asked_wait_ms.value_or(0); asked > 0) {
    step.wait_ms = std::max(step.wait_ms, asked);
    step.ring_shortens = step.network_shortens = false;
    step.probe_ms = 0;
  }
  return step;
}

std::int64_t earliest_try_ms(const PolicyState& state, std::int64_t now_ms) {
  if (state.tries.empty()) return now_ms;
  return std::max(window_opens_ms(state.tries, limits::tries_unanswered, now_ms),
                  state.tries.back() + limits::tries_apart_ms);
}

}  // namespace minbar::agent
