#include <catch2/catch.hpp>

#include "tests/sync/collector/claiming_town.h"

using namespace minbar;
using collector::HeldDecision;
using test::casablanca;
using test::ClaimingTown;
using test::nowhere;
using test::own_place;

TEST_CASE("what a kiosk says of a place that was never its own is kept and counts nowhere") {
  ClaimingTown town;
  town.say_one_of_each(casablanca, "sample_bus_line");
  town.say_one_of_each(nowhere, "sample_bus_line");
  CHECK(town.derived() == 0);
  CHECK(town.collector.count("SELECT count(*) FROM envelopes") == 8);
  CHECK_FALSE(test::has(town.browser.get("/inbox").body, "a bench there"));
  CHECK(test::has(town.browser.get("/satisfaction").body, "Aucun avis pour cette période"));
  const auto page = town.browser.get("/held").body;
  CHECK(test::has(page, "Casablanca"));
  CHECK(test::has(page, "99.999"));
  CHECK(test::has(page, "ce lieu n’existe pas"));
  CHECK(test::has(page, "Town hall"));
  CHECK(test::has(town.browser.get("/kiosks").body, "<a href=\"/held\">8</a>"));
  town.rebuild();
  CHECK(town.derived() == 0);
}

TEST_CASE("what a kiosk says of a place where only another stands is held") {
  ClaimingTown town;
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "There");
  other.tour(*town.collector, test::casablanca);
  CHECK(town.say(town.kiosk.proposal("a bench there")).status == wire::RecordStatus::stored);
  CHECK(town.derived() == 0);
  CHECK(town.claims().size() == 1);
}

TEST_CASE("a signature that was held counts before one that came after it") {
  ClaimingTown town;
  town.say(town.kiosk.signature("sample_bus_line", "J1"));
  town.sign("sample_bus_line", "J1");
  CHECK(town.collector.count("SELECT signers FROM petition_tallies") == 1);
  CHECK(town.decide(HeldDecision::kiosk_place) == 1);
  CHECK(town.collector.count("SELECT signers FROM petition_tallies") == 1);
  CHECK(town.rows("SELECT CAST(counts AS TEXT) FROM petition_signatures ORDER BY arrival") ==
        std::vector<std::string>{"1", "0"});
  const auto before = town.everything();
  town.rebuild();
  CHECK(town.everything() == before);
}

TEST_CASE("a signature under a petition that is signed elsewhere waits for a decision") {
  ClaimingTown town;
  test::TestKiosk far(town.collector.random);
  const auto issued = town.collector->create_kiosk({.place = {casablanca}, .label = "Far hall"}).value();
  REQUIRE(far.ask_to_enrol(*town.collector, issued.code).has_value());
  const auto sign = [&](const std::string& petition) {
    auto said = far.signature(petition, "J1");
    said.place = {casablanca};
    CHECK(far.send(*town.collector, {seal::bytes_of_envelope(far.seal_submission(said))}).results.at(0).status ==
          wire::RecordStatus::stored);
  };
  sign("sample_bus_line");
  sign("of a pack that is not known here");
  CHECK(town.rows("SELECT petition FROM petition_signatures") ==
        std::vector<std::string>{"of a pack that is not known here"});
  const auto claims = town.claims();
  REQUIRE(claims.size() == 1);
  CHECK(claims[0].petition == PetitionId{"sample_bus_line"});
  const auto page = town.browser.get("/held").body;
  CHECK(test::has(page, "Pétition qui ne se signe pas au lieu indiqué"));
  CHECK(test::has(page, "Une ligne de bus entre le quartier Tilila"));
  CHECK(test::has(page, "ces signatures ne peuvent pas y compter"));
  town.rebuild();
  CHECK(town.claims().size() == 1);
  for (const auto decision : {HeldDecision::claimed_place, HeldDecision::kiosk_place})
    CHECK(town.decide_at(claims[0].up_to, decision).refused);
  CHECK(town.claims().size() == 1);
  CHECK(town.decide(HeldDecision::left_aside) == 1);
  CHECK(town.collector.count("SELECT count(*) FROM petition_signatures") == 1);
}

TEST_CASE("a kiosk that was moved goes on naming its old place until it is told") {
  ClaimingTown town;
  CHECK(town.collector->move_kiosk(town.kiosk.pinned().device, {nowhere}).error().code == Errc::not_found);
  REQUIRE(town.collector->move_kiosk(town.kiosk.pinned().device, {casablanca}).has_value());
  CHECK(town.collector->move_kiosk(town.kiosk.pinned().device, {casablanca}).error().code == Errc::conflict);
  CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = 'kiosk_moved'") == 1);
  town.say(town.kiosk.proposal("at the old place"), own_place);
  town.say(town.kiosk.proposal("at the new one"), casablanca);
  CHECK(town.claims().empty());
  CHECK(town.derived() == 2);
  const auto ask = [&](const std::optional<PlaceCode>& place) {
    auto request = town.kiosk.request({});
    request.place = place;
    return wire::open_sync_reply(town.collector->exchange(town.kiosk.frame(request)).value(),
                                 town.kiosk.pinned().signing_key)
        .value()
        ->place;
  };
  const auto told = ask(PlaceCode{own_place});
  REQUIRE(told.has_value());
  CHECK(told->code == PlaceCode{casablanca});
  CHECK(test::has(told->name_fr, "Casablanca"));
  CHECK_FALSE(told->name_ar.empty());
  CHECK(told->zone == "Africa/Casablanca");
  CHECK_FALSE(ask(PlaceCode{casablanca}).has_value());
  CHECK_FALSE(ask(std::nullopt).has_value());  // a kiosk of before
}

TEST_CASE("what an older collector took at its word is held by a rebuild unless somebody has answered it") {
  ClaimingTown town;
  const seal::ReceiptKeys keys{.lookup = {town.collector.random.array<16>()},
                               .reply_key = {town.collector.random.array<32>()}};
  auto answered = town.kiosk.proposal("seen by a person");
  answered.place = {casablanca};
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(answered, keys))});
  town.decide(HeldDecision::claimed_place);
  REQUIRE(town.collector->give_answer({.record = answered.id,
                                       .answer = {.state = AnswerState::accepted,
                                                  .text = "yes",
                                                  .language = Language::fr,
                                                  .answered_at_s = 1'790'000'000},
                                       .by = {.account = 1},
                                       .seen = 0}));
  town.say(town.kiosk.proposal("seen by nobody"));
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) { return database.execute("DELETE FROM held_records"); })
              .value() == 2);
  town.rebuild();
  CHECK(town.rows("SELECT body FROM proposals") == std::vector<std::string>{"seen by a person"});
  CHECK(town.claims().size() == 1);
}

TEST_CASE("a rebuild never takes back a signature that counted when its petition was taken there") {
  ClaimingTown town;
  REQUIRE(town.collector->move_kiosk(town.kiosk.pinned().device, {casablanca}).has_value());
  town.say(town.kiosk.signature("sample_bus_line", "J1"));
  REQUIRE(town.claims().size() == 1);  // by the pack of today
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) { return database.execute("DELETE FROM held_records"); })
              .value() == 1);
  town.rebuild();
  CHECK(town.claims().empty());
  CHECK(town.collector.count("SELECT count(*) FROM petition_signatures") == 1);
  CHECK(town.collector.count("SELECT signers FROM petition_tallies") == 1);
}
