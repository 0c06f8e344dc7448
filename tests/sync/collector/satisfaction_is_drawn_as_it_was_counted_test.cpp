// What stands on the page of figures beside a count: which face has it, where its bar and its mean stand, what is named
// and in which order.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "sync/collector/published/content_names.h"
#include "tests/sync/collector/rated_town.h"

using namespace minbar;
using test::has;
using test::RatedTown;
using test::TestKiosk;
using test::text_of_id;

namespace {

struct Piece {
  double x = 0;
  double width = 0;
};

// The bars of one look, in the order of the page.
std::vector<Piece> pieces_of(const std::string& page, const std::string& look = "piece") {
  std::vector<Piece> out;
  const auto mark = "class=\"" + look + "\" x=\"";
  for (auto at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
    const auto x = at + mark.size(), width = page.find("width=\"", x) + 7;
    out.push_back({.x = std::stod(page.substr(x, 8)), .width = std::stod(page.substr(width, 8))});
  }
  return out;
}

std::string part_of(const std::string& page, const std::string& from, const std::string& to) {
  const auto at = page.find(from);
  REQUIRE(at != std::string::npos);
  return page.substr(at, page.find(to, at) - at);
}

// Forty ratings with another share of each face.
void rate_unevenly(RatedTown& town) {
  const std::array<int, 5> times{4, 8, 10, 6, 12};
  for (int answer = 1; answer <= 5; ++answer)
    town.rate("roads", answer, times.at(static_cast<std::size_t>(answer - 1)));
}

}  // namespace

TEST_CASE("each face has the number and the share of those who touched it and the best stands first") {
  RatedTown town;
  rate_unevenly(town);
  const auto page = town.page();
  const std::vector<std::pair<std::string, std::string>> faces{
      {"5\"/></svg>Très bien", "12</td><td class=\"numeric strong\">30"},
      {"4\"/></svg>Bien", "6</td><td class=\"numeric strong\">15"},
      {"3\"/></svg>Moyen", "10</td><td class=\"numeric strong\">25"},
      {"2\"/></svg>Mauvais", "8</td><td class=\"numeric strong\">20"},
      {"1\"/></svg>Très mauvais", "4</td><td class=\"numeric strong\">10"}};
  std::size_t last = 0;
  for (const auto& [face, counted] : faces) {
    INFO(face);
    const auto at = page.find("#face-" + face + "</span></th><td class=\"numeric\">" + counted + "\u202F%</td>");
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
  CHECK(has(page, "<p class=\"big\">45\u202F%</p>"));  // well and very well
  CHECK(has(part_of(page, "<p class=\"big\">45", "</section>"), " 30\u202F%</p>"));
  // the same by service: the share of each face beside it
  const auto row = part_of(page, "<bdi>Voirie</bdi>", "</tr>");
  for (const auto* share : {"share-1\">10", "share-2\">20", "share-3\">25", "share-4\">15", "share-5\">30"}) {
    const std::string text(share);
    const auto cell = part_of(row, text.substr(0, 9), "</td>");
    CHECK(has(cell, "#face-" + text.substr(6, 1)));
    CHECK(has(cell, ">" + text.substr(9) + "\u202F%"));
    CHECK(has(row, "fill=\"url(#answer-" + text.substr(6, 1)));
  }
}

TEST_CASE("the mean and its interval stand on the axis at their figures and the other way round in Arabic") {
  RatedTown town;
  rate_unevenly(town);
  const auto tick = [](const std::string& at, int number) {
    return "<text x=\"" + at + "\" y=\"2.7rem\" text-anchor=\"middle\">" + std::to_string(number) + "<";
  };
  const std::vector<std::string> places{"4.00%", "27.00%", "50.00%", "73.00%", "96.00%"};
  const auto french = town.page();
  for (int i = 0; i < 5; ++i) CHECK(has(french, tick(places.at(static_cast<std::size_t>(i)), i + 1)));
  CHECK(has(french, "cx=\"58.05%\""));  // 3.35
  CHECK(has(french, "class=\"range\" x=\"47.98%\" width=\"19.76%\""));
  CHECK(has(french, "entre 2,9 et 3,8, à 95"));
  town.browser.headers = {"Accept-Language: ar"};
  town.browser.cookies.erase("minbar_language");
  const auto arabic = town.page();
  for (int i = 0; i < 5; ++i) CHECK(has(arabic, tick(places.at(static_cast<std::size_t>(i)), 5 - i)));
  CHECK(has(arabic, "cx=\"41.95%\""));
  CHECK(has(arabic, "class=\"range\" x=\"32.26%\" width=\"19.76%\""));
}

TEST_CASE("the widest line of a table fills its drawing and one that is kept back widens none") {
  RatedTown town;
  town.rate("civil_status", 5, 14);
  town.rate("civil_status", 2, 6);
  town.rate("burial", 1, 6);  // kept back because of the next
  town.rate("roads", 1, 3);
  const auto page = part_of(town.page(), "<table class=\"groups\"", "</table>");
  CHECK(has(page, "Non affiché"));
  const auto pieces = pieces_of(page);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].x == Approx(50 - 50 * 0.3 / 0.7).margin(0.01));
  CHECK(pieces[1].x + pieces[1].width == Approx(100).margin(0.01));
}

TEST_CASE("places are set beside each other where there are two and no place is where there is one") {
  RatedTown town;
  town.rate("civil_status", 4, 20);
  CHECK_FALSE(has(town.page(), "Par collectivité territoriale"));
  auto elsewhere = town.kiosk.rating("civil_status", Satisfaction::satisfied);
  elsewhere.place = {"09.001.01.02"};
  town.rate(elsewhere, 20);
  CHECK(has(town.page(), "Par collectivité territoriale"));
  CHECK_FALSE(has(town.page("?place=09.001.01.02"), "Par collectivité territoriale"));
}

TEST_CASE("the page says which service and which place were chosen and its form keeps them") {
  RatedTown town;
  town.rate("civil_status", 4, 6);
  auto elsewhere = town.kiosk.rating("roads", Satisfaction::satisfied);
  elsewhere.place = {"09.001.01.02"};
  town.rate(elsewhere, 6);
  const auto chosen = [](const std::string& page) { return part_of(page, "<p class=\"chosen\">", "</p>"); };
  CHECK_FALSE(has(chosen(town.page()), "<bdi>"));
  const auto service = town.page("?service=civil_status&period=quarter");
  CHECK(has(chosen(service), "<bdi>État civil</bdi>"));
  CHECK_FALSE(has(chosen(service), "Agadir"));
  CHECK(has(service, "<option value=\"civil_status\" selected>"));
  CHECK_FALSE(has(service, "<option value=\"roads\" selected>"));
  CHECK(has(service, "value=\"quarter\" checked"));
  const auto place = town.page("?place=09.001.01.01");
  CHECK(has(chosen(place), "<bdi>Agadir (pr"));
  CHECK_FALSE(has(chosen(place), "État civil"));
  CHECK(has(place, "<option value=\"09.001.01.01\" selected>"));
  CHECK(has(place, "value=\"month\" checked"));
}

TEST_CASE("a service of five ratings that are kept back for a smaller one is not said to have fewer than five") {
  RatedTown town;
  town.rate("civil_status", 4, 45);
  town.rate("burial", 4, 5);
  town.rate("roads", 4, 3);
  const auto kept_back = town.page("?service=burial");
  CHECK(text_of_id(kept_back, "count") == "5");
  CHECK(has(kept_back, "Non affiché, pour protéger"));
  CHECK_FALSE(has(kept_back, "Moins de 5 avis"));
  CHECK(has(town.page("?service=roads"), "Moins de 5 avis"));
}

TEST_CASE("thirty ratings are not few and twenty-nine are") {
  RatedTown town;
  town.rate("civil_status", 4, 29);
  CHECK(has(town.page(), "à lire avec prudence"));
  town.rate("civil_status", 4, 1);
  CHECK_FALSE(has(town.page(), "à lire avec prudence"));
}

TEST_CASE("one repeat of each face is left out and said and one rating of an uncertain time is counted and said") {
  RatedTown town;
  town.rate("civil_status", 4, 6);
  auto repeat = town.kiosk.rating("civil_status", Satisfaction::satisfied);
  std::get<Rating>(repeat.body).soon_after_another = true;
  TestKiosk fresh(town.collector.random);
  fresh.enrol(*town.collector, "Fresh");
  const auto send = [&](Submission said) {
    said.id = {.bytes = town.collector.random.array<16>()};
    said.made_at_s = 1'700'000'100;  // before its kiosk was enrolled
    const auto sealed = seal::bytes_of_envelope(fresh.seal_submission(said));
    REQUIRE(fresh.send(*town.collector, {sealed}).results.at(0).status == wire::RecordStatus::stored);
  };
  town.kiosk.send(*town.collector, {}, town.kiosk.heartbeat(town.collector.clock.wall_ms()));  // its clock is right
  CHECK_FALSE(has(town.page(), "à la même borne"));
  CHECK_FALSE(has(town.page(), "ils comptent au jour estimé"));
  send(repeat);  // not counted, and so not counted as uncertain
  CHECK(has(town.page(), "à la même borne\u202F: 1<"));
  CHECK_FALSE(has(town.page(), "ils comptent au jour estimé"));
  send(town.kiosk.rating("civil_status", Satisfaction::satisfied));
  CHECK(has(town.page(), "ils comptent au jour estimé\u202F: 1<"));
  for (int answer = 1; answer <= 5; ++answer) {
    std::get<Rating>(repeat.body).satisfaction = static_cast<Satisfaction>(answer);
    town.rate(repeat);
  }
  const auto page = town.page();
  CHECK(text_of_id(page, "count") == "7");
  CHECK(text_of_id(page, "mean") == "4,0");
  CHECK(has(page, "à la même borne\u202F: 6<"));
}

TEST_CASE("where all ratings are repeats the page says so and not that there are none") {
  RatedTown town;
  auto repeat = town.kiosk.rating("civil_status", Satisfaction::satisfied);
  std::get<Rating>(repeat.body).soon_after_another = true;
  town.rate(repeat, 1);
  CHECK(text_of_id(town.page(), "count") == "0");
  CHECK(has(town.page(), "à la même borne\u202F: 1<"));
  CHECK_FALSE(has(town.page(), "Aucun avis pour cette période"));
}

TEST_CASE("a service and a commitment of one id are counted on pages of their own with their own comments") {
  RatedTown town;
  auto service = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(service.body).comment = "said of the service";
  town.rate(service, 6);
  auto commitment = town.kiosk.rating("", Satisfaction::dissatisfied);
  std::get<Rating>(commitment.body).subject = CommitmentId{"roads"};
  std::get<Rating>(commitment.body).comment = "said of the commitment";
  town.rate(commitment, 7);
  std::get<Rating>(commitment.body).subject = CommitmentId{"MAAGD0001"};
  town.rate(commitment, 8);
  const auto services = town.page(), commitments = town.browser.get("/commitments").body;
  CHECK(text_of_id(services, "count") == "6");
  CHECK(has(services, "said of the service"));
  CHECK_FALSE(has(services, "said of the commitment"));
  CHECK_FALSE(has(services, "<option value=\"?\""));
  CHECK(text_of_id(commitments, "count") == "15");
  CHECK(has(commitments, "said of the commitment"));
  CHECK_FALSE(has(commitments, "said of the service"));
  CHECK(text_of_id(town.browser.get("/commitments?commitment=%3F").body, "count") == "7");
}

TEST_CASE("reasons stand by how often they were named and then by their ids and the most named fills its bar") {
  RatedTown town;
  const auto name = [&](std::vector<ReasonId> reasons, int times) {
    auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
    std::get<Rating>(said.body).reasons = std::move(reasons);
    town.rate(said, times);
  };
  name({{"cost"}}, 1);
  name({}, 4);
  CHECK(pieces_of(town.page(), "piece mood-2").at(0).width == 100);  // named once, by one of five
  name({{"welcome"}}, 3);
  name({{"delay"}, {"quality"}}, 3);
  name({{"quality"}}, 3);
  const auto page = part_of(town.page(), "<table class=\"reasons\"", "</table>");
  std::size_t last = 0;
  for (const auto* reason : {"La qualité des travaux", "Le délai", "L’accueil", "Le coût"}) {
    INFO(reason);
    REQUIRE(page.find(reason) != std::string::npos);
    CHECK(page.find(reason) > last);
    last = page.find(reason);
  }
  const auto bars = pieces_of(page, "piece mood-2");
  REQUIRE(bars.size() == 4);
  CHECK(bars[0].width == 100);
  CHECK(bars[1].width == 50);
}

TEST_CASE("reasons that were named in other months are not counted") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).reasons = {{"quality"}};
  town.rate(said, 6);
  for (const std::int64_t made_at_s : {1'782'000'000, 1'785'999'600}) {  // June and August of 2026
    said.made_at_s = made_at_s;
    std::get<Rating>(said.body).reasons = {{made_at_s < 1'784'000'000 ? "delay" : "welcome"}};
    town.rate(said, 6);
  }
  const auto august = town.page("?period=dates&from=2026-08&to=2026-08");
  CHECK(has(august, "L’accueil"));
  CHECK_FALSE(has(august, "Le délai"));
  CHECK_FALSE(has(august, "La qualité des travaux"));
}

TEST_CASE("thousands of reasons that one kiosk invents hide none that people named") {
  RatedTown town;
  auto said = town.kiosk.rating("roads", Satisfaction::satisfied);
  std::get<Rating>(said.body).reasons = {{"quality"}};
  town.rate(said, 6);
  REQUIRE(town.collector->storage().write([](db::Database& database) {
    return database.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000) INSERT INTO ratings (kind, "
        "place, subject, made_at_s, satisfaction, language, reasons, comment, soon_after_another, content_version, "
        "count) SELECT 'service', '09.001.01.01', 'roads', 1789999200, 4, 'ar', 'a' || i, '', 0, 1, 1 FROM n");
  }));
  const auto row = part_of(town.page(), "La qualité des travaux", "</tr>");
  CHECK(has(row, ">6<"));
}

TEST_CASE("an invented service that is spelt as two known ones on two lines is none of them") {
  RatedTown town;
  const auto known = collector::ContentNames::open(MINBAR_CONTENT_FOLDER).value()->services();
  auto said = town.kiosk.rating("", Satisfaction::satisfied);
  std::get<Rating>(said.body).comment = "invented";
  for (const auto& id : {*known.begin() + "\n" + *std::next(known.begin()), std::string("elsewhere")}) {
    std::get<Rating>(said.body).subject = ServiceId{id};
    town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said))});
    said.id = {.bytes = town.collector.random.array<16>()};
  }
  town.rate("roads", 4, 5);
  CHECK(has(town.page(), "\u00D7 2<"));  // one comment on what nobody knows
}
