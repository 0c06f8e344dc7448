#include <catch2/catch.hpp>

#include <optional>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/second_factor/totp.h"
#include "tests/sync/collector/authenticator.h"
#include "tests/sync/collector/desk_of_people.h"

using namespace minbar;
using test::Browser;
using test::DeskOfPeople;
using test::good_password;
using test::has;
using test::send_form;
using test::text_between;

namespace {

constexpr auto factor_page = "/account/second-factor";

// The secret that stands on the page of setting up.
std::string secret_in(const std::string& page) {
  return text_between(page, "<code class=\"secret\" dir=\"ltr\">", "</code>");
}

// An account with an app, at whose desk every code is taken once.
struct Guarded : DeskOfPeople {
  Guarded() {
    REQUIRE(send_form(browser, factor_page, {{"act", "begin"}}).status == 303);
    const auto setup = browser.get(factor_page).body;
    CHECK(has(setup, "<svg class=\"qr\""));
    app.emplace(secret_in(setup), collector.clock);
    CHECK(send_form(browser, factor_page, {{"act", "finish"}, {"code", app->wrong_code()}}).status == 422);
    const auto finished = send_form(browser, factor_page, {{"act", "finish"}, {"code", app->code()}});
    REQUIRE(finished.status == 200);
    const auto list = text_between(finished.body, "<ol class=\"codes\" dir=\"ltr\">", "</ol>");
    for (auto at = list.find("<li>"); at != std::string::npos; at = list.find("<li>", at + 1))
      recovery.push_back(list.substr(at + 4, list.find('<', at + 4) - at - 4));
    REQUIRE(recovery.size() == 10);
    collector.clock.advance(collector::totp_step_s * 1000);
  }
  // Past the password, before the code.
  Browser half_way() {
    Browser one(port);
    one.headers = {"Accept-Language: fr"};
    const auto asked = one.submit("/sign-in?next=/kiosks", "/sign-in",
                                  {{"name", "Amina"}, {"password", good_password}, {"next", "/kiosks"}});
    CHECK(asked.header("Location") == "/sign-in/code?next=%2Fkiosks");
    return one;
  }
  static test::Answer give(Browser& one, const std::string& given) {
    return one.submit("/sign-in/code?next=/kiosks", "/sign-in/code", {{"code", given}, {"next", "/kiosks"}});
  }
  std::optional<test::Authenticator> app;
  std::vector<std::string> recovery;
};

}  // namespace

TEST_CASE("after the right password the code of the app opens the desk and nothing else does") {
  Guarded town;
  auto one = town.half_way();
  CHECK(one.get("/kiosks").header("Location").starts_with("/sign-in?next="));
  const auto page = one.get("/sign-in/code?next=/kiosks");
  CHECK(page.status == 200);
  CHECK(has(page.body, "autocomplete=\"one-time-code\" inputmode=\"numeric\""));
  const auto wrong = Guarded::give(one, town.app->wrong_code());
  CHECK(wrong.status == 401);
  CHECK(has(wrong.body, "Ce code n’est pas correct"));
  const auto right = Guarded::give(one, town.app->code());
  CHECK(right.status == 303);
  CHECK(right.header("Location") == "/kiosks");
  CHECK(one.get("/kiosks").status == 200);
}

TEST_CASE("a recovery code stands in for the app once") {
  Guarded town;
  auto one = town.half_way();
  CHECK(has(one.get("/sign-in/code?recovery=1").body, "Code de secours"));
  CHECK(Guarded::give(one, town.recovery[0]).status == 303);
  CHECK(one.get("/kiosks").status == 200);
  CHECK(has(one.get("/account").body, "Codes de secours restants\u202F: 9"));
  auto two = town.half_way();
  CHECK(Guarded::give(two, town.recovery[0]).status == 401);
  CHECK(Guarded::give(two, town.recovery[1]).status == 303);
}

TEST_CASE("after too many wrong codes the password is asked for again") {
  Guarded town;
  auto one = town.half_way();
  test::Answer last;
  for (std::int64_t number = 0; number <= limits::wrong_codes; ++number) {
    const auto token = test::token_in(one.get("/sign-in").body);
    last = one.post("/sign-in/code", {{"token", token}, {"code", town.app->wrong_code()}, {"next", "/kiosks"}});
    if (last.status != 401) break;
  }
  CHECK((last.status == 303 || last.status == 429));
  if (last.status == 303) CHECK(last.header("Location") == "/sign-in?again=1&next=%2Fkiosks");
  CHECK(one.get("/kiosks").status == 303);
}

TEST_CASE("nobody comes to the page of the code without the password") {
  DeskOfPeople town;
  Browser stranger(town.port);
  CHECK(stranger.get("/sign-in/code?next=/kiosks").header("Location") == "/sign-in?again=1&next=%2Fkiosks");
}

TEST_CASE("somebody makes new recovery codes and takes the second factor away") {
  Guarded town;
  const auto made = send_form(town.browser, factor_page, {{"act", "codes"}});
  CHECK(made.status == 200);
  CHECK_FALSE(has(made.body, town.recovery[0]));
  CHECK(send_form(town.browser, factor_page, {{"act", "remove"}}).header("Location") == "/account?done=factor_removed");
  Browser one(town.port);
  one.sign_in("Amina", good_password);
}

TEST_CASE("who may takes the second factor of somebody who lost it away") {
  Guarded town;
  REQUIRE(town.collector->accounts().create("Here", good_password, {{.role = collector::Role::network}}).has_value());
  const auto amina = fmt::format("/people/{}", town.collector->accounts().find("Amina").value());
  Browser other(town.port);
  other.sign_in("Here", good_password);
  CHECK(send_form(other, amina, {{"act", "factor"}}).header("Location") == amina + "?done=factor");
  Browser one(town.port);
  one.sign_in("Amina", good_password);
}

TEST_CASE("what is sensitive is asked for with the password once more after a while") {
  DeskOfPeople town;
  CHECK(town.browser.get("/people/new").status == 200);
  town.collector.clock.advance(limits::confirmed_ms);
  CHECK(town.browser.get("/people").status == 200);
  const auto asked = town.browser.get("/people/new");
  CHECK(asked.status == 303);
  CHECK(asked.header("Location") == "/confirm?next=%2Fpeople%2Fnew");
  const auto confirm = [&](const std::string& password) {
    return town.browser.submit("/confirm?next=/people/new", "/confirm",
                               {{"password", password}, {"next", "/people/new"}});
  };
  CHECK(confirm("a wrong password").status == 401);
  CHECK(town.browser.get("/people/new").status == 303);
  CHECK(confirm(good_password).header("Location") == "/people/new");
  CHECK(town.browser.get("/people/new").status == 200);
}

TEST_CASE("a sensitive form that comes too late changes nothing and leads back to its page") {
  DeskOfPeople town;
  REQUIRE(town.collector->accounts().create("Said", good_password, {{.role = collector::Role::reader}}).has_value());
  const auto said = fmt::format("/people/{}", town.collector->accounts().find("Said").value());
  town.collector.clock.advance(limits::confirmed_ms);
  const auto late = send_form(town.browser, said, {{"act", "disable"}});
  CHECK(late.status == 303);
  CHECK(late.header("Location").starts_with("/confirm?next=%2Fpeople%2F"));
  CHECK(town.collector.count("SELECT count(*) FROM accounts WHERE disabled_at_ms IS NOT NULL") == 0);
  const auto device = to_hex(town.kiosk.pinned().device.view());
  CHECK(send_form(town.browser, "/kiosks/" + device + "/revoke").header("Location").starts_with("/confirm?next="));
  CHECK(town.collector.count("SELECT count(*) FROM devices WHERE revoked_at_ms IS NOT NULL") == 0);
}

TEST_CASE("a confirmation asks for the code too and leads to no other site") {
  Guarded town;
  town.collector.clock.advance(limits::confirmed_ms);
  CHECK(has(town.browser.get("/confirm").body, "name=\"code\""));
  const auto confirm = [&](const std::string& given) {
    return town.browser.submit("/confirm", "/confirm",
                               {{"password", good_password}, {"code", given}, {"next", "https://evil.example/"}});
  };
  CHECK(confirm(town.app->wrong_code()).status == 401);
  CHECK(confirm("").status == 401);
  CHECK(confirm(town.app->code()).header("Location") == "/");
  CHECK(town.browser.get("/people/new").status == 200);
}

TEST_CASE("whose role opens personal data sets up a second factor before any page of a role") {
  DeskOfPeople town;
  town.collector.require_second_factor = true;
  town.collector.restart();
  Browser amina(town.collector.serve());
  amina.headers = {"Accept-Language: fr"};
  const auto in = amina.submit("/sign-in", "/sign-in", {{"name", "Amina"}, {"password", good_password}});
  REQUIRE(in.status == 303);
  for (const auto* page : {"/inbox", "/kiosks", "/people", "/held"}) {
    INFO(page);
    CHECK(amina.get(page).header("Location") == factor_page);
  }
  CHECK(has(amina.get(factor_page).body, "un second facteur est nécessaire"));
  CHECK(amina.get("/account").status == 200);
  REQUIRE(send_form(amina, factor_page, {{"act", "begin"}}).status == 303);
  const test::Authenticator app(secret_in(amina.get(factor_page).body), town.collector.clock);
  REQUIRE(send_form(amina, factor_page, {{"act", "finish"}, {"code", app.code()}}).status == 200);
  CHECK(amina.get("/inbox").status == 200);
  CHECK(amina.get("/people").status == 200);
}
