// The command line of each program, and the file of options that the packages install in /etc/minbar.
#pragma once

#include <functional>
#include <optional>

#include "sync/base/result.h"

namespace CLI {
class App;
}

namespace minbar {

inline constexpr int exit_bad_command_line = 64;  // EX_USAGE of sysexits.h

// Reads the command line into what `app` describes. The status with which the program is to end, if it is: after
// --help, --version, --check-config, or an option that is wrong (exit_bad_command_line).
//
// --config FILE: TOML (toml.io) of at most limits::options_bytes, a regular file; what the command line says counts
// more. The options of a command stand under its name, as in [serve]. A name that is no option is an error, so that a
// slip of the pen is not silent. --check-config also asks `check` what the values mean together, opens nothing, and
// says on standard output what was looked at.
[[nodiscard]] std::optional<int> read_command_line(CLI::App& app, int argc, char** argv,
                                                   const std::function<Result<void>()>& check = {});

}  // namespace minbar
