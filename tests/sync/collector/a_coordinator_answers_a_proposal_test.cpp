#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

// A proposal with a receipt, and the pages about it.
struct AnsweringTown : test::SignedInTown {
  ReceiptCode code = mint_receipt_code(collector.random);
  Submission said = kiosk.proposal("نقترح مقعدا أمام المكتبة");
  std::string page;
  std::map<std::string, std::string> good{
      {"state", "accepted"}, {"language", "ar"}, {"text", "نعم، قبل الصيف."}, {"seen", "0"}};

  AnsweringTown() { page = deliver(said, seal::derive_receipt_keys(code, collector->id()).value()); }

  std::string deliver(const Submission& submission, const std::optional<seal::ReceiptKeys>& keys) {
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(submission, keys))});
    REQUIRE(reply.results[0].status == wire::RecordStatus::stored);
    return "/proposals/" + to_hex(submission.id.view());
  }
  test::Answer send(const std::map<std::string, std::string>& form) {
    return browser.submit(page, page + "/answer", form);
  }
  std::int64_t answers() { return collector.count("SELECT count(*) FROM answers"); }
  std::string followed() {
    test::Browser citizen(port);
    return citizen.submit("/follow", "/follow", {{"code", format_receipt_code(code)}}).body;
  }
};

std::string seen_in(const std::string& html) {
  constexpr std::string_view open = "name=\"seen\" value=\"";
  const auto at = html.find(open);
  REQUIRE(at != std::string::npos);
  return html.substr(at + open.size(), html.find('"', at + open.size()) - at - open.size());
}

// How the inbox looks when only these are shown.
std::size_t rows_in(AnsweringTown& town, const std::string& query) {
  const auto html = town.browser.get("/inbox" + query).body;
  std::size_t rows = 0;
  for (auto at = html.find("class=\"card item"); at != std::string::npos; at = html.find("class=\"card item", at + 1))
    ++rows;
  return rows;
}

}  // namespace

TEST_CASE("an answer is kept with its words and told to whoever has the code") {
  AnsweringTown town;
  const auto sent = town.send(town.good);
  CHECK(sent.status == 303);
  CHECK(sent.header("Location") == town.page + "?given=1");
  const auto desk = town.browser.get(town.page + "?given=1").body;
  CHECK(test::has(desk, "سُجّل الجواب"));
  CHECK(test::has(desk, "نعم، قبل الصيف."));
  CHECK(test::has(desk, "<bdi>Amina</bdi>"));
  const auto public_page = town.followed();
  CHECK(test::has(public_page, "class=\"became accepted\""));
  CHECK(test::has(public_page, "dir=\"auto\" lang=\"ar\">نعم، قبل الصيف.</p>"));
  CHECK_FALSE(test::has(public_page, "Amina"));
  CHECK_FALSE(test::has(public_page, "مقعدا أمام المكتبة"));
}

TEST_CASE("a date in an answer reads on the page as at the kiosk and what arrived keeps its colour") {
  AnsweringTown town;
  const std::string arrived = "<div class=\"answer good\" role=\"status\"><h2>توصلت الجماعة الترابية بما قدمتموه</h2>";
  CHECK(test::has(town.followed(), arrived));
  auto dated = town.good;
  dated["text"] = "نعم، قبل 2026-12-15.";
  REQUIRE(town.send(dated).status == 303);
  CHECK(test::has(town.followed(), "نعم، قبل \u20662026-12-15\u2069.</p>"));
  CHECK(test::has(town.followed(), arrived));
  CHECK(test::has(town.browser.get(town.page).body, "\u20662026-12-15\u2069"));
}

TEST_CASE("the form begins with the citizen's language and says that the text is public") {
  AnsweringTown town;
  auto french = town.kiosk.proposal("un banc");
  french.language = Language::fr;
  const auto page = town.deliver(french, seal::ReceiptKeys{});
  CHECK(test::has(town.browser.get(page).body, "<option value=\"fr\" selected>"));
  const auto html = town.browser.get(town.page).body;
  CHECK(test::has(html, "<option value=\"ar\" selected>"));
  CHECK(test::has(html, "يقرأ هذا النص كل من يحمل رمز التتبع"));
  CHECK_FALSE(test::has(html, "checked"));
}

TEST_CASE("a coordinator who answers after another did is told and loses no word") {
  AnsweringTown town;
  REQUIRE(town.send(town.good).status == 303);
  auto late = town.good;
  late["text"] = "نص \"آخر\" <b>طويل</b>";
  late["state"] = "declined";
  late["language"] = "fr";
  const auto told = town.send(late);
  CHECK(told.status == 409);
  CHECK(test::has(told.body, "صدر جواب آخر في هذه الأثناء"));
  CHECK(test::has(told.body, "نعم، قبل الصيف."));
  CHECK(test::has(told.body, "نص &quot;آخر&quot; &lt;b&gt;طويل&lt;/b&gt;</textarea>"));
  CHECK(test::has(told.body, "value=\"declined\" required checked"));
  CHECK(test::has(told.body, "<option value=\"fr\" selected>"));
  CHECK(town.answers() == 1);
  late["seen"] = seen_in(told.body);
  CHECK(town.send(late).status == 303);
  CHECK(town.answers() == 2);
}

TEST_CASE("sent twice an answer is kept once") {
  AnsweringTown town;
  CHECK(town.send(town.good).status == 303);
  CHECK(town.send(town.good).status == 409);
  CHECK(town.answers() == 1);
}

TEST_CASE("a blank answer one too long or without a state is not kept and stays in the form") {
  AnsweringTown town;
  const auto refused = [&](const std::string& field, const std::string& value) {
    auto form = town.good;
    form[field] = value;
    const auto answer = town.send(form);
    CHECK(test::has(answer.body, "المرجو اختيار مآل"));
    return answer;
  };
  CHECK(refused("text", " \r\n ").status == 422);
  CHECK(refused("state", "").status == 422);
  CHECK(refused("state", "postponed").status == 422);
  CHECK(refused("language", "de").status == 422);
  std::string longest;
  for (std::size_t i = 0; i < limits::answer_code_points; ++i) longest += "\U0001F600";
  const auto too_long = refused("text", longest + "!");
  CHECK(too_long.status == 422);
  CHECK(test::has(too_long.body, longest + "!</textarea>"));
  CHECK(town.answers() == 0);
  auto form = town.good;
  form["text"] = longest;
  CHECK(town.send(form).status == 303);
}

TEST_CASE("line breaks of a browser's field become plain ones") {
  AnsweringTown town;
  auto form = town.good;
  form["text"] = "أولا\r\n\r\nثانيا";
  REQUIRE(town.send(form).status == 303);
  CHECK(test::has(town.followed(), "أولا\n\nثانيا</p>"));
}

TEST_CASE("without the token of the page or an account nothing is answered") {
  AnsweringTown town;
  auto form = town.good;
  form["token"] = std::string(64, '0');
  CHECK(town.browser.post(town.page + "/answer", form).status == 403);
  test::Browser stranger(town.port);
  CHECK(stranger.post(town.page + "/answer", form).status == 303);
  CHECK(town.answers() == 0);
}

TEST_CASE("a proposal without receipt says that it cannot be answered") {
  AnsweringTown town;
  const auto page = town.deliver(town.kiosk.proposal("no receipt"), std::nullopt);
  const auto html = town.browser.get(page).body;
  CHECK(test::has(html, "لا يمكن الجواب: ورد هذا السجل دون وصل"));
  CHECK_FALSE(test::has(html, "<textarea"));
  CHECK(town.browser.submit(page, page + "/answer", town.good).status == 422);
  CHECK(town.browser.submit("/inbox", "/proposals/" + std::string(32, '0') + "/answer", town.good).status == 404);
  CHECK(town.answers() == 0);
}

TEST_CASE("the inbox shows what was answered and can show only what was not") {
  AnsweringTown town;
  for (int i = 0; i < 40; ++i) town.deliver(town.kiosk.proposal("number " + std::to_string(i)), std::nullopt);
  REQUIRE(town.send(town.good).status == 303);
  CHECK(rows_in(town, "") == limits::page_rows);
  CHECK(rows_in(town, "?show=unanswered") == limits::page_rows);
  CHECK(rows_in(town, "?show=accepted") == 1);
  CHECK(rows_in(town, "?show=done") == 0);
  CHECK(rows_in(town, "?show=nonsense%27") == limits::page_rows);
  CHECK(test::has(town.browser.get("/inbox?show=accepted").body, "<span class=\"became accepted\">"));
  const auto first = town.browser.get("/inbox?show=unanswered").body;
  const auto at = first.find("/inbox?before=");
  REQUIRE(at != std::string::npos);
  auto older = first.substr(at, first.find('"', at) - at);
  older.erase(older.find("amp;"), 4);
  CHECK(rows_in(town, older.substr(std::string("/inbox").size())) == 10);
  auto again = town.good;
  again["state"] = "done";
  again["seen"] = seen_in(town.browser.get(town.page).body);
  REQUIRE(town.send(again).status == 303);
  CHECK(rows_in(town, "?show=accepted") == 0);
  CHECK(rows_in(town, "?show=done") == 1);
}

TEST_CASE("the public page tells the newest answer first and the earlier ones below") {
  AnsweringTown town;
  REQUIRE(town.send(town.good).status == 303);
  auto again = town.good;
  again["state"] = "done";
  again["language"] = "fr";
  again["text"] = "Le banc est posé.";
  again["seen"] = seen_in(town.browser.get(town.page).body);
  REQUIRE(town.send(again).status == 303);
  const auto html = town.followed();
  REQUIRE(test::has(html, "lang=\"fr\">Le banc est posé.</p>"));
  CHECK(html.find("Le banc est posé.") < html.find("نعم، قبل الصيف."));
  CHECK(html.find("became done") < html.find("became accepted"));
}

TEST_CASE("an answer given while another process writes for long stays in the form") {
  AnsweringTown town;
  auto other = db::Database::open(collector::database_file(town.collector.options().data)).value();
  REQUIRE(other.execute("BEGIN IMMEDIATE").has_value());
  const auto told = town.send(town.good);
  CHECK(told.status == 503);
  CHECK(test::has(told.body, "نعم، قبل الصيف.</textarea>"));
  REQUIRE(other.execute("ROLLBACK").has_value());
  CHECK(town.send(town.good).status == 303);
}
