#include "sync/base/log_gate.h"

#include "sync/base/limits.h"

namespace minbar {

namespace {

constexpr std::int64_t minute_ms = 60'000;

// Of refusals by rate one line a minute says that it happens; how often is a number. Of everything else a person may
// want to see each case, as long as they are few.
std::size_t lines_a_minute(LogEvent event) {
  switch (event) {
    case LogEvent::http_overloaded:
    case LogEvent::http_accept_failed:
    case LogEvent::http_connections_full:
    case LogEvent::http_bodies_full:
    case LogEvent::http_client_unnamed:
    case LogEvent::sign_in_limited:
    case LogEvent::enrolment_limited:
    case LogEvent::follow_limited:
      return 1;
    default:
      return limits::log_lines_of_one_event;
  }
}

}  // namespace

bool LogGate::passes(LogEvent event, std::int64_t now_ms) {
  if (now_ms / minute_ms != minute_) {
    minute_ = now_ms / minute_ms;
    lines_ = 0;
    for (auto& tally : tallies_) tally.lines = 0;
  }
  auto& tally = tallies_.at(static_cast<std::size_t>(event));
  if (tally.lines >= lines_a_minute(event) || lines_ >= limits::log_lines_a_minute) {
    ++tally.without;
    return false;
  }
  ++tally.lines;
  ++lines_;
  return true;
}

std::vector<LogGate::Counted> LogGate::due(std::int64_t now_ms) {
  if (now_ms / minute_ms == minute_) return {};
  return rest();
}

std::vector<LogGate::Counted> LogGate::rest() {
  std::vector<Counted> out;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    if (tallies_.at(i).without > 0) out.push_back({.event = static_cast<LogEvent>(i), .times = tallies_.at(i).without});
    tallies_.at(i).without = 0;
  }
  return out;
}

}  // namespace minbar
