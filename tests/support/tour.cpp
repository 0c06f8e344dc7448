#include "tests/support/tour.h"

#include <utility>

#include "sync/base/limits.h"

namespace minbar::test {

namespace {

// Everything a save can come to, in the order the tour wants it.
struct Disk {
  bool fails = true;
  std::optional<kiosk::Event> operator()(const kiosk::Save& save) const {
    if (fails) return kiosk::event::NotSaved{save.submission.id, Errc::full};
    return std::nullopt;
  }
};

void propose(Robot& robot, Disk& disk, const Look& look) {
  disk.fails = true;
  robot.tap_shown("menu.propose");
  look("theme", robot);
  robot.tap_shown("propose.elsewhere");
  look("elsewhere", robot);
  robot.tap("elsewhere.propose");
  robot.tap_shown("theme.transparency_accountability").tap("nav.next");
  look("write without text", robot);
  robot.keys("14 x 3.5");
  look("write", robot);
  robot.tap("edit.alphabet");
  look("write in alphabetical order", robot);
  robot.tap("edit.alphabet").hold("key.e");
  look("write a variant", robot);
  robot.tap("variant.\u00E9").tap("edit.undo").tell(kiosk::event::SelectWord{kiosk::Field::text, 0});
  look("write over a word", robot);
  robot.tap("nav.next");
  look("review without a name", robot);
  robot.tap_shown("propose.review.author.edit").tap_shown("propose.author.named");
  look("notice without consent", robot);
  robot.tap_shown("propose.author.consent").tap_shown("propose.author.named");
  look("author", robot);
  robot.keys("12").tap("nav.next").tap_shown("propose.review.about.edit");
  look("about", robot);
  robot.tap_shown("propose.about.woman").tap_shown("propose.about.from_sixty_five");
  look("about answered", robot);
  robot.tap("nav.next");
  look("review", robot);
  robot.wait(limits::idle_warning_ms);
  look("idle", robot);
  robot.tap("idle.continue").tap_shown("propose.review.send");
  look("saving failed", robot);
  robot.wait(limits::idle_warning_ms);
  look("idle while nothing is saved", robot);
  robot.tap("idle.continue");
  disk.fails = false;
  robot.tap("saving.failed.retry");
  look("saving", robot);
  robot.tell(kiosk::event::Saved{robot.on<kiosk::receipt::Saving>().save.submission.id});
  look("receipt", robot);
  robot.tap("receipt.done");
}

// With a microphone: what comes before the words, and the words themselves.
void speak(Robot& robot, Disk& disk, const Look& look) {
  disk.fails = true;
  robot.tell(kiosk::event::MicrophoneChanged{true});
  robot.tap_shown("menu.propose").tap_shown("theme.youth");
  look("speak or write", robot);
  robot.tap_shown("how.speak");
  look("speak", robot);
  robot.tap_shown("speak.record");
  const auto draft = robot.on<kiosk::propose::Speak>().draft.id;
  const auto voice = std::make_shared<const kiosk::Recording>(some_speech(32'000), Bytes(8, 1));
  std::int64_t ms = 0;
  for (const auto level : voice->levels(60)) robot.tell(kiosk::event::Heard{draft, ms += 500, level});
  look("speaking", robot);
  robot.tap("speak.stop");
  look("speaking ends", robot);
  robot.tell(kiosk::event::NotRecorded{draft, false});
  look("speak again after a failure", robot);
  robot.tap_shown("speak.record").tap("speak.stop").tell(kiosk::event::Recorded{draft, voice});
  look("spoken", robot);
  robot.tap_shown("speak.listen").tell(kiosk::event::Played{draft, 12'000, false});
  look("listening", robot);
  robot.tap_shown("speak.pause").tap("nav.back");
  look("speak or write after speaking", robot);
  robot.tap("nav.next");
  look("review of a voice", robot);
  robot.tap("nav.start_again").tell(kiosk::event::MicrophoneChanged{false});
}

void sign(Robot& robot, Disk& disk, const Look& look) {
  robot.tap_shown("menu.petitions");
  look("petitions", robot);
  robot.tell(kiosk::event::PetitionsCounted{{{.petition = {"sample_bus_line"},
                                              .signatures = 120,
                                              .complete_up_to_s = 1'795'600'000,
                                              .silent_kiosks = 3,
                                              .lost_records = 4,
                                              .counted_at_s = 1'795'603'600}}});
  robot.tap_shown("petition.sample_bus_line");
  look("petition", robot);
  robot.tap("petition.sign");
  robot.tap("nav.next");
  look("sign who unanswered", robot);
  robot.tap_shown("sign.resident");
  robot.tap_shown("sign.listed");
  look("sign who", robot);
  robot.tap("nav.next").tap("nav.next");
  look("sign name without text", robot);
  robot.tell(kiosk::event::PlaceCaret{kiosk::Field::given_name, 0});
  robot.keys("12").tell(kiosk::event::PlaceCaret{kiosk::Field::family_name, 0});
  robot.keys("34").tell(kiosk::event::PlaceCaret{kiosk::Field::national_id, 0}).keys("jb12");
  look("sign name", robot);
  robot.tap("nav.next").tap("nav.next");
  look("sign ink without ink", robot);
  robot.draw("sign.pad", {{0.2F, 0.6F}, {0.3F, 0.2F}, {0.4F, 0.6F}, {0.5F, 0.3F}, {0.8F, 0.5F}});
  look("sign ink", robot);
  robot.tap("nav.next").tap_shown("sign.send");
  look("sign review", robot);
  robot.tap_shown("sign.review.residence.edit");
  look("sign home", robot);
  robot.keys("12");
  look("sign home that is not found", robot);
  robot.tap("key.backspace").tap("key.backspace").tap("nav.next").tap("nav.next").tap_shown("sign.send");
  robot.tap_shown("sign.consent");
  disk.fails = false;
  robot.tap_shown("sign.send");
  robot.tell(kiosk::event::Saved{robot.on<kiosk::receipt::Saving>().save.submission.id});
  look("signed", robot);
  robot.tap("receipt.done");
}

void start_a_petition(Robot& robot, Disk& disk, const Look& look) {
  robot.tap_shown("menu.petitions");
  robot.tap_shown("petitions.start");
  look("start kind", robot);
  robot.tap_shown("start.association");
  look("start kind of an association", robot);
  robot.tap("nav.next");
  look("start text", robot);
  robot.tap("nav.next");
  look("start who", robot);
  robot.tap("nav.next");
  look("start review with gaps", robot);
  const auto on = [&] {  // over the steps behind it
    while (robot.can_tap("nav.next")) robot.tap("nav.next");
  };
  robot.tap_shown("form.gap.association_conditions");
  for (const auto* condition :
       {"start.declare.age", "start.declare.standing", "start.declare.seat", "start.declare.activity"})
    robot.tap_shown(condition);
  on();
  for (const auto& [gap, text] :
       {std::pair{"object", "14 x 3.5"}, std::pair{"reasons", "9.30"}, std::pair{"association_name", "12"},
        std::pair{"representative_name", "34"}, std::pair{"national_id", "jb12"},
        std::pair{"representative_contact", "0600000000"}}) {
    robot.tap_shown(std::string("form.gap.") + gap).keys(text);
    on();
  }
  look("start review", robot);
  robot.tap_shown("start.consent");
  disk.fails = false;
  robot.tap_shown("propose.review.send");
  robot.tell(kiosk::event::Saved{robot.on<kiosk::receipt::Saving>().save.submission.id});
  look("receipt of a petition", robot);
  robot.tap("receipt.done");
}

void rate(Robot& robot, Disk& disk, const Look& look) {
  robot.tap_shown("menu.rate");
  look("services", robot);
  robot.tap_shown("service.civil_status");
  look("faces", robot);
  const auto kept = std::exchange(robot.keep_draft, [](const auto&) { return std::nullopt; });
  robot.tap_shown("face.4");
  look("keeping a rating", robot);
  robot.tell(kiosk::event::DraftNotKept{robot.on<kiosk::rate::Keeping>().draft.id});
  look("reasons of a rating that is not kept", robot);
  robot.keep_draft = kept;
  robot.tap_shown("face.3").tap_shown("face.4");
  look("reasons", robot);
  robot.tap_shown("reason.waiting_time");
  look("reasons chosen", robot);
  robot.tap_shown("rate.comment.add");
  look("comment without text", robot);
  robot.keys("9.30 ok");
  look("comment", robot);
  disk.fails = true;
  robot.tap("rate.done");
  look("saving a rating failed", robot);
  disk.fails = false;
  robot.tap("saving.failed.retry");
  look("saving a rating", robot);
  robot.tell(kiosk::event::Saved{robot.on<kiosk::receipt::Saving>().save.submission.id});
  look("thanks", robot);
  robot.tap("receipt.done");
}

// What a kiosk may know of a code, in the order in which the tour shows it.
std::vector<std::pair<std::string, Trail>> trails() {
  constexpr std::int64_t day_s = 24 * 60 * 60, then_s = 1'789'000'000;
  const auto answer = [](AnswerState state, int days) {
    return Answer{.state = state,
                  .text = "14 x 3.5\n(LED) 2026-12-15",
                  .language = Language::fr,
                  .answered_at_s = then_s + days * day_s};
  };
  const auto answered = [&](std::vector<Answer> answers) {
    return Trail{.reached = Reached::delivered,
                 .recorded_at_s = then_s,
                 .answers = std::move(answers),
                 .heard_at_s = then_s + 9 * day_s};
  };
  auto newer = answered({answer(AnswerState::under_study, 2)});
  newer.newer_unreadable = true;
  return {{"became unknown", {}},
          {"became recorded", {.reached = Reached::recorded, .recorded_at_s = then_s}},
          {"became one for the desk", {.reached = Reached::needs_desk, .recorded_at_s = then_s}},
          {"became newer", newer},
          {"became done", answered({answer(AnswerState::under_study, 2), answer(AnswerState::done, 8)})},
          {"became one for others", answered({answer(AnswerState::elsewhere, 4)})}};
}

void follow(Robot& robot, const Look& look) {
  const auto code = format_receipt_code({{1, 0, 10, 31, 17, 4, 9, 22, 30, 2}});
  const auto last = code.substr(code.size() - 1);
  const auto before = code.substr(0, code.size() - 1);
  robot.tap_shown("menu.follow");
  look("follow", robot);
  robot.keys("W" + code.substr(1));
  look("follow mistyped", robot);
  robot.tap("nav.back").tap_shown("menu.follow").keys(before);
  robot.look_up = [](const kiosk::LookUp&) { return std::nullopt; };
  robot.keys(last);
  look("follow looking", robot);
  robot.tap("key.backspace");
  for (const auto& [name, trail] : trails()) {
    robot.look_up = [&trail = trail](const kiosk::LookUp& question) {
      return kiosk::event::Found{.ask = question.ask, .trail = trail};
    };
    robot.keys(last);
    look(name, robot);
    robot.tap("became.another").keys(before);
  }
  robot.tap("nav.start_again");
}

// The samples, which show every part; then one as it is published.
void exhibit(Language language, const ui::Panel& panel, const Look& look) {
  Robot robot(some_station(), stored_at_once(), panel, Robot::Motion::off, sample_pack());
  robot.tell(kiosk::event::Tick{}).wait(limits::attract_turn_ms);
  look("attract with what was done", robot);
  robot.wait(2 * limits::attract_turn_ms);
  look("attract with a commitment", robot);
  robot.language(language).tap_shown("menu.commitments");
  look("commitments by progress", robot.tap_shown("commitments.by_progress"));
  robot.tap_shown("commitments.by_member").tap_shown("member.09.001.01.01");
  look("commitments of a council", robot);
  robot.tap_shown("commitment.SAMPLE-BUDGET");
  look("a commitment", robot);
  for (int page = 2; robot.can_tap("nav.more") && page < 4; ++page)
    look("a commitment, page " + std::to_string(page), robot.tap("nav.more"));
  robot.tap("commitment.rate");
  look("faces of a commitment", robot);
  robot.tap_shown("face.2");
  look("a rated commitment", robot);
  robot.tap("nav.start_again").language(language).tap_shown("menu.commitments").tap_shown("member.09.001.01.01");
  robot.tap_shown("commitment.SAMPLE-BUDGET").tap("commitment.propose");
  look("theme of a proposal on a commitment", robot);
  robot.tap_shown("theme.transparency_accountability").keys("14");
  look("write on a commitment", robot);

  Robot published(some_station(), stored_at_once(), panel);
  published.language(language).tap_shown("menu.commitments");
  look("commitments by council", published);
  published.tap_shown("commitments.by_theme").tap_shown("theme.equality");
  look("commitments of a subject", published);
  published.tap_shown("commitment.MATTH0004");
  look("a commitment as published", published);
  while (published.can_tap("nav.more")) published.tap("nav.more");
  look("a commitment as published, the end", published);
}

void help(Robot& robot, const Look& look) {
  robot.tap_shown("menu.assist");
  look("badge", robot);
  robot.keys("00000000000");
  look("assist", robot);
  robot.tap_shown("assist.yes");
  look("menu with help", robot);
  robot.tap("nav.start_again");
}

// An office that opens on Fridays, on a Monday.
std::shared_ptr<const Content> shut_pack(const std::string& offers) {
  auto files = real_pack_files();
  for (auto& file : files)
    if (file.name == "hours.json")
      file.text =
          R"({"clocks": [{"zone": "Africa/Casablanca", "offset_minutes": 60, "shifts": []}], "hours": [{"weekly":
        {"friday": ["09:00-10:00"]}, "offers_when_closed": [)" +
          offers + "]}]}";
  return parsed_pack(files);
}

}  // namespace

void tour(Language language, const ui::Panel& panel, const Look& look) {
  Robot closed(std::nullopt, stored_at_once(), panel);
  closed.language(language);
  look("not enrolled", closed);
  auto fresh = some_station();
  fresh.compared = false;
  Robot opening(fresh, stored_at_once(), panel);
  opening.language(language);
  look("enrolled", opening);
  auto strange = some_station();
  strange.differs = true;
  Robot noticed(strange, stored_at_once(), panel);
  look("attract with a notice", noticed);
  noticed.language(language).tap_shown("menu.kiosk");
  look("about the kiosk", noticed);
  closed.app().break_down();
  closed.language(language);
  look("out of order", closed);
  closed.app().take_content(std::make_shared<const Content>());
  look("no content", closed);
  Robot full(some_station(), stored_at_once(), panel);
  full.tell(kiosk::event::RoomChanged{.full = true}).language(language);
  look("full", full);
  for (const auto& [why, name] :
       {std::pair{kiosk::Refused::unknown, "refused"}, std::pair{kiosk::Refused::withdrawn, "withdrawn"},
        std::pair{kiosk::Refused::copied, "copied"}}) {
    auto refused = some_station();
    refused.refused = why;
    Robot shut_out(refused, stored_at_once(), panel);
    shut_out.language(language);
    look(name, shut_out);
  }

  static const auto shut = shut_pack("");
  static const auto half_shut = shut_pack(R"("propose", "follow")");
  Robot evening(some_station(), stored_at_once(), panel, Robot::Motion::off, shut);
  look("closed", evening);
  Robot weekend(some_station(), stored_at_once(), panel, Robot::Motion::off, half_shut);
  look("closed with doors", weekend);
  Robot fair(some_station(), stored_at_once(), panel, Robot::Motion::off, sample_pack(), {}, "sample_park");
  look("campaign", fair);
  fair.language(language);
  look("campaign menu", fair);

  Disk disk;
  Robot robot(
      some_station(), [&](const kiosk::Save& save) { return disk(save); }, panel, Robot::Motion::off, sample_pack());
  look("attract", robot);
  robot.language(language);
  look("menu", robot);
  help(robot, look);
  robot.language(language);
  propose(robot, disk, look);
  robot.language(language);
  speak(robot, disk, look);
  robot.language(language);
  follow(robot, look);
  robot.language(language);
  rate(robot, disk, look);
  robot.language(language);
  sign(robot, disk, look);
  robot.language(language);
  start_a_petition(robot, disk, look);
  exhibit(language, panel, look);
}

}  // namespace minbar::test
