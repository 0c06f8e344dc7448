#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::Browser;
using Town = test::TownWithPetitions;

namespace {

constexpr const char* bus = "sample_bus_line";
constexpr const char* bus_list = "/petitions/sample_bus_line/support";

// Every time a list was opened.
std::int64_t openings(Town& town) {
  return town.collector.count(
      "SELECT count(*) FROM audit WHERE action = 'support_list_opened' AND account IS NOT NULL AND petition = "
      "'sample_bus_line'");
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace

TEST_CASE("the list of support names who signed letter for letter with number and drawn signature") {
  Town town;
  auto said = town.kiosk.signature("sample_bus_line", "JB123456");
  auto& signature = std::get<PetitionSignature>(said.body);
  signature.given_name = "فاطمة الزهراء";
  signature.family_name = "<b>أيت & علي";
  signature.ink = {{{100, 100}, {500, 200}}, {{300, 50}, {300, 60}}};
  town.send(said);
  CHECK_THAT(town.card("sample_bus_line"), Contains(bus_list));
  const auto page = town.list_of_support(bus);
  REQUIRE(page.status == 200);
  CHECK_THAT(page.body, Contains("فاطمة الزهراء") && Contains("&lt;b&gt;أيت &amp; علي") && Contains("JB123456"));
  CHECK_THAT(page.body, Contains("Agadir"));
  CHECK_THAT(page.body, Contains("d=\"M100 100L500 200M300 50L300 60\"") && Contains("viewBox=\"88 38 424 174\""));
  CHECK(openings(town) == 1);
}

TEST_CASE("a list of support asks first why it is opened and offers the reasons there are for that") {
  Town town;
  const auto page = town.browser.get(bus_list).body;
  CHECK_THAT(page, Contains("action=\"/petitions/sample_bus_line/support\"") && Contains("value=\"verify\""));
}

TEST_CASE("a signature drawn along an edge of its field is shown whole") {
  Town town;
  const auto draw = [&](const std::string& person, const InkStroke& stroke) {
    auto said = town.kiosk.signature("sample_bus_line", person);
    std::get<PetitionSignature>(said.body).ink = {stroke};
    town.send(said);
  };
  draw("J1", {{0, 0}, {500, 0}});
  draw("J2", {{0, 0}, {0, 500}});
  const auto page = town.list_of_support(bus).body;
  CHECK_THAT(page, Contains("viewBox=\"-12 -12 524 24\"") && Contains("viewBox=\"-12 -12 24 524\""));
}

TEST_CASE("a list of support holds the signatures of its own petition alone") {
  Town town;
  town.sign("sample_forest", "JB777");
  town.sign("sample_bus_line", "JB778");
  const auto page = town.list_of_support(bus).body;
  CHECK(count(page, "class=\"card supporter\"") == 1);
  CHECK_THAT(page, Contains("JB778") && !Contains("JB777"));
}

TEST_CASE("a second signature and one after the last day stand on the list with a mark and the page counts the late") {
  Town town;
  town.sign("sample_bus_line", "J1");
  CHECK_THAT(town.card("sample_bus_line"), !Contains("après le dernier jour"));
  town.sign("sample_bus_line", "J1");
  auto late = town.kiosk.signature("sample_bus_line", "J2");
  late.made_at_s = 1'800'054'000;  // the midnight in Casablanca that ends 15 January 2027
  const auto now_ms = town.collector.clock.wall_ms();
  town.collector.clock.turn_wall_to(late.made_at_s * 1000);
  town.send(late);
  auto in_time = town.kiosk.signature("sample_bus_line", "J3");
  in_time.made_at_s = late.made_at_s - 60;
  town.send(in_time);
  town.collector.clock.turn_wall_to(now_ms);
  const auto page = town.list_of_support(bus).body;
  CHECK(count(page, "class=\"card supporter\"") == 4);
  CHECK(count(page, "Seconde signature") == 1);
  CHECK(count(page, "Après le dernier jour") == 1);
  CHECK_THAT(town.card("sample_bus_line"),
             Contains("<dt>Dont faites après le dernier jour</dt><dd class=\"number warn\">1"));
}

TEST_CASE("a long list is turned page by page and its numbers go on") {
  Town town;
  for (std::size_t i = 0; i <= limits::support_rows; ++i) town.sign("sample_bus_line", "JB" + std::to_string(1000 + i));
  const auto first = town.list_of_support(bus).body;
  CHECK(count(first, "class=\"card supporter\"") == limits::support_rows);
  CHECK_THAT(first, Contains("?after=100\""));
  const auto rest = town.list_of_support(bus, "?after=100").body;
  CHECK(count(rest, "class=\"card supporter\"") == 1);
  CHECK_THAT(rest, Contains("value=\"101\"") && Contains(">JB1100<") && !Contains("?after="));
  CHECK(openings(town) == 1);  // once, however many pages it has
  for (const auto* strange : {"?after=-5", "?after=x", "?after=99999999999999999999"}) {
    INFO(strange);
    CHECK(count(town.list_of_support(bus, strange).body, "class=\"card supporter\"") == limits::support_rows);
  }
}

TEST_CASE("nobody opens a list without a session and one that is not there is not noted as opened") {
  Town town;
  town.sign("sample_bus_line", "JB777");
  Browser stranger(town.port);
  const auto refused = stranger.get(bus_list);
  CHECK(refused.status != 200);
  CHECK_THAT(refused.body, !Contains("JB777"));
  CHECK(openings(town) == 0);
  const std::string no_list = "/petitions/nobody_asked/support";
  CHECK(town.browser.get(no_list).status == 404);
  CHECK(town.browser.submit("/petitions", no_list, {{"reason", "verify"}}).status == 404);
  CHECK(openings(town) == 0);
}

TEST_CASE("an opened list that cannot be read is an error and names nobody") {
  Town town;
  town.sign("sample_bus_line", "JB777");
  REQUIRE(town.list_of_support(bus).status == 200);
  const auto without = [&](const std::string& table) {
    const auto rename = [&](const std::string& from, const std::string& to) {
      REQUIRE(town.collector->storage().write(
          [&](db::Database& database) { return database.execute("ALTER TABLE " + from + " RENAME TO " + to); }));
    };
    rename(table, "elsewhere");
    const auto page = town.browser.get(bus_list);
    rename("elsewhere", table);
    CHECK_THAT(page.body, !Contains("JB777"));
    return page.status;
  };
  CHECK(without("petition_signatures") == 500);
  CHECK(without("openings") == 500);  // whether it is open at all
  CHECK_THAT(town.browser.get(bus_list).body, Contains("JB777"));
}

TEST_CASE("of a signature whose body was erased the list still says that it came") {
  Town town;
  town.sign("sample_bus_line", "JB777");
  town.sign("sample_bus_line", "JB778");
  REQUIRE(town.collector->storage().write([](db::Database& database) {
    return database.execute(
        "UPDATE envelopes SET sealed_body = NULL WHERE arrival = (SELECT min(arrival) FROM "
        "petition_signatures)");
  }));
  const auto page = town.list_of_support(bus).body;
  CHECK(count(page, "class=\"card supporter\"") == 2);
  CHECK_THAT(page, Contains("Signature effacée") && !Contains("JB777") && Contains("JB778"));
}

TEST_CASE("a signature that staff helped with says so and a rating never was helped") {
  Town town;
  auto helped = town.kiosk.signature("sample_bus_line", "JB777");
  helped.assisted_by = BadgeId{"agadir-7"};
  town.send(helped);
  town.sign("sample_bus_line", "JB778");
  const auto page = town.list_of_support(bus).body;
  CHECK(count(page, "agadir-7") == 1);
  auto rating = town.kiosk.rating("civil_status", Satisfaction::neutral);
  rating.assisted_by = BadgeId{"agadir-7"};
  const auto reply = town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(rating))});
  CHECK(reply.results.at(0).reason == wire::RecordReason::invalid_body);
}

TEST_CASE("whoever opens a list of support proves once more who they are when it was long ago") {
  Town town;
  town.sign("sample_bus_line", "JB777");
  town.collector.clock.advance(limits::confirmed_ms);
  CHECK(town.browser.get(bus_list).header("Location") == "/confirm?next=%2Fpetitions%2Fsample_bus_line%2Fsupport");
  const auto late = town.browser.submit("/petitions", bus_list, {{"reason", "verify"}});
  CHECK_THAT(late.header("Location"), Contains("/confirm?next="));
  CHECK(openings(town) == 0);
  CHECK(town.browser.submit("/confirm", "/confirm", {{"password", test::good_password}, {"next", bus_list}})
            .header("Location") == bus_list);
  CHECK_THAT(town.list_of_support(bus).body, Contains("JB777"));
  town.collector.clock.advance(limits::confirmed_ms);
  CHECK_THAT(town.browser.get(bus_list).body, Contains("JB777"));  // what is open stays open
}
