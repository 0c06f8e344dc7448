// Who has the shared database's name just now: programs that open it share a lock on a file beside it, and whoever
// moves a damaged one aside holds that lock alone, so that nobody makes or opens a file under that name in between. The
// lock is held while a file is opened, while a reply changes it and while its log is emptied, not while it is used
// otherwise. It keeps honest programs apart; one that does not care can keep the kiosk shut, as it can anyway.
#pragma once

#include <filesystem>

#include "sync/base/result.h"

namespace minbar::store {

// Beside the database stand files alone: a pipe in the place of one would keep each program waiting that opens it, and
// a folder every one out. What is neither a file nor a link goes, whoever put it there. Called by whoever
// takes the lock below.
void remove_strangers(const std::filesystem::path& folder);
// Error: denied (what SQLite has beside the database is a link, or is not this user's to read and write). Then the
// database alone is not all that was said, and nothing is wrong with it.
[[nodiscard]] Result<void> check_beside(const std::filesystem::path& folder);
// Whether a log holds something while the database beside it is gone or empty. SQLite would take it for a stranger's
// and delete it, though what it holds may stand nowhere else.
[[nodiscard]] bool log_is_all_there_is(const std::filesystem::path& folder);

// Movable. Given back when it goes.
class OpeningLock {
 public:
  // Beside others that open. The lock's file is made when it is missing and the database is there, or with `make`;
  // where it cannot be made, as on a full disk, it goes without. Errors: unavailable (the kiosk is salvaging it, or was
  // stopped in the middle of that).
  [[nodiscard]] static Result<OpeningLock> share(const std::filesystem::path& folder, bool make);
  // Waits up to limits::damage_lock_ms. Errors: busy, denied, full, io.
  [[nodiscard]] static Result<OpeningLock> alone(const std::filesystem::path& folder);

  OpeningLock(OpeningLock&& other) noexcept;
  OpeningLock& operator=(OpeningLock&& other) noexcept;
  ~OpeningLock();

 private:
  explicit OpeningLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

}  // namespace minbar::store
