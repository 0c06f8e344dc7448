#include "sync/collector/published/pack_source.h"

#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/content/content.h"
#include "sync/wire/pack.h"

namespace minbar::collector {

Result<std::vector<ContentFile>> read_pack_folder(const std::filesystem::path& folder) {
  std::vector<ContentFile> files;
  for (const auto& [name, required] : pack_files()) {
    auto text = read_file(folder / name, limits::content_file_bytes);
    if (!text && text.error().code == Errc::not_found && !required) continue;
    if (!text) return tl::unexpected(text.error());
    files.push_back({.name = std::string(name), .text = *std::move(text)});
  }
  return files;
}

Result<std::vector<ContentFile>> read_pack_source(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return read_pack_folder(path);
  const auto text = TRY(read_file(path, limits::pack_bytes));
  auto files = wire::parse_pack_draft(bytes_of(text));
  if (!files)
    return fail(files.error().code,
                fmt::format("{} is neither a folder with a content pack nor a file of `content export`: {}",
                            path.string(), files.error().context));
  return files;
}

std::vector<std::string> read_icon_names(const std::filesystem::path& fonts) {
  std::vector<std::string> names;
  std::istringstream index(read_file(fonts / "index", limits::font_index_bytes).value_or(""));
  for (std::string kind, name, rest; index >> kind && std::getline(index, rest);)
    if (kind == "icon" && std::istringstream(rest) >> name) names.push_back(name);
  return names;
}

}  // namespace minbar::collector
