#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/content_names.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/fleet/held.h"
#include "sync/collector/ingest/rebuild.h"
#include "tests/support/overheard.h"
#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using collector::HeldDecision;

namespace {

constexpr auto own_place = "09.001.01.01", casablanca = "06.141.01.0", taroudant = "09.541.01.13", nowhere = "99.999";

struct ClaimingTown : test::TownWithPetitions {
  wire::RecordResult say(Submission said, const std::string& place = casablanca) {
    said.place = {place};
    return kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))}).results.at(0);
  }
  void say_one_of_each(const std::string& place, const std::string& petition) {
    for (const auto& said : {kiosk.proposal("a bench there"), kiosk.rating("roads", Satisfaction::satisfied),
                             kiosk.signature(petition, "J1"), start()})
      CHECK(say(said, place).status == wire::RecordStatus::stored);
  }
  Submission start() {
    auto said = kiosk.proposal("");
    said.body = PetitionStart{.addressee = {"09"},
                              .object = "a bus line",
                              .reasons = "none runs",
                              .representative = {.name = "Hassan", .national_id = "J9", .contact = "0600000000"},
                              .association = {},
                              .authorisation = "D-GC-1/2026"};
    return said;
  }
  std::int64_t derived() {
    return collector.count(
        "SELECT (SELECT count(*) FROM proposals) + (SELECT coalesce(sum(count), 0) FROM ratings) + (SELECT count(*) "
        "FROM petition_signatures) + (SELECT count(*) FROM petition_tallies)");
  }
  std::vector<collector::HeldClaim> claims() { return collector::held_claims(collector->storage()).value(); }
  collector::Decided decide_at(std::int64_t up_to, HeldDecision decision) {
    return collector::decide(collector->storage(), opening(), *names,
                             {.up_to = up_to, .decision = decision, .account = 1, .at_ms = 5})
        .value();
  }
  std::int64_t decide(HeldDecision decision) { return decide_at(claims().at(0).up_to, decision).records; }
  seal::OpeningKey opening() {
    return std::move(collector::load_keys(collector.options().data, collector.random).value().opening);
  }
  std::vector<std::string> rows(const std::string& sql) {
    const auto found = collector->storage().read([&](db::Database& database) { return database.query(sql); }).value();
    std::vector<std::string> out;
    for (const auto& row : found) out.push_back(row.text(0));
    return out;
  }
  // Every derived row that tells a place, as text.
  std::vector<std::string> everything() {
    auto out = rows("SELECT hex(record) || place || body || arrival FROM proposals ORDER BY arrival");
    for (const auto* sql :
         {"SELECT hex(record) || place || hex(signer) || counts FROM petition_signatures ORDER BY arrival",
          "SELECT place || subject || count FROM ratings ORDER BY 1",
          "SELECT petition || signers FROM petition_tallies ORDER BY 1"})
      for (auto& row : rows(sql)) out.push_back(std::move(row));
    return out;
  }
  const std::unique_ptr<collector::ContentNames> names = collector::ContentNames::open(path()).value();
  void rebuild() { REQUIRE(collector::rebuild(collector->storage(), opening()).has_value()); }
};

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

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
  CHECK(test::has(town.browser.get(answer.header("Location")).body, "Enregistrements décidés : 1<"));
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
  CHECK(claims.back().kiosk == "Library");
  const auto page = town.browser.get("/held").body;
  CHECK(count_of(page, "all_left_aside") == 1);
  CHECK(test::has(page, "affichés ici ou non : 100."));
  town.browser.submit("/held", "/held",
                      {{"up_to", std::to_string(claims.front().up_to)}, {"decision", "all_left_aside"}});
  CHECK(town.claims().size() == 1);
  CHECK_FALSE(test::has(town.browser.get("/held").body, "all_left_aside"));
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
  CHECK(test::has(page, "Enregistrements décidés : 2<"));
  CHECK(test::has(page, "ne s’ouvrent plus et attendent toujours : 1."));
  CHECK(town.rows("SELECT body FROM proposals ORDER BY arrival") == std::vector<std::string>{"one", "three"});
  REQUIRE(town.claims().size() == 1);
  CHECK(town.claims().at(0).proposals == 1);
  CHECK(town.decide(HeldDecision::left_aside) == 1);  // unread
}

TEST_CASE("leaving aside says first what it does and to how many and is one more press") {
  ClaimingTown town;
  for (int i = 0; i < 3; ++i) town.say(town.kiosk.proposal("a bench there"));
  const auto page = town.browser.get("/held").body;
  const auto opens = page.find("<details>"), closes = page.find("</details>");
  REQUIRE(opens < closes);
  const auto asked = page.substr(opens, closes - opens);
  CHECK(test::has(asked, "laissés de côté : 3."));
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
  const auto issued =
      town.collector->create_kiosk({.place = {casablanca}, .label = "Far hall", .made_by = std::nullopt}).value();
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
                                       .account = 1,
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
