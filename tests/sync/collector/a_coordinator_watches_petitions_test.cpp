#include <catch2/catch.hpp>

#include "tests/sync/collector/content_with_petitions.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;
using test::TestKiosk;

namespace {

struct Town {
  test::ContentWithPetitions content;
  TestCollector collector{false, {}, content.path()};
  TestKiosk kiosk{collector.random};
  Browser browser{0};

  explicit Town(const std::string& language = "fr") {
    REQUIRE(collector->accounts().create("Amina", "a long enough password").has_value());
    kiosk.enrol(*collector, "Town hall");
    browser = Browser(collector.serve());
    browser.headers = {"Accept-Language: " + language};
    browser.sign_in("Amina", "a long enough password");
  }
  void sign(const std::string& petition, const std::string& person, bool listed = true) {
    auto said = kiosk.signature(petition, person);
    std::get<PetitionSignature>(said.body).on_electoral_list = listed;
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))},
                                  kiosk.heartbeat(collector.clock.wall_ms()));
    REQUIRE(reply.results.at(0).status == wire::RecordStatus::stored);
  }
  // What stands of one petition.
  std::string card(const std::string& petition) {
    const auto page = browser.get("/petitions");
    REQUIRE(page.status == 200);
    const auto at = page.body.find("id=\"petition-" + petition + "\"");
    REQUIRE(at != std::string::npos);
    return page.body.substr(at, page.body.find("</section>", at) - at);
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a petition shows how many signed of how many and what is not counted") {
  Town town;
  town.sign("sample_bus_line", "J1");
  town.sign("sample_bus_line", "J2", false);
  town.sign("sample_bus_line", "J2");
  const auto card = town.card("sample_bus_line");
  CHECK(has(card, "<b class=\"number\">2</b>"));
  CHECK(has(card, "<span class=\"number\">200</span>"));
  CHECK(has(card, "non comptées"));
  CHECK(has(card, "Dont non inscrits"));
  CHECK(has(card, "Town hall"));
  CHECK_FALSE(has(card, "Bornes silencieuses"));
  CHECK_FALSE(has(card, "Fatima"));
}

TEST_CASE("a petition to a region shows what each of its provinces still lacks") {
  Town town;
  town.sign("sample_forest", "J1");
  const auto card = town.card("sample_forest");
  CHECK(has(card, "Par préfecture et province"));
  CHECK(has(card, "class=\"lacking\""));
  CHECK_FALSE(has(town.card("sample_bus_line"), "Par préfecture et province"));
}

TEST_CASE("the page of petitions speaks Arabic and needs a session") {
  Town town("ar");
  CHECK(has(town.card("sample_bus_line"), "خط حافلة"));
  Browser stranger(town.collector.serve());
  CHECK(stranger.get("/petitions").status != 200);
}

TEST_CASE("without petitions the page says how they open") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", "a long enough password").has_value());
  Browser browser(collector.serve());
  browser.headers = {"Accept-Language: fr"};
  browser.sign_in("Amina", "a long enough password");
  CHECK(has(browser.get("/petitions").body, "settings.json"));
}
