// Reads the files of a content pack from a folder and puts changed ones back, for the kiosk's main, its commands and
// tests. It judges nothing: parse_content does.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"

namespace minbar::kiosk {

// Those of pack_files() that are there. Errors: not_found (a required one), denied, io, or too_large (over
// limits::content_file_bytes).
[[nodiscard]] Result<std::vector<ContentFile>> load_content_files(const std::filesystem::path& folder);

// The pack's files that `folder` has take the place of those in `files`. Errors: as above; not_found without the
// folder.
[[nodiscard]] Result<void> lay_over(const std::filesystem::path& folder, std::vector<ContentFile>& files);

// Puts `files` in the place of those of the same names, with their permissions, group and, where this user may,
// owner; links stay and what they lead to changes. All are written and durable before the first takes its place, so
// that a full disk changes none; each takes its place whole. Errors: those of write_file; the context names the file.
[[nodiscard]] Result<void> replace_content_files(const std::filesystem::path& folder,
                                                 std::span<const ContentFile> files);

}  // namespace minbar::kiosk
