// The four lines of a sheet, from the file or the person that has them. Never an argument of a command: those can be
// seen by others and are kept by shells.
#pragma once

#include <filesystem>

#include "sync/base/result.h"
#include "sync/collector/backup/recovery_sheet.h"

namespace minbar::collector {

// `file` empty: from standard input, typed or not; what stands behind the four lines is left for whoever asks next.
// Errors: bad_input (a line is mistyped or missing), and those of reading a file.
[[nodiscard]] Result<void> ask_for_lines(SheetReader& reader, const std::filesystem::path& file);

}  // namespace minbar::collector
