#include "sync/collector/storage/data_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace minbar::collector {

namespace {

namespace fs = std::filesystem;

Result<void> make_data_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
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

}  // namespace

Result<void> prepare_data_folder(const fs::path& folder) {
  std::error_code ignored;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), ignored);
  TRY(make_data_folder(folder));
  TRY(make_data_folder(folder / "db"));
  return make_data_folder(folder / "keys");
}

fs::path database_file(const fs::path& folder) { return folder / "db" / "collector.db"; }

Result<CollectorKeys> load_keys(const fs::path& folder, Random& random) {
  const auto opening = folder / "keys" / "opening.key";
  const auto signing = folder / "keys" / "signing.key";
  std::error_code ignored;
  const bool has_opening = fs::exists(opening, ignored);
  const bool has_signing = fs::exists(signing, ignored);
  const bool has_database = fs::exists(database_file(folder), ignored);
  if (has_opening != has_signing || (!has_opening && has_database))
    return fail(Errc::not_found,
                fmt::format("{} is missing while the rest of this collector is there: put it back from your "
                            "safe copy; a new one could not open what kiosks have sealed",
                            (has_opening ? signing : opening).string()));
  auto opening_key = TRY(seal::OpeningKey::load_or_make(opening, random));
  auto signing_key = TRY(seal::SigningKey::load_or_make(signing, random));
  return CollectorKeys{.opening = std::move(opening_key), .signing = std::move(signing_key)};
}

}  // namespace minbar::collector
