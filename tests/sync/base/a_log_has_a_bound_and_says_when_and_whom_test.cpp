#include <catch2/catch.hpp>
#include <regex>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/base/log_gate.h"
#include "tests/support/overheard.h"

using namespace minbar;
using test::Overheard;

namespace {

constexpr std::int64_t minute = 60'000;

}  // namespace

TEST_CASE("a line says when it was in UTC and within a request which and whose") {
  Overheard log_text;
  log(LogEvent::program_started, {{"port", 1}});
  {
    const LogScope scope("2a.0", "203.0.113.0/24");
    log(LogEvent::form_refused);
  }
  log(LogEvent::program_stopped);
  static const std::regex lines(
      R"(\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","event":"program_started","port":1\}
\{"time":"[^"]*","event":"form_refused","request":"2a\.0","peer":"203\.0\.113\.0/24"\}
\{"time":"[^"]*","event":"program_stopped"\}
)");
  CHECK(std::regex_match(log_text.text(), lines));
}

TEST_CASE("a refusal by rate is one line a minute and then a count") {
  LogGate gate;
  CHECK(gate.passes(LogEvent::sign_in_limited, 5 * minute));
  for (int i = 0; i < 9'999; ++i) CHECK_FALSE(gate.passes(LogEvent::sign_in_limited, 5 * minute + i));
  CHECK(gate.due(6 * minute - 1).empty());
  CHECK(gate.due(6 * minute) == std::vector<LogGate::Counted>{{.event = LogEvent::sign_in_limited, .times = 9'999}});
  CHECK(gate.due(6 * minute).empty());
  CHECK(gate.passes(LogEvent::sign_in_limited, 6 * minute));
}

TEST_CASE("what strangers cause in a minute has a bound and hides nothing else") {
  LogGate gate;
  std::size_t lines = 0;
  for (int i = 0; i < 100'000; ++i) lines += gate.passes(LogEvent::form_refused, 7 * minute) ? 1 : 0;
  CHECK(lines == limits::log_lines_of_one_event);
  CHECK(gate.passes(LogEvent::commit_failed, 7 * minute));
  for (std::size_t event = 0; event < log_event_count; ++event)
    for (int i = 0; i < 1'000; ++i) lines += gate.passes(static_cast<LogEvent>(event), 8 * minute) ? 1 : 0;
  CHECK(lines <= limits::log_lines_of_one_event + limits::log_lines_a_minute);
}

TEST_CASE("a clock that is set back loses no count") {
  LogGate gate;
  CHECK(gate.passes(LogEvent::sign_in_limited, 9 * minute));
  CHECK_FALSE(gate.passes(LogEvent::sign_in_limited, 9 * minute));
  CHECK(gate.due(2 * minute) == std::vector<LogGate::Counted>{{.event = LogEvent::sign_in_limited, .times = 1}});
  CHECK(gate.passes(LogEvent::sign_in_limited, 2 * minute));
}

TEST_CASE("when a program ends what was only counted is told") {
  Overheard log_text;
  for (int i = 0; i < 5; ++i) log(LogEvent::enrolment_limited);
  log_counts(true);
  const auto text = log_text.text();
  CHECK(text.find("\"event\":\"event_counted\",\"of\":\"enrolment_limited\",\"times\":4}") != std::string::npos);
}
