#include "kiosk/app.h"

#include "kiosk/session.h"
#include "kiosk/update.h"
#include "kiosk/view.h"
#include "ui/layout.h"

namespace minbar::kiosk {

App::App(Surroundings surroundings, ui::Panel panel, std::optional<Station> station)
    : around_(std::move(surroundings)),
      graphemes_([this](std::string_view text) { return around_.text.grapheme_boundaries(text); }),
      panel_(panel),
      state_(at_rest(std::move(station))) {}

Context App::context() const {
  return {.words = around_.content.words,
          .content = around_.content,
          .graphemes = graphemes_,
          .icons = around_.icons,
          .panel = panel_,
          .now_ms = around_.clock.monotonic_ms(),
          .wall_s = around_.clock.wall_ms() / 1000,
          .fresh_id = {around_.random.array<16>()},
          .fresh_code = mint_receipt_code(around_.random)};
}

void App::dispatch(const Event& event) {
  Step step = update(std::move(state_), event, context());
  state_ = std::move(step.state);
  changed_ = true;
  for (const auto& effect : step.effects) around_.perform(effect);
}

void App::touch(const ui::TouchEvent& event) {
  const auto pressed_before = touch_.pressed;
  const bool inside_before = touch_.inside;
  const bool asked = state_.idle_warning;
  auto step = ui::touch(touch_, event, scene());
  touch_ = step.state;
  if (touch_.pressed != pressed_before || touch_.inside != inside_before) changed_ = true;
  if (step.tap) {
    tap(*step.tap);
  } else if (event.kind == ui::TouchEvent::Kind::down && !asked) {
    dispatch(event::Touched{});
  }
}

void App::tap(const ui::Tap& tap) {
  const auto meaning = actions_.at(tap.action);
  if (const auto* event = std::get_if<Event>(&meaning)) return dispatch(*event);
  const Field field = std::get<Field>(meaning);
  for (const auto& block : scene_.fields) {
    if (block.action != tap.action) continue;
    const ui::Point inside{tap.point.x - block.origin.x, tap.point.y - block.origin.y};
    const auto& paragraph = *block.paragraph;
    return dispatch(event::PlaceCaret{field, ui::byte_at(paragraph, graphemes_(paragraph.text), inside)});
  }
}

void App::resize(const ui::Panel& panel) {
  panel_ = panel;
  changed_ = true;
}

void App::break_down() {
  state_ = State{};
  state_.screen = screen::OutOfOrder{screen::OutOfOrder::Why::broken};
  changed_ = true;
}

std::optional<std::int64_t> App::next_deadline_ms() const {
  return kiosk::next_deadline_ms(state_, around_.clock.monotonic_ms());
}

const ui::Scene& App::scene() {
  if (!changed_) return scene_;
  actions_.clear();
  const auto look = context();
  const auto root = view(state_, look, actions_);
  const bool rtl = direction_of(state_.language) == Direction::rtl;
  scene_ = ui::layout(root, {.theme = ui::default_theme(), .panel = panel_, .rtl = rtl, .text = around_.text});
  ui::show_press(scene_, touch_);
  changed_ = false;
  return scene_;
}

}  // namespace minbar::kiosk
