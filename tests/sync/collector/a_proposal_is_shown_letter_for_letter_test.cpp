#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

struct ReadingTown : test::SignedInTown {
  // The address of its page.
  std::string deliver(const Submission& submission) {
    const auto reply = kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(submission))});
    REQUIRE(reply.results[0].status == wire::RecordStatus::stored);
    return "/proposals/" + to_hex(submission.id.view());
  }
};

std::string said_in(const std::string& html) {
  constexpr std::string_view open = "<p id=\"proposal-text\" class=\"said\" dir=\"auto\">";
  const auto at = html.find(open);
  REQUIRE(at != std::string::npos);
  const auto from = at + open.size();
  return html.substr(from, html.find("</p>", from) - from);
}

}  // namespace

TEST_CASE("hostile markup is shown as text") {
  ReadingTown town;
  const std::string text = "<script>alert('x')</script> & \"</p><img src=x onerror=y>\" {{t:app.name}} {{#rows}}";
  const auto page = town.browser.get(town.deliver(town.kiosk.proposal(text)));
  CHECK(page.status == 200);
  CHECK(said_in(page.body) ==
        "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;&lt;/p&gt;&lt;img src=x "
        "onerror=y&gt;&quot; {{t:app.name}} {{#rows}}");
  const auto inbox = town.browser.get("/inbox");
  CHECK(inbox.body.find("<script") == std::string::npos);
  CHECK(inbox.body.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("line breaks and direction controls arrive unchanged inside their own paragraph") {
  ReadingTown town;
  const std::string text = "السطر الأول\r\n\n  deux  espaces\u202E\u2067 ولا تغيير\u0640\u064B";
  const auto said = said_in(town.browser.get(town.deliver(town.kiosk.proposal(text))).body);
  auto expected = text;
  expected.replace(expected.find('\r'), 1, "&#13;");
  CHECK(said == expected);
}

TEST_CASE("an author's name and contact are escaped and marked as personal data") {
  ReadingTown town;
  auto submission = town.kiosk.proposal("with a name");
  std::get<Proposal>(submission.body).author = Author{.name = "<b>Fatima</b>", .contact = "0600000000"};
  const auto page = town.opened(town.deliver(submission));
  CHECK(page.find("&lt;b&gt;Fatima&lt;/b&gt;") != std::string::npos);
  CHECK(page.find("<b>Fatima") == std::string::npos);
  CHECK(page.find("0600000000") != std::string::npos);
  CHECK(page.find("معطيات ذات طابع شخصي") != std::string::npos);
}

TEST_CASE("a proposal without a name says so") {
  ReadingTown town;
  const auto page = town.browser.get(town.deliver(town.kiosk.proposal("without"))).body;
  CHECK(page.find("دون اسم") != std::string::npos);
  CHECK(page.find("معطيات ذات طابع شخصي") == std::string::npos);
}

TEST_CASE("what a citizen said about gender and age stands beside the proposal and only then") {
  ReadingTown town;
  auto submission = town.kiosk.proposal("with answers");
  std::get<Proposal>(submission.body).about = About{.gender = Gender::woman, .age_band = AgeBand::from_18};
  const auto page = town.browser.get(town.deliver(submission)).body;
  CHECK(page.find("امرأة") != std::string::npos);
  CHECK(page.find("من 18 إلى 24 سنة") != std::string::npos);
  const auto other = town.browser.get(town.deliver(town.kiosk.proposal("without answers"))).body;
  CHECK(other.find("الفئة العمرية") == std::string::npos);
}

TEST_CASE("reading a proposal marks it as read for this coordinator only") {
  ReadingTown town;
  REQUIRE(town.collector->accounts().create("Brahim", test::good_password).has_value());
  const auto address = town.deliver(town.kiosk.proposal("read me"));
  const auto is_unread = [&] { return town.browser.get("/inbox").body.find("item unread") != std::string::npos; };
  CHECK(is_unread());
  town.browser.get(address);
  CHECK_FALSE(is_unread());
  town.browser.submit("/inbox", "/sign-out", {});
  town.browser.sign_in("Brahim", test::good_password);
  CHECK(is_unread());
}

TEST_CASE("the inbox pages through everything once and newest first") {
  ReadingTown town;
  std::vector<Bytes> envelopes;
  const int count = static_cast<int>(limits::page_rows) * 2 + 5;
  for (int i = 0; i < count; ++i) envelopes.push_back(town.kiosk.say("number " + std::to_string(i) + "."));
  town.kiosk.send(*town.collector, envelopes);
  int expected = count;
  std::string address = "/inbox";
  while (!address.empty()) {
    const auto page = town.browser.get(address).body;
    for (auto at = page.find("number "); at != std::string::npos; at = page.find("number ", at + 1)) {
      const auto wanted = "number " + std::to_string(--expected) + ".";
      CHECK(page.compare(at, wanted.size(), wanted) == 0);
    }
    const auto next = page.find("/inbox?before=");
    address = next == std::string::npos ? "" : page.substr(next, page.find('"', next) - next);
  }
  CHECK(expected == 0);
}

TEST_CASE("an unknown record gets the not found page") {
  ReadingTown town;
  CHECK(town.browser.get("/proposals/" + std::string(32, '0')).status == 404);
  CHECK(town.browser.get("/proposals/nonsense").status == 404);
}

TEST_CASE("an excerpt ends between words and says that it goes on") {
  CHECK(collector::excerpt_of("short") == "short");
  std::string words;
  for (int i = 0; i < 100; ++i) words += "كلمة ";
  const auto excerpt = collector::excerpt_of(words);
  CHECK(excerpt.size() < words.size());
  CHECK(excerpt.ends_with("كلمة\u2026"));
  CHECK(collector::excerpt_of(std::string(1000, 'x')) == std::string(280, 'x') + "\u2026");
}

TEST_CASE("a proposal is shown while another process writes for long and is marked as read afterwards") {
  ReadingTown town;
  const auto address = town.deliver(town.kiosk.proposal("read beside a rebuild"));
  town.collector.clock.advance(2 * 60'000);  // the session's use would be noted too
  {
    auto other = db::Database::open(collector::database_file(town.collector.options().data)).value();
    REQUIRE(other.execute("BEGIN IMMEDIATE").has_value());
    const auto page = town.browser.get(address);
    CHECK(page.status == 200);
    CHECK(page.body.find("read beside a rebuild") != std::string::npos);
    CHECK(town.collector.count("SELECT count(*) FROM readings") == 0);
    REQUIRE(other.execute("ROLLBACK").has_value());
  }
  CHECK(town.browser.get(address).status == 200);
  CHECK(town.collector.count("SELECT count(*) FROM readings") == 1);
}

TEST_CASE("a proposal that staff helped with says whose badge it was and others say nothing of it") {
  ReadingTown town;
  auto helped = town.kiosk.proposal("نقترح");
  CHECK(town.browser.get(town.deliver(helped)).body.find("agadir-7") == std::string::npos);
  helped = town.kiosk.proposal("نقترح أيضا");
  helped.assisted_by = BadgeId{"agadir-7"};
  CHECK(town.browser.get(town.deliver(helped)).body.find("<bdi>agadir-7</bdi>") != std::string::npos);
}
