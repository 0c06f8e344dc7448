#include "sync/agent/loop.h"

#include <algorithm>

#include "sync/agent/advice.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/carrier.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/exchange_note.h"

namespace minbar::agent {

namespace {

// What `minbar-sync status` will say. False: the store could not even be noted in, which the next attempt will find.
bool write_note(Session& session, const LoopDoors& doors, const Attempt& attempt, const Step& step) {
  const auto now = doors.clock.wall_ms();
  store::ExchangeNote note{.outcome = std::string(name_of(attempt.outcome)),
                           .failures = step.state.failures,
                           .tried_ms = now,
                           .succeeded_ms = {},
                           .next_ms = now + step.wait_ms,
                           .clock_ahead_ms = attempt.clock_ahead_ms};
  if (attempt.outcome == Outcome::done) note.succeeded_ms = now;
  const auto written = store::write_note(session.folder, note);
  if (!written) log(LogEvent::agent_store_failed, {{"error", written.error().code}});
  if (attempt.outcome != Outcome::done)
    log(LogEvent::exchange_failed, {{"outcome", LogName{name_of(attempt.outcome)}},
                                    {"status", attempt.http_status},
                                    {"failures", step.state.failures},
                                    {"wait_ms", step.wait_ms}});
  return written.has_value();
}

// Only the kiosk mends its database; it rings when it has.
void say_trouble(Session& session) {
  if (!session.folder.database().take_trouble() || store::look_asked(session.folder.path()).asked) return;
  log(LogEvent::look_asked_for);
  store::ask_to_look(session.folder.path());
  session.folder.ring_other();
}

// It met an error, and the kiosk has looked since and found no damage: opened anew its log is emptied again.
bool was_looked_at(Session& session) {
  return session.folder.database().is_in_doubt() && !store::look_asked(session.folder.path()).asked;
}

// Whether there is a reason to talk. A store in trouble is one: the attempt will say so.
bool something_to_say(Session& session, std::int64_t silent_ms) {
  if (silent_ms >= limits::heartbeat_every_ms) return true;  // replies may be waiting there
  const auto news = store::Carrier(session.folder).has_news();
  return !news || *news;
}

// One slice of a wait; says what is left of it. A clock that a test does not turn counts what was waited for.
struct Waited {
  Woken woken = Woken::time;
  std::int64_t ms = 0;
};
Waited wait_a_slice(LoopDoors& doors, std::int64_t ms, bool ring_shortens) {
  const auto before = doors.clock.monotonic_ms();
  const auto woken = doors.wait(ms, ring_shortens);
  const auto passed = std::clamp<std::int64_t>(doors.clock.monotonic_ms() - before, 0, ms);
  return {.woken = woken, .ms = woken == Woken::time ? ms : passed};
}

// Whether what ended a slice is a reason to try again before the wait is over.
bool is_news(const Waited& waited, const Step& step, std::int64_t left_ms, const LoopDoors& doors) {
  switch (waited.woken) {
    case Woken::ring:
      return step.ring_shortens;
    case Woken::network:
      return step.network_shortens;
    case Woken::time:
      return left_ms > 0 && doors.reachable();
    case Woken::stop:
      break;
  }
  return false;
}

// False: the program is to end. After something new the wait ends as soon as the policy allows.
bool wait_out(const Step& step, LoopDoors& doors) {
  const bool looks = step.probe_ms > 0 && doors.reachable;
  auto left = step.wait_ms;
  bool shortened = false;
  do {
    const auto slice = looks && !shortened ? std::min(left, step.probe_ms) : left;
    const auto waited = wait_a_slice(doors, slice, step.ring_shortens && !shortened);
    if (waited.woken == Woken::stop) return false;
    left -= waited.ms;
    if (shortened || left <= 0 || !is_news(waited, step, left, doors)) continue;
    const auto now = doors.clock.monotonic_ms();
    left = std::min(left, earliest_try_ms(step.state, now) - now);
    shortened = true;
  } while (left > 0);
  return true;
}

}  // namespace

Ended run_until_stopped(Session& session, LoopDoors& doors) {
  PolicyState state;
  std::int64_t talked_ms = 0;
  bool owed = true;  // at the start, and after a failure, whose attempt is to be repeated
  while (true) {
    if (!session.folder.in_place()) return Ended::replaced;
    say_trouble(session);
    if (was_looked_at(session)) return Ended::looked_at;
    if (doors.outdated && doors.outdated()) return Ended::outdated;
    Step step{.state = state, .wait_ms = limits::slow_poll_ms, .ring_shortens = true};
    if (owed || something_to_say(session, doors.clock.monotonic_ms() - talked_ms)) {
      const auto attempt = exchange_once(session, state.limits);
      talked_ms = doors.clock.monotonic_ms();
      step = next_step(state, attempt, doors.clock.monotonic_ms(), doors.random);
      static_cast<void>(write_note(session, doors, attempt, step));
      say_trouble(session);
      state = step.state;
      owed = attempt.outcome != Outcome::done || attempt.more;
    }
    if (!wait_out(step, doors)) return Ended::stop;
  }
}

Attempt run_once(Session& session, LoopDoors& doors) {
  PolicyState state;
  while (true) {
    auto attempt = exchange_once(session, state.limits);
    const auto step = next_step(state, attempt, doors.clock.monotonic_ms(), doors.random);
    // a reply that brought nothing wrote nothing: whoever started this has to hear of a full disk all the same
    if (!write_note(session, doors, attempt, step) && attempt.outcome == Outcome::done)
      attempt.outcome = Outcome::store;
    say_trouble(session);
    state = step.state;
    const bool again = attempt.outcome == Outcome::done ? attempt.more : step.wait_ms == 0;
    if (!again || doors.wait(0, false) == Woken::stop) return attempt;
  }
}

}  // namespace minbar::agent
