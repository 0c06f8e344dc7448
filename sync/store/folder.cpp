#include "sync/store/folder.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "sync/base/file.h"
#include "sync/seal/hash.h"
#include "sync/store/damage/names.h"
#include "sync/store/damage/opening.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/kept.h"
#include "sync/store/room/disk.h"
#include "sync/store/room/reserve.h"
#include "sync/store/room/shrinking.h"
#include "sync/store/schema_sql.h"

namespace minbar::store {

namespace {

// Empty, our own, and without the mode that it gets: whoever made it was killed between the two.
bool is_unfinished(const std::filesystem::path& folder) {
  struct stat info {};
  if (::lstat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid()) return false;
  std::error_code error;
  return (info.st_mode & 02007) == 0 && std::filesystem::is_empty(folder, error) && !error;
}

Result<void> make_folder(const std::filesystem::path& folder) {
  const bool made = ::mkdir(folder.c_str(), 0770) == 0;
  if (!made && errno != EEXIST)
    return fail(Errc::denied,
                fmt::format("cannot make {}: make it with mode 2770 and the group of both users", folder.string()));
  if (made || is_unfinished(folder)) ::chmod(folder.c_str(), 02770);
  if (made) TRY(sync_folder(folder.has_parent_path() ? folder.parent_path() : std::filesystem::path(".")));
  return {};
}

}  // namespace

Result<void> prepare_folder(const std::filesystem::path& folder, bool create) {
  if (!create && ::access(folder.c_str(), F_OK) != 0 && errno == ENOENT)
    return fail(Errc::not_found, fmt::format("there is no folder {}: is it the right one?", folder.string()));
  if (create) TRY(make_folder(folder));
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return fail(Errc::denied, fmt::format("{} is no folder that this user may enter", folder.string()));
  if ((info.st_mode & 0007) != 0)
    return fail(Errc::denied,
                fmt::format("{} is open to every user: run chmod 2770 {}", folder.string(), folder.string()));
  return {};
}

namespace {

// The other program may write the file, and so may whatever has taken its place: what it holds beside our tables, or in
// another shape, is not opened at all. It can be put there later too; then triggers and views still do nothing
// (db/database.h).
Result<void> check_schema(db::Database& database) {
  auto ours = TRY(db::Database::in_memory());
  TRY(db::migrate(ours, schema::migrations));
  if (TRY(db::describe_schema(database)) == TRY(db::describe_schema(ours))) return {};
  return fail(Errc::corrupt,
              "the shared database holds what neither program makes: look who writes in its folder; then README says "
              "how to enrol a kiosk anew. Keep the old folder: records may wait in it");
}

// An empty one would become a database when it is opened.
bool holds_something(const std::filesystem::path& file) {
  struct stat info {};
  return ::stat(file.c_str(), &info) == 0 && info.st_size > 0;
}

std::string no_database(const std::filesystem::path& file) {
  return fmt::format("there is no database {}: minbar-kiosk makes it when it starts, anew if it was lost",
                     file.string());
}

// The rows of which there is one; also those that the other program has deleted.
Result<void> ensure_rows(db::Database& database, Random& random) {
  const auto there = TRY(database.query_one(
      "SELECT (SELECT count(*) FROM kiosk) + (SELECT count(*) FROM exchange) + "
      "(SELECT count(*) FROM content) + (SELECT count(*) FROM blobs_waiting) + (SELECT count(*) FROM keeping)"));
  if (there && there->integer(0) == 5) return {};
  const ChainId chain{random.array<16>()};
  return database.transaction([&]() -> Result<void> {
    // the other process may have been faster; its chain id stays
    TRY(database.execute(
        "INSERT INTO kiosk (one, chain_id, head_hash, waiting) SELECT 1, $1, $2, count(*) FROM outbox WHERE state = 0 "
        "ON CONFLICT (one) DO NOTHING",
        {chain, seal::Hash{}}));
    TRY(database.execute("INSERT INTO exchange (one) VALUES (1) ON CONFLICT (one) DO NOTHING"));
    TRY(database.execute("INSERT INTO content (one) VALUES (1) ON CONFLICT (one) DO NOTHING"));
    TRY(
        database.execute("INSERT INTO blobs_waiting (one, waiting) SELECT 1, count(*) FROM blob WHERE state = 0 "
                         "ON CONFLICT (one) DO NOTHING"));
    const auto made = TRY(database.execute(
        "INSERT INTO keeping (one, dropped_to, settled_to, settled_places, settled_delivered, lost, former) SELECT 1, "
        "below, below, below, below, max(0, head - below - here), (SELECT count(*) FROM outbox WHERE sequence < 0) "
        "FROM (SELECT coalesce(min(sequence), 1) - 1 AS below, count(*) AS here, (SELECT min(max(0, head_sequence), "
        "1000000000000000) FROM kiosk WHERE one = 1) AS head FROM outbox WHERE sequence > 0) WHERE true "
        "ON CONFLICT (one) DO NOTHING"));
    return made > 0 ? recount(database) : Result<void>();
  });
}

Result<db::Database> open_database(const std::filesystem::path& file, const StoreOptions& options, Random& random) {
  auto database = TRY(db::Database::open(file, {.create = options.create,
                                                .group_writable = true,
                                                .secure_delete = true,
                                                .cuttable = true,
                                                .whole_at_end = true,
                                                .log_stays = true,
                                                .max_bytes = options.max_bytes}));
  const auto made_ready = [&]() -> Result<void> {
    TRY(db::migrate(database, schema::migrations));
    TRY(check_schema(database));
    return ensure_rows(database, random);
  }();
  if (made_ready) return database;
  // what is not ours is looked at with its log as it was found
  if (made_ready.error().code == Errc::corrupt) database.leave_log();
  return tl::unexpected(made_ready.error());
}

}  // namespace

std::span<const db::Migration> schema_steps() { return schema::migrations; }

Folder::Folder(std::filesystem::path path, Role role, const Clock& clock, Random& random, db::Database database)
    : path_(std::move(path)),
      clock_(&clock),
      random_(&random),
      database_(std::make_unique<db::Database>(std::move(database))),
      other_bell_(path_, role == Role::kiosk ? Role::agent : Role::kiosk) {}

Result<Folder> Folder::open(const std::filesystem::path& path, Role role, const Clock& clock, Random& random,
                            const StoreOptions& given) {
  TRY(prepare_folder(path, given.create));
  auto options = given;
  if (role == Role::kiosk && !options.max_bytes) options.max_bytes = bound_for(TRY(space_of(path)));
  const auto file = path / database_name;
  std::error_code ignored;
  if (std::filesystem::is_symlink(file, ignored))
    return fail(Errc::denied, fmt::format("{} is a link: somebody wants another file written", file.string()));
  const auto opening = TRY(OpeningLock::share(path, options.create));
  TRY(check_beside(path));
  if (log_is_all_there_is(path))
    return fail(Errc::unavailable,
                "the kiosk's database is gone or empty, and its records may stand in its log alone: minbar-kiosk takes "
                "them from there when it starts. Do not delete the log");
  if (!options.create && !holds_something(file)) return fail(Errc::not_found, no_database(file));
  auto opened = open_database(file, options, random);
  // what programs share over a file needs some blocks of its own
  if (!opened && give_up_reserve(path)) opened = open_database(file, options, random);
  auto database = TRY(std::move(opened));
  // the agent must know it too; a disk too full to be told is too full for packs anyway
  if (role == Role::kiosk)
    static_cast<void>(database.execute("UPDATE content SET max_bytes = $1 WHERE one = 1 AND max_bytes IS NOT $1",
                                       {options.max_bytes}));
  // the kiosk, as it starts before anybody speaks; what fails now is tried at the next start
  if (role == Role::kiosk) static_cast<void>(make_it_cuttable(database, path, clock));
  Folder folder(path, role, clock, random, std::move(database));
  struct stat info {};
  if (::stat(file.c_str(), &info) != 0) return fail(Errc::io, fmt::format("cannot look at {}", file.string()));
  folder.device_ = info.st_dev;
  folder.inode_ = info.st_ino;
  return folder;
}

bool Folder::in_place() const {
  struct stat info {};
  return ::stat((path_ / database_name).c_str(), &info) == 0 && info.st_dev == device_ && info.st_ino == inode_;
}

Result<void> Folder::empty_log() {
  const auto here = TRY(OpeningLock::share(path_, false));
  if (!in_place()) return fail(Errc::unavailable, "another database is in the place of this one");
  if (look_asked(path_).asked) return fail(Errc::unavailable, "the database is to be looked at as it is");
  return database_->checkpoint();
}

// With the lock held nobody begins to salvage the file while its log goes into it. Where somebody has met damage, what
// is rotten in the log would go over what is good in the file, though this program has not read it.
Folder::~Folder() {
  if (!database_) return;
  const auto here = OpeningLock::share(path_, false);
  if (!here || !in_place() || look_asked(path_).asked) database_->leave_log();
  database_.reset();
}

void Folder::ring_other() const { other_bell_.ring(); }

Result<CollectorPin> Folder::must_trust() const {
  if (!trusted_) return fail(Errc::not_found, "this kiosk trusts no collector yet: run minbar-sync enrol URL");
  return *trusted_;
}

Result<std::optional<Enrolment>> Folder::enrolment() { return enrolment_in(*database_); }

Result<Enrolment> Folder::must_be_enrolled() {
  auto found = TRY(enrolment());
  if (!found) return fail(Errc::not_found, "this kiosk is not enrolled: run minbar-sync enrol URL");
  return *std::move(found);
}

}  // namespace minbar::store
