#include "sync/collector/storage/storage.h"

#include <span>

#include "sync/collector/storage/schema_sql.h"

namespace minbar::collector {

namespace {

// Who was signed in when a backup was made is not signed in once it is restored, and no link of then works again.
Result<void> end_sessions(const std::filesystem::path& backup) {
  auto copy = TRY(db::Database::open(backup, {.create = false}));
  TRY(copy.execute("DELETE FROM sessions", {}));
  TRY(copy.execute("DELETE FROM links", {}));
  return {};
}

}  // namespace

std::int64_t newest_schema() { return static_cast<std::int64_t>(schema::migrations.size()); }

Result<bool> has_its_schema(db::Database& database) {
  const auto row = TRY(database.query_one("PRAGMA user_version"));
  const auto version = row->integer(0);
  if (version < 0 || version > newest_schema()) return false;
  auto ours = TRY(db::Database::in_memory());
  TRY(db::migrate(ours, std::span(schema::migrations).first(static_cast<std::size_t>(version))));
  return TRY(db::describe_schema(database)) == TRY(db::describe_schema(ours));
}

Result<std::unique_ptr<Storage>> Storage::open(const std::filesystem::path& file, const std::filesystem::path& marks) {
  auto writing = TRY(db::Database::open(file, {.secure_delete = true, .whole_at_end = true}));
  TRY(db::migrate(writing, schema::migrations));
  // 16 MiB: ids come in no order, so that a commit touches more pages of their indexes than the usual 2 MB hold
  TRY(writing.query("PRAGMA cache_size = -16384"));
  Numbers numbers;
  if (!marks.empty()) numbers = TRY(Numbers::open(marks, writing));
  return std::unique_ptr<Storage>(new Storage(file, std::move(writing), std::move(numbers)));
}

Storage::Storage(std::filesystem::path file, db::Database writing, Numbers numbers)
    : file_(std::move(file)), numbers_(std::move(numbers)), writer_(std::move(writing)) {}

Result<db::Database> Storage::take_reader() {
  {
    const std::lock_guard lock(mutex_);
    if (!readers_.empty()) {
      auto reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return db::Database::open(file_, {.create = false, .read_only = true});
}

void Storage::give_back(db::Database reader) {
  const std::lock_guard lock(mutex_);
  readers_.push_back(std::move(reader));
}

Result<void> Storage::backup_to(const std::filesystem::path& file) {
  auto reader = TRY(take_reader());
  auto done = reader.backup_to(file);
  give_back(std::move(reader));
  TRY(std::move(done));
  const auto ended = end_sessions(file);
  std::error_code ignored;
  if (!ended) std::filesystem::remove(file, ignored);
  return ended;
}

}  // namespace minbar::collector
