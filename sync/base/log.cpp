#include "sync/base/log.h"

#include <poll.h>
#include <unistd.h>

#include <ctime>
#include <mutex>
#include <vector>

#include <fmt/format.h>

#include "sync/base/clock.h"
#include "sync/base/log_gate.h"

namespace minbar {

std::string_view name_of(LogEvent event) {
  switch (event) {
#define MINBAR_LOG_EVENT(name, sentence) \
  case LogEvent::name:                   \
    return #name;
#include "sync/base/log_events.inc"
#undef MINBAR_LOG_EVENT
  }
  return "unknown";
}

std::string_view sentence_of(LogEvent event) {
  switch (event) {
#define MINBAR_LOG_EVENT(name, sentence) \
  case LogEvent::name:                   \
    return sentence;
#include "sync/base/log_events.inc"
#undef MINBAR_LOG_EVENT
  }
  return "";
}

namespace {

// The one log of the process, as standard error is one.
struct Gate {
  std::mutex mutex;
  LogGate gate;
};
Gate& gate() {
  static Gate one;
  return one;
}

struct Scope {
  std::string_view request;
  std::string_view peer;
};
thread_local Scope scope;

std::string time_text(std::int64_t wall_ms) {
  constexpr std::int64_t second_ms = 1000;
  const std::time_t seconds = wall_ms / second_ms;
  std::tm utc{};
  ::gmtime_r(&seconds, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                     utc.tm_hour, utc.tm_min, utc.tm_sec, wall_ms % second_ms);
}

void write_line(LogEvent event, std::initializer_list<LogField> fields, std::int64_t now_ms) {
  std::string line = fmt::format("{{\"time\":\"{}\",\"event\":\"{}\"", time_text(now_ms), name_of(event));
  if (!scope.request.empty()) line += fmt::format(",\"request\":\"{}\",\"peer\":\"{}\"", scope.request, scope.peer);
  for (const auto& field : fields) line += fmt::format(",\"{}\":{}", field.key(), field.json());
  line += "}\n";
  // Whoever reads may have stopped, and a full pipe must stop no thread.
  pollfd out{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
  if (::poll(&out, 1, 0) != 1 || (out.revents & POLLOUT) == 0) return;
  static_cast<void>(!::write(STDERR_FILENO, line.data(), line.size()));  // one call, so that threads' lines do not mix
}

void tell(const std::vector<LogGate::Counted>& counts, std::int64_t now_ms) {
  for (const auto& counted : counts)
    write_line(LogEvent::event_counted, {{"of", LogName{name_of(counted.event)}}, {"times", counted.times}}, now_ms);
}

}  // namespace

void log(LogEvent event, std::initializer_list<LogField> fields) noexcept try {
  const auto now = SystemClock().wall_ms();
  auto& one = gate();
  const std::lock_guard lock(one.mutex);
  tell(one.gate.due(now), now);
  if (one.gate.passes(event, now)) write_line(event, fields, now);
} catch (...) {  // for want of memory; what is logged where that is handled must not end the process
}

void log_counts(bool all) noexcept try {
  const auto now = SystemClock().wall_ms();
  auto& one = gate();
  const std::lock_guard lock(one.mutex);
  tell(all ? one.gate.rest() : one.gate.due(now), now);
} catch (...) {
}

LogScope::LogScope(std::string_view request, std::string_view peer) { scope = {.request = request, .peer = peer}; }
LogScope::~LogScope() { scope = {}; }

}  // namespace minbar
