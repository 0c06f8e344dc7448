// The kiosk without its window: one thread's state, what it looks like now, and what a finger on it means. Used by
// run.cpp (which gives it a real window and clock) and by tests (which give it neither). Knows no SDL, no SQL, no
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "kiosk/core/state.h"
#include "kiosk/reading/share.h"
#include "kiosk/session/actions.h"
#include "kiosk/session/context.h"
#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "ui/caret.h"
#include "ui/ink.h"
#include "ui/scene.h"
#include "ui/theme.h"
#include "ui/touch.h"
#include "ui/transition.h"

namespace minbar::kiosk {

// Everything the app is given. All but the content, which it shares, outlive it.
struct Surroundings {
  std::shared_ptr<const Content> content;  // not null
  const Icons& icons;
  ui::TextLayout& text;
  const Clock& clock;
  Random& random;
  std::function<void(const Effect&)> perform;  // starts an effect; its outcome comes back through dispatch, later
  std::optional<ServiceId> one_service = {};   // the kiosk stands beside one counter and asks about it alone
  std::string campaign = {};                   // of the pack, while it runs; empty: none
  bool transitions = false;                    // whether one screen moves into the place of another
  std::function<void(std::int64_t version)> content_taken = {};  // another pack is in use
};

class App {
 public:
  App(Surroundings surroundings, ui::Panel panel, std::optional<Station> station);
  App(const App&) = delete;  // what it gave to others points back here
  App& operator=(const App&) = delete;

  // A station in the place of another waits for the end of the session: what is said here was said where it began.
  void dispatch(const Event& event);
  void touch(const ui::TouchEvent& event);
  void resize(const ui::Panel& panel);
  // The memory does not work: nothing is taken any more.
  void break_down();

  // Another pack: shown at once when no session runs, else after the one that does. Of several the last counts. Not
  // null.
  void take_content(std::shared_ptr<const Content> content);
  [[nodiscard]] const Content& content() const { return *around_.content; }

  // The scene of the current state, laid out again only when something changed since.
  [[nodiscard]] const ui::Scene& scene();
  [[nodiscard]] bool changed() const { return changed_; }
  // Whether the scene looks otherwise than at the last call, so that it must be painted. After many an event it does
  // not.
  [[nodiscard]] bool take_unpainted();
  // Whether the screen that is up runs from right to left: one in Tamazight does where most of its strings are Arabic.
  [[nodiscard]] bool right_to_left() const;
  // The movement that leads to the scene, while it runs; never one that would show a session that has ended.
  [[nodiscard]] std::optional<ui::Transition> transition() const;
  // As the arrow keys do: by one place of the line, whatever its direction.
  void move_caret(ui::Sideways way);
  // A finger is down.
  [[nodiscard]] bool pressed() const { return touch_.finger.has_value(); }
  // Monotonic milliseconds at which dispatch(Tick) is wanted, if any.
  [[nodiscard]] std::optional<std::int64_t> next_deadline_ms() const;
  [[nodiscard]] const State& state() const { return state_; }

 private:
  [[nodiscard]] Context context() const;
  [[nodiscard]] ui::Panel panel_now() const;  // with the text size of this session
  bool draw(const ui::TouchEvent& event);
  void watch_petitions();
  void tap(const ui::Tap& tap);
  void tap_field(Field field, const ui::FieldBlock& block, ui::Point point);
  void become_long_press();
  void change_station_between_sessions();
  void change_content_between_sessions();
  [[nodiscard]] const Campaign* campaign_now() const;
  void note_deadlines();

  Surroundings around_;
  std::shared_ptr<const Content> next_content_;  // null: none waits
  std::optional<Station> next_station_;          // where the kiosk stands when this session is over
  ui::GraphemeBreaks graphemes_;
  ui::WordRanges word_ranges_;
  reading::Directions directions_;  // of Tamazight screens, by the pack in use
  ui::Panel panel_;
  State state_;
  ui::TouchState touch_;
  std::optional<ui::Drawing> drawing_;
  struct FieldTap {
    Field field;
    ui::Point point;
    std::int64_t at_ms;
  };
  std::optional<FieldTap> last_field_tap_;  // a second one beside it selects a word
  Actions actions_;
  ui::Scene scene_;
  bool changed_ = true;
  bool unpainted_ = true;
  std::optional<ui::Transition> transition_;
  std::optional<std::int64_t> session_due_ms_;  // monotonic, as the next
  std::optional<std::int64_t> look_again_ms_;
};

}  // namespace minbar::kiosk
