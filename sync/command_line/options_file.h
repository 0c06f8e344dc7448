// A file of options as CLI11 asks for it, read by a TOML parser: CLI11's own takes a string without its end for a value
// and refuses a comment behind the name of a table.
#pragma once

#include <memory>

namespace CLI {
class Config;
}

namespace minbar {

// Throws CLI::ConfigError with the line of the fault. It writes no files of options.
[[nodiscard]] std::shared_ptr<CLI::Config> options_reader();

}  // namespace minbar
