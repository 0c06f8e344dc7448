#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "tests/sync/collector/rated_town.h"

using namespace minbar;
using test::Browser;
using test::RatedTown;
using test::TestCollector;
using test::text_of_id;

TEST_CASE("ratings are counted and repeats are left out and said") {
  RatedTown town;
  town.rate("civil_status", 5, 20);
  town.rate("civil_status", 1, 20);
  CHECK_FALSE(test::has(town.page(), "à la même borne"));
  auto repeat = town.kiosk.rating("civil_status", Satisfaction::very_dissatisfied);
  std::get<Rating>(repeat.body).soon_after_another = true;
  town.rate(repeat, 9);
  const auto page = town.page();
  CHECK(text_of_id(page, "count") == "40");
  CHECK(text_of_id(page, "mean") == "3,0");
  CHECK(test::has(page, "à la même borne\u202F: 9<"));
  CHECK(test::has(page, "<td class=\"numeric\">20</td><td class=\"numeric strong\">50\u202F%</td>"));
  CHECK_FALSE(test::has(page, "à lire avec prudence"));
}

TEST_CASE("few ratings are marked and fewer than five show nothing but their number") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::dissatisfied);
  std::get<Rating>(said.body).comment = "a comment that would tell who";
  std::get<Rating>(said.body).reasons = {{"delay"}};
  town.rate(said, 4);
  const auto hidden = town.page();
  CHECK(text_of_id(hidden, "count") == "4");
  CHECK(test::has(hidden, "Moins de 5 avis"));
  CHECK_FALSE(test::has(hidden, "<table"));
  CHECK_FALSE(test::has(hidden, "would tell who"));
  CHECK_FALSE(test::has(hidden, "id=\"mean\""));
  town.rate("roads", 4, 1);
  const auto shown = town.page();
  CHECK(text_of_id(shown, "count") == "5");
  CHECK(test::has(shown, "à lire avec prudence"));
  CHECK(test::has(shown, "would tell who"));
}

TEST_CASE("service and place and period choose what is counted") {
  RatedTown town;
  town.rate("civil_status", 5, 6);
  auto elsewhere = town.kiosk.rating("roads", Satisfaction::dissatisfied);
  elsewhere.place = {"09.001.01.02"};
  town.rate(elsewhere, 7);
  auto long_ago = town.kiosk.rating("roads", Satisfaction::neutral);
  long_ago.made_at_s = 1'760'000'400;  // October 2025
  town.rate(long_ago, 8);
  const auto count = [&](const std::string& query) { return text_of_id(town.page(query), "count"); };
  CHECK(count("") == "13");
  CHECK(count("?service=roads") == "7");
  CHECK(count("?place=09.001.01.01") == "6");
  CHECK(count("?service=roads&place=09.001.01.02&period=quarter") == "7");
  CHECK(count("?period=dates&from=2025-10&to=2025-10") == "8");
  CHECK(count("?period=dates&from=2025-10-31&to=2025-10-31") == "8");
  CHECK(test::has(town.page("?period=dates&from=2025-10-31&to=2025-10-31"), "Du 1er octobre 2025 au 31 octobre 2025"));
  CHECK(test::has(town.page("?service=burial"), "Aucun avis pour cette période"));
  CHECK(test::has(town.page("?period=dates&from=2026-10&to=2025-10"), "Les mois n’ont pas été compris"));
  const auto all = town.page();
  CHECK(test::has(all, "<option value=\"civil_status\">État civil</option>"));
  CHECK(test::has(all, "<option value=\"09.001.01.01\">"));
  CHECK(test::has(all, "<option value=\"09.001.01.02\""));
  CHECK_FALSE(test::has(all, "<option value=\"burial\""));
  CHECK(test::has(all, "Par service"));
  CHECK(test::has(all, "Par collectivité territoriale"));
  CHECK_FALSE(test::has(town.page("?service=roads&place=09.001.01.02"), "Par service"));
}

TEST_CASE("reasons are split by how satisfied those were who named them") {
  RatedTown town;
  for (const int answer : {1, 3, 5}) {
    auto said = town.kiosk.rating("roads", static_cast<Satisfaction>(answer));
    std::get<Rating>(said.body).reasons = {{"quality"}, {"safety"}};
    town.rate(said, answer == 3 ? 4 : 11 + answer);
  }
  const auto page = town.page();
  const auto at = page.find("La qualité des travaux");
  REQUIRE(at != std::string::npos);
  const auto row = page.substr(at, page.find("</tr>", at) - at);
  CHECK(row.find(">16<") < row.find("–"));  // satisfied, then neutral: too few to show
  CHECK(row.find("–") < row.find(">12<"));
}

TEST_CASE("reasons are shown of each mood that five at least were in") {
  RatedTown town;
  for (const int answer : {2, 3, 4}) {
    auto said = town.kiosk.rating("roads", static_cast<Satisfaction>(answer));
    std::get<Rating>(said.body).reasons = {{"quality"}};
    town.rate(said, 5);
  }
  const auto page = town.page();
  const auto at = page.find("La qualité des travaux");
  REQUIRE(at != std::string::npos);
  const auto row = page.substr(at, page.find("</tr>", at) - at);
  CHECK(test::has(row, ">5<"));
  CHECK_FALSE(test::has(row, "–"));
}

TEST_CASE("a comment among many stands under the filters of its service and place and under no other") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).comment = "said by one of twenty";
  town.rate(said, 20);
  town.rate("civil_status", 4, 20);
  for (const auto* filter : {"", "?service=roads", "?place=09.001.01.01", "?service=roads&place=09.001.01.01"})
    CHECK(test::has(town.page(filter), "said by one of twenty"));
  CHECK_FALSE(test::has(town.page("?service=civil_status"), "said by one of twenty"));
}

TEST_CASE("a reason counts under the filters of its service and place and under no other") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).reasons = {{"quality"}};
  town.rate(said, 6);
  auto elsewhere = town.kiosk.rating("civil_status", Satisfaction::satisfied);
  elsewhere.place = {"09.001.01.02"};
  town.rate(elsewhere, 6);
  const auto named = [&](const std::string& filter) { return test::has(town.page(filter), "La qualité des travaux"); };
  CHECK(named("?service=roads"));
  CHECK(named("?place=09.001.01.01"));
  CHECK_FALSE(named("?service=civil_status"));
  CHECK_FALSE(named("?place=09.001.01.02"));
}

TEST_CASE("each line of a table is marked when its ratings are few and no other is") {
  RatedTown town;
  town.rate("civil_status", 4, 40);
  CHECK_FALSE(test::has(town.page(), "peu d’avis"));
  town.rate("roads", 4, 29);
  const auto page = town.page();
  const auto mark = page.find("peu d’avis");
  REQUIRE(mark != std::string::npos);
  CHECK(page.find("peu d’avis", mark + 1) == std::string::npos);
  const auto row = page.rfind("<tr", mark);
  CHECK(test::has(page.substr(row, mark - row), ">29"));
  town.rate("roads", 4, 1);
  CHECK_FALSE(test::has(town.page(), "peu d’avis"));
}

TEST_CASE("ratings that cannot be counted are an error and no empty page") {
  RatedTown town;
  town.rate("roads", 4, 6);
  REQUIRE(town.collector->storage().write(
      [](db::Database& database) { return database.execute("ALTER TABLE ratings RENAME TO elsewhere"); }));
  for (const auto* path : {"/satisfaction", "/commitments"}) CHECK(town.browser.get(path).status == 500);
}

TEST_CASE("the reasons that a repeat names are not counted") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).reasons = {{"quality"}};
  town.rate(said, 6);
  std::get<Rating>(said.body).soon_after_another = true;
  town.rate(said, 7);
  const auto page = town.page();
  const auto at = page.find("La qualité des travaux");
  REQUIRE(at != std::string::npos);
  const auto row = page.substr(at, page.find("</tr>", at) - at);
  CHECK(test::has(row, ">6<"));
  CHECK_FALSE(test::has(row, ">13<"));
}

TEST_CASE("comments are paged month by month and tell no hour and no order") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  const auto comment = [&](std::int64_t made_at_s, const std::string& text) {
    said.made_at_s = made_at_s;
    std::get<Rating>(said.body).comment = text;
    town.rate(said);
  };
  const int september = static_cast<int>(limits::page_rows) + 5;
  for (int i = september; i-- > 0;) comment(1'789'999'200 - i * 900, "september " + std::to_string(100 + i));
  comment(1'787'000'400, "august <b>");
  std::string all, address = "?period=quarter";
  int pages = 0;
  for (; !address.empty() && pages < 5; ++pages) {
    const auto page = town.page(address);
    CHECK_FALSE(test::has(page, "datetime"));
    CHECK(page.find(':', page.find("id=\"comments\"")) > page.find("<ul>"));
    all += page.substr(page.find("id=\"comments\""));
    const auto next = page.find("rel=\"next\" href=\"/satisfaction");
    if (next == std::string::npos) break;
    address = page.substr(next + 30, page.find('#', next) - next - 30);
    for (auto amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;"))
      address.erase(amp + 1, 4);
  }
  CHECK(pages == 1);
  std::size_t last = 0;
  for (int i = 0; i < september; ++i) {  // by their letters, though they came the other way round
    const auto at = all.find("september " + std::to_string(100 + i));
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(all.find("august &lt;b&gt;") > last);
  CHECK(all.find("août 2026") > last);
}

TEST_CASE("a comment of the last hour of a month stands in that month alone") {
  RatedTown town;
  town.rate("roads", 4, 6);
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  said.made_at_s = 1'788'216'300;  // 2026-08-31, 23:45 in Casablanca
  std::get<Rating>(said.body).comment = "said as August ended";
  town.rate(said);
  const auto page = town.page("?period=quarter");
  const auto at = page.find("said as August ended");
  REQUIRE(at != std::string::npos);
  CHECK(page.find("said as August ended", at + 1) == std::string::npos);
  CHECK(page.rfind("août 2026", at) != std::string::npos);
}

TEST_CASE("the satisfaction page is for those who are signed in") {
  TestCollector collector;
  Browser browser(collector.serve());
  const auto answer = browser.get("/satisfaction?service=roads");
  CHECK(answer.status == 303);
  CHECK(answer.header("Location").find("/sign-in?next=") == 0);
}

TEST_CASE("a filter keeps back what the other pages would be subtracted to and says so") {
  RatedTown town;
  const auto rate_at = [&](const std::string& place, const std::string& service, int times) {
    auto said = town.kiosk.rating(service, Satisfaction::satisfied);
    said.place = {place};
    town.rate(said, times);
  };
  rate_at("09.001.01.01", "roads", 45);
  rate_at("09.001.01.02", "roads", 3);
  rate_at("09.001.01.01", "civil_status", 20);
  rate_at("09.001.01.02", "civil_status", 20);
  const auto kept_back = town.page("?service=roads&place=09.001.01.01");
  CHECK(text_of_id(kept_back, "count") == "45");
  CHECK(test::has(kept_back, "Non affiché, pour protéger"));
  CHECK_FALSE(test::has(kept_back, "<table"));
  CHECK_FALSE(test::has(kept_back, "id=\"mean\""));
  const auto shown = town.page("?service=roads");
  CHECK(test::has(shown, "id=\"mean\""));
  CHECK(test::has(shown, "Non affiché, pour protéger"));
}

TEST_CASE("a comment among few of its service and place stands without face and place and under no filter") {
  RatedTown town;
  town.rate("civil_status", 4, 20);
  auto lonely = town.kiosk.rating("roads", Satisfaction::dissatisfied);
  std::get<Rating>(lonely.body).comment = "said by one of three";
  town.rate(lonely, 1);
  town.rate("roads", 4, 2);
  auto elsewhere = town.kiosk.rating("roads", Satisfaction::satisfied);
  elsewhere.place = {"09.001.01.02"};
  std::get<Rating>(elsewhere.body).comment = "said by one of thirty";
  town.rate(elsewhere, 30);
  const auto item_of = [](const std::string& page, const std::string& comment) {
    const auto at = page.find(comment);
    REQUIRE(at != std::string::npos);
    const auto from = page.rfind("<li", at);
    return page.substr(from, page.find("</li>", at) - from);
  };
  const auto page = town.page();
  CHECK_FALSE(test::has(item_of(page, "said by one of three"), "#face-"));
  CHECK_FALSE(test::has(item_of(page, "said by one of three"), "item-foot"));
  CHECK(test::has(item_of(page, "said by one of thirty"), "#face-4"));
  CHECK(test::has(item_of(page, "said by one of thirty"), "item-foot"));
  for (const auto* filter : {"?service=roads", "?place=09.001.01.01"})
    CHECK_FALSE(test::has(town.page(filter), "said by one of three<"));
  CHECK_FALSE(test::has(town.page("?place=09.001.01.01"), "said by one of thirty"));
}

TEST_CASE("services that no pack knows are one line however many a kiosk invents") {
  RatedTown town;
  town.rate("roads", 5, 20);
  const std::vector<std::string> named{"aaa", "?", "roads-", "roads\nroads", "zzz"};
  std::vector<Bytes> envelopes;
  for (int i = 0; i < 60; ++i) {
    auto said = town.kiosk.rating("invented " + std::to_string(i), Satisfaction::dissatisfied);
    if (const auto at = static_cast<std::size_t>(i); at < named.size())
      std::get<Rating>(said.body).subject = ServiceId{named[at]};
    std::get<Rating>(said.body).comment = "a comment";
    envelopes.push_back(seal::bytes_of_envelope(town.kiosk.seal_submission(said)));
  }
  town.kiosk.send(*town.collector, envelopes);
  const auto page = town.page();
  CHECK(text_of_id(page, "count") == "80");
  CHECK_FALSE(test::has(page, "invented"));
  CHECK_FALSE(test::has(page, "\"aaa\""));
  CHECK_FALSE(test::has(page, ">aaa<"));
  CHECK(test::has(page, "<option value=\"?\">Autres, inconnus du contenu publié</option>"));
  CHECK(test::has(page, "<bdi>Autres, inconnus du contenu publié</bdi>"));
  CHECK(test::has(page, "\u00D7 60"));  // one comment, so many times
  CHECK(text_of_id(town.page("?service=%3F"), "count") == "60");
  CHECK(text_of_id(town.page("?service=roads"), "count") == "20");
  CHECK(test::has(town.page("?service=aaa"), "Aucun avis pour cette période"));
}

TEST_CASE("reasons that no pack knows are one line and a rating that names several counts once") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).reasons = {{"invented-a"}, {"invented-b"}, {"quality"}};
  town.rate(said, 6);
  const auto page = town.page();
  CHECK_FALSE(test::has(page, "invented"));
  const auto at = page.find("<bdi>Autres</bdi>");
  REQUIRE(at != std::string::npos);
  const auto row = page.substr(at, page.find("</tr>", at) - at);
  CHECK(test::has(row, ">6<"));
}
