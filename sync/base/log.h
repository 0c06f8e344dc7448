// The log: one line of JSON an event, to standard error, where journald bounds and keeps it. Events are an enum with a
// sentence each; fields are numbers, enum names and ids. There is no way to log a citizen's words, a touch, or a
// driver's message: a field's text must come from an Id, an enum's name or a literal.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sync/base/result.h"

namespace minbar {

enum class Event {
#define MINBAR_EVENT(name, sentence) name,
#include "sync/base/log_events.inc"
#undef MINBAR_EVENT
};

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

[[nodiscard]] std::string_view name_of(Event event);
[[nodiscard]] std::string_view sentence_of(Event event);
void log(Event event, std::initializer_list<LogField> fields = {});

}  // namespace minbar
