#include "sync/collector/storage/data_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/collector/storage/successors.h"

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

Result<void> make_data_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0)
    TRY(sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path(".")));
  else if (errno != EEXIST)
    return fail(errno == EACCES ? Errc::denied : Errc::io,
                fmt::format("cannot make {}: {}", folder.string(), std::strerror(errno)));
  struct stat info {};
  if (::stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
    return fail(Errc::io, fmt::format("{} is not a folder", folder.string()));
  if (info.st_uid != ::geteuid())
    return fail(Errc::denied, fmt::format("{} belongs to user {}: run chown {} {}, or start this program as its owner",
                                          folder.string(), info.st_uid, ::geteuid(), folder.string()));
  if ((info.st_mode & 0077) != 0)
    return fail(Errc::denied,
                fmt::format("{} has mode {:04o}, too open for what citizens said: run chmod 0700 {}", folder.string(),
                            static_cast<unsigned>(info.st_mode & 07777), folder.string()));
  return {};
}

fs::path opening_file(const fs::path& folder) { return folder / "keys" / "opening.key"; }
fs::path signing_file(const fs::path& folder) { return folder / "keys" / "signing.key"; }
fs::path first_start_file(const fs::path& folder) { return folder / "first.start"; }

// What nobody can look at is taken for there: a command that makes something must not make it twice.
bool is_there(const fs::path& file) {
  std::error_code error;
  return fs::exists(file, error) || error;
}

bool has_bytes(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? error != std::errc::no_such_file_or_directory : size > 0;
}

constexpr std::string_view first_start_text =
    "The first start of this collector was begun and has not ended. Nobody was served from here yet.\n"
    "The next start finishes it and removes this file.\n";

}  // namespace

Result<void> prepare_data_folder(const fs::path& folder) {
  std::error_code ignored;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), ignored);
  TRY(make_data_folder(folder));
  TRY(make_data_folder(folder / "db"));
  return make_data_folder(folder / "keys");
}

fs::path database_file(const fs::path& folder) { return folder / "db" / "collector.db"; }

fs::path erased_file(const fs::path& folder) { return folder / "erased.list"; }
fs::path marks_file(const fs::path& folder) { return folder / "numbers.mark"; }
fs::path restore_note(const fs::path& folder) { return folder / "restore.begun"; }

FolderState state_of(const fs::path& folder) {
  if (is_there(restore_note(folder))) return FolderState::restoring;
  if (is_there(first_start_file(folder))) return FolderState::begun;
  const bool has_opening = is_there(opening_file(folder));
  const bool has_signing = is_there(signing_file(folder));
  const bool has_database = has_bytes(database_file(folder));
  if (!has_database && has_bytes(database_file(folder).string() + "-wal")) return FolderState::log_without_database;
  if (has_opening != has_signing) return FolderState::one_key;
  if (has_opening) return has_database ? FolderState::whole : FolderState::keys_without_database;
  return has_database ? FolderState::database_without_keys : FolderState::fresh;
}

Result<void> check_state(const fs::path& folder, FolderState state) {
  const auto database = database_file(folder).string();
  switch (state) {
    case FolderState::fresh:
    case FolderState::begun:
    case FolderState::whole:
      return {};
    case FolderState::one_key: {
      const auto missing = is_there(opening_file(folder)) ? signing_file(folder) : opening_file(folder);
      auto text = fmt::format(
          "{} is missing while the rest of this collector is there: put it back from your safe copy; a new one could "
          "not open what kiosks have sealed, nor answer them",
          missing.string());
      if (!has_bytes(database))
        text += fmt::format(
            ". Only if this was a first start that an earlier version did not end, so that no kiosk was ever enrolled "
            "here: remove the other key in {} and start again",
            (folder / "keys").string());
      return fail(Errc::not_found, std::move(text));
    }
    case FolderState::database_without_keys:
      return fail(Errc::not_found,
                  fmt::format("{} and {} are missing while the database is there: put both back from your safe copy; "
                              "new ones could not open what kiosks have sealed, nor answer them",
                              opening_file(folder).string(), signing_file(folder).string()));
    case FolderState::keys_without_database:
      return fail(Errc::not_found,
                  fmt::format("the database {0} is missing or empty while the keys of a collector are there: restore a "
                              "backup. Nothing was made. Only if there is no backup: minbar-collector init "
                              "--under-old-keys --data {1} makes an empty collector, and each kiosk must then be "
                              "enrolled anew",
                              database, folder.string()));
    case FolderState::log_without_database:
      return fail(
          Errc::not_found,
          fmt::format("the database {0} is missing or empty while its log {0}-wal is there, which may hold what "
                      "kiosks have delivered: keep a copy of {1}, then move the log out of it and restore a "
                      "backup. Nothing was made",
                      database, (folder / "db").string()));
    case FolderState::restoring:
      return fail(
          Errc::not_found,
          fmt::format("a backup is being restored into {0}, and has not wholly taken the place of what was there: "
                      "run minbar-collector restore --data {0}, which finishes it and asks for nothing",
                      folder.string()));
  }
  return {};
}

Result<CollectorKeys> load_keys(const fs::path& folder, Random& random) {
  const auto state = state_of(folder);
  TRY(check_state(folder, state));
  if (state == FolderState::fresh)
    return fail(Errc::not_found, fmt::format("there is no collector in {}", folder.string()));
  auto opening = TRY(seal::OpeningKey::load_or_make(opening_file(folder), random));
  auto signing = TRY(seal::SigningKey::load_or_make(signing_file(folder), random));
  CollectorKeys keys{.opening = seal::OpeningKeys(std::move(opening)),
                     .signing = seal::SigningKeys(std::move(signing))};
  TRY(load_successors(folder, keys));
  return keys;
}

Result<void> begin_first_start(const fs::path& folder) {
  return write_file(first_start_file(folder), bytes_of(first_start_text), 0600);
}

Result<void> end_first_start(const fs::path& folder) {
  std::error_code error;
  fs::remove(first_start_file(folder), error);
  if (error)
    return fail(Errc::io, fmt::format("cannot remove {}: {}", first_start_file(folder).string(), error.message()));
  return sync_folder(folder);
}

Result<FileLock> take_serve_lock(const fs::path& folder) {
  auto lock = FileLock::take(folder / "serve.lock");
  if (!lock && lock.error().code == Errc::busy)
    return fail(
        Errc::busy,
        fmt::format("another minbar-collector serves {} already: stop it first (two would each believe that they "
                    "alone give numbers and answer kiosks)",
                    folder.string()));
  return lock;
}

Result<FileLock> wait_for_start_lock(const fs::path& folder) { return FileLock::wait_for(folder / "start.lock"); }

}  // namespace minbar::collector
