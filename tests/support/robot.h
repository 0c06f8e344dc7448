// A citizen made of code: taps and types at a kiosk that has everything but a window. The app, the words, the layout
// and the store are the real ones; time moves when told. Names are those of targets and word keys.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/app.h"
#include "kiosk/world/memory.h"
#include "sync/base/ensure.h"
#include "tests/support/manual_clock.h"
#include "tests/support/seeded_random.h"
#include "tests/support/temporary_folder.h"
#include "ui/text/fonts.h"
#include "ui/text/typesetter.h"

namespace minbar::test {

// The real content and fonts, loaded once a process.
const Content& real_pack();
const std::shared_ptr<const Content>& shared_real_pack();
// The same with the sample content laid over it: petitions, commitments and what came of proposals, all made up.
const std::shared_ptr<const Content>& sample_pack();
// For a copy with something changed.
std::vector<ContentFile> real_pack_files();
std::shared_ptr<const Content> parsed_pack(const std::vector<ContentFile>& files);
const ui::text::FontSet& real_fonts();

inline constexpr ui::Panel portrait{.size = {1080, 1920}, .px_per_mm = 141 / 25.4F};  // 15.6 inches

class Robot {
 public:
  // What happens to each thing the app asks for. Answers with the event that follows, or nothing yet.
  using Perform = std::function<std::optional<kiosk::Event>(const kiosk::Save&)>;

  enum class Motion : std::uint8_t { off, on };

  explicit Robot(std::optional<kiosk::Station> station, Perform perform, ui::Panel panel = portrait,
                 Motion motion = Motion::off, const std::shared_ptr<const Content>& content = shared_real_pack(),
                 std::optional<ServiceId> one_service = {}, std::string campaign = {});

  Robot& tap(std::string_view name);
  Robot& tap_shown(std::string_view name);  // the same, pressing "more" until it is there
  Robot& draw(std::string_view pad, const std::vector<ui::Point>& stroke);  // in shares of the pad's width and height
  Robot& hold(std::string_view name);                                       // until the press is a long one
  Robot& keys(std::string_view text);  // on the on-screen keys, changing layout as a person would
  Robot& language(Language language);  // the door on the attract screen, the chip elsewhere
  Robot& wait(std::int64_t ms);        // meeting deadlines on the way
  Robot& tell(const kiosk::Event& event);
  // Goes to the review screen of a proposal with this text.
  Robot& write_proposal(std::string_view text);

  [[nodiscard]] bool sees(std::string_view word_key);  // whole and visible
  [[nodiscard]] bool can_tap(std::string_view name);
  [[nodiscard]] std::string reads(
      std::string_view name);  // the text of that name; fails the process when it is not there
  [[nodiscard]] const ui::Scene& scene() { return app_.scene(); }
  [[nodiscard]] const kiosk::State& state() const { return app_.state(); }
  // The screen that is up; fails the process when it is another.
  template <class Screen>
  [[nodiscard]] const Screen& on() const {
    const auto* screen = kiosk::shown<Screen>(state().session.screen);
    ENSURE(screen != nullptr, "that screen is up");
    return *screen;
  }
  template <class Screen>
  [[nodiscard]] bool is_on() const {
    return kiosk::shown<Screen>(state().session.screen) != nullptr;
  }
  [[nodiscard]] const ui::Panel& panel() const { return panel_; }
  kiosk::App& app() { return app_; }
  // The ids of what is said from now on: the same seed gives the same.
  void seed(std::uint64_t seed) { random_ = SeededRandom(seed); }
  ManualClock clock;
  // What is known of a receipt code; answers at once that nothing is. Nothing returned: no answer yet.
  std::function<std::optional<kiosk::Event>(const kiosk::LookUp&)> look_up = [](const kiosk::LookUp& question) {
    return kiosk::event::Found{.ask = question.ask, .trail = Trail{}};
  };
  // What becomes of a draft; each is kept at once. Nothing returned: no answer yet.
  std::function<std::optional<kiosk::Event>(const kiosk::KeepDraft&)> keep_draft = [](const kiosk::KeepDraft& draft) {
    return kiosk::event::DraftKept{draft.save.submission.id};
  };
  std::vector<kiosk::Effect> sound;  // what was asked of microphone and loudspeaker, in order
  int taps = 0;                      // since it began, those of text on the keys not among them
  std::vector<PetitionId> watched;   // of which the kiosk asked last how far they are

 private:
  void settle();
  void type(std::string_view text);

  ui::Panel panel_;
  SeededRandom random_{7};
  ui::text::Typesetter typesetter_;
  Perform perform_;
  std::deque<kiosk::Effect> waiting_;
  kiosk::App app_;
};

// A voice of so many milliseconds, as a wave that rises and falls like speech.
[[nodiscard]] kiosk::Pcm some_speech(std::int64_t ms);
[[nodiscard]] kiosk::Station some_station();
// Everything is stored at once, nowhere: for screens that a disk does not matter to.
[[nodiscard]] Robot::Perform stored_at_once();

}  // namespace minbar::test
