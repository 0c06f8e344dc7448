// From a finger's release to the pixels of the next frame, at 1080x1920: the real app, layout and painter, in memory,
// with transitions as the kiosk has them: the first frame of a new screen is mixed with the one it replaces. A session
// in each language is walked and typed through, again and again.
#include <deque>

#include <fmt/format.h>

#include "kiosk/core/app.h"
#include "kiosk/core/keys_up.h"
#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/parts/typing.h"
#include "tests/bench/report.h"
#include "tests/support/manual_clock.h"
#include "tests/support/seeded_random.h"
#include "ui/sdl/painter.h"
#include "ui/sdl/window.h"
#include "ui/text/typesetter.h"

namespace minbar::bench {
namespace {

constexpr float px_per_mm = 141 / 25.4F;

kiosk::Station station() {
  return {.place = {"09.001.01.01"},
          .name_ar = "Agadir",
          .name_fr = "Agadir",
          .zone = "Africa/Casablanca",
          .follow_up_url = "https://example.org",
          .fingerprint = {}};
}

class Finger {
 public:
  explicit Finger(const std::filesystem::path& font_folder)
      : content_(std::make_shared<const Content>(taken(parse_content(
            taken(kiosk::load_content_files(MINBAR_CONTENT_FOLDER)), {.words = kiosk::word_keys, .icons = {}})))),
        fonts_(taken(ui::text::FontSet::load(font_folder))),
        typesetter_(taken(ui::text::Typesetter::open(fonts_))),
        window_(taken(ui::sdl::Window::open({.mode = ui::sdl::WindowMode::offscreen}))),
        painter_(window_, fonts_),
        app_({.content = content_,
              .icons = fonts_.icons(),
              .text = typesetter_,
              .clock = clock_,
              .random = random_,
              .perform =
                  [this](const kiosk::Effect& effect) {
                    if (const auto* save = std::get_if<kiosk::Save>(&effect))
                      waiting_.emplace_back(kiosk::event::Saved{save->submission.id});
                    if (const auto* draft = std::get_if<kiosk::KeepDraft>(&effect))
                      waiting_.emplace_back(kiosk::event::DraftKept{draft->save.submission.id});
                  },
              .transitions = true},
             panel(), station()) {
    paint();
  }

  void tap(std::string_view name) {
    const auto* target = ui::find_target(app_.scene(), name);
    ENSURE(target != nullptr, fmt::format("there is a target called {}", name));
    const ui::Point middle{target->rect.x + target->rect.width / 2, target->rect.y + target->rect.height / 2};
    clock_.advance(300);
    const Stopwatch press_watch;
    app_.touch({ui::TouchEvent::Kind::down, 1, middle});
    paint();
    presses.add(press_watch.ms());
    const Stopwatch watch;
    app_.touch({ui::TouchEvent::Kind::up, 1, middle});
    paint();
    const double ms = watch.ms();
    taps.add(ms);
    if (!settled_) moves.add(ms);
    while (!waiting_.empty()) {
      const auto answer = std::move(waiting_.front());
      waiting_.pop_front();
      app_.dispatch(answer);
      paint();
    }
  }
  // A target that stands on this page or on one that `nav.more` leads to.
  void find_and_tap(std::string_view name) {
    for (int page = 0; page < 8 && ui::find_target(app_.scene(), name) == nullptr; ++page) tap("nav.more");
    tap(name);
  }
  void type(std::string_view text) {
    const auto* layout = kiosk::layout_up(*content_, app_.state());
    ENSURE(layout != nullptr, "this screen has keys");
    for (const auto& press : presses_for(content_->keyboards, layout->id, text))
      tap(kiosk::typing::key_name(content_->keyboards.find(press.layout)->rows[press.row][press.key]));
  }

  // The screen that is there now, laid out and painted anew; cold: with nothing kept from before.
  void paint_anew(Samples& samples, bool cold) {
    if (cold) {
      typesetter_.forget();
      painter_.forget();
    }
    app_.resize(panel());
    settled_ = true;
    samples.time([&] { painter_.paint(app_.scene()); });
  }

  Samples presses;  // from the finger to the frame that shows it
  Samples taps;
  Samples moves;  // those taps that began a transition

 private:
  [[nodiscard]] ui::Panel panel() const { return {.size = window_.size(), .px_per_mm = px_per_mm}; }
  // As Machine::paint does.
  void paint() {
    if (const auto transition = app_.transition()) {
      const auto now_ms = clock_.monotonic_ms();
      const bool rtl = direction_of(app_.state().session.choices.language) == Direction::rtl;
      painter_.paint(app_.scene(), {.started_ms = transition->started_ms,
                                    .share = ui::share_at(*transition, now_ms),
                                    .offset = ui::offset_at(*transition, now_ms, px_per_mm, rtl)});
      settled_ = false;
    } else if (app_.take_unpainted() || !settled_) {
      painter_.paint(app_.scene());
      settled_ = true;
    }
  }

  std::shared_ptr<const Content> content_;
  ui::text::FontSet fonts_;
  ui::text::Typesetter typesetter_;
  ui::sdl::Window window_;
  ui::sdl::Painter painter_;
  test::ManualClock clock_;
  test::SeededRandom random_{5};
  std::deque<kiosk::Event> waiting_;  // what a disk that takes all answers
  kiosk::App app_;
  bool settled_ = true;  // the last frame was not of a transition
};

void session(Finger& finger, Language language) {
  const bool arabic = language == Language::ar || language == Language::zgh;
  finger.tap("attract." + std::string(tag_of(language)));
  finger.tap("menu.propose");
  finger.tap_shown("theme.public_services");
  finger.type(arabic ? "نقترح إصلاح الإنارة في شارع الحسن الثاني" : "Un banc devant la gare, s'il vous plaît");
  finger.tap("nav.next");
  finger.tap("propose.review.send");
  finger.tap("receipt.done");
  finger.tap("attract." + std::string(tag_of(language)));
  finger.tap("menu.rate");
  finger.find_and_tap("service.civil_status");
  finger.tap("face.4");
  finger.find_and_tap("reason.waiting_time");
  finger.find_and_tap("rate.done");
  finger.tap("receipt.done");
}

// The fullest screen: a text, its keyboard and all around them.
void measure_writing(const std::filesystem::path& fonts, int rounds) {
  Finger finger(fonts);
  finger.tap("attract.ar");
  finger.tap("menu.propose");
  finger.tap_shown("theme.public_services");
  finger.type("نقترح إصلاح الإنارة في شارع الحسن الثاني قرب المدرسة");
  Samples warm;
  Samples cold;
  for (int round = 0; round < rounds; ++round) {
    finger.paint_anew(cold, true);
    finger.paint_anew(warm, false);
  }
  const auto print_row = [](std::string_view what, const Samples& samples, double budget) {
    print({.what = fmt::format("the writing screen with its keyboard, laid out and painted {}", what),
           .figure = spread(samples),
           .budget = fmt::format("<= {} ms p50", budget),
           .met = samples.median() <= budget});
  };
  print_row("warm", warm, 8);
  print_row("cold", cold, 30);
}

void row(std::string_view what, const Samples& samples) {
  print({.what = fmt::format("{}, 1080x1920, {} taps", what, samples.size()),
         .figure = spread(samples),
         .budget = "<= 8 ms p95",
         .met = samples.at(0.95) <= 8});
}

void measure(const std::filesystem::path& fonts, int rounds) {
  Finger finger(fonts);
  for (int round = 0; round < rounds; ++round)
    for (const auto language : all_languages) session(finger, language);
  row("press to the frame that shows it", finger.presses);
  row("tap to changed frame", finger.taps);
  row("of those, into another screen", finger.moves);
}

}  // namespace
}  // namespace minbar::bench

int main(int argc, char** argv) {
  const bool quick = minbar::bench::has_flag(argc, argv, "--quick");
  minbar::bench::measure(MINBAR_FONT_FOLDER, quick ? 2 : 8);
  minbar::bench::measure_writing(MINBAR_FONT_FOLDER, quick ? 10 : 60);
  return 0;
}
