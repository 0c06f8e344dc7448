// How one screen becomes the next: a short movement that says whether one went on or back. A value; what runs it is the
// machine, what draws it the painter. Screens never wait for it: a touch during a transition meets the new screen.
#pragma once

#include <algorithm>
#include <cstdint>

namespace minbar::ui {

enum class Move : std::uint8_t {
  fade,     // something appeared or changed in place
  forward,  // the next step: comes from the end side
  back,     // a step before: comes from the start side
};

struct Transition {
  Move move = Move::fade;
  std::int64_t started_ms = 0;  // monotonic
  bool operator==(const Transition&) const = default;
};

inline constexpr std::int64_t transition_ms = 160;     // LOOK: at most 200
inline constexpr float transition_travel_mm = 14;      // how far the new screen moves in
inline constexpr float transition_first_share = 0.4F;  // shown at once, so that a tap is answered in its first frame

[[nodiscard]] inline bool is_running(const Transition& transition, std::int64_t now_ms) {
  return now_ms - transition.started_ms < transition_ms;
}

// How much of the new screen is there, 0.4 to 1: fast first, then settling (a quadratic ease out).
[[nodiscard]] inline float share_at(const Transition& transition, std::int64_t now_ms) {
  const float t = std::clamp(static_cast<float>(now_ms - transition.started_ms) / transition_ms, 0.0F, 1.0F);
  const float eased = 1 - (1 - t) * (1 - t);
  return transition_first_share + (1 - transition_first_share) * eased;
}

// How many pixels the new screen is still right of its place (negative: left). Forward comes from the end side: from
// the left when reading right to left.
[[nodiscard]] inline int offset_at(const Transition& transition, std::int64_t now_ms, float px_per_mm, bool rtl) {
  if (transition.move == Move::fade) return 0;
  const auto away = static_cast<int>((1 - share_at(transition, now_ms)) * transition_travel_mm * px_per_mm);
  return (transition.move == Move::back) == rtl ? away : -away;
}

}  // namespace minbar::ui
