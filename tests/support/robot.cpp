#include "tests/support/robot.h"

#include <algorithm>
#include <cmath>

#include "kiosk/core/keys_up.h"
#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/parts/code_pad.h"
#include "kiosk/parts/typing.h"
#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/seal/badge.h"

namespace minbar::test {

const ui::text::FontSet& real_fonts() {
  static const auto fonts = [] {
    auto loaded = ui::text::FontSet::load(MINBAR_FONT_FOLDER);
    ENSURE(loaded.has_value(), "the fonts were built");
    return *std::move(loaded);
  }();
  return fonts;
}

std::vector<ContentFile> real_pack_files() {
  auto files = kiosk::load_content_files(MINBAR_CONTENT_FOLDER);
  ENSURE(files.has_value(), "the content pack is there");
  return *std::move(files);
}

std::shared_ptr<const Content> parsed_pack(const std::vector<ContentFile>& files) {
  auto content = parse_content(files, {.words = kiosk::word_keys, .icons = {}});
  ENSURE(content.has_value(), content ? "" : content.error().context);
  return std::make_shared<const Content>(*std::move(content));
}

const std::shared_ptr<const Content>& shared_real_pack() {
  static const auto content = parsed_pack(real_pack_files());
  return content;
}

const std::shared_ptr<const Content>& sample_pack() {
  static const auto content = [] {
    auto files = real_pack_files();
    ENSURE(kiosk::lay_over(MINBAR_SAMPLE_FOLDER, files).has_value(), "the sample content is there");
    return parsed_pack(files);
  }();
  return content;
}

const Content& real_pack() { return *shared_real_pack(); }

Robot::Robot(std::optional<kiosk::Station> station, Perform perform, ui::Panel panel, Motion motion,
             const std::shared_ptr<const Content>& content, std::optional<ServiceId> one_service, std::string campaign)
    : panel_(panel),
      typesetter_(*ui::text::Typesetter::open(real_fonts())),
      perform_(std::move(perform)),
      app_({.content = content,
            .icons = real_fonts().icons(),
            .text = typesetter_,
            .clock = clock,
            .random = random_,
            .perform = [this](const kiosk::Effect& effect) { waiting_.push_back(effect); },
            .one_service = std::move(one_service),
            .campaign = std::move(campaign),
            .transitions = motion == Motion::on},
           panel, std::move(station)) {}

void Robot::settle() {
  while (!waiting_.empty()) {
    const auto effect = std::move(waiting_.front());
    waiting_.pop_front();
    if (const auto* watch = std::get_if<kiosk::WatchPetitions>(&effect)) {
      watched = watch->petitions;  // tests tell what was counted
      continue;
    }
    if (std::holds_alternative<kiosk::KeepCompared>(effect)) continue;  // and no disk keeps it
    if (const auto* badge = std::get_if<kiosk::CheckBadge>(&effect)) {
      app_.dispatch(kiosk::event::BadgeChecked{badge->ask, seal::bearer_of(badge->code, badge->badges).value()});
      continue;
    }
    if (const auto* draft = std::get_if<kiosk::KeepDraft>(&effect)) {
      if (const auto outcome = keep_draft(*draft)) app_.dispatch(*outcome);
      continue;
    }
    const auto* save = std::get_if<kiosk::Save>(&effect);
    const auto* question = std::get_if<kiosk::LookUp>(&effect);
    if (save == nullptr && question == nullptr) {
      sound.push_back(effect);
      continue;
    }
    if (const auto outcome = save != nullptr ? perform_(*save) : look_up(*question)) app_.dispatch(*outcome);
  }
}

Robot& Robot::tap(std::string_view name) {
  const auto* target = ui::find_target(app_.scene(), name);
  ENSURE(target != nullptr, "there is a target called " + std::string(name) + " on\n" + ui::dump(app_.scene()));
  const ui::Point middle{target->rect.x + target->rect.width / 2, target->rect.y + target->rect.height / 2};
  ++taps;
  app_.touch({ui::TouchEvent::Kind::down, 1, middle});
  app_.touch({ui::TouchEvent::Kind::up, 1, middle});
  settle();
  return *this;
}

Robot& Robot::draw(std::string_view pad, const std::vector<ui::Point>& stroke) {
  const auto* target = ui::find_target(app_.scene(), pad);
  ENSURE(target != nullptr, "there is a pad called " + std::string(pad));
  const auto rect = target->rect;
  const auto at = [&](ui::Point share) {
    return ui::Point{rect.x + share.x * rect.width, rect.y + share.y * rect.height};
  };
  app_.touch({ui::TouchEvent::Kind::down, 1, at(stroke.front())});
  for (const auto& point : stroke) app_.touch({ui::TouchEvent::Kind::move, 1, at(point)});
  app_.touch({ui::TouchEvent::Kind::up, 1, at(stroke.back())});
  settle();
  return *this;
}

Robot& Robot::hold(std::string_view name) {
  const auto* target = ui::find_target(app_.scene(), name);
  ENSURE(target != nullptr, "there is a target called " + std::string(name) + " on\n" + ui::dump(app_.scene()));
  const ui::Point middle{target->rect.x + target->rect.width / 2, target->rect.y + target->rect.height / 2};
  app_.touch({ui::TouchEvent::Kind::down, 1, middle});
  wait(ui::hold_ms);
  app_.touch({ui::TouchEvent::Kind::up, 1, middle});
  settle();
  return *this;
}

Robot& Robot::tap_shown(std::string_view name) {
  constexpr int most = 100;  // pages; a screen that turns for ever is a fault that `tap` then names
  for (int i = 0; i < most && !can_tap(name) && can_tap("nav.less"); ++i) tap("nav.less");
  for (int i = 0; i < most && !can_tap(name) && can_tap("nav.more"); ++i) tap("nav.more");
  return tap(name);
}

Robot& Robot::keys(std::string_view text) {
  const int before = taps;
  type(text);
  taps = before;
  return *this;
}

void Robot::type(std::string_view text) {
  if (kiosk::code_pad_up(app_.state())) {
    for (const auto& name : kiosk::code_pad::key_names(text)) tap(name);
    return;
  }
  const auto* layout = kiosk::layout_up(app_.content(), app_.state());
  ENSURE(layout != nullptr, "this screen has keys");
  const auto presses = presses_for(app_.content().keyboards, layout->id, text);
  ENSURE(!presses.empty(), "the keyboards can type it");
  for (const auto& press : presses)
    tap(kiosk::typing::key_name(app_.content().keyboards.find(press.layout)->rows[press.row][press.key]));
}

Robot& Robot::language(Language language) {
  const std::string tag(tag_of(language));
  return tap(can_tap("language." + tag) ? "language." + tag : "attract." + tag);
}

Robot& Robot::wait(std::int64_t ms) {
  while (ms > 0) {
    const auto deadline = app_.next_deadline_ms();
    const auto until = deadline ? std::max<std::int64_t>(1, *deadline - clock.monotonic_ms()) : ms;
    const auto step = std::min(ms, until);
    clock.advance(step);
    ms -= step;
    const auto due = app_.next_deadline_ms();  // asked after waking, as the machine does
    if (due && clock.monotonic_ms() >= *due) tell(kiosk::event::Tick{});
  }
  return *this;
}

Robot& Robot::tell(const kiosk::Event& event) {
  app_.dispatch(event);
  settle();
  return *this;
}

Robot& Robot::write_proposal(std::string_view text) {
  return tap("menu.propose").tap_shown("theme.public_services").keys(text).tap("nav.next");
}

bool Robot::sees(std::string_view word_key) {
  const auto* block = ui::find_text(app_.scene(), word_key);
  return block != nullptr && block->visible() && block->whole();
}

bool Robot::can_tap(std::string_view name) { return ui::find_target(app_.scene(), name) != nullptr; }

std::string Robot::reads(std::string_view name) {
  const auto* block = ui::find_text(app_.scene(), name);
  ENSURE(block != nullptr, "there is a text called " + std::string(name) + " on\n" + ui::dump(app_.scene()));
  return block->text;
}

kiosk::Pcm some_speech(std::int64_t ms) {
  kiosk::Pcm out(static_cast<std::size_t>(ms) * kiosk::sound_rate / 1000);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double t = static_cast<double>(i) / kiosk::sound_rate;
    const double syllables = std::max(0.0, std::sin(2 * 3.14159265 * 3 * t));  // three a second
    const double voice = std::sin(2 * 3.14159265 * 140 * t) + 0.5 * std::sin(2 * 3.14159265 * 700 * t) +
                         0.3 * std::sin(2 * 3.14159265 * 2400 * t);
    const double sentence = 0.15 + 0.85 * std::pow(std::sin(0.9 * t + std::sin(2.3 * t)), 2);
    out[i] = static_cast<std::int16_t>(14'000 * sentence * syllables * voice);
  }
  return out;
}

kiosk::Station some_station() {
  return {.place = {"09.001.01.01"},
          .name_ar = "\u0623\u0643\u0627\u062f\u064a\u0631",
          .name_fr = "Agadir",
          .zone = "Africa/Casablanca",
          .follow_up_url = "https://example.org/follow",
          .fingerprint = "7Q2M-K4WD-X0H9-3TRB"};
}

Robot::Perform stored_at_once() {
  return [](const kiosk::Save& save) -> std::optional<kiosk::Event> { return kiosk::event::Saved{save.submission.id}; };
}

}  // namespace minbar::test
