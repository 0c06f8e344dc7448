// The one door to SQL. Used by sync/store and sync/collector; SQLite behind it now, PostgreSQL possible later behind
// the same words. Statements use $1, $2 … bound by that name (a number may repeat), are stepped to their end and reset
// before a call returns, and name their columns. It refuses more than one statement a call (but run_script), a
// placeholder without a value, and a value without a placeholder. Errors never carry the engine's own message, which
// may quote a row.
//
// Errors of every call: conflict (UNIQUE or PRIMARY KEY), bad_input (another constraint), full (disk or page limit),
// busy (another writer beyond the timeout), corrupt, denied (read-only or not allowed), too_large, io, internal (wrong
// SQL).
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

#include "sync/base/result.h"
#include "sync/db/pages.h"
#include "sync/db/value.h"

namespace minbar::db {

struct Options {
  bool create = true;           // make the file when it is not there
  bool read_only = false;       // nothing is written; only a first write that a power cut left half done is undone
  bool group_writable = false;  // the file and its -wal and -shm get mode 0660, whatever the umask; else 0600
  bool secure_delete = false;   // overwrite deleted content with zeros
  int busy_timeout_ms = 5'000;  // a commit of the other process, even on a slow card
  bool cuttable = false;        // a file that is made now can be cut later (cut, make_anew)
  bool whole_at_end = false;    // before it is closed, what the write-ahead log holds goes into the file
  // The -wal and -shm stay when the last connection is closed. Where another file may be put in the place of this one:
  // the connection that is still open to the old one would take those of the new one away, which have the same names.
  bool log_stays = false;
  std::optional<std::int64_t> max_bytes{};  // the file grows no further: full; rounded down to whole pages of 4096
};

// Of a row and of any value; a longer one is refused (too_large) and not read into memory.
inline constexpr std::size_t most_row_bytes = 16 * 1024 * 1024;

// One connection. Movable, for one thread at a time; open another for another thread. WAL, synchronous=FULL (a commit
// that returned is on the disk), foreign_keys on. The file may be another program's work: its triggers never run, its
// views are never read, its schema calls no function but harmless ones, and no statement of ours can break the file.
class Database {
 public:
  // Errors also: not_found (no file and not to be made, or no folder).
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, const Options& options = {});
  // Empty, and gone with this: to see what a script would make.
  [[nodiscard]] static Result<Database> in_memory();
  // What lies in `pages`, which must outlive this; only to be read. It need not be whole to be opened.
  [[nodiscard]] static Result<Database> read_pages(Pages& pages);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  // With whole_at_end a plain copy of the file is complete afterwards, whoever else has it open, unless somebody reads
  // or writes at that very moment or the disk is full: then the log keeps what it has, and nothing is lost. So it does
  // when this is in doubt.
  ~Database();

  // One statement that changes something. Returns the number of rows it changed.
  Result<std::int64_t> execute(std::string_view sql, std::initializer_list<Param> params = {});
  // One INSERT of one row into a table with a rowid. Returns the row's number, or nothing when ON CONFLICT left it out.
  // RETURNING would tell too, but opens a table of its own in memory each time.
  [[nodiscard]] Result<std::optional<std::int64_t>> insert(std::string_view sql,
                                                           std::initializer_list<Param> params = {});
  // One statement that returns rows; all of them, so its SQL bounds them. INSERT … RETURNING too.
  [[nodiscard]] Result<Rows> query(std::string_view sql, std::initializer_list<Param> params = {});
  // The first row, or none.
  [[nodiscard]] Result<std::optional<Row>> query_one(std::string_view sql, std::initializer_list<Param> params = {});

  // BEGIN IMMEDIATE, body, COMMIT. An error of the body or of the commit rolls everything back and is returned. Not
  // nested: a broken invariant. `body` is a callable without arguments that returns a Result.
  template <class F>
  [[nodiscard]] std::invoke_result_t<F> transaction(F&& body) {
    return within("BEGIN IMMEDIATE", std::forward<F>(body));
  }
  // The same for reading several statements from one moment; blocks nobody. The body must only read.
  template <class F>
  [[nodiscard]] std::invoke_result_t<F> snapshot(F&& body) {
    return within("BEGIN DEFERRED", std::forward<F>(body));
  }

  // Several statements in a row, without values: migrations. Not atomic by itself.
  [[nodiscard]] Result<void> run_script(std::string_view sql);
  // From any thread while this lives: the statement that runs ends at once with an error. One that begins later does
  // not.
  void interrupt();
  // A consistent copy of the whole database as a new file (mode 0600), while others go on writing.
  // Errors also: conflict (the file exists).
  [[nodiscard]] Result<void> backup_to(const std::filesystem::path& path);
  // The same page by page into `pages`, which need keep no more than its first 64 KiB for reading. Within a snapshot it
  // is that one. Errors also: those of `pages`.
  [[nodiscard]] Result<void> copy_to(Pages& pages);
  // Whether a statement has met damage or an error of the disk since this was last asked.
  [[nodiscard]] bool take_trouble();
  // Whether one ever has. Then the log and the file are left as they are until somebody has looked at them: what is
  // rotten in the log would be written over what is good in the file.
  [[nodiscard]] bool is_in_doubt() const;
  // Moves the write-ahead log into the file and empties it, so that deleted content is gone from both. Errors:
  // busy, when a reader holds it; harmless, try later. unavailable, when this is in doubt.
  [[nodiscard]] Result<void> checkpoint();
  // From now on the write-ahead log and the file keep what they have, also when this is closed: another program may be
  // reading both without SQLite.
  void leave_log();
  // Within a transaction: so many pages that nothing uses go from the end of a file that was made for it; the next
  // checkpoint makes it shorter. Of another file none goes.
  [[nodiscard]] Result<void> cut(std::int64_t pages);
  // Writes the whole file anew, through the log, so that it can be cut. It is asked now and then whether to go on; an
  // error, and everything as before, when not. Others wait meanwhile.
  [[nodiscard]] Result<void> make_anew(const std::function<bool()>& go_on);

 private:
  struct Impl;
  explicit Database(std::unique_ptr<Impl> impl);
  Result<void> begin(std::string_view how);
  Result<void> commit();
  void rollback();

  template <class F>
  std::invoke_result_t<F> within(std::string_view how, F&& body) {
    if (auto begun = begin(how); !begun) return tl::unexpected(std::move(begun).error());
    auto result = std::forward<F>(body)();
    if (!result) {
      rollback();
      return result;
    }
    if (auto done = commit(); !done) return tl::unexpected(std::move(done).error());
    return result;
  }

  std::unique_ptr<Impl> impl_;
};

}  // namespace minbar::db
