// The files of a content pack from where a person keeps them: a folder, or one draft file; and the names of the icons
// that this version's kiosk has. It judges nothing: domain/content does.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"

namespace minbar::collector {

// Those of pack_files() that are there. Errors: not_found (a required one), denied, io, too_large.
[[nodiscard]] Result<std::vector<ContentFile>> read_pack_folder(const std::filesystem::path& folder);

// A folder, or what `content export` wrote. Errors also: bad_input, unsupported_version.
[[nodiscard]] Result<std::vector<ContentFile>> read_pack_source(const std::filesystem::path& path);

// Of the faces that came with this version. Empty when they are not installed beside the collector: then only kiosks
// judge.
[[nodiscard]] std::vector<std::string> read_icon_names(const std::filesystem::path& fonts);

}  // namespace minbar::collector
