#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "sync/collector/storage/data_folder.h"
#include "tests/sync/collector/signed_in_town.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;

namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

Result<void> open_again(TestCollector& collector) {
  auto opened = collector::Collector::open(collector.options(), collector.clock, collector.random);
  if (!opened) return tl::unexpected(opened.error());
  return {};
}

}  // namespace

TEST_CASE("the data folder and its keys are for their owner alone") {
  TestCollector collector;
  const auto data = collector.options().data;
  for (const auto* name : {"", "db", "keys"}) CHECK(mode_of(data / name) == 0700);
  for (const auto* name : {"keys/opening.key", "keys/signing.key", "db/collector.db"})
    CHECK(mode_of(data / name) == 0600);
}

TEST_CASE("a folder or key that others can read is refused with the command that mends it") {
  TestCollector collector;
  const auto data = collector.options().data;
  for (const auto& path : {data, data / "db", data / "keys", data / "keys" / "opening.key"}) {
    INFO(path);
    const auto good = mode_of(path);
    ::chmod(path.c_str(), good | 0040);
    const auto refused = open_again(collector);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Errc::denied);
    CHECK(refused.error().context.find("run chmod") != std::string::npos);
    CHECK(refused.error().context.find(path.string()) != std::string::npos);
    ::chmod(path.c_str(), good);
    CHECK(open_again(collector).has_value());
  }
}

TEST_CASE("a lost opening key is never replaced by a new one") {
  TestCollector collector;
  const auto keys = collector.options().data / "keys";
  std::filesystem::remove(keys / "opening.key");
  CHECK(open_again(collector).error().code == Errc::not_found);
  std::filesystem::remove(keys / "signing.key");
  CHECK(open_again(collector).error().code == Errc::not_found);
  CHECK_FALSE(std::filesystem::exists(keys / "opening.key"));
}

TEST_CASE("nobody is signed in once a backup is restored") {
  test::SignedInTown town("fr");
  const auto to = town.collector.options().data / "copy.db";
  REQUIRE(town.collector->storage().backup_to(to));
  const auto signed_in = [](const std::filesystem::path& file) {
    auto database = db::Database::open(file, {.create = false, .read_only = true});
    REQUIRE(database);
    return database->query_one("SELECT count(*) FROM sessions").value().value().integer(0);
  };
  CHECK(signed_in(to) == 0);
  CHECK(signed_in(collector::database_file(town.collector.options().data)) == 1);
}

TEST_CASE("a backup holds the records and no key that opens them") {
  TestCollector collector;
  test::TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  kiosk.send(*collector, {kiosk.say("in the backup")});
  const auto to = collector.options().data / "copy.db";
  REQUIRE(collector->storage().backup_to(to).has_value());
  CHECK(mode_of(to) == 0600);
  auto copy = db::Database::open(to, {.create = false, .read_only = true});
  REQUIRE(copy.has_value());
  CHECK(copy->query_one("SELECT body FROM proposals").value().value().text(0) == "in the backup");
  const auto bytes = content_of(to);
  const auto keys = collector::load_keys(collector.options().data, collector.random);
  REQUIRE(keys.has_value());
  CHECK(bytes.find(text_of(keys->opening.first().secret())) == std::string::npos);
  CHECK(bytes.find(content_of(collector.options().data / "keys" / "opening.key")) == std::string::npos);
  CHECK(bytes.find(content_of(collector.options().data / "keys" / "signing.key")) == std::string::npos);
  CHECK(collector->storage().backup_to(to).error().code == Errc::conflict);
}
