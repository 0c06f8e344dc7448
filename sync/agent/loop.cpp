#include "sync/agent/loop.h"

#include "sync/agent/advice.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/carrier.h"
#include "sync/store/exchange_note.h"

namespace minbar::agent {

namespace {

// What `minbar-sync status` will say. A store that cannot even be noted in is what the next attempt will find.
void write_note(Session& session, const LoopDoors& doors, const Attempt& attempt, const Step& step) {
  const auto now = doors.clock.wall_ms();
  store::ExchangeNote note{.outcome = std::string(name_of(attempt.outcome)),
                           .failures = step.state.failures,
                           .tried_ms = now,
                           .succeeded_ms = {},
                           .next_ms = now + step.wait_ms};
  if (attempt.outcome == Outcome::done) note.succeeded_ms = now;
  if (const auto written = store::write_note(session.folder, note); !written)
    log(LogEvent::agent_store_failed, {{"error", written.error().code}});
  if (attempt.outcome != Outcome::done)
    log(LogEvent::exchange_failed, {{"outcome", LogName{name_of(attempt.outcome)}},
                                    {"status", attempt.http_status},
                                    {"failures", step.state.failures},
                                    {"wait_ms", step.wait_ms}});
}

// Whether there is a reason to talk. A store in trouble is one: the attempt will say so.
bool something_to_say(Session& session, std::int64_t silent_ms) {
  if (silent_ms >= limits::heartbeat_every_ms) return true;  // replies may be waiting there
  const auto news = store::Carrier(session.folder).has_news();
  return !news || *news;
}

}  // namespace

Ended run_until_stopped(Session& session, LoopDoors& doors) {
  PolicyState state;
  std::int64_t talked_ms = 0;
  bool owed = true;  // at the start, and after a failure, whose attempt is to be repeated
  while (true) {
    if (!session.folder.in_place()) return Ended::replaced;
    if (doors.outdated && doors.outdated()) return Ended::outdated;
    Step step{.state = state, .wait_ms = limits::slow_poll_ms, .ring_shortens = true};
    if (owed || something_to_say(session, doors.clock.monotonic_ms() - talked_ms)) {
      const auto attempt = exchange_once(session, state.limits);
      talked_ms = doors.clock.monotonic_ms();
      step = next_step(state, attempt, doors.random);
      write_note(session, doors, attempt, step);
      state = step.state;
      owed = attempt.outcome != Outcome::done || attempt.more;
    }
    if (doors.wait(step.wait_ms, step.ring_shortens) == Woken::stop) return Ended::stop;
  }
}

Attempt run_once(Session& session, LoopDoors& doors) {
  PolicyState state;
  while (true) {
    const auto attempt = exchange_once(session, state.limits);
    const auto step = next_step(state, attempt, doors.random);
    write_note(session, doors, attempt, step);
    state = step.state;
    const bool again = attempt.outcome == Outcome::done ? attempt.more : step.wait_ms == 0;
    if (!again || doors.wait(0, false) == Woken::stop) return attempt;
  }
}

}  // namespace minbar::agent
