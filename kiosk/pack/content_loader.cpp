#include "kiosk/pack/content_loader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/content/content.h"

namespace minbar::kiosk {

namespace {

struct Staged {
  std::filesystem::path path;
  std::filesystem::path fresh;  // beside it, until it takes its place
};

// With its mode and owner: the kiosk's user must be able to read what another, often root, imports.
Result<void> stage(const Staged& staged, const ContentFile& file) {
  struct stat before {};
  if (::stat(staged.path.c_str(), &before) != 0)
    return fail(Errc::not_found, fmt::format("{}: {}", staged.path.native(), std::strerror(errno)));
  TRY(write_file(staged.fresh, bytes_of(file.text), before.st_mode & 07777));
  constexpr auto as_it_is = static_cast<uid_t>(-1);  // only root gives files away
  const bool kept = ::chown(staged.fresh.c_str(), before.st_uid, before.st_gid) == 0 ||
                    ::chown(staged.fresh.c_str(), as_it_is, before.st_gid) == 0;
  if (!kept)
    return fail(Errc::denied, fmt::format("{}: its group cannot be kept; import as the user it belongs to or as root",
                                          staged.path.native()));
  return {};
}

// A rename outlives a power cut once its folder is on the disk.
void sync_folder(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

Result<std::vector<ContentFile>> load_content_files(const std::filesystem::path& folder) {
  std::vector<ContentFile> files;
  for (const auto& [name, required] : pack_files()) {
    auto text = read_file(folder / name, limits::content_file_bytes);
    if (!text && text.error().code == Errc::not_found && !required) continue;
    if (!text) return tl::unexpected(text.error());
    files.push_back({std::string(name), *std::move(text)});
  }
  return files;
}

Result<void> lay_over(const std::filesystem::path& folder, std::vector<ContentFile>& files) {
  std::error_code error;
  if (!std::filesystem::is_directory(folder, error))
    return fail(Errc::not_found, fmt::format("{}: no folder of content to lay over the pack's", folder.native()));
  for (const auto& [name, required] : pack_files()) {
    auto text = read_file(folder / name, limits::content_file_bytes);
    if (!text && text.error().code == Errc::not_found) continue;
    if (!text) return tl::unexpected(text.error());
    ContentFile file{std::string(name), *std::move(text)};
    const auto same =
        std::find_if(files.begin(), files.end(), [&](const auto& other) { return other.name == file.name; });
    if (same == files.end()) {
      files.push_back(std::move(file));
    } else {
      *same = std::move(file);
    }
  }
  return {};
}

Result<void> replace_content_files(const std::filesystem::path& folder, std::span<const ContentFile> files) {
  std::vector<Staged> all;
  std::error_code error;
  for (const auto& file : files) {
    auto path = std::filesystem::weakly_canonical(folder / file.name, error);
    if (error) return fail(Errc::io, fmt::format("{}: {}", (folder / file.name).native(), error.message()));
    auto fresh = path;
    fresh += ".new";
    all.push_back({std::move(path), std::move(fresh)});
  }
  const auto forget = [&]() {
    for (const auto& staged : all) std::filesystem::remove(staged.fresh, error);
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    if (auto done = stage(all[i], files[i]); !done) {
      forget();
      return done;
    }
  for (const auto& staged : all) {
    std::filesystem::rename(staged.fresh, staged.path, error);
    if (error) {
      const auto why = fmt::format("{}: {}; import again", staged.path.native(), error.message());
      forget();
      return fail(Errc::io, why);
    }
    sync_folder(staged.path.parent_path());
  }
  return {};
}

}  // namespace minbar::kiosk
