// How a sheet goes to people and comes back: printed once, and its four lines read from the file or the person that has
// them. Never an argument of a command: those can be seen by others and are kept by shells.
#pragma once

#include <filesystem>
#include <string>

#include "sync/base/result.h"
#include "sync/collector/backup/recovery_sheet.h"

namespace minbar::collector {

// On standard output, then overwritten here. False: it is not all there, so nobody may rely on it.
[[nodiscard]] bool print_once(std::string sheet);
// `file` empty: from standard input, typed or not; what stands behind the four lines is left for whoever asks next.
// Errors: bad_input (a line is mistyped or missing), and those of reading a file.
[[nodiscard]] Result<void> ask_for_lines(SheetReader& reader, const std::filesystem::path& file);

}  // namespace minbar::collector
