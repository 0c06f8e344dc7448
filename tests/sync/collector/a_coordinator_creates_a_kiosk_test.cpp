#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/published/content_names.h"
#include "sync/domain/places/folded_name.h"
#include "sync/seal/fingerprint.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {

Browser signed_in(TestCollector& collector) {
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.sign_in("Amina", test::good_password);
  return browser;
}

std::string code_in(const std::string& html) {
  constexpr std::string_view open = "id=\"enrol-code\" class=\"code\" dir=\"ltr\">";
  const auto at = html.find(open);
  REQUIRE(at != std::string::npos);
  return html.substr(at + open.size(), html.find('<', at) - at - open.size());
}

}  // namespace

TEST_CASE("a coordinator creates a kiosk and its code is shown once and works") {
  TestCollector collector;
  auto browser = signed_in(collector);
  const auto page = browser.submit("/kiosks/new", "/kiosks/new", {{"label", "بهو البلدية"}, {"place", "Agadir"}});
  REQUIRE(page.status == 200);
  const auto code = code_in(page.body);
  test::TestKiosk kiosk(collector.random);
  REQUIRE(kiosk.ask_to_enrol(*collector, code).has_value());
  const auto& pinned = kiosk.pinned();
  const auto fingerprint = seal::fingerprint_of(pinned.collector, pinned.signing_key, pinned.sealing_key);
  CHECK(page.body.find("id=\"fingerprint\" class=\"fingerprint\" dir=\"ltr\">" + fingerprint + "</code>") !=
        std::string::npos);
  CHECK(kiosk.pinned().place.code.value == "09.001.01.01");
  const auto list = browser.get("/kiosks").body;
  CHECK(list.find("بهو البلدية") != std::string::npos);
  CHECK(list.find(code) == std::string::npos);
  CHECK(list.find(fingerprint) != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'kiosk_created' AND account IS NOT NULL") == 1);
}

TEST_CASE("a name that several places have is asked about") {
  TestCollector collector;
  auto browser = signed_in(collector);
  const auto opened = collector::ContentNames::open(MINBAR_CONTENT_FOLDER).value();
  const auto& names = *opened;
  std::string repeated;
  for (const auto& place : names.places()) {
    const auto bare = place.name_ar.substr(0, place.name_ar.find(" ("));
    if (names.find_place(bare).size() > 1) repeated = bare;
  }
  REQUIRE_FALSE(repeated.empty());
  const auto page = browser.submit("/kiosks/new", "/kiosks/new", {{"label", "Market"}, {"place", repeated}});
  CHECK(page.status == 422);
  const auto choice = names.find_place(repeated).back();
  CHECK(page.body.find("value=\"" + choice.code.value + "\"") != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM devices") == 0);
  const auto done = browser.submit("/kiosks/new", "/kiosks/new",
                                   {{"label", "Market"}, {"place", repeated}, {"choice", choice.code.value}});
  CHECK(done.status == 200);
  CHECK(collector.count("SELECT count(*) FROM assignments WHERE place = '" + choice.code.value + "'") == 1);
}

TEST_CASE("an unknown place and an empty name are said in the form which keeps what was typed") {
  TestCollector collector;
  auto browser = signed_in(collector);
  const auto lost = browser.submit("/kiosks/new", "/kiosks/new", {{"label", "My <kiosk>"}, {"place", "Atlantis"}});
  CHECK(lost.status == 422);
  CHECK(lost.body.find("value=\"My &lt;kiosk&gt;\"") != std::string::npos);
  CHECK(lost.body.find("value=\"Atlantis\"") != std::string::npos);
  CHECK(browser.submit("/kiosks/new", "/kiosks/new", {{"label", " "}, {"place", "Agadir"}}).status == 422);
  CHECK(collector.count("SELECT count(*) FROM devices") == 0);
}

TEST_CASE("places are found however their name is written") {
  const auto opened = collector::ContentNames::open(MINBAR_CONTENT_FOLDER).value();
  const auto& names = *opened;
  const auto only = [&](std::string_view text) {
    const auto found = names.find_place(text);
    return found.size() == 1 ? found[0].code.value : std::to_string(found.size()) + " found";
  };
  CHECK(only("09.001.01.01") == "09.001.01.01");
  CHECK(only("  agadir ") == "09.001.01.01");
  CHECK(only("اكادير") == "09.001.01.01");
  CHECK(only("أَكَادِير") == "09.001.01.01");
  CHECK(only(names.place({"09.273.01.15"}, Language::ar)) == "09.273.01.15");
  CHECK(only(names.place({"09.273.01.15"}, Language::fr)) == "09.273.01.15");
  CHECK(only(names.place({"09.273.01.15"}, Language::en)) == "09.273.01.15");
  CHECK(names.place({"09.273.01.15"}, Language::en) != names.place({"09.273.01.15"}, Language::fr));
  CHECK(only("") == "0 found");
  CHECK(folded_name("Aït Melloul") == folded_name("AIT-MELLOUL"));
  CHECK(names.place({"77.777"}, Language::ar) == "77.777");
  CHECK(names.theme({"a_theme_of_tomorrow"}, Language::fr) == "a_theme_of_tomorrow");
}

TEST_CASE("the kiosks page tells a silent kiosk from an idle one in words") {
  TestCollector collector;
  auto browser = signed_in(collector);
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {}, kiosk.heartbeat(collector.clock.wall_ms()));
  CHECK(browser.get("/kiosks").body.find("class=\"state idle\"") != std::string::npos);
  collector.clock.advance(limits::silent_after_ms);
  const auto page = browser.get("/kiosks").body;
  CHECK(page.find("class=\"state silent\"") != std::string::npos);
  CHECK(page.find("صامت") != std::string::npos);
}

TEST_CASE("a withdrawn kiosk is refused from then on and what it had sent stays") {
  TestCollector collector;
  auto browser = signed_in(collector);
  test::TestKiosk kiosk(collector.random), other(collector.random);
  kiosk.enrol(*collector, "To be withdrawn");
  other.enrol(*collector, "To be kept");
  kiosk.send(*collector, {kiosk.say("before")});
  const auto address = "/kiosks/" + to_hex(kiosk.pinned().device.view()) + "/revoke";
  CHECK(browser.get("/kiosks").body.find(address) != std::string::npos);
  CHECK(browser.post(address, {}).status == 403);
  const auto asked = browser.get(address);
  CHECK(asked.body.find("To be withdrawn") != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM devices WHERE revoked_at_ms IS NOT NULL") == 0);
  CHECK(browser.submit(address, address, {}).header("Location") == "/kiosks");
  const auto refused = collector->exchange(kiosk.frame(kiosk.request({kiosk.say("after")})));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().status == 403);
  other.send(*collector, {other.say("still welcome")});
  const auto list = browser.get("/kiosks").body;
  CHECK(list.find(address) == std::string::npos);
  CHECK(list.find("To be withdrawn") > list.find("To be kept"));  // among the withdrawn, for whom a new code is made
  CHECK(list.find("To be kept") != std::string::npos);
  CHECK(collector.count("SELECT count(*) FROM proposals WHERE body = 'before'") == 1);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'kiosk_revoked' AND account IS NOT NULL") == 1);
  CHECK(browser.get(address).status == 404);
  CHECK(browser.get("/kiosks/nonsense/revoke").status == 404);
}
