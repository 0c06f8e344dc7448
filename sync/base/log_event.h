// What can be logged: an enumerator with a sentence each, from log_events.inc.
#pragma once

#include <cstddef>
#include <string_view>

namespace minbar {

enum class Event {
#define MINBAR_EVENT(name, sentence) name,
#include "sync/base/log_events.inc"
#undef MINBAR_EVENT
};
inline constexpr std::size_t event_count = 0
// NOLINTNEXTLINE(bugprone-macro-parentheses): each is a term of one sum
#define MINBAR_EVENT(name, sentence) +1
#include "sync/base/log_events.inc"
#undef MINBAR_EVENT
    ;

[[nodiscard]] std::string_view name_of(Event event);
[[nodiscard]] std::string_view sentence_of(Event event);

}  // namespace minbar
