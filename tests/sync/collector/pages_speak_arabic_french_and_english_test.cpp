#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "sync/collector/desk/embedded.h"
#include "sync/collector/desk/numbers.h"
#include "sync/collector/desk/templates.h"
#include "sync/collector/desk/time_text.h"
#include "sync/collector/desk/words.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {
const std::vector<std::string> public_pages{"/sign-in", "/follow", "/no-such-page"};
const std::vector<std::string> private_pages{"/inbox",       "/satisfaction",
                                             "/commitments", "/kiosks",
                                             "/kiosks/new",  "/petitions",
                                             "/held",        "/account",
                                             "/set-aside",   "/people",
                                             "/people/new",  "/account/password",
                                             "/confirm",     "/account/second-factor"};
struct SpeakingDesk {
  std::string tag;
  std::string direction;
  std::string name;  // in the language itself
};
const std::vector<SpeakingDesk> spoken{{"ar", "rtl", "العربية"}, {"fr", "ltr", "Français"}, {"en", "ltr", "English"}};

std::string switch_to(const SpeakingDesk& language, const std::string& page) {
  auto back = page;
  for (auto at = back.find('/'); at != std::string::npos; at = back.find('/', at)) back.replace(at, 1, "%2F");
  return " lang=\"" + language.tag + "\" href=\"/language/" + language.tag + "?back=" + back + "\">" + language.name +
         "</a>";
}

// What the word files of a language have to fill in, by key: "satisfaction.span" → {from} and {to}.
std::map<std::string, std::multiset<std::string>> slots_of(Language language) {
  static const std::regex word("\\s*\"([^\"]+)\": \"(.*)\",?"), slot("\\{[a-z]+\\}");
  std::map<std::string, std::multiset<std::string>> slots;
  for (const auto& file : collector::embedded_files()) {
    if (!file.name.starts_with("words/" + std::string(tag_of(language)) + "/")) continue;
    std::istringstream lines{std::string(file.content)};
    std::smatch parts;
    for (std::string line; std::getline(lines, line);) {
      if (!std::regex_match(line, parts, word)) continue;
      const auto text = parts.str(2);
      auto& found = slots[parts.str(1)];
      for (auto at = std::sregex_iterator(text.begin(), text.end(), slot); at != std::sregex_iterator(); ++at)
        found.insert(at->str());
    }
  }
  return slots;
}

}  // namespace

TEST_CASE("every page is right to left in Arabic and left to right in French and English") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.sign_in("Amina", test::good_password);
  auto pages = public_pages;
  pages.insert(pages.end(), private_pages.begin(), private_pages.end());
  for (const auto& page : pages) {
    INFO(page);
    browser.cookies.erase("minbar_language");
    CHECK(browser.get(page).body.find("<html lang=\"ar\" dir=\"rtl\">") != std::string::npos);
    for (const auto& language : spoken) {
      const auto moved = browser.get("/language/" + language.tag + "?back=" + page);
      CHECK(moved.status == 303);
      CHECK(moved.header("Location") == page);
      CHECK(
          test::has(browser.get(page).body, "<html lang=\"" + language.tag + "\" dir=\"" + language.direction + "\">"));
    }
  }
}

TEST_CASE("every page leads to the other languages and back to itself") {
  test::SignedInTown town;
  Browser stranger(town.port);
  for (auto* browser : {&town.browser, &stranger})
    for (const auto* page : {"/follow", "/no-such-page", "/inbox"})
      for (const auto& shown : spoken) {
        if (browser == &stranger && page == std::string("/inbox")) continue;  // which sends strangers to sign in
        browser->get("/language/" + shown.tag);
        const auto body = browser->get(page).body;
        for (const auto& offered : spoken) {
          INFO(page << " in " << shown.tag << " offers " << offered.tag);
          CHECK(test::has(body, switch_to(offered, page)) == (offered.tag != shown.tag));
        }
      }
}

TEST_CASE("without a choice the browser's language decides") {
  TestCollector collector;
  Browser browser(collector.serve());
  const auto language = [&](const std::string& accepted) {
    browser.headers = {"Accept-Language: " + accepted};
    const auto body = browser.get("/sign-in").body;
    return body.substr(body.find("lang=\"") + 6, 2);
  };
  CHECK(language("fr-FR,fr;q=0.9,ar;q=0.5") == "fr");
  CHECK(language("ar-MA,ar;q=0.9,fr;q=0.8") == "ar");
  CHECK(language("en-GB,en;q=0.9,fr;q=0.8") == "en");
  CHECK(language("zgh-MA, ar-MA;q=0.9, en;q=0.8") == "ar");
  CHECK(language("de, en;q=0.8,fr;q=0.7") == "en");
  CHECK(language("enm,frr,fr;q=0.5") == "fr");  // languages whose tags only begin like ours
  CHECK(language("de-en,,") == "ar");
  CHECK(language("de") == "ar");
}

TEST_CASE("the language switch leads to no other site") {
  TestCollector collector;
  Browser browser(collector.serve());
  CHECK(browser.get("/language/fr?back=https%3A%2F%2Fevil.example").header("Location") == "/");
  CHECK(browser.get("/language/fr?back=%2F%2Fevil.example").header("Location") == "/");
  CHECK(browser.get("/language/tlh").status == 404);
}

TEST_CASE("security headers stand on every page") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password).has_value());
  Browser browser(collector.serve());
  browser.sign_in("Amina", test::good_password);
  auto pages = public_pages;
  pages.insert(pages.end(), private_pages.begin(), private_pages.end());
  pages.insert(pages.end(), {"/", "/healthz", "/language/fr", "/static/none"});
  for (const auto& page : pages) {
    INFO(page);
    const auto answer = browser.get(page);
    CHECK(answer.header("Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(answer.header("Content-Security-Policy").find("unsafe") == std::string::npos);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.header("Referrer-Policy") == "same-origin");
    CHECK(answer.header("Cache-Control") == "no-store");
    CHECK(answer.body.find("<script") == std::string::npos);
    CHECK(answer.body.find(" style=") == std::string::npos);
    CHECK(answer.body.find("<style") == std::string::npos);
  }
}

TEST_CASE("styles and pictures are compiled in and cached by their content") {
  TestCollector collector;
  Browser browser(collector.serve());
  const auto page = browser.get("/sign-in").body;
  const auto at = page.find("/static/minbar.css?v=");
  REQUIRE(at != std::string::npos);
  const auto style = browser.get(page.substr(at, page.find('"', at) - at));
  CHECK(style.status == 200);
  CHECK(style.header("Content-Type") == "text/css; charset=utf-8");
  CHECK(style.header("Cache-Control").find("immutable") != std::string::npos);
  browser.headers = {"If-None-Match: " + style.header("ETag")};
  CHECK(browser.get("/static/minbar.css").status == 304);
  browser.headers = {};
  for (const auto& file : collector::embedded_files())
    if (file.name.starts_with("static/")) CHECK(browser.get("/" + std::string(file.name)).status == 200);
}

TEST_CASE("times are the town's own with Moroccan months") {
  const auto ar = collector::Words::load(Language::ar).value();
  const auto fr = collector::Words::load(Language::fr).value();
  const auto en = collector::Words::load(Language::en).value();
  const std::int64_t november = 1'795'525'500'000;  // 2026-11-24T13:05:00Z; Morocco keeps UTC+1
  CHECK(collector::time_text(november, "Africa/Casablanca", ar) == "24 نونبر 2026، 14:05");
  CHECK(collector::time_text(november, "Africa/Casablanca", fr) == "24 novembre 2026 à 14:05");
  CHECK(collector::time_text(november, "Africa/Casablanca", en) == "24 November 2026, 14:05");
  const LocalDate first{.year = 2026, .month = 12, .day = 1};
  CHECK(collector::date_text(first, ar) == "1 دجنبر 2026");
  CHECK(collector::date_text(first, fr) == "1er décembre 2026");
  CHECK(collector::date_text(first, en) == "1 December 2026");
  CHECK(collector::machine_time(november) == "2026-11-24T13:05:00Z");
  const std::int64_t ramadan = 1'772'366'400'000;  // 2026-03-01T12:00:00Z, within Ramadan 1447: UTC
  CHECK(local_time(ramadan, "Africa/Casablanca").hour == 12);
}

TEST_CASE("numbers are written as readers of each language write them") {
  const auto fr = collector::Words::load(Language::fr).value();
  const auto en = collector::Words::load(Language::en).value();
  CHECK(collector::count_text(999, en) == "999");
  CHECK(collector::count_text(1234, en) == "1,234");
  CHECK(collector::count_text(1'234'567, en) == "1,234,567");
  CHECK(collector::count_text(1'234'567, fr) == "1\u202F234\u202F567");
  CHECK(collector::decimal_text(3.94, en) == "3.9");
  CHECK(collector::decimal_text(3.94, fr) == "3,9");
  CHECK(collector::share_text(7, 12, en) == "58%");
  CHECK(collector::share_text(7, 12, fr) == "58\u202F%");
}

TEST_CASE("all languages of the desk have exactly the same words and the same gaps to fill in them") {
  const auto loaded = collector::load_desk_words();
  INFO((loaded ? "" : loaded.error().context));
  REQUIRE(loaded.has_value());
  REQUIRE(loaded->size() == spoken.size() + 1);  // and Tamazight, which borrows
  const auto first = slots_of(loaded->front().language());
  REQUIRE(first.size() > 300);
  REQUIRE(first.at("satisfaction.span") == std::multiset<std::string>{"{from}", "{to}"});
  for (const auto language : collector::desk_languages) {
    const auto slots = slots_of(language);
    CHECK(slots.size() == first.size());
    for (const auto& [key, gaps] : slots) {
      INFO(tag_of(language) << ": " << key);
      const auto same = first.find(key);
      REQUIRE(same != first.end());
      CHECK(gaps == same->second);
    }
  }
}

TEST_CASE("in English services and subjects and places have their English names") {
  test::SignedInTown town("en-GB,en;q=0.9");
  auto rating = town.kiosk.rating("civil_status", Satisfaction::neutral);
  town.kiosk.send(*town.collector,
                  {town.kiosk.say("a bench"), seal::bytes_of_envelope(town.kiosk.seal_submission(rating))});
  const auto inbox = town.browser.get("/inbox").body;
  CHECK(test::has(inbox, ">Proposals and new petitions</h1>"));
  CHECK(test::has(inbox, "Public services"));
  CHECK(test::has(inbox, "Agadir (prefecture of Agadir-Ida-Ou-Tanane)"));
  CHECK(test::has(town.browser.get("/satisfaction").body, ">Civil registration</option>"));
  CHECK(test::has(town.browser.get("/kiosks/new").body,
                  "<option value=\"Agadir (prefecture of Agadir-Ida-Ou-Tanane)\">"));
}

// Each is parsed when it is first shown, which must not be in front of a coordinator when it cannot be.
TEST_CASE("every page of the desk is a template that can be read in every language") {
  const auto words = collector::load_desk_words().value();
  const auto templates = collector::Templates::load(words).value();
  std::size_t shown = 0;
  for (const auto& file : collector::embedded_files()) {
    if (!file.name.starts_with("pages/") || file.name.starts_with("pages/parts/")) continue;
    const auto name = file.name.substr(6, file.name.size() - 6 - 5);
    for (const auto& language : words) {
      INFO(file.name);
      CHECK(!templates.render(name, language.language(), {}).empty());
      ++shown;
    }
  }
  CHECK(shown > 90);
}

TEST_CASE("no page template can put out unescaped text") {
  for (const auto& file : collector::embedded_files()) {
    if (!file.name.starts_with("pages/")) continue;
    INFO(file.name);
    CHECK(file.content.find("{{{") == std::string_view::npos);
    CHECK(file.content.find("{{&") == std::string_view::npos);
  }
}
