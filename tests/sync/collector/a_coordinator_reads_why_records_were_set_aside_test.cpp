#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/collector/desk/words.h"
#include "sync/wire/messages.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using test::Browser;
using test::has;
using test::SignedInTown;
using wire::RecordReason;

namespace {

// Whether intake writes it; a new reason does not compile until this list and the words have it.
bool writes_as_reason(RecordReason reason) {
  switch (reason) {
    case RecordReason::none:
      return false;
    case RecordReason::malformed:
    case RecordReason::unsupported_version:
    case RecordReason::bad_signature:
    case RecordReason::wrong_recipient:
    case RecordReason::unopenable:
    case RecordReason::invalid_body:
    case RecordReason::id_taken:
    case RecordReason::lookup_taken:
      return true;
  }
  return false;
}

// As intake writes it, of this kiosk.
void put_aside(SignedInTown& town, std::string_view reason) {
  const auto put = town.collector->storage().write([&](db::Database& database) {
    return database.execute(
        "INSERT INTO set_aside (device, envelope_hash, reason, bytes, received_at_ms) VALUES ($1, randomblob(32), $2, "
        "x'', $3)",
        {town.kiosk.pinned().device, reason, town.collector.clock.wall_ms()});
  });
  REQUIRE(put.has_value());
}

std::size_t cards_in(std::string_view page) {
  constexpr std::string_view card = "class=\"card kiosk\"";
  std::size_t count = 0;
  for (auto at = page.find(card); at != std::string_view::npos; at = page.find(card, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("every reason that intake writes is told in words with what to do in every language") {
  SignedInTown town;
  std::vector<std::string> reasons;
  for (int number = 0; number <= static_cast<int>(RecordReason::lookup_taken); ++number)
    if (const auto reason = static_cast<RecordReason>(number); writes_as_reason(reason))
      reasons.emplace_back(wire::name_of(reason));
  REQUIRE(reasons.size() == 8);
  for (const auto& reason : reasons) put_aside(town, reason);
  for (const auto language : collector::desk_languages) {
    const auto words = collector::Words::load(language).value();
    town.browser.get(fmt::format("/language/{}?back=/set-aside", tag_of(language)));
    const auto page = town.browser.get("/set-aside").body;
    for (const auto& reason : reasons) {
      INFO(tag_of(language) << " " << reason);
      CHECK(has(page, words.at("set_aside.reason." + reason)));
      CHECK(has(page, words.at("set_aside.to_do." + reason)));
      CHECK_FALSE(has(page, ">" + reason + "<"));
    }
    CHECK_FALSE(has(page, words.at("set_aside.reason.other")));
  }
}

TEST_CASE("a reason of a later version is told as one that is not known here") {
  SignedInTown town("fr");
  put_aside(town, "written_in_2031");
  const auto page = town.browser.get("/set-aside");
  CHECK(page.status == 200);
  CHECK(has(page.body, "Autre raison"));
  CHECK_FALSE(has(page.body, "written_in_2031"));
}

TEST_CASE("what one kiosk sent for one reason is one line with its number and the newest stands first") {
  SignedInTown town("fr");
  town.kiosk.send(*town.collector, {Bytes(40, 7), Bytes(41, 7), Bytes(42, 7)});
  town.collector.clock.advance(60'000);
  put_aside(town, "unopenable");
  const auto page = town.browser.get("/set-aside").body;
  CHECK(cards_in(page) == 2);
  CHECK(has(page, "<dd class=\"number\">3</dd>"));
  CHECK(page.find("Endommagé") < page.find("Illisible"));
  CHECK(has(town.browser.get("/held").body, "href=\"/set-aside\""));
}

TEST_CASE("a page of what was set aside leads to the older ones and none is shown twice") {
  SignedInTown town("fr");
  for (std::size_t number = 0; number < limits::page_rows + 2; ++number)
    put_aside(town, fmt::format("later_{}", number));
  const auto first = town.browser.get("/set-aside").body;
  CHECK(cards_in(first) == limits::page_rows);
  constexpr std::string_view link = "href=\"/set-aside?before=";
  const auto at = first.find(link);
  REQUIRE(at != std::string::npos);
  const auto from = at + link.size();
  const auto second = town.browser.get("/set-aside?before=" + first.substr(from, first.find('"', from) - from)).body;
  CHECK(cards_in(second) == 2);
  CHECK_FALSE(has(second, link));
}
