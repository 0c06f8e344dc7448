#include "sync/store/damage/look.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "sync/db/database.h"

namespace minbar::store {

namespace {

namespace fs = std::filesystem;

// A file of a newer program has a schema some steps ahead, not any number.
constexpr std::int64_t newer_steps = 200;

using Fault = std::optional<std::string>;

constexpr std::int64_t between_questions_ms = 20;

// Ends the statement that runs when the time is over or somebody says stop, and again: one may have begun just then.
class Budget {
 public:
  Budget(db::Database& database, std::int64_t ms, const std::function<bool()>& stop)
      : thread_([this, &database, ms, &stop] {
          std::unique_lock lock(mutex_);
          const std::chrono::milliseconds wait(between_questions_ms);
          for (std::int64_t waited = 0; !over_.wait_for(lock, wait, [this] { return done_; });) {
            waited += between_questions_ms;
            spent_ = spent_ || waited >= ms || (stop && stop());
            if (spent_) database.interrupt();
          }
        }) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;
  ~Budget() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    over_.notify_all();
    thread_.join();
  }
  [[nodiscard]] bool spent() {
    const std::lock_guard lock(mutex_);
    return spent_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_ = false;
  bool spent_ = false;
  std::thread thread_;
};

Result<std::vector<std::string>> schema_after(std::span<const db::Migration> steps) {
  auto made = TRY(db::Database::in_memory());
  TRY(db::migrate(made, steps));
  return db::describe_schema(made);
}

// A schema that is neither ours nor that of an earlier version is damage, whoever wrote it: what is salvaged is only
// what is ours. Within a snapshot: another program may be taking a step of its migration.
Result<Fault> fault_of_schema(db::Database& database, std::span<const db::Migration> steps) {
  const auto row = TRY(database.query_one("PRAGMA user_version"));
  const auto version = row ? row->integer(0) : -1;
  const auto here = TRY(db::describe_schema(database));
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (version > newest && version <= newest + newer_steps && here != TRY(schema_after(steps)))
    return fail(
        Errc::unsupported_version,
        fmt::format("the database has schema {}, this program knows {}: install the newer program", version, newest));
  if (version < 0 || version > newest) return Fault("its version is none");
  if (here == TRY(schema_after(steps.first(static_cast<std::size_t>(version))))) return Fault();
  return Fault("its schema is not what was written");
}

// Small ones first, then records before what they are worth more than: most of the pages are those of recordings.
Result<std::vector<std::string>> tables_of(db::Database& database) {
  std::vector<std::string> out;
  for (const auto& row : TRY(database.query(
           "SELECT CAST(name AS TEXT) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE "
           "'\\' ORDER BY CASE name WHEN 'outbox' THEN 1 WHEN 'reply' THEN 2 WHEN 'blob' THEN 3 WHEN 'pack' THEN 4 "
           "ELSE 0 END, "
           "name")))
    out.push_back(row.text(0));
  return out;
}

Result<Fault> fault_of_edges(db::Database& database, const std::vector<std::string>& tables) {
  for (const auto& name : tables) {
    TRY(database.query_one(fmt::format("SELECT * FROM \"{}\" LIMIT 1", name)));
    const auto has_rowid =
        TRY(database.query_one("SELECT wr = 0 FROM pragma_table_list WHERE schema = 'main' AND name = $1", {name}));
    if (has_rowid && has_rowid->integer(0) != 0)
      TRY(database.query_one(fmt::format("SELECT * FROM \"{}\" ORDER BY rowid DESC LIMIT 1", name)));
  }
  return Fault();
}

// The word of the check; an error when the time was over, and then nothing is known.
Result<Fault> word_of(db::Database& database, const std::string& check) {
  const auto row = TRY(database.query_one(check));
  if (!row || row->text(0) == "ok") return Fault();
  return Fault("its pages do not hang together");
}

Result<Fault> fault_of_pages(db::Database& database, const std::vector<std::string>& tables, const LookFor& what) {
  Budget budget(database, what.budget_ms, what.stop);
  std::vector<std::string> checks;
  for (const auto& name : tables) {
    const bool whole = what.thorough && name != "blob" && name != "reply" && name != "pack";
    checks.push_back(fmt::format("PRAGMA {}('{}')", whole ? "integrity_check" : "quick_check", name));
  }
  checks.emplace_back("PRAGMA quick_check(1)");
  for (const auto& check : checks) {
    const auto fault = word_of(database, check);
    if (!fault && fault.error().code == Errc::internal && budget.spent()) return Fault();
    if (!fault) return tl::unexpected(fault.error());
    if (*fault) return *fault;
  }
  return Fault();
}

// Also when nobody else has written the log into the file yet.
Result<Fault> fault_of_head(db::Database& database, std::int64_t head) {
  const auto row = TRY(database.query_one(
      "SELECT max(coalesce((SELECT max(sequence) FROM outbox), 0), coalesce((SELECT max(head_sequence) FROM kiosk), "
      "0))"));
  if (row && row->integer(0) >= head) return Fault();
  return Fault("it lacks the newest records");
}

// Whether the disk gives every byte of it; a file that is not there has none.
bool reads_whole(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return errno == ENOENT;
  std::vector<char> some(std::size_t{256} * 1024);
  ssize_t got = 1;
  while (got > 0 || (got < 0 && errno == EINTR)) got = ::read(fd, some.data(), some.size());
  const int failed = got < 0 ? errno : 0;
  ::close(fd);
  return failed == 0 || failed == EISDIR;
}

Result<Fault> look(db::Database& database, const LookFor& what) {
  if (auto fault = TRY(database.snapshot([&] { return fault_of_schema(database, what.steps); }))) return fault;
  const auto tables = TRY(tables_of(database));
  if (tables.empty()) return what.head > 0 ? Fault("it is empty") : Fault();
  if (auto fault = TRY(fault_of_edges(database, tables))) return fault;
  if (what.head > 0 && std::find(tables.begin(), tables.end(), "outbox") != tables.end())
    if (auto fault = TRY(fault_of_head(database, what.head))) return fault;
  return what.budget_ms > 0 ? fault_of_pages(database, tables, what) : Fault();
}

}  // namespace

Result<std::optional<std::string>> damage_of(const fs::path& file, const LookFor& what) {
  std::error_code error;
  if (fs::file_size(file, error) == 0 && !error) return what.head > 0 ? Fault("it is empty") : Fault();
  auto database = db::Database::open(file, {.create = false, .read_only = true, .log_stays = true});
  auto fault = database ? look(*database, what) : Result<Fault>(tl::unexpected(database.error()));
  if (fault && !*fault) return Fault();
  const bool given = what.in_use || (reads_whole(file) && reads_whole(file.string() + "-wal"));
  if (!given && (fault || fault.error().code == Errc::corrupt))
    return fail(Errc::io, "the disk does not give all of the database");
  if (fault) return *std::move(fault);
  const auto& why = fault.error();
  if (why.code == Errc::corrupt) return Fault("it cannot be read as a database");
  // our own statements, and a value that no row of ours has
  if (why.code == Errc::internal || why.code == Errc::too_large) return Fault("it is not what was written");
  return fault;
}

}  // namespace minbar::store
