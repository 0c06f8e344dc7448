#include <algorithm>
#include <catch2/catch.hpp>

#include "sync/collector/storage/schema_sql.h"
#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

TEST_CASE("ratings and proposals from before commitments are services' and of no commitment") {
  const test::TemporaryFolder folder;
  auto database = db::Database::open(folder.path() / "collector.db").value();
  const std::span<const db::Migration> all(collector::schema::migrations);
  const auto step = std::find_if(all.begin(), all.end(), [](const db::Migration& one) {
    return one.name.find("commitments") != std::string_view::npos;
  });
  REQUIRE(step != all.end());
  REQUIRE(db::migrate(database, all.first(static_cast<std::size_t>(step - all.begin()))));
  REQUIRE(database.run_script(
      "INSERT INTO ratings VALUES ('09', 'roads', 900, 2, 'ar', 'delay welcome', 'x', 0, 1, 3);"
      "INSERT INTO ratings VALUES ('09', 'roads', 900, 2, 'ar', '', '', 1, 1, 1);"
      "INSERT INTO proposals (arrival, record, device, place, language, theme, body, content_version, made_at_s, "
      "received_at_ms) VALUES (7, zeroblob(16), zeroblob(16), '09', 'fr', 'youth', 'x', 1, 60, 1000);"));
  REQUIRE(db::migrate(database, all));
  const auto rows = database
                        .query(
                            "SELECT kind || '|' || place || '|' || subject || '|' || made_at_s || '|' || satisfaction "
                            "|| '|' || language || '|' || reasons || '|' || comment || '|' || soon_after_another || "
                            "'|' || content_version || '|' || count FROM ratings ORDER BY count")
                        .value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].text(0) == "service|09|roads|900|2|ar|||1|1|1");
  CHECK(rows[1].text(0) == "service|09|roads|900|2|ar|delay welcome|x|0|1|3");
  const auto proposal = database.query("SELECT arrival, body, commitment FROM proposals").value();
  REQUIRE(proposal.size() == 1);
  CHECK(proposal[0].integer(0) == 7);
  CHECK(proposal[0].text(1) == "x");
  CHECK(proposal[0].is_null(2));
}
