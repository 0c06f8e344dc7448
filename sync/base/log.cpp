#include "sync/base/log.h"

#include <cstdio>

#include <fmt/format.h>

namespace minbar {

std::string_view name_of(Event event) {
  switch (event) {
#define MINBAR_EVENT(name, sentence) \
  case Event::name:                  \
    return #name;
#include "sync/base/log_events.inc"
#undef MINBAR_EVENT
  }
  return "unknown";
}

std::string_view sentence_of(Event event) {
  switch (event) {
#define MINBAR_EVENT(name, sentence) \
  case Event::name:                  \
    return sentence;
#include "sync/base/log_events.inc"
#undef MINBAR_EVENT
  }
  return "";
}

void log(Event event, std::initializer_list<LogField> fields) {
  std::string line = fmt::format("{{\"event\":\"{}\"", name_of(event));
  for (const auto& field : fields) line += fmt::format(",\"{}\":{}", field.key(), field.json());
  line += "}\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // one call, so that threads' lines do not mix
}

}  // namespace minbar
