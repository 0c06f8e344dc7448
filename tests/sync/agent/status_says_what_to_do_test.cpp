#include <catch2/catch.hpp>

#include <fstream>

#include "sync/agent/advice.h"
#include "sync/agent/policy.h"
#include "sync/agent/status.h"
#include "sync/store/damage/set_aside.h"
#include "tests/sync/carried_pack.h"
#include "tests/sync/safe_town.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::taken;

TEST_CASE("status names the place and the backlog and the last answer and the advice") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  REQUIRE(store.outbox.append(kiosk.proposal("secret words"), {}, kiosk.record_key));
  REQUIRE(store::write_note(store, {.outcome = "done", .tried_ms = 1, .succeeded_ms = kiosk.clock.wall_ms()}));
  kiosk.clock.advance(10 * 60'000);
  REQUIRE(store::write_note(
      store, {.outcome = "unreachable", .failures = 4, .tried_ms = 1, .next_ms = kiosk.clock.wall_ms() + 30'000}));
  const auto status = taken(agent::read_status(store, kiosk.clock));
  const auto text = agent::status_text(status);
  CHECK_THAT(text, Contains("Agadir") && Contains("1 waiting") && Contains("waiting for 10 min"));
  CHECK_THAT(text, Contains("Fingerprint: " + store::fingerprint_of(kiosk.pin())));
  CHECK_THAT(text, Contains("Last answer: 10 min ago") && Contains("4 in a row") && Contains("in 30 s"));
  CHECK_THAT(text, Contains(std::string(agent::advice_on(agent::Outcome::unreachable))) && !Contains("secret"));
  const auto json = taken(agent::status_json(status));
  CHECK_THAT(json,
             Contains("\"waiting\":1") && Contains("\"outcome\":\"unreachable\"") && Contains("\"oldest_s\":600"));
}

TEST_CASE("status of a kiosk that is not enrolled says how to enrol") {
  test::TemporaryFolder folder;
  test::ManualClock clock;
  test::SeededRandom random(1);
  test::Store store(taken(store::Folder::open(folder.path() / "shared", store::Role::agent, clock, random)));
  const auto status = taken(agent::read_status(store, clock));
  CHECK_THAT(agent::status_text(status), Contains("Enrolled:    no") && Contains("minbar-sync enrol URL"));
  CHECK_THAT(agent::status_text(status), Contains("start minbar-kiosk once"));
  CHECK_THAT(taken(agent::status_json(status)), Contains("\"enrolled\":false"));
}

TEST_CASE("status says what waits for another collector and when a long wait is asked for") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  auto status = taken(agent::read_status(store, kiosk.clock));
  CHECK_THAT(agent::status_text(status), !Contains("another collector"));
  status.waiting_for_others = 3;
  status.note = {.outcome = "unavailable", .next_ms = status.now_ms + 60'000};
  CHECK_THAT(agent::status_text(status), Contains("3 of them are sealed for another collector"));
  CHECK_THAT(agent::status_text(status), Contains("Nothing needs to be done"));
  status.note.next_ms = status.now_ms + 20 * 3'600'000;
  CHECK_THAT(agent::status_text(status), Contains("brought more in one day than it may"));
}

TEST_CASE("status says how many recordings are kept here though they no longer wait") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  const Bytes sound(20'000, 7);
  REQUIRE(
      store.outbox.append(kiosk.proposal(""), {}, kiosk.record_key, store::Spoken{.ogg = sound, .duration_ms = 1000}));
  const auto status = [&] { return taken(agent::read_status(store, kiosk.clock)); };
  CHECK_THAT(agent::status_text(status()), Contains("Recordings:  1 waiting") && !Contains("kept here"));
  {
    auto database = taken(db::Database::open(kiosk.shared / "kiosk.db"));
    REQUIRE(database.execute("UPDATE blob SET bytes = zeroblob(size)"));
  }
  REQUIRE(store.carrier.make_request({}, "test"));
  CHECK_THAT(agent::status_text(status()), Contains("Recordings:  1 kept here"));
  CHECK_THAT(taken(agent::status_json(status())),
             Contains("\"recordings_waiting\":0") && Contains("\"recordings_kept_back\":1"));
}

TEST_CASE("status says which content pack is in use and what became of the next one") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  const auto text = [&] { return agent::status_text(taken(agent::read_status(store, kiosk.clock))); };
  CHECK_THAT(text(), Contains("Content:     not known yet"));
  REQUIRE(store.outbox.record_heartbeat({.boot = {{1}}, .content_version = 1}, kiosk.record_key));
  const auto frame = test::signed_pack(kiosk, 2, {{"a.json", std::string(400'000, 'x')}});
  test::exchange(kiosk, store, test::offer_of(2, frame), frame);
  test::exchange(kiosk, store, test::offer_of(2, frame), frame);
  CHECK_THAT(text(), Contains("pack 1 in use, pack 2 on its way: 256 of 390 KiB"));
  test::fetch(kiosk, store, test::offer_of(2, frame), frame);
  CHECK_THAT(text(), Contains("pack 2 is here and taken between two sessions"));
  REQUIRE(store.packs.note_unusable(2, "words/fr.json:7: \"menu.title\" is missing; add it"));
  CHECK_THAT(text(), Contains("pack 2 cannot be used by this program: words/fr.json:7"));
  const auto foreign = test::signed_pack(test::EnrolledKiosk(9), 3, {{"a.json", "{}"}});
  test::fetch(kiosk, store, test::offer_of(3, foreign), foreign);
  CHECK_THAT(text(), Contains("pack 3 was refused: it is not signed by this kiosk's collector"));
  const auto json = taken(agent::status_json(taken(agent::read_status(store, kiosk.clock))));
  CHECK_THAT(json, Contains("\"content\":1") && Contains("\"content_stored\":2") &&
                       Contains("\"content_outcome\":\"not_ours\"") && Contains("\"content_unusable\":\"words/fr"));
}

TEST_CASE("status says what is delivered and not yet in a backup and whether the collector makes any") {
  test::SafeTown town;
  const auto status = [&] { return taken(agent::read_status(town.agent, town.kiosk.clock)); };
  CHECK_THAT(agent::status_text(status()), !Contains("backup"));
  town.say_some(3);
  REQUIRE(town.say("", 5'000));
  town.exchange();
  CHECK_THAT(agent::status_text(status()), Contains("Delivered, not yet in a backup: 4") &&
                                               Contains("Recordings delivered, not yet in a backup: 1") &&
                                               Contains("has not said yet that it makes backups"));
  town.told(town.mark_at(2));
  CHECK_THAT(agent::status_text(status()), Contains("2 records are in a backup") &&
                                               Contains("Delivered, not yet in a backup: 2") &&
                                               !Contains("has not said yet that it makes backups"));
  CHECK_THAT(taken(agent::status_json(status())), Contains("\"safe\":2") && Contains("\"not_yet_safe\":2") &&
                                                      Contains("\"recordings_not_yet_safe\":1") &&
                                                      Contains("\"safe_heard\":true"));
}

TEST_CASE("status never says that all was delivered while something that was said here is stuck") {
  test::EnrolledKiosk kiosk;
  auto store = kiosk.open(store::Role::agent);
  REQUIRE(store::write_note(store, {.outcome = "done", .tried_ms = 1, .succeeded_ms = kiosk.clock.wall_ms()}));
  const auto status = [&] { return taken(agent::read_status(store, kiosk.clock)); };
  const std::string all(agent::advice_on(agent::Outcome::done));
  // What it says when something is, and does not say otherwise.
  const auto text_of_stuck = [&](const agent::Status& now) {
    auto text = agent::status_text(now);
    CHECK_THAT(text, Contains("Not everything that was said here can be delivered") && !Contains(all));
    return text;
  };
  CHECK_THAT(agent::status_text(status()), Contains(all));
  SECTION("in the kiosk's private folder") {
    REQUIRE(store::tell_drafts(kiosk.shared, 2));
    CHECK_THAT(text_of_stuck(status()), Contains("2 in the kiosk's private folder"));
    CHECK_THAT(taken(agent::status_json(status())), Contains("\"drafts\":2"));
    REQUIRE(store::tell_drafts(kiosk.shared, 0));
    CHECK_THAT(agent::status_text(status()), Contains(all));
  }
  SECTION("in a damaged file that was set aside") {
    const std::string file = "kiosk.db.damaged-2026-11-30";
    std::ofstream(kiosk.shared / file) << "damaged";
    REQUIRE(store::note_set_aside(kiosk.shared, {.file = file, .kept = 7, .missing = 3}));
    CHECK_THAT(text_of_stuck(status()),
               Contains((kiosk.shared / file).string()) && Contains("7 records brought over") && Contains("3 missing"));
    CHECK_THAT(taken(agent::status_json(status())),
               Contains("\"missing\":3") && Contains("\"set_aside_files\":[\"" + file + "\"]"));
  }
  SECTION("as a record that is damaged here") {
    auto damaged = status();
    damaged.counts.damaged = 1;
    CHECK_THAT(text_of_stuck(damaged), Contains("1 damaged here"));
  }
}
