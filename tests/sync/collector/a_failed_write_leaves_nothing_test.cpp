// Jobs of the collector's one writer, each alone in its commit.
#include <catch2/catch.hpp>

#include "tests/sync/collector/test_collector.h"

using namespace minbar;
using test::TestCollector;

TEST_CASE("a write that fails leaves nothing and says its own error") {
  TestCollector collector;
  auto& storage = collector->storage();
  const auto add = [](db::Database& database) {
    return database.execute("INSERT INTO petition_tallies (petition, signers) VALUES ($1, 1)", {"one"});
  };
  const auto failed = storage.write([&](db::Database& database) -> Result<void> {
    TRY(add(database));
    return fail(Errc::not_found, "changed its mind");
  });
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().code == Errc::not_found);
  CHECK(collector.count("SELECT count(*) FROM petition_tallies") == 0);
  REQUIRE(storage.write(add));
  CHECK(storage.write(add).error().code == Errc::conflict);
  CHECK(collector.count("SELECT count(*) FROM petition_tallies") == 1);
}
