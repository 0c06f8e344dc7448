// What monitoring asks, over real HTTP.
#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/collector/backup/backup_notes.h"
#include "tests/sync/collector/signed_in_town.h"
#include "tests/sync/collector/test_browser.h"

using namespace minbar;
using Catch::Matchers::Contains;

namespace {

struct Watched {
  test::SignedInTown town{"en"};
  test::TestCollector& collector = town.collector;

  test::Answer ask(const std::string& path, const std::vector<std::string>& headers = {}) {
    test::Browser monitor(town.port);
    monitor.headers = headers;
    return monitor.get(path);
  }
  void back_up(std::int64_t at_ms) {
    REQUIRE(collector->storage().write([&](db::Database& database) {
      return collector::note_backup(
          database, {.number = 1, .made_at_ms = at_ms, .verified_at_ms = at_ms, .elsewhere = true, .bytes = 1});
    }));
  }
};

}  // namespace

TEST_CASE("a collector is ready while it writes and has room and keys and a late backup takes it out of no service") {
  Watched watched;
  watched.back_up(watched.collector.clock.wall_ms());
  const auto good = watched.ask("/readyz");
  CHECK(good.status == 200);
  CHECK(good.body == "database: ok\nroom: ok\nkeys: ok\nbackup: ok\n");
  watched.collector.clock.advance(limits::backup_late_ms + 1);
  const auto late = watched.ask("/readyz");
  CHECK(late.status == 200);
  CHECK_THAT(late.body, Contains("backup: late"));
  watched.collector->storage().note_damage(true);
  const auto damaged = watched.ask("/readyz");
  CHECK(damaged.status == 503);
  CHECK_THAT(damaged.body, Contains("database: damaged"));
  watched.collector->storage().note_damage(false);
  std::filesystem::rename(watched.collector.options().data / "keys" / "signing.key",
                          watched.collector.options().data / "keys" / "aside");
  const auto keyless = watched.ask("/readyz");
  CHECK(keyless.status == 503);
  CHECK_THAT(keyless.body, Contains("keys: missing"));
  CHECK(watched.ask("/healthz").status == 200);
}

TEST_CASE("being asked whether it is ready writes nothing to the disk") {
  Watched watched;
  const auto log = collector::database_file(watched.collector.options().data).string() + "-wal";
  const auto before = std::filesystem::file_size(log);
  for (int i = 0; i < 5; ++i) CHECK(watched.ask("/readyz").status == 200);
  CHECK(std::filesystem::file_size(log) == before);
  watched.back_up(1);
  CHECK(std::filesystem::file_size(log) > before);
}

TEST_CASE("monitoring counts kiosks and records and backups and names nobody") {
  Watched watched;
  watched.back_up(watched.collector.clock.wall_ms() - 60'000);
  const auto body = watched.ask("/metrics").body;
  CHECK_THAT(body, Contains("\nminbar_ready 1\n") && Contains("\nminbar_backup_age_seconds 60\n"));
  CHECK_THAT(body, Contains("# TYPE minbar_records_total counter\n"));
  const auto kiosks = watched.collector.count("SELECT count(*) FROM devices");
  std::int64_t counted = 0;
  for (auto at = body.find("minbar_kiosks{"); at != std::string::npos; at = body.find("minbar_kiosks{", at + 1))
    counted += std::stoll(body.substr(body.find("} ", at) + 2));
  CHECK(counted == kiosks);
  CHECK(body.find("09.001") == std::string::npos);
}

TEST_CASE("only a program on this machine learns how a collector fares") {
  Watched watched;
  for (const auto* path : {"/readyz", "/metrics"}) {
    INFO(path);
    CHECK(watched.ask(path).status == 200);
    CHECK(watched.ask(path, {"X-Forwarded-For: 127.0.0.1"}).status == 404);
  }
  CHECK(watched.ask("/healthz", {"X-Forwarded-For: 203.0.113.9"}).status == 200);
}
