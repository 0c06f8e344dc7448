#include "kiosk/core/app.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/core/ending.h"
#include "kiosk/core/screen_name.h"
#include "kiosk/core/update.h"
#include "kiosk/core/view.h"
#include "kiosk/session/opening.h"
#include "kiosk/session/overloaded.h"
#include "kiosk/session/screen.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/domain/time/local_time.h"
#include "ui/caret.h"
#include "ui/layout.h"

namespace minbar::kiosk {

namespace {

constexpr std::int64_t double_tap_ms = 400;
constexpr float double_tap_mm = 8;  // two taps of one finger on one word

// Where a session is, as far as a transition has to tell: which screen, how many steps in, which page, and whether the
// idle question stands before it.
struct Place {
  ScreenKind screen;
  int depth;
  int page;
  bool asked;
  bool operator==(const Place&) const = default;
};

Place place_of(const State& state) {
  const auto& screen = state.session.screen;
  return {.screen = kind_of(screen),
          .depth = std::visit([](const auto& feature) { return depth_of(feature); }, screen),
          .page = std::visit([](const auto& feature) { return page_of(feature); }, screen),
          .asked = state.session.idle_warning};
}

ui::Move move_between(const Place& before, const Place& after) {
  if (before.asked != after.asked || before.screen == after.screen || before.depth == depth::no_session)
    return ui::Move::fade;
  if (before.depth == depth::last) return ui::Move::forward;
  return after.depth > before.depth ? ui::Move::forward : ui::Move::back;
}

}  // namespace

App::App(Surroundings surroundings, ui::Panel panel, std::optional<Station> station)
    : around_(std::move(surroundings)),
      graphemes_([this](std::string_view text) { return around_.text.grapheme_boundaries(text); }),
      word_ranges_([this](std::string_view text) { return around_.text.words(text); }),
      directions_(reading::tamazight_directions(*around_.content)),
      panel_(panel),
      state_(at_rest({.station = std::move(station), .one_service = around_.one_service})) {
  watch_petitions();
  note_deadlines();
}

// What the screens may show; the agent asks how far these are.
void App::watch_petitions() {
  if (!state_.kiosk.station) return;
  WatchPetitions watch;
  const auto& content = *around_.content;
  for (const auto* petition : content.petitions.shown_at(state_.kiosk.station->place, content.places))
    watch.petitions.push_back(petition->id);
  around_.perform(watch);
}

Context App::context() const {
  return {.words = around_.content->words,
          .content = *around_.content,
          .campaign = campaign_now(),
          .graphemes = graphemes_,
          .word_ranges = word_ranges_,
          .icons = around_.icons,
          .panel = panel_now(),
          .now_ms = around_.clock.monotonic_ms(),
          .wall_s = around_.clock.wall_ms() / 1000,
          .fresh_id = {around_.random.array<16>()},
          .fresh_code = mint_receipt_code(around_.random)};
}

ui::Panel App::panel_now() const {
  ui::Panel panel = panel_;
  if (state_.session.choices.text_size) panel.text_scale = ui::text_scales.at(*state_.session.choices.text_size);
  return panel;
}

void App::dispatch(const Event& event) {
  if (const auto* moved = std::get_if<event::StationChanged>(&event);
      moved != nullptr && moved->station && state_.kiosk.station && !nobody_here(state_)) {
    next_station_ = moved->station;
    return;
  }
  if (std::holds_alternative<event::Tick>(event)) become_long_press();
  const Place before = place_of(state_);
  const Context now = context();  // before the state goes, which it reads
  Step step = update(std::move(state_), event, now);
  state_ = std::move(step.state);
  changed_ = true;
  const Place after = place_of(state_);
  if (after.depth == depth::no_session) {
    transition_.reset();
    drawing_.reset();
  } else if (around_.transitions && before != after) {
    transition_ = ui::Transition{move_between(before, after), around_.clock.monotonic_ms()};
  }
  for (const auto& effect : step.effects) around_.perform(effect);
  if (std::holds_alternative<event::StationChanged>(event)) {
    next_station_.reset();
    watch_petitions();
  }
  change_station_between_sessions();
  change_content_between_sessions();
  note_deadlines();
}

void App::take_content(std::shared_ptr<const Content> content) {
  next_content_ = std::move(content);
  change_content_between_sessions();
  note_deadlines();
}

void App::change_station_between_sessions() {
  if (next_station_ && nobody_here(state_))
    dispatch(event::StationChanged{*std::exchange(next_station_, std::nullopt)});
}

// Nothing of the old pack is held but by what is drawn of it: states and actions keep ids, scenes keep texts.
void App::change_content_between_sessions() {
  if (!next_content_ || !nobody_here(state_)) return;
  around_.content = std::exchange(next_content_, nullptr);
  directions_ = reading::tamazight_directions(*around_.content);
  changed_ = true;
  log(LogEvent::pack_in_use, {{"version", around_.content->version}});
  watch_petitions();
  if (around_.content_taken) around_.content_taken(around_.content->version);
}

// What a finger on a pad draws; says whether the event was that finger's.
bool App::draw(const ui::TouchEvent& event) {
  if (touch_.finger) return false;
  const auto step = ui::draw(drawing_, event, scene());
  drawing_ = step.drawing;
  if (step.point) {
    const auto in_units = [](ui::Point at) {
      const auto unit = [](float share) {
        return static_cast<std::uint16_t>(std::lround(share * limits::signature_units));
      };
      return InkPoint{unit(at.x), unit(at.y)};
    };
    dispatch(event::Draw{in_units(step.point->at), step.point->begins, in_units(step.point->edge)});
  }
  return step.taken;
}

void App::touch(const ui::TouchEvent& event) {
  if (draw(event)) return;
  const auto pressed_before = touch_.pressed;
  const bool inside_before = touch_.inside;
  const bool asked = state_.session.idle_warning;
  auto step = ui::touch(touch_, event, scene(), around_.clock.monotonic_ms());
  touch_ = step.state;
  if (touch_.pressed != pressed_before || touch_.inside != inside_before) changed_ = true;
  if (step.tap) {
    tap(*step.tap);
  } else if (event.kind == ui::TouchEvent::Kind::down && !asked) {
    dispatch(event::Touched{});
  }
}

void App::become_long_press() {
  const auto now_ms = around_.clock.monotonic_ms();
  const auto due = ui::hold_due_ms(touch_);
  if (!due || now_ms < *due) return;
  auto step = ui::hold(touch_, scene(), now_ms);
  touch_ = step.state;
  changed_ = true;
  if (step.tap) tap(*step.tap);
}

void App::tap(const ui::Tap& tap) {
  const auto meaning = actions_.at(tap.action);
  std::visit(overloaded{[&](const Event& event) {
                          last_field_tap_.reset();
                          dispatch(event);
                        },
                        [&](const MoveCaret& move) {
                          last_field_tap_.reset();
                          move_caret(move.way);
                        },
                        [&](const Field& field) {
                          for (const auto& block : scene_.fields)
                            if (block.action == tap.action) return tap_field(field, block, tap.point);
                        }},
             meaning);
}

void App::tap_field(Field field, const ui::FieldBlock& block, ui::Point point) {
  const ui::Point inside{point.x - block.origin.x, point.y - block.origin.y};
  const auto& paragraph = *block.paragraph;
  const auto byte = ui::byte_at(paragraph, graphemes_(paragraph.text), inside, block.look.typing);
  const FieldTap here{field, point, around_.clock.monotonic_ms()};
  const auto last = std::exchange(last_field_tap_, here);
  const float near = double_tap_mm * panel_.px_per_mm;
  const bool again = last && last->field == field && here.at_ms - last->at_ms <= double_tap_ms &&
                     std::abs(last->point.x - point.x) <= near && std::abs(last->point.y - point.y) <= near;
  if (!again) return dispatch(event::PlaceCaret{field, byte});
  last_field_tap_.reset();
  dispatch(event::SelectWord{field, byte});
}

void App::move_caret(ui::Sideways way) {
  for (const auto& block : scene().fields) {
    if (!block.look.focused) continue;
    const Field field = std::get<Field>(actions_.at(block.action));
    const auto& paragraph = *block.paragraph;
    const auto& look = block.look;
    const auto byte = look.selected.empty()
                          ? ui::moved(paragraph, graphemes_(paragraph.text), look.caret, way, look.typing)
                          : ui::side_of(paragraph, look.selected, way, look.typing);
    return dispatch(event::PlaceCaret{field, byte});
  }
}

std::optional<ui::Transition> App::transition() const {
  if (transition_ && ui::is_running(*transition_, around_.clock.monotonic_ms())) return transition_;
  return std::nullopt;
}

void App::resize(const ui::Panel& panel) {
  panel_ = panel;
  changed_ = true;
  unpainted_ = true;  // even when it is as large as before: its pixels may be new
}

void App::break_down() {
  state_ = {.kiosk = {.microphone = state_.kiosk.microphone, .one_service = around_.one_service},
            .session = {.screen = rest::OutOfOrder{.why = rest::OutOfOrder::Why::broken}}};
  transition_.reset();
  changed_ = true;
  change_content_between_sessions();
  note_deadlines();
}

std::optional<std::int64_t> App::next_deadline_ms() const {
  auto session = session_due_ms_;
  if (look_again_ms_) session = std::min(*look_again_ms_, session.value_or(*look_again_ms_));
  const auto press = ui::hold_due_ms(touch_);
  if (!session || !press) return session ? session : press;
  return std::min(*session, *press);
}

const Campaign* App::campaign_now() const {
  if (around_.campaign.empty() || !state_.kiosk.station) return nullptr;
  const auto* campaign = find_campaign(around_.content->campaigns, around_.campaign);
  const auto wall_ms = around_.clock.wall_ms();
  const auto offset = around_.content->hours.offset_minutes(state_.kiosk.station->zone, wall_ms / 1000);
  const auto now = offset ? local_time(wall_ms + std::int64_t{*offset} * 60'000, "UTC")
                          : local_time(wall_ms, state_.kiosk.station->zone);
  const bool runs = campaign != nullptr && campaign->runs_on({now.year, now.month, now.day});
  return runs ? campaign : nullptr;
}

// The waiting screen may have to say something else by then: an office closes, a campaign begins. Never far ahead,
// since the wall clock may be turned meanwhile. Both deadlines are kept until the next event: asked for anew once they
// have come, they would be later ones, and a countdown would stand still.
void App::note_deadlines() {
  session_due_ms_ = kiosk::next_deadline_ms(state_, *around_.content, around_.clock.monotonic_ms());
  look_again_ms_.reset();
  if (!nobody_here(state_)) return;
  const auto wall_ms = around_.clock.wall_ms();
  const auto opening = opening_now(state_.kiosk, *around_.content, wall_ms / 1000);
  const bool clock_stands_before_pack = wall_ms / 1000 < around_.content->made_at_s;
  if (!opening && around_.campaign.empty() && !clock_stands_before_pack) return;
  const auto changes_s = opening ? opening->changes_s : std::nullopt;
  const auto change_ms = changes_s.value_or(INT64_MAX / 1000) * 1000 - wall_ms;
  look_again_ms_ = around_.clock.monotonic_ms() + std::clamp<std::int64_t>(change_ms, 1, limits::hours_look_ms);
}

bool App::right_to_left() const {
  const auto language = state_.session.choices.language;
  if (language != Language::zgh) return direction_of(language) == Direction::rtl;
  return directions_.at(reading::place_of(name_of(state_.session.screen))) == Direction::rtl;
}

const ui::Scene& App::scene() {
  if (!changed_) return scene_;
  actions_.clear();
  const auto look = context();
  const auto root = view(state_, look, actions_);
  auto next = ui::layout(root, {.theme = ui::default_theme(),
                                .panel = look.panel,
                                .rtl = right_to_left(),
                                .text = around_.text,
                                .fields_before = scene_.fields});
  ui::show_press(next, touch_);
  unpainted_ = unpainted_ || !ui::looks_alike(next, scene_);
  scene_ = std::move(next);
  changed_ = false;
  return scene_;
}

bool App::take_unpainted() {
  static_cast<void>(scene());
  return std::exchange(unpainted_, false);
}

}  // namespace minbar::kiosk
