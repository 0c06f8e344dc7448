// A hundred thousand events of a seeded monkey: whatever is offered is tapped, time passes, the disk answers late,
// twice, wrongly or not at all. What a kiosk promises holds after each of them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "kiosk/screens/outcome.h"
#include "kiosk/session.h"
#include "kiosk/update.h"
#include "kiosk/view.h"
#include "sync/base/limits.h"
#include "sync/domain/validate.h"
#include "tests/support/robot.h"
#include "tests/support/seeded_random.h"
#include "ui/layout.h"
#include "ui/text/typesetter.h"

using namespace minbar;
using namespace minbar::kiosk;

namespace {

constexpr int events = 100'000;
constexpr int laid_out_every = 128;  // layout is what costs

class Monkey {
 public:
  explicit Monkey(std::uint64_t seed)
      : random_(seed),
        typesetter_(*ui::text::Typesetter::open(test::real_fonts())),
        state_(at_rest(test::some_station())) {}

  void play(int steps) {
    for (int i = 0; i < steps; ++i) {
      one_event();
      check();
      if (i % laid_out_every == 0) check_layout();
    }
    CHECK(receipts_ > 0);
    CHECK(wipes_ > 0);
    CHECK(refused_ > 0);
  }

 private:
  Context context() {
    return {.words = content_.words,
            .content = content_,
            .graphemes = graphemes_,
            .word_ranges = word_ranges_,
            .icons = test::real_fonts().icons(),
            .panel = test::portrait,
            .now_ms = now_ms_,
            .wall_s = now_ms_ / 1000 + 1'790'000'000,
            .fresh_id = {random_.array<16>()},
            .fresh_code = mint_receipt_code(random_)};
  }

  void one_event() {
    now_ms_ += static_cast<std::int64_t>(random_.below(400));
    const auto dice = random_.below(100);
    if (dice < 84) return tap();
    if (dice < 90) return type();
    if (dice < 97) return answer_of_the_disk();
    if (dice < 98) now_ms_ += static_cast<std::int64_t>(random_.below(200'000));
    send(event::Tick{});
  }

  // Something that the screen offers now.
  void tap() {
    Actions actions;
    const auto root = view(state_, context(), actions);
    std::vector<ui::ActionId> offered;
    collect(root, offered);
    if (offered.empty()) return send(event::Touched{});
    const auto& meaning = actions.at(offered[random_.below(offered.size())]);
    if (const auto* event = std::get_if<Event>(&meaning)) {
      // the monkey has no patience for the way out: it would never get far
      const bool leaves = std::holds_alternative<event::StartAgain>(*event);
      if (!leaves || random_.below(20) == 0) send(*event);
    } else if (const auto* field = std::get_if<Field>(&meaning)) {
      send(event::PlaceCaret{*field, random_.below(8)});
    }
  }

  static void collect(const ui::Element& element, std::vector<ui::ActionId>& into) {
    if (element.action) into.push_back(*element.action);
    if (element.held) into.push_back(*element.held);
    for (const auto& child : element.children) collect(child, into);
    for (const auto& child : element.popup) collect(child, into);
  }

  void type() {
    static const std::vector<std::string> letters{"a", "J", "1", "\u0628", "\u064E", "\u2D30", " ", "\u00E9", "0"};
    if (random_.below(4) == 0) {
      const auto unit = [&] { return static_cast<std::uint16_t>(random_.below(limits::signature_units + 1)); };
      send(event::Draw{{unit(), unit()}, random_.below(5) == 0});
    } else {
      send(event::Type{letters[random_.below(letters.size())]});
    }
  }

  // In any order, sometimes twice, sometimes a refusal, sometimes for a record nobody waits for any more.
  void answer_of_the_disk() {
    if (asked_.empty()) return;
    const auto id = asked_[random_.below(asked_.size())];
    if (random_.below(3) == 0) {
      ++refused_;
      return send(event::NotSaved{id, Errc::full});
    }
    durable_.insert(id);
    send(event::Saved{id});
  }

  void send(const Event& event) {
    auto step = update(std::move(state_), event, context());
    state_ = std::move(step.state);
    for (const auto& effect : step.effects)
      if (const auto* save = std::get_if<Save>(&effect)) keep(*save);
  }

  void keep(const Save& save) {
    asked_.push_back(save.submission.id);
    if (asked_.size() > 50) asked_.erase(asked_.begin());
    const auto good = validate(save.submission);
    INFO((good ? "" : good.error().context));
    REQUIRE(good);
    if (save.code) code_of_[canonical(*save.code)] = save.submission.id;
  }

  void check() {
    if (nobody_here(state_)) {
      wipes_ += was_here_ ? 1 : 0;
      REQUIRE(state_.language == Language::ar);
      REQUIRE_FALSE(state_.text_size);
      REQUIRE_FALSE(state_.idle_warning);
    }
    was_here_ = !nobody_here(state_);
    if (const auto* receipt = std::get_if<screen::Receipt>(&state_.screen)) {
      ++receipts_;
      const auto record = code_of_.find(canonical(receipt->code));
      REQUIRE(record != code_of_.end());
      REQUIRE(durable_.count(record->second) == 1);
    }
    if (random_.below(500) == 0) reaches_rest();
  }

  // Left alone, every state ends at the screen that waits for the next citizen.
  void reaches_rest() const {
    State state = state_;
    auto* saving = std::get_if<screen::Saving>(&state.screen);
    if (saving != nullptr) saving->failed = Errc::full;  // the disk answers in the end
    const auto long_after = now_ms_ + limits::idle_warning_ms + limits::idle_countdown_ms + limits::end_screen_ms;
    for (int i = 0; i < 2; ++i) state = tick(std::move(state), long_after, 1'790'000'000, 1).state;
    REQUIRE(nobody_here(state));
  }

  void check_layout() {
    Actions actions;
    const auto root = view(state_, context(), actions);
    const auto scene = ui::layout(root, {.theme = ui::default_theme(),
                                         .panel = test::portrait,
                                         .rtl = direction_of(state_.language) == Direction::rtl,
                                         .text = typesetter_,
                                         .fields_before = {}});
    const float least = (ui::size::target - 0.2F) * test::portrait.px_per_mm;
    for (const auto& target : scene.targets) {
      INFO(target.name);
      REQUIRE(target.rect.width >= least);
      REQUIRE(target.rect.height >= least);
    }
  }

  test::SeededRandom random_;
  const Content& content_ = *test::sample_pack();
  ui::text::Typesetter typesetter_;
  ui::GraphemeBreaks graphemes_ = [this](std::string_view text) { return typesetter_.grapheme_boundaries(text); };
  ui::WordRanges word_ranges_ = [this](std::string_view text) { return typesetter_.words(text); };
  State state_;
  std::int64_t now_ms_ = 1'000'000;
  std::vector<RecordId> asked_;
  std::set<RecordId> durable_;
  std::map<std::string, RecordId> code_of_;
  bool was_here_ = false;
  int receipts_ = 0;
  int wipes_ = 0;
  int refused_ = 0;
};

}  // namespace

TEST_CASE("after a hundred thousand events every promise of the kiosk still holds") { Monkey(5).play(events); }
