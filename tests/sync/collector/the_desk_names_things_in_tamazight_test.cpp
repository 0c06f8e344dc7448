// Tamazight has no word for most of what the desk says. What it has a word for is named in it, in Arabic pages; the
// public page, which citizens read, is nearly all in Tamazight.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "sync/base/hex.h"
#include "sync/collector/desk/words.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

std::multiset<std::string> gaps_in(const std::string& text) {
  static const std::regex gap("\\{[a-z]+\\}");
  std::multiset<std::string> out;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), gap); at != std::sregex_iterator(); ++at)
    out.insert(at->str());
  return out;
}

}  // namespace

TEST_CASE("whoever follows a code in Tamazight reads a page in Tamazight that runs from left to right") {
  test::SignedInTown town;
  const auto code = mint_receipt_code(town.collector.random);
  const auto said = town.kiosk.proposal("ⴰⵙⵉⴷⴷ");
  const auto keys = seal::derive_receipt_keys(code, town.collector->id()).value();
  town.kiosk.send(*town.collector, {seal::bytes_of_envelope(town.kiosk.seal_submission(said, keys))});
  const auto page = "/proposals/" + to_hex(said.id.view());
  REQUIRE(
      town.browser
          .submit(page, page + "/answer", {{"state", "accepted"}, {"language", "zgh"}, {"text", "ⵢⵢⵉⵀ"}, {"seen", "0"}})
          .status == 303);
  test::Browser citizen(town.port);
  citizen.headers = {"Accept-Language: zgh-MA, ar-MA;q=0.9"};
  const auto followed = citizen.submit("/follow", "/follow", {{"code", format_receipt_code(code)}}).body;
  CHECK(test::has(followed, "<html lang=\"zgh\" dir=\"ltr\">"));
  CHECK(test::has(followed, "ⴹⴼⵕ ⵜⴰⵙⵓⵎⵔⵜ ⵏⵖ ⵜⵓⵍⴽⵉⵎⵜ"));
  CHECK(test::has(followed, "ⵜⴻⵜⵜⵓⴷⴳⴳⴰ"));  // accepted
  CHECK(test::has(followed, "ⵛⵓⵜⴰⵏⴱⵉⵔ"));   // the month
}

TEST_CASE("a page of the desk that is mostly Arabic runs from right to left and names in Tamazight what has a name") {
  test::SignedInTown town("zgh");
  std::vector<Bytes> envelopes{town.kiosk.say("a bench")};
  for (int i = 0; i < 30; ++i)
    envelopes.push_back(seal::bytes_of_envelope(
        town.kiosk.seal_submission(town.kiosk.rating("civil_status", Satisfaction::satisfied))));
  town.kiosk.send(*town.collector, envelopes);
  const auto inbox = town.browser.get("/inbox").body;
  CHECK(test::has(inbox, "<html lang=\"ar\" dir=\"rtl\">"));
  CHECK(test::has(inbox, "المقترحات والعرائض الجديدة"));
  CHECK(test::has(inbox, "ⵜⵉⵏⴰⴼⵓⵜⵉⵏ ⵜⵉⴳⴷⵓⴷⴰⵏⵉⵏ"));  // the theme
  CHECK(test::has(inbox, "ⴳ ⵜⵣⵔⴰⵡⵜ"));              // a state that can be asked for: under study
  CHECK(test::has(inbox, "أكادير"));                // places have no Tamazight name
  const auto figures = town.browser.get("/satisfaction").body;
  CHECK(test::has(figures, "<html lang=\"ar\" dir=\"rtl\">"));
  CHECK(test::has(figures, "ⵜⵖⵓⴷⴰ ⴱⴰⵀⵔⴰ"));   // a face
  CHECK(test::has(figures, "ⴰⴷⴷⴰⴷ ⴰⵖⵔⵎⴰⵏ"));  // a service
  CHECK_FALSE(test::has(figures, "dir=\"ltr\">\n<head"));
}

TEST_CASE("what the desk says in Tamazight fills the same gaps and what it lacks is Arabic") {
  const auto all = collector::load_desk_words().value();
  const auto& arabic = all.front();
  const auto& tamazight = all.back();
  REQUIRE(tamazight.language() == Language::zgh);
  CHECK(tamazight.lender() == Language::ar);
  CHECK(tamazight.is_borrowed("inbox.title"));
  CHECK(tamazight.at("inbox.title") == "\u2067" + arabic.at("inbox.title") + "\u2069");
  CHECK(tamazight.at("number.share") == arabic.at("number.share"));  // no sentence: it stands among numbers
  CHECK_FALSE(tamazight.is_borrowed("answer.state.done"));
  for (const auto* key : {"date.pattern", "time.pattern", "month.pattern", "follow.lost.between"})
    CHECK(gaps_in(tamazight.at(key)) == gaps_in(arabic.at(key)));
  CHECK(tamazight.has_keys_of(arabic));
  CHECK(arabic.has_keys_of(tamazight));
}
