#include "sync/db/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>

#include <cerrno>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "sync/base/file.h"
#include "sync/db/errors.h"
#include "sync/db/pages_vfs.h"
#include "sync/db/statement.h"
#include "sync/db/whole_blocks.h"

namespace minbar::db {

namespace {

constexpr std::size_t cached_statements = 128;  // more than any program of ours has; a runaway would show as slowness
constexpr std::int64_t page_bytes = 4096;
constexpr int steps_between_questions = 10'000;  // some milliseconds
constexpr int wait_at_end_ms = 1'000;            // for a reader of another program; a stop is not held up by one

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

// Before the first connection: the engine takes a lock at every allocation to keep figures that nobody reads.
void keep_no_figures() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);
}

Result<Connection> connect(const std::filesystem::path& path, int flags, const char* files = nullptr) {
  keep_no_figures();
  detail::allocate_whole_blocks();
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, files);
  Connection connection(raw);
  if (code != SQLITE_OK) return detail::sql_error(raw != nullptr ? sqlite3_extended_errcode(raw) : code, "open");
  sqlite3_extended_result_codes(raw, 1);
  for (const auto& [setting, value] :
       {std::pair{SQLITE_DBCONFIG_DEFENSIVE, 1}, std::pair{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        std::pair{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, std::pair{SQLITE_DBCONFIG_ENABLE_VIEW, 0}})
    if (sqlite3_db_config(raw, setting, value, nullptr) != SQLITE_OK)
      return fail(Errc::internal, "this SQLite knows no defence against a hostile file");
  sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, static_cast<int>(most_row_bytes));
  return connection;
}

// An empty file of our own without its mode: whoever made it was killed between the two.
void finish_file(const std::filesystem::path& path, mode_t mode) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return;
  struct stat info {};
  if (::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0 && info.st_uid == ::geteuid())
    ::fchmod(fd, mode);
  ::close(fd);
}

// Makes the file empty with its exact mode; SQLite gives -wal and -shm the same. False when it was there already.
Result<bool> make_file(const std::filesystem::path& path, mode_t mode) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (fd < 0) {
    const int saved = errno;
    if (saved == EEXIST) {
      finish_file(path, mode);
      return false;
    }
    const Errc code = saved == ENOENT ? Errc::not_found : saved == ENOSPC ? Errc::full : Errc::denied;
    return fail(code, fmt::format("cannot create the database {}: look at its folder's owner and mode", path.string()));
  }
  ::fchmod(fd, mode);
  ::close(fd);
  TRY(sync_folder(path.has_parent_path() ? path.parent_path() : std::filesystem::path(".")));
  return true;
}

// A write that the power cut short before the file had its write-ahead log (its first ones) lies in a rollback journal.
// Whoever reads next undoes it, but a connection that may only read cannot: https://www.sqlite.org/rescode.html,
// SQLITE_READONLY_ROLLBACK.
Result<void> undo_first_write(const std::filesystem::path& path, int busy_timeout_ms) {
  if (::access((path.string() + "-journal").c_str(), F_OK) != 0) return {};
  const auto connection = TRY(connect(path, SQLITE_OPEN_READWRITE));
  sqlite3_busy_timeout(connection.get(), busy_timeout_ms);
  auto reads = TRY(detail::Statement::prepare(connection.get(), "PRAGMA schema_version"));
  TRY(reads.run({}));
  return {};
}

struct HashOfSql : std::hash<std::string_view> {
  using is_transparent = void;
};

using Statements = std::unordered_map<std::string, detail::Statement, HashOfSql, std::equal_to<>>;

// The whole of one connection's main database into another's.
int copy_all(sqlite3* from, sqlite3* to) {
  auto* backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) return sqlite3_extended_errcode(to);
  sqlite3_backup_step(backup, -1);
  return sqlite3_backup_finish(backup);
}

}  // namespace

struct Database::Impl {
  std::unique_ptr<detail::PagesVfs> pages;  // outlives the connection
  Connection connection;
  Statements statements;  // gone before the connection
  bool in_transaction = false;
  bool whole_at_end = false;
  bool trouble = false;   // until it is asked for
  bool in_doubt = false;  // has been in trouble: for good

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  // The last connection of all does this by itself when it is closed, but not one that only reads, nor one of several.
  ~Impl() {
    statements.clear();
    if (!connection) return;
    if (in_doubt) keep_log();
    if (!whole_at_end) return;
    sqlite3_busy_timeout(connection.get(), wait_at_end_ms);
    sqlite3_wal_checkpoint_v2(connection.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  }

  // The engine checks the pages of a log when it first reads the log and never again: one that is rotten since then
  // would be written over the good one of the file, and the log emptied. A log that cannot be read stops that by
  // itself.
  void meet(Errc error) {
    if (error != Errc::corrupt && error != Errc::io) return;
    trouble = in_doubt = true;
    if (error == Errc::corrupt) keep_log();
  }
  // From now on also when it has grown, and when the last connection of all is closed.
  void keep_log() {
    whole_at_end = false;
    sqlite3_wal_autocheckpoint(connection.get(), 0);
    // this setting every SQLite knows that knows our defences
    static_cast<void>(sqlite3_db_config(connection.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr));
  }

  Result<detail::Statement*> statement(std::string_view sql) {
    if (const auto found = statements.find(sql); found != statements.end()) return &found->second;
    auto prepared = TRY(detail::Statement::prepare(connection.get(), sql));
    if (statements.size() >= cached_statements) statements.clear();
    return &statements.emplace(std::string(sql), std::move(prepared)).first->second;
  }
  Result<Rows> run(std::string_view sql, std::initializer_list<Param> params) {
    auto rows = run_prepared(sql, params);
    if (!rows) meet(rows.error().code);
    return rows;
  }
  Result<Rows> run_prepared(std::string_view sql, std::initializer_list<Param> params) {
    return TRY(statement(sql))->run(params);
  }
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::filesystem::path& path, const Options& options) {
  if (options.create && !options.read_only) TRY(make_file(path, options.group_writable ? 0660 : 0600));
  if (::access(path.c_str(), F_OK) != 0)
    return fail(Errc::not_found, fmt::format("there is no database {}", path.string()));
  if (options.read_only) TRY(undo_first_write(path, options.busy_timeout_ms));
  auto impl = std::make_unique<Impl>();
  impl->connection = TRY(connect(path, options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE));
  sqlite3_busy_timeout(impl->connection.get(), options.busy_timeout_ms);
  impl->whole_at_end = options.whole_at_end && !options.read_only;
  int stays = options.log_stays ? 1 : 0;
  sqlite3_file_control(impl->connection.get(), "main", SQLITE_FCNTL_PERSIST_WAL, &stays);
  Database database(std::move(impl));
  // of an empty file only: said again it would write each time
  if (options.cuttable && !options.read_only && TRY(database.query_one("PRAGMA page_count"))->integer(0) == 0)
    TRY(database.query("PRAGMA auto_vacuum = INCREMENTAL"));
  if (!options.read_only) TRY(database.query("PRAGMA journal_mode = WAL"));
  for (const char* pragma : {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON", "PRAGMA cell_size_check = ON",
                             "PRAGMA temp_store = MEMORY"})
    TRY(database.query(pragma));
  if (options.secure_delete) TRY(database.query("PRAGMA secure_delete = ON"));
  if (options.max_bytes)
    TRY(database.query(fmt::format("PRAGMA max_page_count = {}",
                                   std::max<std::int64_t>(1, *options.max_bytes / page_bytes))));  // 0 would only ask
  return database;
}

Result<Database> Database::in_memory() {
  auto impl = std::make_unique<Impl>();
  impl->connection = TRY(connect(":memory:", SQLITE_OPEN_READWRITE));
  return Database(std::move(impl));
}

Result<Database> Database::read_pages(Pages& pages) {
  auto impl = std::make_unique<Impl>();
  impl->pages = std::make_unique<detail::PagesVfs>(pages);
  impl->connection = TRY(connect("pages", SQLITE_OPEN_READONLY, impl->pages->name()));
  Database database(std::move(impl));
  for (const char* pragma : {"PRAGMA cell_size_check = ON", "PRAGMA temp_store = MEMORY"}) TRY(database.query(pragma));
  return database;
}

Result<std::int64_t> Database::execute(std::string_view sql, std::initializer_list<Param> params) {
  TRY(impl_->run(sql, params));
  return sqlite3_changes64(impl_->connection.get());
}

Result<std::optional<std::int64_t>> Database::insert(std::string_view sql, std::initializer_list<Param> params) {
  if (TRY(execute(sql, params)) == 0) return std::nullopt;
  return sqlite3_last_insert_rowid(impl_->connection.get());
}

Result<Rows> Database::query(std::string_view sql, std::initializer_list<Param> params) {
  return impl_->run(sql, params);
}

Result<std::optional<Row>> Database::query_one(std::string_view sql, std::initializer_list<Param> params) {
  auto rows = TRY(impl_->run(sql, params));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

Result<void> Database::begin(std::string_view how) {
  ENSURE(!impl_->in_transaction, "transactions do not nest");
  TRY(impl_->run(how, {}));
  impl_->in_transaction = true;
  return {};
}

Result<void> Database::commit() {
  auto done = impl_->run("COMMIT", {});
  if (!done) {
    rollback();
    return tl::unexpected(std::move(done).error());
  }
  impl_->in_transaction = false;
  return {};
}

void Database::rollback() {
  impl_->in_transaction = false;
  // after some errors (disk full, for one) SQLite has rolled back by itself, and ROLLBACK has nothing to do
  if (sqlite3_get_autocommit(impl_->connection.get()) != 0) return;
  const auto done = impl_->run("ROLLBACK", {});
  ENSURE(done.has_value(), "a transaction can be rolled back");
}

Result<void> Database::run_script(std::string_view sql) {
  const std::string text(sql);
  if (sqlite3_exec(impl_->connection.get(), text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  auto error = detail::sql_error(sqlite3_extended_errcode(impl_->connection.get()), sql);
  impl_->meet(error.value().code);
  return error;
}

bool Database::take_trouble() { return std::exchange(impl_->trouble, false); }

bool Database::is_in_doubt() const { return impl_->in_doubt; }

void Database::interrupt() { sqlite3_interrupt(impl_->connection.get()); }

Result<void> Database::backup_to(const std::filesystem::path& path) {
  if (!TRY(make_file(path, 0600)))
    return fail(Errc::conflict, fmt::format("{} exists: name a new file", path.string()));
  int code = SQLITE_ERROR;
  {
    const auto target = TRY(connect(path, SQLITE_OPEN_READWRITE));
    code = copy_all(impl_->connection.get(), target.get());
  }
  if (code == SQLITE_OK) return {};
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  return detail::sql_error(code, "backup");
}

Result<void> Database::copy_to(Pages& pages) {
  detail::PagesVfs files(pages);
  int code = SQLITE_ERROR;
  {
    const auto target = TRY(connect("copy", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, files.name()));
    // few pages wait in memory, and each is written when its turn comes; what fails is thrown away as a whole
    const int set =
        sqlite3_exec(target.get(), "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = 64;",
                     nullptr, nullptr, nullptr);
    code = set == SQLITE_OK ? copy_all(impl_->connection.get(), target.get()) : set;
  }
  if (files.error()) return tl::unexpected(*files.error());
  if (code != SQLITE_OK) return detail::sql_error(code, "copy");
  return {};
}

Result<void> Database::checkpoint() {
  if (impl_->in_doubt) return fail(Errc::unavailable, "the log stays as it is: this database has met an error");
  const int code =
      sqlite3_wal_checkpoint_v2(impl_->connection.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  auto error = detail::sql_error(code, "checkpoint");
  impl_->meet(error.value().code);
  return error;
}

void Database::leave_log() { impl_->keep_log(); }

Result<void> Database::cut(std::int64_t pages) {
  return run_script(fmt::format("PRAGMA incremental_vacuum({})", pages));
}

Result<void> Database::make_anew(const std::function<bool()>& go_on) {
  const auto asks = [](void* question) { return (*static_cast<const std::function<bool()>*>(question))() ? 0 : 1; };
  std::function<bool()> question = go_on;
  sqlite3_progress_handler(impl_->connection.get(), steps_between_questions, asks, &question);
  auto done = run_script("PRAGMA auto_vacuum = INCREMENTAL; VACUUM");
  sqlite3_progress_handler(impl_->connection.get(), 0, nullptr, nullptr);
  return done;
}

}  // namespace minbar::db
