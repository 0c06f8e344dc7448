#include <catch2/catch.hpp>

#include <map>
#include <string>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/collector/personal/personal_data.h"
#include "tests/sync/collector/town_with_petitions.h"

using namespace minbar;
using Catch::Matchers::Contains;
using test::Browser;

namespace {

constexpr const char* bus_line = "sample_bus_line";
constexpr const char* list = "/petitions/sample_bus_line/support";

struct NamedTown : test::TownWithPetitions {
  std::string propose(const std::string& name) {
    auto said = kiosk.proposal("a bench");
    std::get<Proposal>(said.body).author = Author{.name = name, .contact = "0600000000"};
    send(said);
    return "/proposals/" + to_hex(said.id.view());
  }
  std::int64_t noted(const std::string& where = "1 = 1") {
    return collector.count("SELECT count(*) FROM audit WHERE action IN ('author_opened', 'support_list_opened') AND " +
                           where);
  }
};

}  // namespace

TEST_CASE("a page says that a name was left and not which until somebody says why they open it") {
  NamedTown town;
  const auto page = town.propose("Fatima Ait Ali");
  const auto closed = town.browser.get(page).body;
  CHECK_THAT(closed, Contains("Un nom a été laissé") && !Contains("Fatima") && !Contains("0600000000"));
  CHECK(town.browser.submit(page, page + "/author", {{"reason", "reply"}}).status == 303);
  CHECK_THAT(town.browser.get(page).body, Contains("Fatima Ait Ali") && Contains("0600000000"));
  CHECK(
      town.noted("account = 1 AND reason = 'reply' AND outcome = 'done' AND address = '127.0.0.0/24' AND record = X'" +
                 page.substr(page.rfind('/') + 1) + "'") == 1);
  CHECK_THAT(town.browser.get("/inbox").body, !Contains("Fatima"));
}

TEST_CASE("what was opened is open for that record and that session only") {
  NamedTown town;
  const auto page = town.propose("Fatima"), other = town.propose("Khadija");
  CHECK(town.open_author(page).status == 303);
  CHECK_THAT(town.browser.get(other).body, !Contains("Khadija"));
  Browser elsewhere(town.port);
  elsewhere.sign_in("Amina", test::good_password);
  CHECK_THAT(elsewhere.get(page).body, !Contains("Fatima"));
  CHECK_THAT(town.opened(page), Contains("Fatima"));
  CHECK(town.noted() == 1);  // who asks again by the same session is noted once
  CHECK(town.browser.submit(page, "/sign-out", {}).status == 303);
  town.browser.sign_in("Amina", test::good_password);
  CHECK_THAT(town.browser.get(page).body, !Contains("Fatima"));
  CHECK(town.collector.count("SELECT count(*) FROM openings") == 0);
}

TEST_CASE("nothing personal is opened without a reason that says something") {
  NamedTown town;
  const auto page = town.propose("Fatima");
  town.sign("sample_bus_line", "JB777");
  const std::initializer_list<std::map<std::string, std::string>> wrong{
      {},
      {{"reason", "curiosity"}},
      {{"reason", "other"}},
      {{"reason", "other"}, {"reason_text", "  \u200B "}},
      {{"reason", "other"}, {"reason_text", std::string(201, 'x')}}};
  for (const auto& form : wrong) {
    CHECK(town.browser.submit(page, page + "/author", form).status == 422);
    CHECK(town.browser.submit(list, list, form).status == 422);
  }
  CHECK(town.noted() == 0);
  CHECK_THAT(town.browser.get(page).body, !Contains("Fatima"));
  CHECK_THAT(town.browser.get(list).body, !Contains("JB777"));
  CHECK(town.browser.submit(page, page + "/author", {{"reason", "other"}, {"reason_text", "demandé par le juge"}})
            .status == 303);
  CHECK(town.noted("reason = 'demandé par le juge'") == 1);
}

TEST_CASE("what was typed of an answer is still there after somebody has opened who asks") {
  NamedTown town;
  const auto page = town.propose("Fatima");
  REQUIRE(town.collector->storage().write([](db::Database& database) {
    return database.execute("UPDATE proposals SET lookup = zeroblob(16), reply_key = zeroblob(32)");
  }));
  CHECK_THAT(town.browser.get(page).body, Contains("form=\"answer-form\""));
  const auto opened =
      town.browser.submit(page, page + "/author",
                          {{"reason_text", "pour lui répondre"}, {"text", "Nous étudions"}, {"state", "under_study"}});
  CHECK(opened.status == 200);
  CHECK_THAT(opened.body,
             Contains("Fatima") && Contains(">Nous étudions</textarea>") && Contains("Les données sont ouvertes"));
  CHECK(town.noted("reason = 'pour lui répondre'") == 1);
}

TEST_CASE("nothing personal is shown when the audit cannot be written") {
  NamedTown town;
  const auto page = town.propose("Fatima");
  town.sign("sample_bus_line", "JB777");
  const auto rename = [&](std::string_view sql) {
    REQUIRE(
        town.collector->storage().write([&](db::Database& database) { return database.run_script(sql); }).has_value());
  };
  rename("ALTER TABLE audit RENAME TO lost_audit");
  CHECK(town.open_author(page).status == 503);
  CHECK(town.browser.submit(list, list, {{"reason", "verify"}}).status == 503);
  CHECK_THAT(town.browser.get(page).body, !Contains("Fatima"));
  CHECK_THAT(town.browser.get(list).body, !Contains("JB777"));
  CHECK(town.collector.count("SELECT count(*) FROM openings") == 0);
  rename("ALTER TABLE lost_audit RENAME TO audit");
  CHECK_THAT(town.opened(page), Contains("Fatima"));
}

TEST_CASE("a list of support is read by who has opened it and opening one opens no other") {
  NamedTown town;
  town.sign("sample_bus_line", "JB777");
  town.sign("sample_forest", "JB778");
  CHECK_THAT(town.list_of_support("sample_bus_line").body, Contains("JB777"));
  CHECK_THAT(town.browser.get("/petitions/sample_forest/support").body, !Contains("JB778") && Contains("reason"));
  CHECK(town.noted("petition = 'sample_bus_line' AND reason = 'verify'") == 1);
}

TEST_CASE("a page that shows something personal leaves the screen when its session has ended") {
  NamedTown town;
  const auto page = town.propose("Fatima");
  town.sign("sample_bus_line", "JB777");
  CHECK(town.browser.get(page).header("refresh").empty());
  CHECK(town.open_author(page).status == 303);
  const auto shown = town.browser.get(page).header("refresh"),
             listed = town.list_of_support(bus_line).header("refresh");
  CHECK_THAT(listed, Contains("; url=/sign-in?next=%2Fpetitions%2F"));
  const auto after_s = std::stoll(shown);
  CHECK(after_s * 1000 > limits::session_idle_ms);
  // Another page keeps the session alive; leaving this one does not.
  town.collector.clock.advance(limits::session_idle_ms / 2);
  CHECK(town.browser.get("/inbox").status == 200);
  const auto used = [&] { return town.collector.count("SELECT used_at_ms FROM sessions"); };
  const auto last_use = used();
  town.collector.clock.advance(limits::session_idle_ms / 2 + 5000);
  const auto left = town.browser.get(shown.substr(shown.find("/sign-in")));
  CHECK(left.status == 200);
  CHECK_THAT(left.body, !Contains("Fatima"));
  CHECK(used() == last_use);
}

TEST_CASE("whoever's session has ended opens nothing with its token") {
  NamedTown town;
  const auto page = town.propose("Fatima");
  const auto record = RecordId::from(from_hex(page.substr(page.rfind('/') + 1)).value()).value();
  const seal::OpeningKeys keys(seal::OpeningKey::make(town.collector.random));
  collector::PersonalData personal(town.collector->storage(), keys, town.collector.clock);
  const auto asked = [&](std::string_view token) {
    return personal.open(record, {.session = token, .by = {.account = 1}, .reason = "reply"});
  };
  const auto token = town.browser.cookies["minbar_session"];
  CHECK(asked(token).has_value());
  CHECK(town.browser.submit(page, "/sign-out", {}).status == 303);
  CHECK(asked(token).error().code == Errc::bad_input);
  CHECK(asked("").error().code == Errc::bad_input);
  CHECK_FALSE(personal.find(record, token).value().has_value());
}

TEST_CASE("a copy of the database has nothing opened in it") {
  NamedTown town;
  CHECK_THAT(town.opened(town.propose("Fatima")), Contains("Fatima"));
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "copy.db";
  REQUIRE(town.collector->storage().backup_to(file).has_value());
  auto copy = db::Database::open(file, {.create = false}).value();
  CHECK(copy.query_one("SELECT count(*) FROM openings").value()->integer(0) == 0);
  CHECK(copy.query_one("SELECT count(*) FROM audit WHERE action = 'author_opened'").value()->integer(0) == 1);
}
