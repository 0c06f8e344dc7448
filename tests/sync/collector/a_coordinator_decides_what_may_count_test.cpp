#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "tests/support/overheard.h"
#include "tests/sync/collector/claiming_town.h"

using namespace minbar;
using collector::HeldDecision;
using test::casablanca;
using test::ClaimingTown;
using test::nowhere;
using test::own_place;
using test::taroudant;

namespace {

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("what is decided counts where it was decided and a rebuild comes to the same") {
  for (const auto decision : {HeldDecision::claimed_place, HeldDecision::kiosk_place, HeldDecision::left_aside}) {
    INFO(name_of(decision));
    ClaimingTown town;
    const auto claimed = decision == HeldDecision::claimed_place ? taroudant : casablanca;
    town.say_one_of_each(claimed, "sample_forest");
    const auto claims = town.claims();  // of signatures one apart
    REQUIRE(claims.size() == 2);
    CHECK(town.decide_at(claims[0].up_to, decision).records + town.decide_at(claims[1].up_to, decision).records == 4);
    CHECK(town.claims().empty());
    const bool counts = decision != HeldDecision::left_aside;
    CHECK(town.derived() == (counts ? 5 : 0));
    const auto place = decision == HeldDecision::kiosk_place ? own_place : claimed;
    if (counts) {
      CHECK(town.rows("SELECT DISTINCT place FROM proposals") == std::vector<std::string>{place});
      CHECK(town.rows("SELECT place FROM ratings") == std::vector<std::string>{place});
      CHECK(town.rows("SELECT place FROM petition_signatures") == std::vector<std::string>{place});
    }
    CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = 'held_decided' AND account = 1") == 2);
    const auto before = town.everything();
    town.rebuild();
    CHECK(town.everything() == before);
    CHECK(town.collector.count("SELECT count(*) FROM held_records WHERE decision IS NOT NULL") == 4);
  }
}

TEST_CASE("a coordinator decides on the page and only about what the page showed") {
  ClaimingTown town;
  town.say(town.kiosk.proposal("a bench there"));
  const auto shown = std::to_string(town.claims().at(0).up_to);
  town.say(town.kiosk.proposal("said since"));
  const auto answer = town.browser.submit("/held", "/held", {{"up_to", shown}, {"decision", "kiosk_place"}});
  CHECK(answer.status == 303);
  CHECK(test::has(town.browser.get(answer.header("Location")).body, "Enregistrements décidés\u202F: 1<"));
  const auto inbox = town.browser.get("/inbox").body;
  CHECK(test::has(inbox, "a bench there"));
  CHECK_FALSE(test::has(inbox, "said since"));
  CHECK(town.claims().size() == 1);
  CHECK(town.browser.submit("/held", "/held", {{"up_to", "999"}, {"decision", "kiosk_place"}}).status == 404);
  CHECK(town.browser.submit("/held", "/held", {{"up_to", shown}, {"decision", "erase"}}).status == 400);
  CHECK(town.browser.post("/held", {{"up_to", shown}, {"decision", "left_aside"}}).status == 403);
  town.browser.cookies.clear();
  CHECK(town.browser.get("/held").status == 303);
}

TEST_CASE("a kiosk that claims a hundred places hides no other and all of it is left aside at once") {
  ClaimingTown town;
  test::TestKiosk other(town.collector.random);
  other.enrol(*town.collector, "Library");
  auto honest = other.proposal("from a restored backup");
  honest.place = {casablanca};
  other.send(*town.collector, {seal::bytes_of_envelope(other.seal_submission(honest))});
  for (int i = 0; i < 100; ++i) town.say(town.kiosk.proposal("x"), "claim " + std::to_string(i));
  const auto claims = town.claims();
  CHECK(claims.size() == limits::held_places_shown + 1);
  CHECK(claims.at(1).kiosk == "Library");
  const auto page = town.browser.get("/held").body;
  CHECK(count_of(page, "all_left_aside") == 1);
  CHECK(test::has(page, "affichés ici ou non\u202F: 100."));
  town.browser.submit("/held", "/held",
                      {{"up_to", std::to_string(claims.front().up_to)}, {"decision", "all_left_aside"}});
  CHECK(town.claims().size() == 1);
  CHECK_FALSE(test::has(town.browser.get("/held").body, "all_left_aside"));
}

TEST_CASE("many kiosks that claim many places hide no other") {
  ClaimingTown town;
  test::TestKiosk honest(town.collector.random);
  honest.enrol(*town.collector, "Library");
  const auto claim = [&](test::TestKiosk& from, int place) {
    auto said = from.proposal("x");
    said.place = {"claim " + std::to_string(place)};
    from.send(*town.collector, {seal::bytes_of_envelope(from.seal_submission(said))});
  };
  claim(honest, 0);
  for (int kiosk = 0; kiosk < 8; ++kiosk) {
    test::TestKiosk hostile(town.collector.random);
    hostile.enrol(*town.collector, "Hall " + std::to_string(kiosk));
    for (int place = 0; place < 6; ++place) claim(hostile, place);
  }
  const auto claims = town.claims();
  REQUIRE(claims.size() == limits::page_rows);
  for (std::size_t i = 0; i < claims.size(); ++i) CHECK(claims[i].newest_of_kiosk == (i < 9));
  CHECK(claims.at(8).kiosk == "Library");
}

TEST_CASE("nothing counts at a place that no pack knows whatever a form says") {
  ClaimingTown town;
  town.say(town.kiosk.proposal("x"), nowhere);
  const auto shown = std::to_string(town.claims().at(0).up_to);
  const auto answer = town.browser.submit("/held", "/held", {{"up_to", shown}, {"decision", "claimed_place"}});
  CHECK(test::has(town.browser.get(answer.header("Location")).body, "Rien n’a été décidé"));
  CHECK(town.derived() == 0);
  REQUIRE(town.claims().size() == 1);
  CHECK(town.decide(HeldDecision::kiosk_place) == 1);
  CHECK(town.rows("SELECT place FROM proposals") == std::vector<std::string>{own_place});
}

TEST_CASE("one record of a claim that no longer opens is skipped and named in the log and the rest is decided") {
  ClaimingTown town;
  for (const auto* text : {"one", "spoilt", "three"}) town.say(town.kiosk.proposal(text));
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) {
                return database.execute(
                    "UPDATE envelopes SET sealed_body = zeroblob(length(sealed_body)) WHERE arrival = 2");
              })
              .value() == 1);
  const auto shown = std::to_string(town.claims().at(0).up_to);
  const auto spoilt = town.rows("SELECT lower(hex(record)) FROM envelopes WHERE arrival = 2").at(0);
  test::Overheard log_text;
  const auto answer = town.browser.submit("/held", "/held", {{"up_to", shown}, {"decision", "claimed_place"}});
  log_counts(true);  // other stories of this process may have used up the minute's lines
  const auto said = log_text.text();
  CHECK(test::has(said, "held_unreadable"));
  if (test::has(said, "\"event\":\"held_unreadable\"")) CHECK(test::has(said, "\"record\":\"" + spoilt + "\""));
  REQUIRE(answer.status == 303);
  const auto page = town.browser.get(answer.header("Location")).body;
  CHECK(test::has(page, "Enregistrements décidés\u202F: 2<"));
  CHECK(test::has(page, "ne s’ouvrent plus et attendent toujours\u202F: 1."));
  CHECK(town.rows("SELECT body FROM proposals ORDER BY arrival") == std::vector<std::string>{"one", "three"});
  REQUIRE(town.claims().size() == 1);
  CHECK(town.claims().at(0).proposals == 1);
  CHECK(town.decide(HeldDecision::left_aside) == 1);  // unread
}

TEST_CASE("leaving aside says first what it does and to how many and is one more press") {
  ClaimingTown town;
  for (int i = 0; i < 3; ++i) town.say(town.kiosk.proposal("a bench there"));
  const auto page = town.browser.get("/held").body;
  const auto opens = page.find("<details>"), closes = page.find("</details>", opens);
  REQUIRE(opens < closes);
  const auto asked = page.substr(opens, closes - opens);
  CHECK(test::has(asked, "laissés de côté\u202F: 3."));
  CHECK(test::has(asked, "C’est définitif"));
  CHECK(test::has(asked, "value=\"left_aside\""));
  CHECK(count_of(page, "value=\"left_aside\"") == 1);
  CHECK(count_of(page, "<button class=\"primary\"") == 1);
  CHECK(page.find("<button class=\"primary\"") < page.find("<button class=\"button\""));
}

TEST_CASE("the audit has what was decided of which place and petition and of how many records") {
  ClaimingTown town;
  const auto last = [&] {
    return town
        .rows(
            "SELECT decision || ' ' || coalesce(place, '-') || ' ' || coalesce(petition, '-') || ' ' || records "
            "FROM audit WHERE action = 'held_decided' AND account = 1 AND device IS NOT NULL ORDER BY id DESC")
        .at(0);
  };
  for (int i = 0; i < 3; ++i) town.say(town.kiosk.proposal("a bench there"));
  town.decide(HeldDecision::claimed_place);
  CHECK(last() == std::string("claimed_place ") + casablanca + " - 3");
  town.say(town.kiosk.signature("sample_bus_line", "J1"));
  town.decide(HeldDecision::kiosk_place);
  CHECK(last() == std::string("kiosk_place ") + casablanca + " sample_bus_line 1");
  town.say(town.kiosk.proposal("x"), nowhere);
  town.decide(HeldDecision::left_aside);
  CHECK(last() == std::string("left_aside ") + nowhere + " - 1");
  town.say(town.kiosk.proposal("x"), nowhere);
  town.say(town.kiosk.signature("sample_bus_line", "J2"));
  town.browser.submit("/held", "/held",
                      {{"up_to", std::to_string(town.claims().at(0).up_to)}, {"decision", "all_left_aside"}});
  CHECK(last() == "left_aside - - 2");
}

TEST_CASE("the page of kiosks leads to what waits for a decision also when its kiosk was withdrawn") {
  ClaimingTown town;
  const auto head = [&] {
    const auto page = town.browser.get("/kiosks").body;
    return page.substr(page.find("class=\"head-actions\""),
                       page.find("<ul class=\"fleet\">") - page.find("head-actions"));
  };
  CHECK(test::has(head(), "href=\"/held\""));
  CHECK_FALSE(test::has(head(), "class=\"count\""));
  CHECK_FALSE(test::has(head(), "#receipts"));
  town.say_one_of_each(casablanca, "sample_bus_line");
  town.say(town.kiosk.proposal("x"), nowhere);
  const seal::ReceiptKeys receipt{.lookup = {town.collector.random.array<16>()},
                                  .reply_key = {town.collector.random.array<32>()}};
  for (int i = 0; i < 3; ++i)
    town.kiosk.send(*town.collector,
                    {seal::bytes_of_envelope(town.kiosk.seal_submission(town.kiosk.proposal("x"), receipt))});
  REQUIRE(collector::revoke_kiosk(town.collector->storage(),
                                  {.device = town.kiosk.pinned().device, .by = {.account = 1}, .at_ms = 5})
              .has_value());
  CHECK(test::has(head(), "<b class=\"count\">3</b>"));  // two places, and a petition
  CHECK(test::has(head(), "href=\"/held#receipts\""));
  CHECK(test::has(head(), "<b class=\"count\">1</b>"));  // kiosks, not records
  const auto page = town.browser.get("/held").body;
  CHECK(test::has(page, "Casablanca"));
  CHECK(test::has(page, "id=\"receipts\""));
  for (int i = 0; i < 3; ++i) town.decide(HeldDecision::left_aside);
  CHECK_FALSE(test::has(head(), "<b class=\"count\">3</b>"));
}

TEST_CASE("held signatures name their petition and may count only where it is signed") {
  ClaimingTown town;
  town.say(town.kiosk.proposal("said there too"));
  town.say(town.kiosk.signature("sample_bus_line", "J1"));
  town.say(town.kiosk.signature("sample_forest", "J1"), taroudant);
  const auto claims = town.claims();
  REQUIRE(claims.size() == 3);
  CHECK(claims[0].petition == PetitionId{"sample_forest"});
  CHECK(claims[1].petition == PetitionId{"sample_bus_line"});
  CHECK_FALSE(claims[2].petition.has_value());
  const auto card = [&](const collector::HeldClaim& claim) {
    const auto page = town.browser.get("/held").body;
    const auto at = page.find("name=\"up_to\" value=\"" + std::to_string(claim.up_to) + "\"");
    REQUIRE(at != std::string::npos);
    const auto from = page.rfind("<li class=\"card kiosk\">", at);
    return page.substr(from, page.find("</form>", at) - from);
  };
  const auto region = card(claims[0]), commune = card(claims[1]), said = card(claims[2]);
  CHECK(test::has(region, "Protéger l’arganeraie"));
  CHECK(test::has(region, "value=\"claimed_place\""));
  CHECK(test::has(region, "value=\"kiosk_place\""));
  CHECK(test::has(commune, "Une ligne de bus"));
  CHECK(test::has(commune, "Casablanca"));
  CHECK_FALSE(test::has(commune, "value=\"claimed_place\""));
  CHECK(test::has(commune, "value=\"kiosk_place\""));
  CHECK(test::has(said, "value=\"claimed_place\""));
  // a form of before the petition moved, or of somebody's own making
  const auto answer = town.browser.submit("/held", "/held",
                                          {{"up_to", std::to_string(claims[1].up_to)}, {"decision", "claimed_place"}});
  CHECK(test::has(town.browser.get(answer.header("Location")).body, "Rien n’a été décidé"));
  CHECK(town.derived() == 0);
  REQUIRE(town.collector->move_kiosk(town.kiosk.pinned().device, {casablanca}).has_value());
  CHECK(town.decide_at(claims[1].up_to, HeldDecision::kiosk_place).refused);
  CHECK_FALSE(test::has(card(claims[0]), "value=\"kiosk_place\""));
  CHECK(town.decide_at(claims[0].up_to, HeldDecision::claimed_place).records == 1);
  CHECK(town.rows("SELECT petition || place FROM petition_signatures") ==
        std::vector<std::string>{std::string("sample_forest") + taroudant});
}
