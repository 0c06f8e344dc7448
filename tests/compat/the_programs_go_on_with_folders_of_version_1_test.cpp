// The three real programs of today, started on copies of the folders that the three programs of version 1 left when
// they were killed: a collector serves, a kiosk is used, an agent delivers, and a coordinator reads at the desk.
#include <catch2/catch.hpp>

#include <algorithm>
#include <optional>
#include <set>

#include "sync/base/hex.h"
#include "sync/base/number.h"
#include "sync/db/database.h"
#include "tests/compat/recording.h"
#include "tests/end_to_end/kiosk_process.h"
#include "tests/end_to_end/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/enrolled_kiosk.h"

namespace minbar {

using test::Recording;
using test::taken;

namespace {

struct Town {
  const Recording recording = Recording::version_1();
  test::TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "collector";
  std::filesystem::path home = folder.path() / "kiosk";
  std::optional<test::Program> collector;
  std::uint16_t port = 0;

  Town() {
    recording.copy_collector("collector-after", data);
    recording.copy_kiosk("kiosk-after", home);
    collector.emplace(
        std::vector<std::string>{MINBAR_COLLECTOR, "serve", "--data", data.string(), "--listen", "127.0.0.1:0"});
    const auto line = collector->line();
    port = static_cast<std::uint16_t>(whole_number(line.substr(line.rfind(':') + 1)).value());
    // where the collector of the recording listened, somebody else may
    auto database = taken(db::Database::open(home / "shared" / "kiosk.db", {.create = false, .group_writable = true}));
    taken(database.execute("UPDATE enrolment SET collector_url = $1", {"http://127.0.0.1:" + std::to_string(port)}));
  }
  int agent(const std::string& command) const {
    return test::Program(
               {MINBAR_SYNC, "--data", (home / "shared").string(), "--keys", (home / "agent-keys").string(), command})
        .end();
  }
  std::set<std::string> ids(const std::filesystem::path& file, std::string_view sql) const {
    auto database = taken(db::Database::open(file, {.create = false}));
    std::set<std::string> out;
    for (const auto& row : taken(database.query(sql))) out.insert(to_hex(row.bytes(0)));
    return out;
  }
  std::set<std::string> arrived() const {
    return ids(data / "db" / "collector.db", "SELECT record FROM envelopes UNION SELECT record FROM set_aside");
  }
};

// The text of each proposal's page that the inbox leads to.
std::string all_proposals(test::Browser& browser) {
  std::string out;
  const auto inbox = browser.get("/inbox").body;
  constexpr std::string_view link = "href=\"/proposals/";
  for (auto at = inbox.find(link); at != std::string::npos; at = inbox.find(link, at + 1)) {
    const auto begin = at + 6;
    out += browser.get(inbox.substr(begin, inbox.find('"', begin) - begin)).body;
  }
  for (const std::string_view mark : {"\u2066", "\u2069"})  // they keep a date in Arabic whole
    for (auto found = out.find(mark); found != std::string::npos; found = out.find(mark, found))
      out.erase(found, mark.size());
  return out;
}

}  // namespace

TEST_CASE("the programs of today go on with the folders of version 1 and lose no record") {
  const Town town;
  const auto arrived_before = town.arrived();
  const auto made_before = town.ids(town.home / "shared" / "kiosk.db", "SELECT record_id FROM outbox");
  CHECK(arrived_before.size() == 19);
  CHECK(made_before.size() == 20);

  test::KioskProcess kiosk({.data = town.home / "shared", .keys = town.home / "kiosk-keys"});
  kiosk.play("language ar\ntap menu.follow\nkeys " + town.recording.fact("receipt") +
             "\nexpect became.accepted\ntap receipt.done\nwait 6000\n");
  kiosk.play(
      "language fr\ntap menu.propose\ntap theme.youth\nkeys un stade neuf\ntap nav.next\n"
      "tap propose.review.send\nexpect receipt.title\n");
  kiosk.end();
  const auto made = town.ids(town.home / "shared" / "kiosk.db", "SELECT record_id FROM outbox");
  CHECK(made.size() == 21);
  CHECK(std::includes(made.begin(), made.end(), made_before.begin(), made_before.end()));

  REQUIRE(town.agent("once") == 0);
  const auto arrived = town.arrived();
  CHECK(std::includes(arrived.begin(), arrived.end(), arrived_before.begin(), arrived_before.end()));
  CHECK(std::includes(arrived.begin(), arrived.end(), made.begin(), made.end()));
  CHECK(town.ids(town.home / "shared" / "kiosk.db", "SELECT record_id FROM outbox WHERE state <> 1").empty());
  CHECK(town.ids(town.home / "shared" / "kiosk.db", "SELECT hash FROM blob WHERE state <> 1").empty());

  test::Browser browser(town.port);
  browser.sign_in(town.recording.fact("user"), town.recording.fact("password"));
  const auto shown = all_proposals(browser);
  for (const auto& text : {town.recording.fact("text"), town.recording.fact("answer"),
                           town.recording.fact("waiting_text"), std::string("un stade neuf")}) {
    INFO(text);
    CHECK(shown.find(text) != std::string::npos);
  }
}

}  // namespace minbar
