#include "kiosk/features/propose/speak.h"

#include <algorithm>

#include "kiosk/parts/composition.h"
#include "kiosk/parts/frame.h"
#include "kiosk/parts/meaning.h"
#include "kiosk/parts/parts.h"
#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"

namespace minbar::kiosk::propose {

using namespace ui;
using namespace parts;
using Phase = Speak::Phase;

namespace {

constexpr std::size_t bars = 36;  // of the level meter, the newest last

// What the devices tell of this draft; of another one they tell nothing.
void hear(Speak& screen, const event::Heard& heard) {
  if (screen.phase != Phase::recording) return;
  screen.ms = heard.ms;
  screen.levels.push_back(heard.level);
  if (screen.levels.size() > bars) screen.levels.erase(screen.levels.begin());
}

void hear(Speak& screen, const event::RecordingEnded&) {
  if (screen.phase == Phase::recording) screen.phase = Phase::finishing;
}

void hear(Speak& screen, const event::Recorded& recorded) {
  if (screen.phase != Phase::finishing) return;
  screen.draft.voice = recorded.voice;
  screen.phase = Phase::recorded;
}

void hear(Speak& screen, const event::NotRecorded& not_recorded) {
  if (screen.phase != Phase::finishing && screen.phase != Phase::recording) return;
  screen.phase = Phase::ready;
  screen.trouble = not_recorded.too_short ? Speak::Trouble::too_short : Speak::Trouble::failed;
}

void hear(Speak& screen, const event::Played& played) {
  if (screen.phase != Phase::playing) return;
  screen.ms = played.ms;
  if (played.done) screen.phase = Phase::recorded;
}

Speak begun(Speak screen) {
  screen.draft.voice.reset();
  screen.phase = Phase::recording;
  screen.trouble = Speak::Trouble::none;
  screen.ms = 0;
  screen.levels.clear();
  return screen;
}

bool may_leave(const Speak& screen) { return screen.phase != Phase::recording && screen.phase != Phase::finishing; }

Outcome recording(Speak screen, const Seen& seen) {
  if (!may_leave(screen) || !seen.kiosk.microphone) return {std::move(screen)};
  const auto draft = screen.draft.id;
  return {begun(std::move(screen)), {Listen{draft}}};
}

Outcome finishing(Speak screen) {
  if (screen.phase != Phase::recording) return {std::move(screen)};
  screen.phase = Phase::finishing;
  return {std::move(screen), {Finish{}}};
}

Outcome playing(Speak screen) {
  if (screen.phase != Phase::recorded) return {std::move(screen)};
  screen.phase = Phase::playing;
  screen.ms = 0;
  Play play{.draft = screen.draft.id, .voice = screen.draft.voice};
  return {std::move(screen), {std::move(play)}};
}

}  // namespace

Speak speak(Draft draft) {
  const auto phase = draft.voice == nullptr ? Phase::ready : Phase::recorded;
  return {.draft = std::move(draft), .phase = phase};
}

Outcome update(Speak screen, const Seen& seen, const Speak::Hears& event) {
  return std::visit(overloaded{[&](const SoundNews& news) -> Outcome {
                                 std::visit(
                                     [&](const auto& one) {
                                       if (one.draft == screen.draft.id) hear(screen, one);
                                     },
                                     news);
                                 return {std::move(screen)};
                               },
                               [&](const event::Record&) -> Outcome { return recording(std::move(screen), seen); },
                               [&](const event::StopRecording&) -> Outcome { return finishing(std::move(screen)); },
                               [&](const event::PlayBack&) -> Outcome { return playing(std::move(screen)); },
                               [&](const event::StopPlaying&) -> Outcome {
                                 if (screen.phase == Phase::playing) screen.phase = Phase::recorded;
                                 return {std::move(screen)};
                               },
                               [&](const event::DeleteVoice&) -> Outcome {
                                 if (may_leave(screen)) {
                                   screen.draft.voice.reset();
                                   screen.phase = Phase::ready;
                                 }
                                 return {std::move(screen)};
                               },
                               [&](const event::Back&) -> Outcome {
                                 if (!may_leave(screen)) return {std::move(screen)};
                                 return {How{.draft = std::move(screen.draft)}};
                               },
                               [&](const event::Continue&) -> Outcome {
                                 if (!may_leave(screen) || screen.draft.voice == nullptr) return {std::move(screen)};
                                 return {Review{.draft = std::move(screen.draft)}};
                               }},
                    event);
}

namespace {

bool small(const Look& look) { return low(look.context) || largest(look.context) || tight(look.context); }

// The one thing to do: a disc with its picture, and its word below.
Element disc(const Look& look, std::string_view key, std::string_view picture, ColorRole ground, Event event) {
  const float side = small(look) ? 30 : 56;
  return column(medallion(look, picture, side, ground, ColorRole::on_primary),
                word(look, key, {.role = TextRole::label, .color = ColorRole::primary, .align = TextAlign::center}))
      .with_name(std::string(key))
      .with_gap(space::tight)
      .with_align(Align::center)
      .with_padding(space::step, space::near)
      .with_radius(size::radius)
      .with_action(look.actions.add(std::move(event)));
}

// How loud it is or was; `share` of it stands out: what was played so far.
Element meter(const Look& look, const std::vector<std::uint8_t>& levels, float share) {
  const float height = small(look) ? 14 : 26;
  constexpr float bar_mm = 1.7F;
  Element out = row().with_gap(space::hair).with_align(Align::center).with_justify(Justify::center);
  for (std::size_t i = 0; i < bars; ++i) {
    const auto missing = bars - std::min(bars, levels.size());
    const float level = i < missing ? 0.0F : static_cast<float>(levels[i - missing]) / 100;
    const bool strong = static_cast<float>(i) < share * static_cast<float>(bars);
    out.add(Element{}
                .with_width(bar_mm)
                .with_height(std::max(bar_mm, level * height))
                .with_radius(bar_mm / 2)
                .with_background(strong ? ColorRole::primary : ColorRole::line));
  }
  return std::move(out).with_height(height);
}

Element time_of(const Look& look, std::int64_t ms) {
  return plain(
      "spoken.time", minutes_and_seconds(ms), Language::en,
      {.role = small(look) ? TextRole::heading : TextRole::display, .align = TextAlign::center, .max_lines = 1});
}

Element said(const Look& look, std::string_view key) {
  return word(look, key, {.role = TextRole::heading, .color = ColorRole::ink_soft, .align = TextAlign::center});
}

Element small_button(const Look& look, std::string_view key, std::string_view picture, Event event) {
  return button(look, {.key = key, .event = std::move(event), .icon = picture});
}

std::vector<Element> to_record(const Look& look, const Speak& screen) {
  std::vector<Element> out;
  if (screen.trouble != Speak::Trouble::none)
    out.push_back(remark(look, screen.trouble == Speak::Trouble::too_short ? "speak.too_short" : "speak.failed"));
  if (look.kiosk.microphone)
    out.push_back(disc(look, "speak.record", meaning::speak, ColorRole::primary, event::Record{}));
  if (screen.trouble == Speak::Trouble::none) out.push_back(said(look, "speak.ready"));
  out.push_back(row(icon(look, meaning::privacy, ColorRole::primary, 9),
                    word(look, "speak.notice", {.color = ColorRole::ink_soft}).with_grow())
                    .with_gap(space::near)
                    .with_align(Align::center)
                    .with_padding(space::near)
                    .with_background(ColorRole::primary_soft)
                    .with_radius(size::radius));
  return out;
}

std::vector<Element> while_recording(const Look& look, const Speak& screen) {
  const auto left = std::max<std::int64_t>(0, limits::voice_ms - screen.ms + 999) / 1000;
  std::vector<Element> out;
  out.push_back(disc(look, "speak.stop", "stop", ColorRole::primary, event::StopRecording{}));
  out.push_back(meter(look, screen.levels, 1));
  out.push_back(time_of(look, screen.ms));
  out.push_back(
      word(look, "speak.left", {.color = ColorRole::ink_soft, .align = TextAlign::center}, {{"seconds", left}}));
  return out;
}

std::vector<Element> to_listen(const Look& look, const Speak& screen) {
  const bool plays = screen.phase == Phase::playing;
  const auto all = screen.draft.voice->duration_ms();
  const float share = plays ? static_cast<float>(screen.ms) / static_cast<float>(std::max<std::int64_t>(1, all)) : 1;
  std::vector<Element> out;
  out.push_back(plays ? disc(look, "speak.pause", "stop", ColorRole::primary, event::StopPlaying{})
                      : disc(look, "speak.listen", "play_arrow", ColorRole::primary, event::PlayBack{}));
  out.push_back(meter(look, screen.draft.voice->levels(bars), share));
  out.push_back(time_of(look, plays ? screen.ms : all));
  Element ways = small(look) ? column() : row();
  if (look.kiosk.microphone) ways.add(small_button(look, "speak.again", "replay", event::Record{}));
  ways.add(small_button(look, "speak.delete", "delete", event::DeleteVoice{}));
  out.push_back(std::move(ways).with_gap(space::near));
  return out;
}

std::vector<Element> body_of(const Look& look, const Speak& screen) {
  switch (screen.phase) {
    case Phase::ready:
      return to_record(look, screen);
    case Phase::recording:
      return while_recording(look, screen);
    case Phase::finishing: {
      std::vector<Element> out;
      out.push_back(
          medallion(look, meaning::in_hand, small(look) ? 30 : 56, ColorRole::primary_soft, ColorRole::primary));
      out.push_back(said(look, "speak.finishing"));
      return out;
    }
    case Phase::recorded:
    case Phase::playing:
      return to_listen(look, screen);
  }
  return {};
}

}  // namespace

Element view(const Speak& screen, const Look& look) {
  Element content = column().with_gap(space::step).with_align(Align::center);
  for (auto& part : body_of(look, screen)) content.add(std::move(part));
  Element head = step_title(look, 2, "speak.title", "speak.help", proposal_steps);
  if (largest(look.context) && tight(look.context)) head.children.pop_back();  // the help gives way to what it is about
  const bool busy = !may_leave(screen);
  // while somebody speaks nothing is asked of them but to stop
  Element body = small(look) && busy ? scroll(look, std::move(content), true)
                                     : composed(look, {.head = std::move(head), .hands = std::move(content)});
  Foot foot;
  if (!busy) foot.out = back(look);
  if (!busy && screen.draft.voice != nullptr)
    foot.on = button(look, {.key = "nav.next", .rank = Rank::primary, .event = event::Continue{}, .forward = true});
  return page(look, std::move(body), std::move(foot));
}

}  // namespace minbar::kiosk::propose
