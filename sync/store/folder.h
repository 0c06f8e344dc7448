// The folder that minbar-kiosk and minbar-sync share as two users of one group (folder 2770, file 0660, both read and
// write), opened by one of them: one SQLite file, and what every part needs to know of the program that opened it.
//
// The parts stand each in a header of their own and work on a Folder:
//   outbox.h    what the kiosk says: records appended, heartbeats signed
//   carrier.h   what the agent carries to the collector and back, over a network or in a file
//   packs.h     content packs that came whole, for the kiosk to take out (arriving.h: how they come)
//   trails.h    what the kiosk can tell a citizen: where a record is, how far a petition is
//   standing.h  how things stand, for both programs
//   exchange_note.h  how the last exchange went, for both programs
//
// Nothing here holds plain text or a receipt code. Sealed bytes are deleted only after a verified reply has named their
// exact hash, and then when a verified mark says that they are in a backup; keeping.h has the two exceptions. Blocking:
// use it off the thread that draws. For one thread at a time; several may be open on one folder, in one process or two.
//
// Errors of every call of every part, besides those named: full (disk or size limit; nothing half-written), busy (the
// other process held the file too long), denied, corrupt, io.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "sync/base/clock.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/db/migrate.h"
#include "sync/store/doorbell.h"
#include "sync/store/enrolment.h"
#include "sync/store/pin.h"

namespace minbar::store {

struct StoreOptions {
  bool create = true;                       // make folder and database when missing; else not_found
  std::optional<std::int64_t> max_bytes{};  // of the database file; none: bound_for the disk, for the kiosk
};

// The steps of the shared database's schema, in order.
[[nodiscard]] std::span<const db::Migration> schema_steps();

// The shared folder, made when it is missing and that is asked for; its parent must be there. Errors: not_found,
// denied.
[[nodiscard]] Result<void> prepare_folder(const std::filesystem::path& folder, bool create);

// Movable, but not while a part works on it: parts keep its address.
class Folder {
 public:
  // Makes folder (its parent must be there) and database when missing. On a disk that something else has filled it
  // gives up the reserve (room/reserve.h). `clock` and `random` outlive it. Errors also: denied (the folder is open to
  // others), unsupported_version (written by a newer program), unavailable (the kiosk is salvaging a damaged one: try
  // later).
  [[nodiscard]] static Result<Folder> open(const std::filesystem::path& path, Role role, const Clock& clock,
                                           Random& random, const StoreOptions& options = {});

  Folder(Folder&&) noexcept = default;
  Folder& operator=(Folder&&) = delete;
  ~Folder();

  // Whom minbar-kiosk trusts from now on: what is said is sealed to this collector and packs are verified with its key,
  // whatever the shared row says. Before it was told nothing is sealed, looked up or verified.
  void trust(CollectorPin pin) { trusted_ = std::move(pin); }
  // Error: not_found (nobody yet).
  [[nodiscard]] Result<CollectorPin> must_trust() const;

  // Whom the shared row names.
  [[nodiscard]] Result<std::optional<Enrolment>> enrolment();
  // Error: not_found.
  [[nodiscard]] Result<Enrolment> must_be_enrolled();

  // The folder's database is the one that was opened: what is written here is read by the other program. When it is
  // not, open anew.
  [[nodiscard]] bool in_place() const;
  // What the write-ahead log holds goes into the file, as it does when this goes. Error: unavailable (the file is being
  // salvaged, or is to be looked at for damage, or another is in its place: then neither it nor its log is touched,
  // whoever may be reading them); else those of db::Database::checkpoint.
  [[nodiscard]] Result<void> empty_log();
  // Tells the other program that something was committed.
  void ring_other() const;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] const Clock& clock() const { return *clock_; }
  [[nodiscard]] Random& random() { return *random_; }
  [[nodiscard]] db::Database& database() { return *database_; }

 private:
  Folder(std::filesystem::path path, Role role, const Clock& clock, Random& random, db::Database database);

  std::filesystem::path path_;
  const Clock* clock_;                      // not null
  Random* random_;                          // not null
  std::unique_ptr<db::Database> database_;  // null once this was moved from
  OtherBell other_bell_;
  std::optional<CollectorPin> trusted_;
  std::uint64_t device_ = 0, inode_ = 0;  // of the file that was opened
};

}  // namespace minbar::store
