#include "sync/collector/storage/start_check.h"

#include <array>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/db/database.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

struct Shape {
  std::int64_t page_bytes = 0;
  std::int64_t pages = 0;
};

Result<Shape> shape_of(db::Database& database) {
  const auto bytes = TRY(database.query_one("PRAGMA page_size"));
  const auto pages = TRY(database.query_one("PRAGMA page_count"));
  return Shape{.page_bytes = bytes->integer(0), .pages = pages->integer(0)};
}

std::int64_t size_of(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

// The first byte of a b-tree's page says what it is (https://sqlite.org/fileformat2.html, 1.6); that of page 1 stands
// behind the header of the file.
bool is_tree_page(std::ifstream& file, const Shape& shape, std::int64_t page) {
  file.seekg((page - 1) * shape.page_bytes + (page == 1 ? 100 : 0));
  const int kind = file.get();
  constexpr std::array kinds{0x02, 0x05, 0x0A, 0x0D};
  for (const int known : kinds)
    if (kind == known) return true;
  return false;
}

// Nothing: the log holds something, which may be newer than the file, so that the file alone tells nothing.
Result<std::optional<std::string>> fault_of_file(const fs::path& path, db::Database& database) {
  const auto shape = TRY(shape_of(database));
  std::optional<std::string> fault;
  if (size_of(path) < shape.pages * shape.page_bytes) fault = "the file is shorter than it was";
  std::ifstream file(path, std::ios::binary);
  for (const auto& row : TRY(database.query("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")))
    if (!fault && !is_tree_page(file, shape, row.integer(1)))
      fault = fmt::format("the beginning of {} is not what was written", row.text(0));
  if (size_of(path.string() + "-wal") > 0) fault.reset();
  return fault;
}

// Another program may write and empty the log between two looks: only what is wrong each time is.
Result<void> look_at_file(const fs::path& path, db::Database& database) {
  constexpr int looks = 3;
  std::optional<std::string> fault;
  for (int look = 0; look < looks; ++look) {
    fault = TRY(fault_of_file(path, database));
    if (!fault) return {};
  }
  return fail(Errc::corrupt, std::move(*fault));
}

Result<void> look_at_tables(db::Database& database) {
  for (const auto& row : TRY(database.query("SELECT '\"' || replace(name, '\"', '\"\"') || '\"', wr "
                                            "FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND "
                                            "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))) {
    const auto& name = row.text(0);
    TRY(database.query_one(fmt::format("SELECT * FROM {} LIMIT 1", name)));
    const bool has_rowid = row.integer(1) == 0;
    if (has_rowid) TRY(database.query_one(fmt::format("SELECT * FROM {} ORDER BY rowid DESC LIMIT 1", name)));
  }
  return {};
}

}  // namespace

Result<void> look_at_edges(const fs::path& file) {
  auto database = TRY(db::Database::open(file, {.create = false, .read_only = true}));
  TRY(database.query_one("SELECT count(*) FROM sqlite_schema"));
  TRY(look_at_file(file, database));
  return look_at_tables(database);
}

}  // namespace minbar::collector
