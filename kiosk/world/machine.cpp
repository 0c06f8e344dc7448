#include "kiosk/world/machine.h"

#include <algorithm>

#include "kiosk/core/ending.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/world/forgetting.h"

namespace minbar::kiosk {

using namespace ui::sdl;

namespace {
constexpr std::int64_t frame_ms = 12;   // between two frames of a transition, besides painting
constexpr std::int64_t moment_ms = 50;  // between two looks at an open microphone or loudspeaker
}  // namespace

ui::Panel panel_of(const Window& window, const Config& config) {
  constexpr double mm_per_inch = 25.4;
  ui::Panel panel;
  panel.size = window.size();
  panel.px_per_mm = static_cast<float>(config.ppi.value_or(window.panel_ppi()) / mm_per_inch);
  panel.text_scale = config.text_scale;
  return panel;
}

int Machine::run() {
  look_for_sound();
  while (turn(std::nullopt)) {
  }
  return 0;
}

void Machine::look_for_sound() {
  catch_up();  // the first picture is up
  parts_.sound.start();
  parts_.app.dispatch(event::MicrophoneChanged{parts_.sound.microphone_there()});
}

void Machine::paint() {
  const auto transition = parts_.app.transition();
  if (transition) {
    paint_moving(*transition);
    settled_ = false;
  } else if (parts_.app.take_unpainted() || !settled_) {
    parts_.painter.paint(parts_.app.scene());
    settled_ = true;
  }
}

void Machine::paint_moving(const ui::Transition& transition) {
  const auto now_ms = parts_.clock.monotonic_ms();
  const float px_per_mm = panel_of(parts_.window, parts_.config).px_per_mm;
  parts_.painter.paint(parts_.app.scene(),
                       {.started_ms = transition.started_ms,
                        .share = ui::share_at(transition, now_ms),
                        .offset = ui::offset_at(transition, now_ms, px_per_mm, parts_.app.right_to_left())});
}

bool Machine::turn(std::optional<std::int64_t> longest_ms) {
  catch_up();
  auto wait = longest_ms;
  if (const auto deadline = parts_.app.next_deadline_ms()) {
    const auto left = std::max<std::int64_t>(0, *deadline - parts_.clock.monotonic_ms());
    wait = wait ? std::min(*wait, left) : left;
  }
  if (parts_.sound.is_open()) wait = std::min(wait.value_or(moment_ms), moment_ms);
  if (!settled_) wait = std::min(wait.value_or(frame_ms), frame_ms);
  if (const auto event = parts_.input.wait(wait)) handle(*event);
  take_outcomes();
  return !quit_;
}

void Machine::catch_up() {
  const auto deadline = parts_.app.next_deadline_ms();
  if (deadline && parts_.clock.monotonic_ms() >= *deadline) parts_.app.dispatch(event::Tick{});
  for (const auto& heard : parts_.sound.news()) parts_.app.dispatch(heard);
  forget_when_wiped();
  paint();
}

void Machine::close() { parts_.app.dispatch(event::Closing{}); }

bool Machine::settle(std::int64_t longest_ms) {
  const SystemClock real;  // the app's clock may be a script's
  const auto end = real.monotonic_ms() + longest_ms;
  while (real.monotonic_ms() < end) {
    catch_up();
    const bool idle = parts_.worker.idle();
    const auto event = parts_.input.wait(idle ? 0 : 20);
    if (event) handle(*event);
    take_outcomes();
    if (idle && !event && !parts_.app.changed()) return true;
  }
  return false;
}

void Machine::take_outcomes() {
  for (const auto& outcome : parts_.worker.take()) {
    std::visit(overloaded{[&](const Broken&) { parts_.app.break_down(); },
                          [&](const NewContent& news) { parts_.app.take_content(news.content); },
                          [&](const Event& event) { parts_.app.dispatch(event); }},
               outcome);
  }
}

void Machine::handle(const InputEvent& event) {
  std::visit(overloaded{
                 [&](const ui::TouchEvent& touch) { parts_.app.touch(touch); },
                 [&](const TextInput& text) { parts_.app.dispatch(event::Type{text.text}); },
                 [&](const KeyInput& key) {
                   if (key.key == Key::backspace) parts_.app.dispatch(event::Erase{});
                   if (key.key == Key::enter) parts_.app.dispatch(event::LineBreak{});
                   if (key.key == Key::left) parts_.app.move_caret(ui::Sideways::left);
                   if (key.key == Key::right) parts_.app.move_caret(ui::Sideways::right);
                 },
                 [&](const Quit&) {
                   close();
                   quit_ = true;
                 },
                 [&](const Wake&) {},
                 [&](const SoundDevicesChanged&) {
                   parts_.app.dispatch(event::MicrophoneChanged{parts_.sound.microphone_there()});
                 },
                 [&](const Redraw&) { settled_ = false; },
                 [&](const Resized&) { parts_.app.resize(panel_of(parts_.window, parts_.config)); },
             },
             event);
}

// Caches of laid-out and painted text hold what was typed; they go with the session.
void Machine::forget_when_wiped() {
  const bool resting = nobody_here(parts_.app.state());
  if (resting && !resting_) {
    parts_.typesetter.forget();
    parts_.painter.forget();
    return_freed_memory();
    scrub_stack();
  }
  resting_ = resting;
}

}  // namespace minbar::kiosk
