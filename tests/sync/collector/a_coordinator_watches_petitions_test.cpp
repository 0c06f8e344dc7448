#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/features/petitions/report.h"
#include "sync/collector/published/content_names.h"
#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;
using Town = test::TownWithPetitions;

namespace {

// Of the sample petitions the first is a draft again, the second is closing, and the third is closed as before.
std::filesystem::path in_every_state(const std::filesystem::path& content) {
  const auto file = content / "petitions.json";
  auto text = read_file(file, 1024 * 1024).value();
  for (const std::string state : {"draft", "closing"}) {
    const std::string open = "\"state\": \"open\"";
    const auto at = text.find(open);
    REQUIRE(at != std::string::npos);
    text.replace(at, open.size(), "\"state\": \"" + state + "\"");
  }
  std::ofstream(file) << text;
  return content;
}

}  // namespace

TEST_CASE("a petition shows how many signed of how many and what is not counted") {
  Town town;
  town.sign("sample_bus_line", "J1");
  town.sign("sample_bus_line", "J2", false);
  town.sign("sample_bus_line", "J2");
  const auto card = town.card("sample_bus_line");
  CHECK(test::has(card, "<b class=\"number\">2</b>"));
  CHECK(test::has(card, "<span class=\"number\">200</span>"));
  CHECK(test::has(card, "non comptées"));
  CHECK(test::has(card, "Dont non inscrits"));
  CHECK(test::has(card, "Town hall"));
  CHECK(test::has(card, "<time datetime=\"2027-01-15\">15 janvier 2027</time>"));
  CHECK_FALSE(test::has(card, "Bornes silencieuses"));
  CHECK_FALSE(test::has(card, "Fatima"));
}

TEST_CASE("a petition shows up to when its count is complete and nothing of the kind before its kiosk promised it") {
  Town town;
  const auto promised = "<time datetime=\"" + collector::machine_time(town.collector.clock.wall_ms()) + "\">";
  CHECK_FALSE(test::has(town.card("sample_bus_line"), promised));
  town.sign("sample_bus_line", "J1");  // with a heartbeat
  CHECK(test::has(town.card("sample_bus_line"), promised));
}

TEST_CASE("a petition is reached by the very last signature that its threshold asks for") {
  Town town;
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) {
                return database.execute(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199) INSERT INTO "
                    "petition_signatures (arrival, record, device, place, petition, signer, residence, link, counts, "
                    "made_at_s, received_at_ms) SELECT 1000 + i, randomblob(16), (SELECT id FROM devices), "
                    "'09.001.01.01', 'sample_bus_line', randomblob(32), '09.001.01.01', 'resident', 1, 1, 1 FROM n");
              })
              .has_value());
  CHECK_FALSE(test::has(town.card("sample_bus_line"), "class=\"reached\""));
  town.sign("sample_bus_line", "J1");
  CHECK(test::has(town.card("sample_bus_line"), "class=\"reached\""));
}

TEST_CASE("a signature counts for the province of its residence and for no other") {
  Town town;
  town.sign("sample_forest", "J1");
  town.sign("sample_forest", "J2");
  const auto names = collector::ContentNames::open(town.path()).value();
  const auto petitions = names->petitions();
  const auto forest = std::find_if(petitions.begin(), petitions.end(),
                                   [](const Petition& one) { return one.id == PetitionId{"sample_forest"}; });
  REQUIRE(forest != petitions.end());
  const auto report = town.collector->storage()
                          .read([&](db::Database& database) { return collector::report_on(database, *forest); })
                          .value();
  const auto provinces = collector::by_province(*names, *forest, report);
  REQUIRE(provinces.size() > 2);
  for (const auto& province : provinces) CHECK(province.signatures == (province.place == PlaceCode{"09.001"} ? 2 : 0));
  CHECK(provinces.back().place == PlaceCode{"09.001"});  // least first
}

TEST_CASE("a petition to a region shows what each of its provinces still lacks") {
  Town town;
  town.sign("sample_forest", "J1");
  const auto card = town.card("sample_forest");
  CHECK(test::has(card, "Par préfecture et province"));
  CHECK(test::has(card, "class=\"lacking\""));
  CHECK_FALSE(test::has(town.card("sample_bus_line"), "Par préfecture et province"));
}

TEST_CASE("a petition says whether it is a draft or closing or closed and a draft shows no count") {
  const test::ContentWithPetitions content;
  test::SignedInTown town("fr", in_every_state(content.path()));
  const auto page = town.browser.get("/petitions").body;
  const auto card = [&](const std::string& petition) {
    const auto at = page.find("id=\"petition-" + petition + "\"");
    REQUIRE(at != std::string::npos);
    return page.substr(at, page.find("</section>", at) - at);
  };
  CHECK(test::has(card("sample_bus_line"), "Brouillon"));
  CHECK_FALSE(test::has(card("sample_bus_line"), "signatures sur"));
  CHECK(test::has(card("sample_forest"), "Collecte terminée"));
  CHECK(test::has(card("sample_forest"), "signatures sur"));
  CHECK(test::has(card("sample_library"), "<b>Close</b>"));
  CHECK(town.browser.get("/petitions/sample_bus_line/support").status == 404);  // nobody can have signed it
  CHECK(town.browser.get("/petitions/sample_forest/support").status == 200);
}

TEST_CASE("the page of petitions speaks Arabic and needs a session") {
  Town town("ar");
  CHECK(test::has(town.card("sample_bus_line"), "خط حافلة"));
  Browser stranger(town.port);
  CHECK(stranger.get("/petitions").status != 200);
}

TEST_CASE("petitions that cannot be counted are an error and no empty page") {
  Town town;
  REQUIRE(town.collector->storage().write(
      [](db::Database& database) { return database.execute("ALTER TABLE petition_tallies RENAME TO elsewhere"); }));
  CHECK(town.browser.get("/petitions").status == 500);
}

TEST_CASE("without petitions the page says how they open") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.headers = {"Accept-Language: fr"};
  browser.sign_in("Amina", test::good_password);
  CHECK(test::has(browser.get("/petitions").body, "settings.json"));
}

TEST_CASE("residences that a kiosk invents are counted no further than a bound and after those of many") {
  Town town;
  town.sign("sample_forest", "J1");
  town.sign("sample_forest", "J2");
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) {
                return database.execute(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050) INSERT INTO "
                    "petition_signatures (arrival, record, device, place, petition, signer, residence, link, counts, "
                    "made_at_s, received_at_ms) SELECT 1000 + i, randomblob(16), (SELECT id FROM devices), "
                    "'09.001.01.01', 'sample_forest', randomblob(32), '00 invented ' || i, 'resident', 1, 1, 1 FROM n");
              })
              .has_value());
  const auto names = collector::ContentNames::open(town.path()).value();
  for (const auto& petition : names->petitions()) {
    const auto report = town.collector->storage()
                            .read([&](db::Database& database) { return collector::report_on(database, petition); })
                            .value();
    if (petition.id != PetitionId{"sample_forest"}) {
      CHECK(report.residences.empty());
      continue;
    }
    CHECK(report.signatures == 10'052);
    REQUIRE(report.residences.size() == static_cast<std::size_t>(limits::residences_counted));
    CHECK(report.residences.front().place == PlaceCode{"09.001.01.01"});
    CHECK(report.residences.front().signatures == 2);
  }
}
