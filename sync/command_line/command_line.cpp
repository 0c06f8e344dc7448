#include "sync/command_line/command_line.h"

#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <string>

#include <fmt/format.h>

#include "sync/base/limits.h"
#include "sync/command_line/options_file.h"

namespace minbar {

namespace {

// CLI11 would take an empty name for none, and wait for whoever writes into a pipe.
std::string why_unreadable(const std::string& name) {
  struct stat info {};
  if (::stat(name.c_str(), &info) != 0) return fmt::format("'{}' is no file that can be read", name);
  if (!S_ISREG(info.st_mode)) return fmt::format("{} is not a regular file", name);
  if (info.st_size > limits::options_bytes)
    return fmt::format("{} is longer than {} bytes: it is no file of options", name, limits::options_bytes);
  return {};
}

void say_checked(const CLI::Option& file) {
  if (file.count() == 0)
    fmt::print("The command line can be read. There is no file of --config\n");
  else
    fmt::print("{} and the command line can be read\n", file.as<std::string>());
}

}  // namespace

std::optional<int> read_command_line(CLI::App& app, int argc, char** argv, const std::function<Result<void>()>& check) {
  app.config_formatter(options_reader());
  auto* file = app.set_config("--config", "", "File of options in TOML; what stands on the command line counts more");
  file->check(CLI::Validator(why_unreadable, "FILE"))->trigger_on_parse();
  app.allow_config_extras(CLI::config_extras_mode::error);
  bool check_only = false;
  app.add_flag("--check-config", check_only,
               "Say whether the command line and the file of --config can be read and every option has a value that "
               "it may have, and end")
      ->configurable(false);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_bad_command_line;
  }
  if (!check_only) return std::nullopt;
  const auto meant = check ? check() : Result<void>();
  if (!meant) {
    fmt::print(stderr, "{}\n", meant.error().context);
    return exit_bad_command_line;
  }
  say_checked(*file);
  return 0;
}

}  // namespace minbar
