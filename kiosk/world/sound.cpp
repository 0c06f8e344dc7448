#include "kiosk/world/sound.h"

#include "kiosk/session/overloaded.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"

namespace minbar::kiosk {

namespace {

constexpr std::size_t most_samples = static_cast<std::size_t>(sound_rate) * limits::voice_ms / 1000;
constexpr std::size_t least_samples = sound_rate / 2;    // shorter is a slip of the finger
constexpr std::size_t moment_samples = sound_rate / 20;  // what the level meter shows

}  // namespace

void Sound::start() {
  if (allowed_ && !devices_) devices_.emplace();
}

bool Sound::microphone_there() const { return devices_ && devices_->any_microphone(); }

bool Sound::perform(const Effect& effect) {
  return std::visit(overloaded{[](const Save&) { return false; }, [](const KeepDraft&) { return false; },
                               [](const LookUp&) { return false; }, [](const WatchPetitions&) { return false; },
                               [](const CheckBadge&) { return false; }, [](const KeepCompared&) { return false; },
                               [&](const Listen& asked) {
                                 listen(asked);
                                 return true;
                               },
                               [&](const Finish&) {
                                 finish();
                                 return true;
                               },
                               [&](const Play& asked) {
                                 play(asked);
                                 return true;
                               },
                               [&](const Silence&) {
                                 silence();
                                 return true;
                               }},
                    effect);
}

void Sound::listen(const Listen& listen) {
  silence();
  draft_ = listen.draft;
  auto opened = ui::sdl::Microphone::open(sound_rate, most_samples);
  if (opened) {
    microphone_.emplace(std::move(*opened));
    return;
  }
  log(LogEvent::kiosk_voice_failed, {{"code", opened.error().code}});
  news_.emplace_back(event::NotRecorded{.draft = draft_, .too_short = false});
}

void Sound::play(const Play& play) {
  silence();
  draft_ = play.draft;
  playing_ = play.voice;
  auto opened = ui::sdl::Speaker::open(sound_rate, playing_->samples());
  if (opened) {
    speaker_.emplace(std::move(*opened));
    return;
  }
  log(LogEvent::kiosk_voice_failed, {{"code", opened.error().code}});
  news_.emplace_back(event::Played{.draft = draft_, .ms = 0, .done = true});
}

void Sound::finish() {
  if (!microphone_) return;
  auto samples = std::move(*microphone_).take();
  microphone_.reset();
  if (samples.size() >= least_samples) return encode_(draft_, std::move(samples));
  wipe(samples);
  news_.emplace_back(event::NotRecorded{.draft = draft_, .too_short = true});
}

void Sound::silence() {
  microphone_.reset();
  speaker_.reset();
  playing_.reset();
}

std::vector<Event> Sound::news() {
  if (microphone_) {
    const auto [last, count] = microphone_->last(moment_samples);
    news_.emplace_back(
        event::Heard{.draft = draft_, .ms = duration_ms(microphone_->heard()), .level = loudness(last, count)});
    if (microphone_->is_full() || !microphone_->is_alive()) {
      news_.emplace_back(event::RecordingEnded{draft_});
      finish();
    }
  }
  if (speaker_) {
    const bool done = speaker_->is_done();
    news_.emplace_back(event::Played{.draft = draft_, .ms = duration_ms(speaker_->played()), .done = done});
    if (done) silence();
  }
  return std::exchange(news_, {});
}

}  // namespace minbar::kiosk
