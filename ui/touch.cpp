#include "ui/touch.h"

namespace minbar::ui {

namespace {

bool same(const TapTarget& target, const TouchState& state) {
  return !state.pressed.empty() && target.name == state.pressed && target.rect == state.pressed_rect;
}

void press(TouchState& state, const TapTarget& target) {
  state.pressed = target.name;
  state.pressed_rect = target.rect;
  state.inside = true;
}

TouchState pressed_down(const TouchEvent& event, const TapTarget* target, std::int64_t now_ms) {
  TouchState state;
  state.finger = event.finger;
  if (target == nullptr) return state;
  press(state, *target);
  if (target->held) state.hold_at = now_ms + hold_ms;
  return state;
}

// After a long press the finger shows where it is among what opened.
TouchState slid(TouchState state, const TapTarget* target) {
  state.pressed.clear();
  state.inside = false;
  if (target != nullptr && target->slides) press(state, *target);
  return state;
}

}  // namespace

TouchStep touch(const TouchState& state, const TouchEvent& event, const Scene& scene, std::int64_t now_ms) {
  const TapTarget* target = hit(scene, event.point);
  if (event.kind == TouchEvent::Kind::down) {
    if (state.finger) return {state, std::nullopt};
    return {pressed_down(event, target, now_ms), std::nullopt};
  }
  if (state.finger != event.finger) return {state, std::nullopt};
  const bool on_it = target != nullptr && same(*target, state);
  switch (event.kind) {
    case TouchEvent::Kind::move: {
      if (state.held) return {slid(state, target), std::nullopt};
      TouchState next = state;
      next.inside = on_it;
      if (on_it && !state.inside && target->held) next.hold_at = now_ms + hold_ms;
      return {next, std::nullopt};
    }
    case TouchEvent::Kind::up:
      if (state.held ? target != nullptr && target->slides : on_it)
        return {TouchState{}, Tap{target->action, event.point}};
      return {TouchState{}, std::nullopt};
    case TouchEvent::Kind::cancel:
    case TouchEvent::Kind::down:
      break;
  }
  return {TouchState{}, std::nullopt};
}

std::optional<std::int64_t> hold_due_ms(const TouchState& state) {
  return state.inside && !state.held ? state.hold_at : std::nullopt;
}

TouchStep hold(const TouchState& state, const Scene& scene, std::int64_t now_ms) {
  const auto due = hold_due_ms(state);
  if (!due || now_ms < *due) return {state, std::nullopt};
  TouchState next = slid(state, nullptr);
  next.held = true;
  next.hold_at.reset();
  for (const auto& target : scene.targets) {
    const Point middle{target.rect.x + target.rect.width / 2, target.rect.y + target.rect.height / 2};
    if (same(target, state) && target.held) return {next, Tap{*target.held, middle}};
  }
  return {next, std::nullopt};
}

}  // namespace minbar::ui
