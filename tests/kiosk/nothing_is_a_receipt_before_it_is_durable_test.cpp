// From the last tap to the receipt, over a real store: what the collector's key opens is what was typed.
#include <catch2/catch.hpp>

#include "sync/seal/envelope.h"
#include "sync/wire/body_codec.h"
#include "tests/support/robot.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

// Saves into the kiosk's store, as the worker does.
struct DeskWithStore {
  EnrolledKiosk kiosk;
  test::Store store = kiosk.open(store::Role::kiosk);
  std::optional<Errc> refuse;

  Robot::Perform perform() {
    return [this](const kiosk::Save& save) -> std::optional<kiosk::Event> {
      if (refuse) return kiosk::event::NotSaved{save.submission.id, *refuse};
      const auto stored = store.outbox.append(save.submission, save.code, kiosk.record_key);
      if (!stored) return kiosk::event::NotSaved{save.submission.id, stored.error().code};
      return kiosk::event::Saved{save.submission.id};
    };
  }
  std::vector<Submission> opened() {
    std::vector<Submission> all;
    const auto request = taken(kiosk.open(store::Role::agent).carrier.make_request({}, "test"));
    for (const auto& bytes : request.envelopes) {
      const auto envelope = taken(seal::parse_envelope(bytes));
      const auto body = taken(seal::open_envelope(envelope, kiosk.opening_key));
      all.push_back(taken(wire::decode_body(body)).submission);
    }
    return all;
  }
};

}  // namespace

TEST_CASE("what is typed on the keys is what the collector opens letter for letter") {
  DeskWithStore desk;
  Robot robot(some_station(), desk.perform());
  const std::string text =
      "\u0646\u0642\u062a\u0631\u062d \u0625\u0635\u0644\u0627\u062d 14 (LED)\u060c \u0644\u0623\u0646 19:30\u061f";
  robot.language(Language::ar).write_proposal(text);
  CHECK(robot.reads("review.text") == text);
  robot.tap_shown("propose.review.send");
  REQUIRE(robot.sees("receipt.title"));
  const auto opened = desk.opened();
  REQUIRE(opened.size() == 1);
  const auto& proposal = std::get<Proposal>(opened[0].body);
  CHECK(proposal.text == text);
  CHECK(proposal.theme.value == "public_services");
  CHECK_FALSE(proposal.author.has_value());
  CHECK(opened[0].place == some_station().place);
}

TEST_CASE("the receipt shows a code that checks and is not shown while saving") {
  std::optional<kiosk::Save> asked;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    asked = save;
    return std::nullopt;
  });
  robot.language(Language::fr).write_proposal("trottoir").tap_shown("propose.review.send");
  CHECK(robot.sees("saving.title"));
  CHECK_FALSE(robot.sees("receipt.code.value"));
  REQUIRE(asked);
  robot.tell(kiosk::event::Saved{asked->submission.id});
  const auto code = parse_receipt_code(robot.reads("receipt.code.value"));
  REQUIRE(code);
  CHECK(*code == asked->code);
}

TEST_CASE("an answer for another record does not bring a receipt") {
  Robot robot(some_station(), [](const kiosk::Save&) { return std::nullopt; });
  robot.language(Language::en).write_proposal("bench").tap_shown("propose.review.send");
  robot.tell(kiosk::event::Saved{RecordId{}});
  CHECK(robot.sees("saving.title"));
}

TEST_CASE("a failed save keeps the draft and a second try stores it once") {
  DeskWithStore desk;
  desk.refuse = Errc::full;
  Robot robot(some_station(), desk.perform());
  robot.language(Language::ar).write_proposal("\u0645\u0627\u0621").tap_shown("propose.review.send");
  CHECK(robot.sees("saving.failed.title"));
  desk.refuse.reset();
  robot.tap("saving.failed.retry");
  CHECK(robot.sees("receipt.title"));
  CHECK(desk.opened().size() == 1);
}

TEST_CASE("a second send of the same draft makes no second record") {
  DeskWithStore desk;
  Robot robot(some_station(), [&](const kiosk::Save& save) -> std::optional<kiosk::Event> {
    // the row is on the disk, but the answer is lost: the screen is told that it failed
    (void)desk.perform()(save);
    return kiosk::event::NotSaved{save.submission.id, Errc::io};
  });
  robot.language(Language::fr).write_proposal("eau").tap_shown("propose.review.send").tap("saving.failed.retry");
  CHECK(desk.opened().size() == 1);
}
