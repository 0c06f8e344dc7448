#include "sync/command_line/config_option.h"

#include <CLI/CLI.hpp>
#include <string>

#include <fmt/format.h>

namespace minbar {

void describe_config(CLI::App& app, bool& check_only) {
  app.set_config("--config", "", "File of options in TOML; what stands on the command line counts more");
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.add_flag("--check-config", check_only,
               "Say whether every name in the command line and the file of --config is an option and every "
               "value one of its kind, and end")
      ->configurable(false);
}

std::optional<int> checked_config(const CLI::App& app, bool check_only) {
  if (!check_only) return std::nullopt;
  const auto* file = app.get_config_ptr();
  if (file->count() == 0)
    fmt::print("The command line can be read. There is no file of --config\n");
  else
    fmt::print("{} and the command line can be read\n", file->as<std::string>());
  return 0;
}

}  // namespace minbar
