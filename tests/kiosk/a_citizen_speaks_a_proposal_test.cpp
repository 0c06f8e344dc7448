#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/support/robot.h"

using namespace minbar;
using namespace minbar::test;

namespace {

using Phase = kiosk::propose::Speak::Phase;

kiosk::RecordingPtr some_recording(std::int64_t ms = 5000) {
  return std::make_shared<const kiosk::Recording>(some_speech(ms), Bytes(1000, 7));
}

// A kiosk with a microphone, at the choice between speaking and writing.
struct Speaking {
  std::optional<kiosk::Save> sent;
  Robot robot{some_station(), [this](const kiosk::Save& save) -> std::optional<kiosk::Event> {
                sent = save;
                return std::nullopt;
              }};
  Speaking() {
    robot.tell(kiosk::event::MicrophoneChanged{true});
    robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth");
  }
  [[nodiscard]] const kiosk::propose::Speak& screen() const { return robot.on<kiosk::propose::Speak>(); }
  [[nodiscard]] RecordId draft() const { return screen().draft.id; }
  void hear(std::int64_t ms) { robot.tell(kiosk::event::Heard{draft(), ms, 60}); }
  // From the choice to a recording that is there.
  void record(const kiosk::RecordingPtr& voice = some_recording()) {
    robot.tap("how.speak").tap("speak.record");
    hear(2000);
    robot.tap("speak.stop").tell(kiosk::event::Recorded{draft(), voice});
  }
  template <class T>
  [[nodiscard]] std::size_t asked() const {
    return static_cast<std::size_t>(std::count_if(robot.sound.begin(), robot.sound.end(),
                                                  [](const auto& e) { return std::holds_alternative<T>(e); }));
  }
};

}  // namespace

TEST_CASE("without a microphone nobody is asked to speak") {
  Robot robot(some_station(), stored_at_once());
  robot.language(Language::ar).tap("menu.propose").tap_shown("theme.youth");
  CHECK(robot.sees("propose.text.title"));
  robot.tap("nav.back").tell(kiosk::event::MicrophoneChanged{true}).tap_shown("theme.youth");
  CHECK(robot.can_tap("how.speak"));
  robot.tell(kiosk::event::MicrophoneChanged{false});
  CHECK_FALSE(robot.can_tap("how.speak"));
  CHECK(robot.can_tap("how.write"));
}

TEST_CASE("a proposal is spoken and sent without a written word") {
  Speaking s;
  CHECK_FALSE(s.robot.can_tap("nav.next"));
  const auto voice = some_recording();
  s.record(voice);
  CHECK(s.robot.reads("spoken.time") == "0:05");
  s.robot.tap("nav.next");
  CHECK(s.robot.reads("review.voice") == "0:05");
  CHECK_FALSE(s.robot.can_tap("propose.review.text.edit"));
  s.robot.tap_shown("propose.review.send");
  REQUIRE(s.sent);
  CHECK(s.sent->voice == voice);
  CHECK(std::get<Proposal>(s.sent->submission.body).text.empty());
}

TEST_CASE("voice and text may both be given and each can be taken away again") {
  Speaking s;
  s.record();
  s.robot.tap("nav.back").tap("how.write").keys("stade").tap("nav.next").tap("nav.back");
  CHECK(s.robot.reads("given.length") == "0:05");
  CHECK(s.robot.reads("given.text") == "stade");
  s.robot.tap("how.speak").tap("speak.delete").tap("nav.back").tap("nav.next");
  s.robot.tap_shown("propose.review.send");
  REQUIRE(s.sent);
  CHECK(s.sent->voice == nullptr);
  CHECK(std::get<Proposal>(s.sent->submission.body).text == "stade");
}

TEST_CASE("blanks beside a recording are no text") {
  Speaking s;
  s.record();
  s.robot.tap("nav.back").tap("how.write").keys(" ").tap("nav.back").tap("nav.next");
  s.robot.tap_shown("propose.review.send");
  REQUIRE(s.sent);
  CHECK(s.sent->voice != nullptr);
  CHECK(std::get<Proposal>(s.sent->submission.body).text.empty());
}

TEST_CASE("recording anew forgets the recording before at once") {
  Speaking s;
  std::weak_ptr<const kiosk::Recording> before;
  {
    const auto voice = some_recording();
    before = voice;
    s.record(voice);
  }
  CHECK_FALSE(before.expired());
  s.robot.tap("speak.again");
  CHECK(before.expired());
  CHECK(s.screen().phase == Phase::recording);
}

TEST_CASE("while somebody speaks the only ways on are to stop and to start again") {
  Speaking s;
  s.robot.tap("how.speak").tap("speak.record");
  CHECK_FALSE(s.robot.can_tap("nav.back"));
  CHECK_FALSE(s.robot.can_tap("nav.next"));
  s.robot.tell(kiosk::event::Back{}).tell(kiosk::event::Continue{}).tell(kiosk::event::Record{});
  s.robot.tell(kiosk::event::DeleteVoice{});
  CHECK(s.screen().phase == Phase::recording);
  CHECK(s.asked<kiosk::Listen>() == 1);
  s.robot.tap("speak.stop").tell(kiosk::event::StopRecording{});
  CHECK(s.asked<kiosk::Finish>() == 1);
}

TEST_CASE("speaking counts as being there and silence afterwards does not") {
  Speaking s;
  s.robot.tap("how.speak").tap("speak.record");
  for (int second = 1; second <= 90; ++second) {
    s.hear(second * 1000);
    s.robot.wait(1000);
  }
  s.robot.tell(kiosk::event::RecordingEnded{s.draft()}).tell(kiosk::event::Recorded{s.draft(), some_recording()});
  s.robot.wait(limits::idle_warning_ms - 2000);
  CHECK_FALSE(s.robot.state().session.idle_warning);
  s.robot.wait(2000);
  CHECK(s.robot.state().session.idle_warning);
  s.robot.wait(limits::idle_countdown_ms);
  CHECK(s.robot.is_on<kiosk::rest::Attract>());
}

TEST_CASE("a session that ends while it records closes the microphone and takes no late recording") {
  Speaking s;
  s.robot.tap("how.speak").tap("speak.record").tap("nav.start_again");
  CHECK(s.asked<kiosk::Silence>() == 1);
  CHECK(s.robot.state().kiosk.microphone);
  // the next citizen waits for a recording when the one of the person before comes at last
  const auto late = some_recording();
  s.robot.language(Language::fr).tap("menu.propose").tap_shown("theme.youth").tap("how.speak").tap("speak.record");
  s.robot.tap("speak.stop").tell(kiosk::event::Recorded{RecordId{}, late});
  CHECK(s.screen().phase == Phase::finishing);
  CHECK(s.screen().draft.voice == nullptr);
  CHECK(late.use_count() == 1);
  s.robot.tell(kiosk::event::Heard{RecordId{}, 99, 9}).tell(kiosk::event::NotRecorded{RecordId{}, true});
  CHECK(s.screen().phase == Phase::finishing);
}

TEST_CASE("listening again can be stopped and closes the loudspeaker wherever it ends") {
  Speaking s;
  s.record();
  s.robot.tap("speak.listen");
  REQUIRE(s.asked<kiosk::Play>() == 1);
  s.robot.tell(kiosk::event::Played{s.draft(), 2000, false});
  CHECK(s.robot.reads("spoken.time") == "0:02");
  const auto closed = s.asked<kiosk::Silence>();
  s.robot.tap("speak.pause");
  CHECK(s.asked<kiosk::Silence>() == closed + 1);
  s.robot.tap("speak.listen").tap("nav.next");
  CHECK(s.asked<kiosk::Silence>() == closed + 2);
  s.robot.tap("nav.back").tap("how.speak").tap("speak.listen").tell(kiosk::event::Played{s.draft(), 5000, true});
  CHECK(s.robot.can_tap("speak.listen"));
}

TEST_CASE("a microphone that fails or hears too little is excused and writing stays open") {
  Speaking s;
  s.robot.tap("how.speak").tap("speak.record").tell(kiosk::event::NotRecorded{s.draft(), false});
  CHECK(s.robot.sees("speak.failed"));
  s.robot.tap("speak.record").tap("speak.stop").tell(kiosk::event::NotRecorded{s.draft(), true});
  CHECK(s.robot.sees("speak.too_short"));
  CHECK_FALSE(s.robot.can_tap("nav.next"));
  s.robot.tell(kiosk::event::MicrophoneChanged{false});
  CHECK_FALSE(s.robot.can_tap("speak.record"));
  s.robot.tap("nav.back").tap("how.write").keys("stade").tap("nav.next");
  CHECK(s.robot.sees("propose.review.title"));
}

TEST_CASE("a microphone pulled out leaves what was recorded before") {
  Speaking s;
  s.record();
  s.robot.tell(kiosk::event::MicrophoneChanged{false});
  CHECK_FALSE(s.robot.can_tap("speak.again"));
  s.robot.tap("nav.back").tap("how.speak").tap("nav.next");
  s.robot.tap_shown("propose.review.send");
  REQUIRE(s.sent);
  CHECK(s.sent->voice != nullptr);
}

TEST_CASE("what was spoken goes with the session") {
  Speaking s;
  std::weak_ptr<const kiosk::Recording> spoken;
  {
    const auto voice = some_recording();
    spoken = voice;
    s.record(voice);
  }
  s.robot.sound.clear();  // what the test itself kept
  s.robot.tap("nav.start_again");
  CHECK(spoken.expired());
}
