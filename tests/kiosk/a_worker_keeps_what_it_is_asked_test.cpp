// The thread beside the screen, over a real folder.
#include <catch2/catch.hpp>

#include <atomic>
#include <functional>

#include "kiosk/world/worker.h"
#include "sync/base/limits.h"
#include "sync/base/random.h"
#include "tests/kiosk/mailbox.h"
#include "tests/support/robot.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using namespace minbar::test;

namespace {

std::function<Result<kiosk::Memory>()> opener_of(EnrolledKiosk& kiosk) {
  return [&] { return kiosk::Memory::open(kiosk.shared, kiosk.keys, {}, kiosk.clock, kiosk.random); };
}

}  // namespace

TEST_CASE("a worker tells the station and answers a save with the same id") {
  EnrolledKiosk enrolled;
  const auto open = opener_of(enrolled);
  Mailbox mailbox;
  kiosk::Worker worker({.open = open, .wake = mailbox.wake(), .content_version = 1}, taken(open()));
  const auto station = wait_for<kiosk::event::StationChanged>(worker, mailbox);
  REQUIRE(station.station);
  CHECK(station.station->place.value == "09.001.01.01");
  const auto proposal = enrolled.proposal("water");
  worker.perform(kiosk::Save{proposal, mint_receipt_code(enrolled.random)});
  CHECK(wait_for<kiosk::event::Saved>(worker, mailbox).id == proposal.id);
}

TEST_CASE("what is said after the shared database was replaced is in the one that is there") {
  EnrolledKiosk enrolled;
  const auto open = opener_of(enrolled);
  Mailbox mailbox;
  kiosk::Worker worker({.open = open, .wake = mailbox.wake(), .content_version = 1}, taken(open()));
  worker.perform(kiosk::Save{enrolled.proposal("before"), mint_receipt_code(enrolled.random)});
  static_cast<void>(wait_for<kiosk::event::Saved>(worker, mailbox));
  const auto file = enrolled.shared / "kiosk.db";
  std::filesystem::copy(file, enrolled.shared / "another.db");
  for (const auto* beside : {"-wal", "-shm"}) std::filesystem::remove(file.string() + beside);
  std::filesystem::rename(enrolled.shared / "another.db", file);
  const auto after = enrolled.proposal("after");
  worker.perform(kiosk::Save{after, mint_receipt_code(enrolled.random)});
  CHECK(wait_for<kiosk::event::Saved>(worker, mailbox).id == after.id);
  CHECK(taken(enrolled.open(store::Role::agent).outbox.find(after.id)));
}

TEST_CASE("a kiosk whose database is gone takes nothing until there is one again") {
  EnrolledKiosk enrolled;
  Mailbox mailbox;
  kiosk::Worker worker({.open = opener_of(enrolled), .wake = mailbox.wake(), .content_version = 1},
                       taken(opener_of(enrolled)()));
  REQUIRE(wait_for<kiosk::event::StationChanged>(worker, mailbox).station);
  const auto file = enrolled.shared / "kiosk.db";
  const auto aside = enrolled.shared / "aside.db";
  std::filesystem::rename(file, aside);
  std::filesystem::create_directory(file);
  worker.perform(kiosk::WatchPetitions{});  // wakes it
  CHECK_FALSE(wait_for<kiosk::event::StationChanged>(worker, mailbox).station);
  std::filesystem::remove(file);
  std::filesystem::rename(aside, file);
  worker.perform(kiosk::WatchPetitions{});
  CHECK(wait_for<kiosk::event::StationChanged>(worker, mailbox).station);
}

TEST_CASE("a worker looks a code up and answers with the question's own name") {
  EnrolledKiosk enrolled;
  const auto open = opener_of(enrolled);
  Mailbox mailbox;
  kiosk::Worker worker({.open = open, .wake = mailbox.wake(), .content_version = 1}, taken(open()));
  const auto code = mint_receipt_code(enrolled.random);
  const RecordId first{{1}}, second{{2}};
  worker.perform(kiosk::LookUp{.ask = first, .code = code});
  const auto before = wait_for<kiosk::event::Found>(worker, mailbox);
  CHECK(before.ask == first);
  REQUIRE(before.trail);
  CHECK(before.trail->reached == Reached::unknown);
  worker.perform(kiosk::Save{enrolled.proposal("water"), code});
  worker.perform(kiosk::LookUp{.ask = second, .code = code});
  const auto after = wait_for<kiosk::event::Found>(worker, mailbox);
  CHECK(after.ask == second);
  REQUIRE(after.trail);
  CHECK(after.trail->reached == Reached::recorded);
}

TEST_CASE("a worker without a memory cannot look a code up and says so") {
  Mailbox mailbox;
  kiosk::Worker worker(
      {.open = []() -> Result<kiosk::Memory> { return fail(Errc::io, "no disk"); }, .wake = mailbox.wake()},
      std::nullopt);
  worker.perform(kiosk::LookUp{.ask = {{7}}, .code = {}});
  const auto found = wait_for<kiosk::event::Found>(worker, mailbox);
  CHECK(found.ask == RecordId{{7}});
  CHECK_FALSE(found.trail);
}

TEST_CASE("a worker without a memory says so and refuses a save without losing its id") {
  Mailbox mailbox;
  kiosk::Worker worker(
      {.open = []() -> Result<kiosk::Memory> { return fail(Errc::io, "no disk"); }, .wake = mailbox.wake()},
      std::nullopt);
  const auto outcomes = worker.take();
  REQUIRE_FALSE(outcomes.empty());
  CHECK(std::holds_alternative<kiosk::Broken>(outcomes.front()));
  SystemRandom random;
  const RecordId id{random.array<16>()};
  worker.perform(kiosk::Save{{.id = id, .place = {"09"}, .language = Language::ar, .body = Proposal{}}, {}});
  CHECK(wait_for<kiosk::event::NotSaved>(worker, mailbox).id == id);
}

TEST_CASE("a rating that could not be kept is kept once the memory works again") {
  EnrolledKiosk enrolled;
  std::atomic<bool> works = false;
  Mailbox mailbox;
  kiosk::Worker worker({.open = [&]() -> Result<kiosk::Memory> {
                          if (!works) return fail(Errc::io, "no disk");
                          return opener_of(enrolled)();
                        },
                        .wake = mailbox.wake()},
                       std::nullopt);
  auto rating = enrolled.proposal("water");
  rating.made_at_s -= rating.made_at_s % limits::rating_time_s;
  rating.body = Rating{.subject = ServiceId{"roads"},
                       .satisfaction = Satisfaction::satisfied,
                       .reasons = {},
                       .comment = {},
                       .soon_after_another = false};
  worker.perform(kiosk::Save{rating, std::nullopt});
  CHECK(wait_for<kiosk::event::NotSaved>(worker, mailbox).id == rating.id);
  // who signed is gone with the session: it is the citizen's to send again
  auto signature = enrolled.proposal("water");
  signature.body = PetitionSignature{};
  worker.perform(kiosk::Save{signature, std::nullopt});
  CHECK(wait_for<kiosk::event::NotSaved>(worker, mailbox).id == signature.id);
  works = true;
  worker.perform(kiosk::WatchPetitions{});  // wakes it, if it has not looked by itself
  CHECK(wait_for<kiosk::event::Saved>(worker, mailbox).id == rating.id);
  const auto later = enrolled.proposal("later");
  worker.perform(kiosk::Save{later, mint_receipt_code(enrolled.random)});
  CHECK(wait_for<kiosk::event::Saved>(worker, mailbox).id == later.id);
  CHECK(taken(enrolled.open(store::Role::agent).counts()).waiting == 2);
}

TEST_CASE("a worker tells that there is no room before anything is said and again when something else takes it") {
  EnrolledKiosk enrolled;
  const auto open = [&](std::int64_t most) {
    return kiosk::Memory::open(enrolled.shared, enrolled.keys, {.max_bytes = most}, enrolled.clock, enrolled.random);
  };
  Mailbox mailbox;
  const auto roomy = std::int64_t{1} << 30;
  kiosk::Worker worker({.open = [&] { return open(roomy); }, .wake = mailbox.wake(), .content_version = 1},
                       taken(open(1)));
  CHECK(wait_for<kiosk::event::RoomChanged>(worker, mailbox).full);  // nobody has asked it for anything
  static_cast<void>(taken(open(roomy)));
  worker.perform(kiosk::WatchPetitions{});
  CHECK_FALSE(wait_for<kiosk::event::RoomChanged>(worker, mailbox).full);
  static_cast<void>(taken(open(1)));
  worker.perform(kiosk::WatchPetitions{});
  CHECK(wait_for<kiosk::event::RoomChanged>(worker, mailbox).full);
}

TEST_CASE("a worker whose screen was told at the start that there is no room takes it back when there is") {
  EnrolledKiosk enrolled;
  const auto open = opener_of(enrolled);
  Mailbox mailbox;
  kiosk::Worker worker({.open = open, .wake = mailbox.wake(), .content_version = 1, .full = true}, taken(open()));
  CHECK_FALSE(wait_for<kiosk::event::RoomChanged>(worker, mailbox).full);
}

TEST_CASE("a worker tells when a save finds no room and when there is room again") {
  EnrolledKiosk enrolled;
  const auto open = [&](std::int64_t most) {
    return kiosk::Memory::open(enrolled.shared, enrolled.keys, {.max_bytes = most}, enrolled.clock, enrolled.random);
  };
  Mailbox mailbox;
  kiosk::Worker worker({.open = [&] { return open(1); }, .wake = mailbox.wake(), .content_version = 1}, taken(open(1)));
  std::string page;
  while (page.size() < 8'000) page += "ب";
  std::optional<kiosk::event::RoomChanged> told;
  for (int i = 0; i < 200 && !told; ++i) {
    worker.perform(kiosk::Save{enrolled.proposal(page), mint_receipt_code(enrolled.random)});
    for (bool answered = false; !answered;) {
      mailbox.wait();
      for (const auto& outcome : worker.take()) {
        const auto* event = std::get_if<kiosk::Event>(&outcome);
        if (event == nullptr) continue;
        if (const auto* room = std::get_if<kiosk::event::RoomChanged>(event)) told = *room;
        answered = answered || std::holds_alternative<kiosk::event::Saved>(*event) || told;
      }
    }
  }
  REQUIRE(told);
  CHECK(told->full);
  static_cast<void>(taken(open(std::int64_t{1} << 30)));  // the bound is wider
  worker.perform(kiosk::WatchPetitions{});                // anything that wakes it
  CHECK_FALSE(wait_for<kiosk::event::RoomChanged>(worker, mailbox).full);
}

TEST_CASE("a worker counts what is rated and the next one tells which services stand first") {
  EnrolledKiosk enrolled;
  const auto open = opener_of(enrolled);
  const auto setup = [&](Mailbox& mailbox) {
    return kiosk::Worker::Setup{
        .open = open, .wake = mailbox.wake(), .content_version = 1, .keys = enrolled.keys, .data = enrolled.shared};
  };
  const auto rate = [&](kiosk::Worker& worker, Mailbox& mailbox, const char* service, bool again) {
    auto rating = enrolled.proposal("water");
    rating.made_at_s -= rating.made_at_s % limits::rating_time_s;
    rating.body = Rating{.subject = ServiceId{service},
                         .satisfaction = Satisfaction::satisfied,
                         .reasons = {},
                         .comment = {},
                         .soon_after_another = false};
    for (int said = 0; said < (again ? 9 : 1); ++said) {  // with another reason each time
      worker.perform(kiosk::KeepDraft{{rating, {}}});
      CHECK(wait_for<kiosk::event::DraftKept>(worker, mailbox).id == rating.id);
    }
  };
  const auto counted = enrolled.keys / "services.by_use";
  {
    Mailbox mailbox;
    kiosk::Worker worker(setup(mailbox), taken(open()));
    rate(worker, mailbox, "roads", true);
    for (int i = 0; i < 3; ++i) rate(worker, mailbox, "waste_cleaning", false);
    CHECK_FALSE(std::filesystem::exists(counted));  // four could be told apart by who watched them
    rate(worker, mailbox, "roads", false);
  }
  REQUIRE(std::filesystem::exists(counted));
  Mailbox mailbox;
  kiosk::Worker worker(setup(mailbox), taken(open()));
  const auto told = wait_for<kiosk::event::ServicesOrdered>(worker, mailbox);
  CHECK(told.by_use == std::vector{ServiceId{"waste_cleaning"}, ServiceId{"roads"}});
}
