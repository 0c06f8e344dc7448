// Comments of a period, a page after the other, and what stands beside each.
#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/features/satisfaction/satisfaction_comments.h"
#include "tests/sync/collector/rated_town.h"

using namespace minbar;
using test::has;
using test::RatedTown;

namespace {

struct TownOfComments : RatedTown {
  void comment(std::int64_t made_at_s, const std::string& text, int times = 1, bool repeat = false) {
    auto said = kiosk.rating("roads", Satisfaction::satisfied);
    said.made_at_s = made_at_s;
    std::get<Rating>(said.body).comment = text;
    std::get<Rating>(said.body).soon_after_another = repeat;
    rate(said, times);
  }
  void comments(std::int64_t made_at_s, const std::string& text, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) comment(made_at_s, text + std::to_string(100 + i));
  }
  std::string item(const std::string& text, const std::string& query = "") {
    const auto body = page(query);
    const auto at = body.find(text);
    REQUIRE(at != std::string::npos);
    const auto from = body.rfind("<li", at);
    return body.substr(from, body.find("</li>", at) - from);
  }
};

constexpr std::int64_t in_september_s = 1'789'999'200, in_august_s = 1'787'000'400;

// Where the link to the next page leads; empty: nowhere.
std::string next_of(const std::string& page) {
  const std::string mark = "rel=\"next\" href=\"/satisfaction";
  const auto at = page.find(mark);
  if (at == std::string::npos) return {};
  auto address = page.substr(at + mark.size(), page.find('#', at) - at - mark.size());
  for (auto amp = address.find("&amp;"); amp != std::string::npos; amp = address.find("&amp;"))
    address.erase(amp + 1, 4);
  return address;
}

std::size_t times_in(const std::string& page, const std::string& word) {
  std::size_t times = 0;
  for (auto at = page.find(word); at != std::string::npos; at = page.find(word, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("a page of comments goes on into the month before and the next begins where it ended") {
  TownOfComments town;
  town.comments(in_september_s, "september-", 5);
  town.comments(in_august_s, "august-", limits::page_rows);
  const auto first = town.page("?period=dates&from=2026-08&to=2026-09");
  CHECK(times_in(first, ">september-") == 5);
  CHECK(times_in(first, ">august-") == limits::page_rows - 5);
  CHECK_FALSE(has(first, "Revenir aux premiers commentaires"));
  const auto next = next_of(first);
  CHECK(has(next, "&period=dates&from=2026-08&to=2026-09&"));
  const auto second = town.page(next);
  CHECK(times_in(second, ">september-") == 0);
  CHECK(times_in(second, ">august-") == 5);
  CHECK(has(second, ">august-" + std::to_string(100 + limits::page_rows - 5)));
  CHECK(next_of(second).empty());
  CHECK(has(second, "Revenir aux premiers commentaires"));
}

TEST_CASE("as many comments as a page takes need no other page and one more needs one") {
  TownOfComments town;
  town.comments(in_september_s, "september-", limits::page_rows);
  CHECK(next_of(town.page()).empty());
  town.comment(in_september_s, "september-x");
  CHECK_FALSE(has(town.page(), "september-x"));
  CHECK(times_in(town.page(next_of(town.page())), ">september-") == 1);
}

TEST_CASE("a comment of the first hour of a month stands in that month alone and a month without any is not named") {
  TownOfComments town;
  town.rate("roads", 4, 6);
  town.comment(1'788'217'200, "said as September began");  // 2026-09-01, 0:00 in Casablanca
  town.comment(1'783'000'800, "said in July");
  const auto page = town.page("?period=quarter");
  CHECK(times_in(page, "said as September began") == 1);
  CHECK(page.find("said as September began") < page.find("<h3>juillet 2026"));
  CHECK(times_in(page, "<h3>") == 2);
  CHECK_FALSE(has(page, "août 2026"));
}

TEST_CASE("a comment is marked when it was said often or soon after another rating") {
  TownOfComments town;
  town.rate("roads", 4, 6);
  town.comment(in_september_s, "said once");
  town.comment(in_september_s, "said twice", 2);
  town.comment(in_september_s, "said soon after", 1, true);
  CHECK_FALSE(has(town.item("said once"), "said-times"));
  CHECK_FALSE(has(town.item("said once"), "aussitôt après un autre avis"));
  CHECK(has(town.item("said twice"), "\u00D7 2<"));
  CHECK(has(town.item("said soon after"), "aussitôt après un autre avis"));
}

TEST_CASE("a comment among five of its service and place stands with face and place") {
  TownOfComments town;
  town.rate("roads", 2, 4);
  town.comment(in_september_s, "the fifth");
  const auto item = town.item("the fifth");
  CHECK(has(item, "#face-4\"/></svg>Bien<"));
  CHECK(has(item, "<bdi>Voirie</bdi>"));
  CHECK(has(item, "<bdi>Agadir (pr"));
}

TEST_CASE("a place among comments is read as it is written and nothing else is read as one") {
  using collector::comments_place_from;
  for (const auto* text : {"2026-09.0", "2026-01.5", "2026-12.2147483647"}) {
    const auto place = comments_place_from(text);
    REQUIRE(place);
    CHECK(name_of(*place) == text);
  }
  for (const auto* text : {"", "2026-09.", "2026-09", "2026/09.0", "2026-09-0", "x026-09.0", "2026-x9.0", "2026-09.x",
                           "2026-00.0", "2026-13.0", "2026-12.2147483648"}) {
    INFO(text);
    CHECK_FALSE(comments_place_from(text));
  }
  TownOfComments town;
  town.rate("roads", 4, 5);
  town.comment(in_september_s, "the newest");
  CHECK(has(town.page("?comments=2026/09.0"), "the newest"));
  CHECK_FALSE(has(town.page("?comments=2026-09.1"), "the newest"));
}
