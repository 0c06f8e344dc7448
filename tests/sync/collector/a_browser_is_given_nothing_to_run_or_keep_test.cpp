#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/collector/desk/embedded.h"
#include "tests/sync/collector/signed_in_town.h"

using namespace minbar;

namespace {

const std::vector<std::string> desk_pages{
    "/inbox", "/inbox?answered=no", "/satisfaction", "/commitments", "/petitions", "/kiosks", "/kiosks/new"};

// A town with a proposal, and every kind of address that a browser may ask for.
struct Site : test::SignedInTown {
  std::string proposal;
  std::string device = to_hex(kiosk.pinned().device.view());

  Site() {
    auto said = kiosk.proposal("A bench in the shade.");
    proposal = "/proposals/" + to_hex(said.id.view());
    kiosk.send(*collector, {seal::bytes_of_envelope(kiosk.seal_submission(said))});
  }
  [[nodiscard]] std::vector<std::string> addresses() const {
    auto all = desk_pages;
    all.insert(all.end(), {"/", "/sign-in", "/follow", "/healthz", "/language/fr", "/nothing/here", "/v1/sync",
                           proposal, proposal + "/voice", "/kiosks/" + device + "/revoke"});
    for (const auto& file : collector::embedded_files())
      if (file.name.starts_with("static/")) all.push_back("/" + std::string(file.name));
    return all;
  }
};

}  // namespace

TEST_CASE("every answer names what a browser may load and who may frame it") {
  Site site;
  for (const auto& address : site.addresses()) {
    INFO(address);
    const auto answer = site.browser.get(address);
    const auto policy = answer.header("Content-Security-Policy");
    for (const auto* directive :
         {"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"})
      CHECK(policy.find(directive) != std::string::npos);
    CHECK(policy.find("script") == std::string::npos);
    CHECK(answer.header("X-Content-Type-Options") == "nosniff");
    CHECK(answer.header("Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(answer.header("Cross-Origin-Opener-Policy") == "same-origin");
    CHECK(answer.header("Access-Control-Allow-Origin").empty());
  }
}

TEST_CASE("behind a proxy every answer asks for TLS for a year and on every name below") {
  test::TestCollector collector(true);
  test::Browser browser(collector.serve());
  for (const auto* address : {"/", "/sign-in", "/follow", "/healthz", "/static/mark.svg", "/nothing/here", "/v1/sync"})
    CHECK(browser.get(address).header("Strict-Transport-Security") == "max-age=31536000; includeSubDomains");
}

TEST_CASE("every answer with a body says its type and how its letters are coded") {
  Site site;
  for (const auto& address : site.addresses()) {
    INFO(address);
    const auto answer = site.browser.get(address);
    const auto type = answer.header("Content-Type");
    CHECK(type.empty() == answer.body.empty());
    if (type.starts_with("text/") || type.find("xml") != std::string::npos) CHECK(type.ends_with("; charset=utf-8"));
  }
}

TEST_CASE("the field of a password hides it and a password manager may fill it") {
  Site site;
  const auto page = test::Browser(site.port).get("/sign-in").body;
  const auto at = page.find("<input id=\"password\"");
  REQUIRE(at != std::string::npos);
  const auto field = page.substr(at, page.find('>', at) - at);
  CHECK(field.find("type=\"password\"") != std::string::npos);
  CHECK(field.find("autocomplete=\"current-password\"") != std::string::npos);
  CHECK(field.find("maxlength") == std::string::npos);
  CHECK(field.find("pattern") == std::string::npos);
  CHECK(page.find("onpaste") == std::string::npos);
}

TEST_CASE("every page of the desk shows the way out") {
  Site site;
  auto pages = desk_pages;
  pages.insert(pages.end(), {site.proposal, "/kiosks/" + site.device + "/revoke"});
  for (const auto& page : pages) {
    INFO(page);
    const auto answer = site.browser.get(page);
    CHECK(answer.status == 200);
    CHECK(answer.body.find("<form method=\"post\" action=\"/sign-out\">") != std::string::npos);
  }
}

TEST_CASE("no page of the desk opens without a session") {
  Site site;
  test::Browser stranger(site.port);
  auto pages = desk_pages;
  pages.insert(pages.end(), {site.proposal, site.proposal + "/voice", "/kiosks/" + site.device + "/revoke"});
  for (const auto& page : pages) {
    INFO(page);
    const auto answer = stranger.get(page);
    CHECK(answer.status == 303);
    CHECK(answer.header("Location").starts_with("/sign-in?next="));
    CHECK(answer.body.empty());
  }
  for (const auto& form : {std::string("/kiosks/new"), "/kiosks/" + site.device + "/revoke", std::string("/sign-out")})
    CHECK(stranger.post(form, {}).status == 303);
}

TEST_CASE("following a link changes nothing and tells no secret") {
  Site site;
  CHECK(site.browser.get("/sign-out").status == 405);
  CHECK(site.browser.get("/kiosks/" + site.device + "/revoke").status == 200);
  CHECK(site.browser.get("/kiosks/new?label=Kiosk&place=09.001.01.01").status == 200);
  CHECK(site.browser.get("/inbox").status == 200);
  CHECK(site.collector.count("SELECT count(*) FROM devices WHERE revoked_at_ms IS NULL") == 1);
  const auto asked = site.browser.get("/follow?code=00000-00000-0");
  CHECK(asked.body.find("value=\"00000-00000-0\"") == std::string::npos);
  test::Browser signing_in(site.port);
  signing_in.get("/sign-in?name=Amina&password=" + std::string("a+long+enough+password"));
  CHECK_FALSE(signing_in.cookies.contains("minbar_session"));
}

TEST_CASE("methods that nobody needs are refused and nothing is echoed") {
  Site site;
  site.browser.headers = {"X-Secret: echo-me"};
  for (const auto* method : {"TRACE", "TRACK", "OPTIONS", "PUT", "PATCH", "DELETE"}) {
    INFO(method);
    const auto answer = site.browser.request(method, "/inbox", "", "");
    CHECK((answer.status == 405 || answer.status == 501));
    CHECK((answer.head + answer.body).find("echo-me") == std::string::npos);
  }
}

TEST_CASE("no folder is listed and no address leads out of what is compiled in") {
  Site site;
  for (const auto* address :
       {"/static", "/static/", "/static/fonts", "/static/fonts/", "/static/..", "/static/../pages/error.html",
        "/static/..%2Fpages%2Ferror.html", "/static/..%2F..%2Fetc%2Fpasswd",
        "/static/fonts/..%2F..%2Fkeys%2Fopening.key", "/static/%2Fetc%2Fpasswd", "/pages/inbox.html", "/.git/config",
        "/.git/", "/%2e%2e/db/collector.db"}) {
    INFO(address);
    CHECK(site.browser.get(address).status == 404);
  }
}

TEST_CASE("an address that would break a header leads nowhere") {
  Site site;
  test::Browser browser(site.port);
  for (const std::string next : {"/inbox\r\nSet-Cookie: stolen=1", "/inbox\nX: y", "/inbox\x01", "/in box"}) {
    const auto answer =
        browser.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", test::good_password}, {"next", next}});
    CHECK(answer.status == 303);
    CHECK(answer.header("Location") == "/");
    CHECK(answer.head.find("stolen") == std::string::npos);
  }
}
