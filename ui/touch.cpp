#include "ui/touch.h"

namespace minbar::ui {

namespace {
bool same(const TapTarget* target, const TouchState& state) {
  return target != nullptr && !state.pressed.empty() && target->name == state.pressed &&
         target->rect == state.pressed_rect;
}
}  // namespace

TouchStep touch(const TouchState& state, const TouchEvent& event, const Scene& scene) {
  const TapTarget* target = hit(scene, event.point);
  if (event.kind == TouchEvent::Kind::down) {
    if (state.finger) return {state, std::nullopt};
    TouchState next;
    next.finger = event.finger;
    if (target != nullptr) {
      next.pressed = target->name;
      next.pressed_rect = target->rect;
      next.inside = true;
    }
    return {next, std::nullopt};
  }
  if (state.finger != event.finger) return {state, std::nullopt};
  const bool on_it = same(target, state);
  switch (event.kind) {
    case TouchEvent::Kind::move: {
      TouchState next = state;
      next.inside = on_it;
      return {next, std::nullopt};
    }
    case TouchEvent::Kind::up:
      if (on_it) return {TouchState{}, Tap{target->action, event.point}};
      return {TouchState{}, std::nullopt};
    case TouchEvent::Kind::cancel:
    case TouchEvent::Kind::down:
      break;
  }
  return {TouchState{}, std::nullopt};
}

}  // namespace minbar::ui
