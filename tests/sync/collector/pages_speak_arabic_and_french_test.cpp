#include <catch2/catch.hpp>

#include "sync/collector/desk/embedded.h"
#include "sync/collector/desk/templates.h"
#include "sync/collector/desk/time_text.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::Browser;
using test::TestCollector;

namespace {
const std::vector<std::string> public_pages{"/sign-in", "/follow", "/no-such-page"};
const std::vector<std::string> private_pages{"/inbox", "/satisfaction", "/commitments", "/kiosks", "/kiosks/new"};
}  // namespace

TEST_CASE("every page is right to left in Arabic and left to right in French") {
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
    const auto moved = browser.get("/language/fr?back=" + page);
    CHECK(moved.status == 303);
    CHECK(moved.header("Location") == page);
    CHECK(browser.get(page).body.find("<html lang=\"fr\" dir=\"ltr\">") != std::string::npos);
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
  CHECK(language("en-GB,en;q=0.9,fr;q=0.8") == "fr");
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
  const std::int64_t november = 1'795'525'500'000;  // 2026-11-24T13:05:00Z; Morocco keeps UTC+1
  CHECK(collector::time_text(november, "Africa/Casablanca", ar) == "24 نونبر 2026، 14:05");
  CHECK(collector::time_text(november, "Africa/Casablanca", fr) == "24 novembre 2026 à 14:05");
  CHECK(collector::machine_time(november) == "2026-11-24T13:05:00Z");
  const std::int64_t ramadan = 1'772'366'400'000;  // 2026-03-01T12:00:00Z, within Ramadan 1447: UTC
  CHECK(local_time(ramadan, "Africa/Casablanca").hour == 12);
}

TEST_CASE("both languages have exactly the same words") {
  const auto ar = collector::Words::load(Language::ar).value();
  const auto fr = collector::Words::load(Language::fr).value();
  CHECK(ar.has_keys_of(fr).has_value());
  CHECK(fr.has_keys_of(ar).has_value());
}

TEST_CASE("no page template can put out unescaped text") {
  for (const auto& file : collector::embedded_files()) {
    if (!file.name.starts_with("pages/")) continue;
    INFO(file.name);
    CHECK(file.content.find("{{{") == std::string_view::npos);
    CHECK(file.content.find("{{&") == std::string_view::npos);
  }
}
