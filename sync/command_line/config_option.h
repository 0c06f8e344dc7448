// A file of options for each of the programs, as the packages install in /etc/minbar.
#pragma once

#include <optional>

namespace CLI {
class App;
}

namespace minbar {

// --config FILE: TOML; what the command line says counts more. The options of a command stand under its name, as in
// [run]. A name that is no option is an error, so that a slip of the pen is not silent. --check-config sets
// `check_only`: it looks at names and kinds of values, not at what they mean together. Call it when every command is
// described.
void describe_config(CLI::App& app, bool& check_only);
// The exit status when that is all that was asked; says on standard output what was looked at.
[[nodiscard]] std::optional<int> checked_config(const CLI::App& app, bool check_only);

}  // namespace minbar
