// Reads the files of a content pack from a folder, for the kiosk's main and for tests. It judges nothing: parse_content
// does.
#pragma once

#include <filesystem>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/content_file.h"

namespace minbar::kiosk {

// Every file of content_file_names(). Errors: not_found, denied, io, or too_large (over limits::content_file_bytes).
[[nodiscard]] Result<std::vector<ContentFile>> load_content_files(const std::filesystem::path& folder);

}  // namespace minbar::kiosk
