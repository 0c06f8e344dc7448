#include <catch2/catch.hpp>

#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;
using Town = test::TownWithPetitions;

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

TEST_CASE("a petition to a region shows what each of its provinces still lacks") {
  Town town;
  town.sign("sample_forest", "J1");
  const auto card = town.card("sample_forest");
  CHECK(test::has(card, "Par préfecture et province"));
  CHECK(test::has(card, "class=\"lacking\""));
  CHECK_FALSE(test::has(town.card("sample_bus_line"), "Par préfecture et province"));
}

TEST_CASE("the page of petitions speaks Arabic and needs a session") {
  Town town("ar");
  CHECK(test::has(town.card("sample_bus_line"), "خط حافلة"));
  Browser stranger(town.port);
  CHECK(stranger.get("/petitions").status != 200);
}

TEST_CASE("without petitions the page says how they open") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.headers = {"Accept-Language: fr"};
  browser.sign_in("Amina", test::good_password);
  CHECK(test::has(browser.get("/petitions").body, "settings.json"));
}
