// The log: one line of JSON an event, to standard error, where journald keeps it. Every line bears the time in UTC and
// what it concerns: within a LogScope the request and its sender's shortened address. Events are an enum with a
// sentence each; fields are numbers, enum names and ids. There is no way to log a citizen's words, a touch, or a
// driver's message: a field's text must come from an Id, an enum's name or a literal. A minute has a bounded number of
// lines (log_gate.h); what is past it is counted and told as event_counted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sync/base/log_event.h"
#include "sync/base/result.h"

namespace minbar {

// A literal or an enumerator's name; never run-time text from outside.
struct LogName {
  std::string_view value;
};
// Hexadecimal of an id.
struct LogId {
  std::string hex;
};

class LogField {
 public:
  LogField(std::string_view key, std::int64_t number) : key_(key), text_(std::to_string(number)) {}
  LogField(std::string_view key, int number) : LogField(key, std::int64_t{number}) {}
  LogField(std::string_view key, std::size_t number) : key_(key), text_(std::to_string(number)) {}
  LogField(std::string_view key, LogName name) : key_(key), text_("\"" + std::string(name.value) + "\"") {}
  LogField(std::string_view key, Errc code) : LogField(key, LogName{name_of(code)}) {}
  LogField(std::string_view key, const LogId& id) : key_(key), text_("\"" + id.hex + "\"") {}

  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] std::string_view json() const { return text_; }

 private:
  std::string_view key_;
  std::string text_;
};

// Never throws and never waits: a line that finds no memory, or standard error full, is left out.
void log(LogEvent event, std::initializer_list<LogField> fields = {}) noexcept;

// Tells the counts of what happened without a line: of the minutes that are over, or all of them when a program ends.
void log_counts(bool all = false) noexcept;

// As long as it lives, lines of its thread bear `request` and `peer` (an address that was shortened). One a thread.
class LogScope {
 public:
  LogScope(std::string_view request, std::string_view peer);  // views outlive this
  LogScope(const LogScope&) = delete;
  LogScope& operator=(const LogScope&) = delete;
  ~LogScope();
};

}  // namespace minbar
