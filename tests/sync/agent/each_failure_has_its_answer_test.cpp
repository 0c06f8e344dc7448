#include <catch2/catch.hpp>

#include <set>
#include <string>

#include "sync/agent/advice.h"
#include "sync/agent/policy.h"
#include "sync/agent/session.h"
#include "sync/base/limits.h"
#include "sync/wire/http.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::agent;
using Catch::Matchers::Contains;

namespace {
Step step_after(Outcome outcome, PolicyState state = {}, Attempt attempt = {}, std::uint64_t seed = 1) {
  test::SeededRandom random(seed);
  attempt.outcome = outcome;
  return next_step(state, attempt, 0, random);
}
}  // namespace

TEST_CASE("after success the agent goes on while there is more and else waits for the bell") {
  CHECK(step_after(Outcome::done, {.failures = 5}, {.more = true}).wait_ms == 0);
  const auto rest = step_after(Outcome::done, {.failures = 5});
  CHECK(rest.state.failures == 0);
  CHECK(rest.wait_ms == limits::slow_poll_ms);
  CHECK(rest.ring_shortens);
}

TEST_CASE("a collector that asks for a pause gets it and no ring shortens it") {
  const auto step = step_after(Outcome::done, {}, {.more = true, .asked_wait_ms = 30'000});
  CHECK(step.wait_ms == 30'000);
  CHECK_FALSE(step.ring_shortens);
  CHECK(step_after(Outcome::unavailable, {}, {.asked_wait_ms = 3'600'000}).wait_ms == 3'600'000);
}

TEST_CASE("a collector that is in trouble is left alone for longer each time up to a cap and never for ever") {
  std::int64_t longest = 0;
  for (const auto outcome : {Outcome::unavailable, Outcome::gateway, Outcome::not_ready, Outcome::store}) {
    for (std::int64_t failures = 0; failures < 100; ++failures) {
      const auto step = step_after(outcome, {.failures = failures}, {}, static_cast<std::uint64_t>(failures) + 1);
      CHECK(step.state.failures == failures + 1);
      CHECK(step.wait_ms >= 0);
      const auto bound = failures < 20 ? limits::backoff_first_ms << (failures + 1) : limits::backoff_cap_ms;
      CHECK(step.wait_ms <= std::min(bound, limits::backoff_cap_ms));
      longest = std::max(longest, step.wait_ms);
    }
  }
  CHECK(longest > limits::backoff_cap_ms / 2);
  CHECK(step_after(Outcome::unavailable, {.failures = 10}, {}, 1).wait_ms !=
        step_after(Outcome::unavailable, {.failures = 10}, {}, 2).wait_ms);
}

TEST_CASE("a line that fails is tried soon and then steadily with less and whatever may help shortens the wait") {
  for (const auto outcome : {Outcome::unreachable, Outcome::no_name, Outcome::no_connection, Outcome::timed_out,
                             Outcome::untrusted, Outcome::wrong_host, Outcome::no_authorities, Outcome::clock_wrong}) {
    PolicyState state;
    for (std::int64_t failures = 0; failures < 100; ++failures) {
      const auto step = step_after(outcome, {.failures = failures}, {}, static_cast<std::uint64_t>(failures) + 1);
      CHECK(step.wait_ms > 0);
      CHECK(step.wait_ms <= limits::line_cap_ms);
      if (failures == 0) CHECK(step.wait_ms <= limits::line_first_ms);
      if (failures > 4) CHECK(step.wait_ms >= limits::line_cap_ms / 2);
      CHECK(step.ring_shortens);
      CHECK(step.network_shortens);
      CHECK(step.probe_ms > 0);
      state = step_after(outcome, state).state;
    }
    CHECK(state.limits.records == limits::line_records);
    CHECK(state.limits.bytes == limits::line_bytes);
  }
}

TEST_CASE("what comes of an exchange has a name and a sentence and an exit status of its own") {
  std::set<std::string> names, sentences;
  std::set<int> statuses;
  for (auto outcome = Outcome::done; outcome <= Outcome::new_record_key;
       outcome = static_cast<Outcome>(static_cast<int>(outcome) + 1)) {
    CHECK(names.insert(std::string(name_of(outcome))).second);
    CHECK(sentences.insert(advice_on(outcome)).second);
    CHECK(statuses.insert(exit_status_of(outcome)).second);
    CHECK(outcome_named(name_of(outcome)) == outcome);
  }
  CHECK(statuses.contains(0));
}

TEST_CASE("while the centre is down nobody is told that nothing needs to be done") {
  const std::string nothing = "Nothing needs to be done";
  CHECK_THAT(advice_on(outcome_of(wire::exchange_error_of(429))), Contains(nothing));
  for (const int status : {500, 502, 503, 504}) {
    const auto advice = advice_on(outcome_of(wire::exchange_error_of(status)));
    CHECK_THAT(advice, !Contains(nothing) && Contains("Tell whoever runs it"));
  }
  CHECK(outcome_of(wire::exchange_error_of(502)) == Outcome::gateway);
  CHECK(outcome_of(wire::exchange_error_of(503)) == Outcome::not_ready);
}

TEST_CASE("a batch too large is halved at once down to one record and then comes slowly") {
  PolicyState state;
  int halvings = 0;
  std::size_t records = limits::batch_records;
  while (records > 1) {
    const auto step = step_after(Outcome::too_large, state, {.sent_records = records});
    CHECK(step.wait_ms == 0);
    CHECK(step.state.limits.records < records);
    records = step.state.limits.records;
    state = step.state;
    ++halvings;
  }
  CHECK(halvings <= 7);
  CHECK(step_after(Outcome::too_large, state, {.sent_records = 1}).wait_ms >= limits::backoff_cap_ms / 2);
  CHECK(step_after(Outcome::done, state).state.limits.records == 2);
}

TEST_CASE("a network that wants to be signed in to is asked every few minutes with the least there is") {
  for (const auto outcome : {Outcome::not_ours, Outcome::unproved}) {
    const auto step = step_after(outcome, {.failures = 50});
    CHECK(step.wait_ms >= limits::portal_wait_ms / 2);
    CHECK(step.wait_ms <= limits::portal_wait_ms);
    CHECK(step.state.limits.records == 1);
    CHECK(step.ring_shortens);
    CHECK(step.network_shortens);
    CHECK(step.probe_ms == 0);  // it is there: nothing would be learned
  }
}

TEST_CASE("who is refused asks seldom and with little and who is misunderstood comes slowly") {
  const auto refused = step_after(Outcome::refused);
  CHECK(refused.wait_ms >= limits::refused_wait_ms / 2);
  CHECK(refused.wait_ms <= limits::refused_wait_ms);
  CHECK(refused.state.limits.records == 1);
  const auto misunderstood = step_after(Outcome::rejected);
  CHECK(misunderstood.wait_ms >= limits::backoff_cap_ms / 2);
  CHECK(misunderstood.wait_ms <= limits::backoff_cap_ms);
}
