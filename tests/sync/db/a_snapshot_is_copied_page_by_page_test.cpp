#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "sync/db/database.h"
#include "tests/support/temporary_folder.h"

using namespace minbar;

namespace {

// What a copy may use: its first page can be read, and each place is written.
class Kept final : public db::Pages {
 public:
  Result<void> write(std::int64_t at, ByteView bytes) override {
    if (at + std::int64_t(bytes.size()) > most) return fail(Errc::full, "no more room");
    all.resize(std::max<std::size_t>(all.size(), static_cast<std::size_t>(at) + bytes.size()));
    std::copy(bytes.begin(), bytes.end(), all.begin() + at);
    return {};
  }
  Result<std::size_t> read(std::int64_t at, std::span<std::uint8_t> out) override {
    read_to = std::max(read_to, at + static_cast<std::int64_t>(out.size()));
    if (at >= size()) return std::size_t{0};
    const auto count = std::min(out.size(), static_cast<std::size_t>(size() - at));
    std::copy_n(all.begin() + at, count, out.begin());
    return count;
  }
  [[nodiscard]] std::int64_t size() const override { return static_cast<std::int64_t>(all.size()); }

  Bytes all;
  std::int64_t read_to = 0;
  std::int64_t most = INT64_MAX;
};

db::Database filled(const std::filesystem::path& path, int rows) {
  auto database = db::Database::open(path).value();
  REQUIRE(database.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, s TEXT NOT NULL) STRICT"));
  REQUIRE(database.execute("CREATE INDEX t_s ON t (s)"));
  REQUIRE(
      database.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) "
                       "INSERT INTO t SELECT i, hex(randomblob(100)) FROM n",
                       {rows}));
  return database;
}

std::int64_t rows_in(db::Database& database) {
  return database.query_one("SELECT count(*) FROM t").value()->integer(0);
}

}  // namespace

TEST_CASE("a snapshot is copied as it was while another connection writes and is read again from its pages") {
  const test::TemporaryFolder folder;
  auto writing = filled(folder.path() / "x.db", 20'000);
  auto reading = db::Database::open(folder.path() / "x.db", {.create = false, .read_only = true}).value();
  Kept kept;
  const auto copied = reading.snapshot([&]() -> Result<void> {
    CHECK(rows_in(reading) == 20'000);
    REQUIRE(writing.execute("DELETE FROM t WHERE k > 100"));
    REQUIRE(writing.execute("CREATE TABLE later (k INTEGER) STRICT"));
    return reading.copy_to(kept);
  });
  REQUIRE(copied.has_value());
  CHECK(rows_in(writing) == 100);
  CHECK(kept.size() > 5'000'000);
  CHECK(kept.read_to <= 65'536);  // whoever streams need keep no more
  auto copy = db::Database::read_pages(kept).value();
  CHECK(rows_in(copy) == 20'000);
  CHECK(copy.query_one("PRAGMA integrity_check(1)").value()->text(0) == "ok");
  CHECK(copy.query_one("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").value()->integer(0) == 0);
  CHECK_FALSE(copy.execute("DELETE FROM t").has_value());
}

TEST_CASE("a copy that finds no room says so and the database goes on") {
  const test::TemporaryFolder folder;
  auto database = filled(folder.path() / "x.db", 5'000);
  Kept kept;
  kept.most = 500'000;
  CHECK(database.copy_to(kept).error() == Error{Errc::full, "no more room"});
  CHECK(rows_in(database) == 5'000);
}
