#include <catch2/catch.hpp>

#include <string>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/accounts/roles.h"
#include "sync/collector/desk/csv.h"
#include "sync/collector/desk/opening_form.h"
#include "sync/collector/desk/words.h"
#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using collector::Action;

namespace {

struct AuditedTown : test::TownWithPetitions {
  void note(const collector::AuditEntry& entry) {
    REQUIRE(collector->storage()
                .write([&](db::Database& database) { return collector::add_audit(database, entry); })
                .has_value());
  }
  std::string read(const std::string& query = "") {
    const auto page = browser.get("/audit" + query);
    REQUIRE(page.status == 200);
    return page.body;
  }
};

std::size_t entries(const std::string& page) {
  std::size_t count = 0;
  for (auto at = page.find("<li class=\"entry"); at != page.npos; at = page.find("<li class=\"entry", at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("every action and every reason that the audit knows has words in every language of the desk") {
  for (const auto language : collector::desk_languages) {
    INFO(tag_of(language));
    const auto words = collector::Words::load(language).value();
    for (const auto action : collector::all_actions())
      CHECK(words.has("audit.action." + std::string(collector::name_of(action))));
    for (const auto reason : collector::author_reasons) CHECK(words.has("opening.reason." + std::string(reason)));
    for (const auto reason : collector::supporters_reasons) CHECK(words.has("opening.reason." + std::string(reason)));
  }
}

TEST_CASE("the audit is read with who and what and why and where and its reading stands in it") {
  AuditedTown town;
  auto said = town.kiosk.proposal("a bench");
  std::get<Proposal>(said.body).author = Author{.name = "Fatima", .contact = ""};
  town.send(said);
  const auto hex = to_hex(said.id.view());
  REQUIRE(town.open_author("/proposals/" + hex).status == 303);
  const auto page = town.read();
  CHECK_THAT(page, Contains("Données d’un auteur consultées") && Contains("Écouter ou comprendre ce qui a été dit") &&
                       Contains("<bdi>Amina</bdi>") && Contains("127.0.0.0/24") &&
                       Contains("href=\"/proposals/" + hex + "\"") && !Contains("Fatima"));
  CHECK_THAT(page, Contains("Ligne de commande") && Contains("Journal consulté"));
  CHECK_THAT(town.read("?action=role_granted"),
             Contains("Administration du réseau") && Contains("Tout le Maroc") && !Contains("Connexion</b>"));
}

TEST_CASE("whoever turns the pages of the audit stands in it once and again a quarter of an hour later") {
  AuditedTown town;
  const auto readings = [&] { return town.collector.count("SELECT count(*) FROM audit WHERE action = 'audit_read'"); };
  town.read();
  town.read("?before=3");
  CHECK(readings() == 1);
  town.read("?outcome=refused");
  CHECK(readings() == 2);
  town.collector.clock.advance(16 * 60'000);
  town.read();
  CHECK(readings() == 3);
}

TEST_CASE("the audit is narrowed by person and action and outcome and day") {
  AuditedTown town;
  REQUIRE(town.collector->accounts().create("Brahim", test::good_password).has_value());
  const auto day = [](int n) { return 1'767'225'600'000 + n * std::int64_t{86'400'000}; };  // 2026-01-01, noon of UTC
  town.note({.at_ms = day(0), .action = Action::kiosk_moved, .by = {.account = 2}, .place = PlaceCode{"09"}});
  town.note(
      {.at_ms = day(1), .action = Action::page_refused, .by = {.account = 2}, .outcome = collector::Outcome::refused});
  CHECK(entries(town.read("?account=2&action=kiosk_moved")) == 1);
  CHECK(entries(town.read("?account=2&outcome=refused")) == 1);
  CHECK(entries(town.read("?from=2026-01-01&to=2026-01-01")) == 1);
  CHECK(entries(town.read("?from=2026-01-01&to=2026-01-02")) == 2);
  CHECK(entries(town.read("?from=2026-01-02&to=2026-01-02&account=1")) == 0);
  CHECK(entries(town.read("?account=x&from=nonsense&before=-1")) > 5);  // what is not understood narrows nothing
}

TEST_CASE("a long audit is turned page by page") {
  AuditedTown town;
  for (std::size_t i = 0; i < limits::page_rows + 5; ++i) town.note({.action = Action::kiosk_moved});
  const auto first = town.read("?action=kiosk_moved");
  CHECK(entries(first) == limits::page_rows);
  const std::string before = "&amp;before=";
  const auto at = first.find(before) + before.size();
  const auto next = first.substr(at, first.find('"', at) - at);
  const auto rest = town.read("?action=kiosk_moved&before=" + next);
  CHECK(entries(rest) == 5);
  CHECK_THAT(rest, !Contains("rel=\"next\""));
}

TEST_CASE("only a network that is run everywhere reads the audit") {
  AuditedTown town;
  const auto try_as = [&](const std::string& name, const std::vector<collector::RoleAt>& roles) {
    REQUIRE(town.collector->accounts().create(name, test::good_password, roles).has_value());
    test::Browser browser(town.port);
    browser.sign_in(name, test::good_password);
    CHECK(test::has(browser.get("/account").body, "href=\"/audit\"") == (browser.get("/audit").status == 200));
    return browser.get("/audit").status == 200 && browser.get("/audit/export").status == 200;
  };
  using enum collector::Role;
  CHECK(try_as("everywhere", {{.role = network}}));
  CHECK_FALSE(try_as("in a region", {{.role = network, .place = {"09"}}}));
  CHECK_FALSE(try_as("coordinator", {{.role = coordinator}, {.role = bureau}, {.role = staff}}));
}

TEST_CASE("the audit leaves as a table that a spreadsheet opens and runs nothing of") {
  AuditedTown town;
  town.note({.action = Action::author_opened, .by = {.account = 1}, .reason = "=HYPERLINK(\"x\"), à la demande"});
  const auto file = town.browser.get("/audit/export?action=author_opened");
  REQUIRE(file.status == 200);
  CHECK(file.header("content-type") == "text/csv; charset=utf-8");
  CHECK_THAT(file.header("content-disposition"), StartsWith("attachment"));
  CHECK_THAT(file.body,
             StartsWith("\xEF\xBB\xBF\"row\";\"time\";\"account\"") &&
                 Contains("\"Amina\";\"\";\"author_opened\";\"done\";\"'=HYPERLINK(\"\"x\"\"), à la demande\"") &&
                 EndsWith("\r\n"));
  CHECK(town.collector.count("SELECT count(*) FROM audit WHERE action = 'audit_exported' AND account = 1 AND detail = "
                             "'action=author_opened'") == 1);
}

TEST_CASE("an export that would be too long says so instead of leaving rows out") {
  AuditedTown town;
  REQUIRE(town.collector->storage()
              .write([](db::Database& database) {
                return database.execute(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= 20000) "
                    "INSERT INTO audit (id, at_ms, action) SELECT 1000000 + i, 5, 'kiosk_moved' FROM n");
              })
              .has_value());
  const auto answer = town.browser.get("/audit/export?action=kiosk_moved");
  CHECK(answer.status == 303);
  CHECK_THAT(town.browser.get(answer.header("location")).body, Contains("Trop de lignes"));
}

TEST_CASE("a cell that holds quotes and line ends stays one cell and none begins as a formula") {
  CHECK(collector::csv_line({"a", "say \"b\"", "c;\r\nd", ""}) == "\"a\";\"say \"\"b\"\"\";\"c;\r\nd\";\"\"\r\n");
  for (const auto* formula : {"=1", "+1", "-1", "@x"})
    CHECK(collector::csv_line({formula}) == "\"'" + std::string(formula) + "\"\r\n");
  CHECK(collector::csv_line({"x;=1", "\n=1", " ,@x", "a-b=c"}) == "\"x;'=1\";\"\n'=1\";\" ,'@x\";\"a-b=c\"\r\n");
}
