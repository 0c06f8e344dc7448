// How long a screen stays while nobody touches anything. Each feature says it of its screens; the core counts the time.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

namespace minbar::kiosk {

namespace stay {

// No session runs.
struct Rests {
  std::optional<std::int64_t> forgets_after_ms = {};  // what a passer-by chose: a language, a size
};
// After the idle time the question whether somebody is there, then the end.
struct Asks {};
// The end without a question: nothing on the screen could be lost.
struct Goes {
  std::int64_t after_ms;
};
// For the disk, however long that takes: its answer comes first, and there is nobody to ask.
struct WaitsForDisk {};

}  // namespace stay

using Stay = std::variant<stay::Rests, stay::Asks, stay::Goes, stay::WaitsForDisk>;

}  // namespace minbar::kiosk
