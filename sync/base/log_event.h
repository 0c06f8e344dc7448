// What can be logged: an enumerator with a sentence each, from log_events.inc.
#pragma once

#include <cstddef>
#include <string_view>

namespace minbar {

enum class LogEvent {
#define MINBAR_LOG_EVENT(name, sentence) name,
#include "sync/base/log_events.inc"
#undef MINBAR_LOG_EVENT
};
inline constexpr std::size_t log_event_count = 0
// NOLINTNEXTLINE(bugprone-macro-parentheses): each is a term of one sum
#define MINBAR_LOG_EVENT(name, sentence) +1
#include "sync/base/log_events.inc"
#undef MINBAR_LOG_EVENT
    ;

[[nodiscard]] std::string_view name_of(LogEvent event);
[[nodiscard]] std::string_view sentence_of(LogEvent event);

}  // namespace minbar
