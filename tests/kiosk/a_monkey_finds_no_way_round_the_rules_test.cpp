// Many thousand events of a seeded monkey: whatever is offered is tapped, time passes, disk and microphone answer
// late, twice, wrongly or not at all. What a kiosk promises holds after each of them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "kiosk/core/ending.h"
#include "kiosk/core/update.h"
#include "kiosk/core/view.h"
#include "sync/base/limits.h"
#include "sync/domain/records/validate.h"
#include "tests/support/long_run.h"
#include "tests/support/robot.h"
#include "tests/support/seeded_random.h"
#include "ui/layout.h"
#include "ui/text/typesetter.h"

using namespace minbar;
using namespace minbar::kiosk;

namespace {

constexpr test::Repetitions events{.shortly = 40'000, .in_a_long_run = 100'000};
constexpr test::Repetitions at_a_counter{.shortly = 6'000, .in_a_long_run = 20'000};
constexpr int laid_out_every = 128;  // layout is what costs

class Monkey {
 public:
  explicit Monkey(std::uint64_t seed, std::optional<ServiceId> one_service = {})
      : random_(seed),
        typesetter_(*ui::text::Typesetter::open(test::real_fonts())),
        state_(at_rest({.station = test::some_station(), .one_service = std::move(one_service)})) {}

  void play(int steps) {
    for (int i = 0; i < steps; ++i) {
      one_event();
      check();
      if (i % laid_out_every == 0) check_layout();
    }
    CHECK(wipes_ > 0);
    CHECK(refused_ > 0);
  }
  // The screens that were stood before.
  [[nodiscard]] const std::set<ScreenKind>& seen() const { return seen_; }

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
    if (dice < 95) return answer_of_the_disk();
    if (dice < 97) return answer_of_a_device();
    if (dice < 98) now_ms_ += static_cast<std::int64_t>(random_.below(200'000));
    send(event::Tick{});
  }

  static bool goes_on(const Meaning& meaning) {
    const auto* event = std::get_if<Event>(&meaning);
    return event != nullptr &&
           (std::holds_alternative<event::Continue>(*event) || std::holds_alternative<event::ChoosePlace>(*event) ||
            std::holds_alternative<event::Send>(*event) || std::holds_alternative<event::GiveName>(*event));
  }

  // Something that the screen offers now.
  void tap() {
    Actions actions;
    const auto root = view(state_, context(), actions);
    std::vector<ui::ActionId> offered;
    collect(root, offered);
    if (offered.empty()) return send(event::Touched{});
    auto touched = offered[random_.below(offered.size())];
    // between sixty keys it would hardly ever find the way on
    const auto on = std::find_if(offered.begin(), offered.end(), [&](auto id) { return goes_on(actions.at(id)); });
    if (on != offered.end() && random_.below(5) == 0) touched = *on;
    const auto& meaning = actions.at(touched);
    if (const auto* event = std::get_if<Event>(&meaning)) {
      // the monkey has no patience for the way out: it would never get far
      const bool leaves = std::holds_alternative<event::StartAgain>(*event);
      // six doors of the menu lead to the same screen
      const bool repeats = shown<menu::Menu>(state_.session.screen) != nullptr &&
                           std::holds_alternative<event::ChooseService>(*event) && random_.below(6) != 0;
      if (!repeats && (!leaves || random_.below(20) == 0)) send(*event);
      if (std::holds_alternative<event::OpenFollow>(*event) || std::holds_alternative<event::OpenBadge>(*event))
        type_a_code();
    } else if (const auto* field = std::get_if<Field>(&meaning)) {
      send(event::PlaceCaret{*field, random_.below(8)});
    }
  }

  static void collect(const ui::Element& element, std::vector<ui::ActionId>& into) {
    if (element.action) into.push_back(*element.action);
    if (element.held) into.push_back(*element.held);
    // the others stand for the same things where room is short
    if (element.flow == ui::Flow::fitting || element.flow == ui::Flow::fitting_across)
      return collect(element.children.front(), into);
    for (const auto& child : element.children) collect(child, into);
    for (const auto& child : element.popup) collect(child, into);
  }

  void type() {
    static const std::vector<std::string> letters{"a", "J", "1", "\u0628", "\u064E", "\u2D30", " ", "\u00E9", "0"};
    if (shown<petition::SignName>(state_.session.screen) != nullptr && random_.below(4) == 0) return say_who();
    if (shown<petition::SignInk>(state_.session.screen) != nullptr || random_.below(4) == 0) return draw();
    send(event::Type{letters[random_.below(letters.size())]});
  }

  void draw() {
    const auto unit = [&] { return static_cast<std::uint16_t>(random_.below(limits::signature_units + 1)); };
    const auto points = random_.below(10);
    for (std::size_t i = 0; i <= points; ++i) send(event::Draw{{unit(), unit()}, i == 0 && random_.below(5) != 0});
  }

  // As a person would, whatever stood there.
  void say_who() {
    send(event::PlaceCaret{Field::given_name, 0});
    send(event::Type{"a"});
    send(event::PlaceCaret{Field::family_name, 0});
    send(event::Type{"a"});
    send(event::PlaceCaret{Field::national_id, limits::national_id_code_points});
    for (std::size_t i = 0; i < limits::national_id_code_points; ++i) send(event::Erase{});
    send(event::Type{"JB12345"});
    send(event::Continue{});
  }

  // Or nearly one; the answer comes at once or late.
  void type_a_code() {
    auto code = format_receipt_code(mint_receipt_code(random_));
    if (random_.below(3) == 0) code.back() = code.back() == '7' ? '8' : '7';
    send(event::Type{code});
    if (random_.below(3) == 0 && !devices_.empty()) send(Event(devices_.back()));
  }

  // What is asked of the microphone, the loudspeaker and the store's shelf is answered, late, or for somebody else.
  void answer_of_a_device() {
    if (random_.below(4) == 0) return send(event::MicrophoneChanged{random_.below(3) != 0});
    if (devices_.empty()) return;
    const auto answer = devices_[random_.below(devices_.size())];
    send(answer);
  }

  void ask_a_device(const Effect& effect) {
    if (const auto* question = std::get_if<LookUp>(&effect)) {
      devices_.emplace_back(event::Found{question->ask, std::nullopt});
      devices_.emplace_back(event::Found{question->ask, Trail{.reached = Reached::delivered}});
    } else if (const auto* badge = std::get_if<CheckBadge>(&effect)) {
      devices_.emplace_back(event::BadgeChecked{badge->ask, std::nullopt});
      devices_.emplace_back(event::BadgeChecked{badge->ask, badge->badges.front().id});
    } else if (const auto* listen = std::get_if<Listen>(&effect)) {
      listening_ = listen->draft;
      devices_.emplace_back(event::Heard{listening_, 1'500, 40});
      devices_.emplace_back(event::RecordingEnded{listening_});
    } else if (std::holds_alternative<Finish>(effect)) {
      devices_.emplace_back(event::Recorded{listening_, voice_});
      devices_.emplace_back(event::NotRecorded{listening_, true});
    } else if (const auto* play = std::get_if<Play>(&effect)) {
      devices_.emplace_back(event::Played{play->draft, 700, false});
      devices_.emplace_back(event::Played{play->draft, 900, true});
    }
    while (devices_.size() > 6) devices_.erase(devices_.begin());
  }

  // In any order, sometimes twice, sometimes a refusal, sometimes for a record nobody waits for any more.
  void answer_of_the_disk() {
    if (!drafts_.empty() && random_.below(2) == 0) {
      const auto id = drafts_[random_.below(drafts_.size())];
      if (random_.below(3) == 0) return send(event::DraftNotKept{id});
      return send(event::DraftKept{id});
    }
    if (asked_.empty()) return;
    const auto id = random_.below(2) == 0 ? asked_.back() : asked_[random_.below(asked_.size())];
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
    for (const auto& effect : step.effects) {
      if (const auto* save = std::get_if<Save>(&effect)) keep(*save);
      if (const auto* draft = std::get_if<KeepDraft>(&effect)) keep(*draft);
      ask_a_device(effect);
    }
  }

  void keep(const KeepDraft& draft) {
    REQUIRE(std::holds_alternative<Rating>(draft.save.submission.body));
    REQUIRE(validate(draft.save.submission));
    drafts_.push_back(draft.save.submission.id);
    if (drafts_.size() > 3) drafts_.erase(drafts_.begin());
  }

  void keep(const Save& save) {
    asked_.push_back(save.submission.id);
    if (asked_.size() > 50) asked_.erase(asked_.begin());
    auto said = save.submission;
    if (save.voice) {  // the store names the recording
      REQUIRE(std::holds_alternative<Proposal>(said.body));
      std::get<Proposal>(said.body).voice = Voice{.blob = {}, .sealed_bytes = 1, .duration_ms = 1};
    }
    const auto good = validate(said);
    INFO((good ? "" : good.error().context));
    REQUIRE(good);
    if (save.code) code_of_[canonical(*save.code)] = save.submission.id;
  }

  void check() {
    seen_.insert(kind_of(state_.session.screen));
    if (nobody_here(state_) && was_here_) ++wipes_;
    was_here_ = !nobody_here(state_);
    if (nobody_here(state_) && !state_.kiosk.one_service) {
      REQUIRE(state_.session.choices.language == Language::ar);
      REQUIRE_FALSE(state_.session.choices.text_size);
      REQUIRE_FALSE(state_.session.idle_warning);
    }
    if (const auto* receipt = shown<receipt::Receipt>(state_.session.screen)) {
      const auto record = code_of_.find(canonical(receipt->code));
      REQUIRE(record != code_of_.end());
      REQUIRE(durable_.count(record->second) == 1);
    }
    if (random_.below(500) == 0) reaches_rest();
  }

  // Left alone, every state ends at the screen that waits for the next citizen.
  void reaches_rest() {
    State state = state_;
    auto later = context();
    if (const auto* saving = shown<receipt::Saving>(state.session.screen); saving != nullptr && !saving->failed)
      state = update(std::move(state), event::NotSaved{saving->save.submission.id, Errc::full}, later).state;
    if (const auto* keeping = shown<rate::Keeping>(state.session.screen))
      state = update(std::move(state), event::DraftNotKept{keeping->draft.id}, later).state;
    later.now_ms += limits::idle_warning_ms + limits::idle_countdown_ms + limits::receipt_screen_ms;
    for (int i = 0; i < 2; ++i) state = update(std::move(state), event::Tick{}, later).state;
    REQUIRE(nobody_here(state));
  }

  void check_layout() {
    Actions actions;
    const auto root = view(state_, context(), actions);
    const auto scene = ui::layout(root, {.theme = ui::default_theme(),
                                         .panel = test::portrait,
                                         .rtl = direction_of(state_.session.choices.language) == Direction::rtl,
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
  std::vector<RecordId> drafts_;
  std::set<RecordId> durable_;
  std::map<std::string, RecordId> code_of_;
  bool was_here_ = false;
  int wipes_ = 0;
  std::vector<Event> devices_;
  RecordId listening_;
  RecordingPtr voice_ = std::make_shared<const Recording>(test::some_speech(1'500), Bytes(8, 1));
  std::set<ScreenKind> seen_;
  int refused_ = 0;
};

template <class... One>
std::size_t count_of(const std::variant<One...>&) {
  return sizeof...(One);
}

// Of all features, in the order of their variants.
std::vector<ScreenKind> all_kinds() {
  std::vector<ScreenKind> out;
  const auto add = [&](std::size_t screens) {
    const auto feature = out.empty() ? 0 : out.back().feature + 1;
    for (std::size_t screen = 0; screen < screens; ++screen) out.push_back({feature, screen});
  };
  const auto of_each = [&]<class... Feature>(const std::variant<Feature...>&) { (add(count_of(Feature{})), ...); };
  of_each(Screen{});
  return out;
}

}  // namespace

TEST_CASE("after many thousand events every promise of the kiosk still holds and every screen was stood before") {
  Monkey monkey(9);
  monkey.play(test::count_of(events));
  const std::set<ScreenKind> never{kind_of(rest::Screen(rest::OutOfOrder{})), kind_of(rest::Screen(rest::Enrolled{}))};
  for (const auto& kind : all_kinds()) {
    INFO("screen " << kind.screen << " of feature " << kind.feature);
    CHECK(monkey.seen().count(kind) + never.count(kind) == 1);
  }
}

TEST_CASE("beside a counter too every promise of the kiosk still holds") {
  Monkey monkey(6, ServiceId{"civil_status"});
  monkey.play(test::count_of(at_a_counter));
  CHECK(monkey.seen().size() == 3);  // the faces, the saving and the thanks
}
