// minbar-kiosk: opens its folders, its memory and its window, then runs until it is told to stop. No network.
#include <CLI/CLI.hpp>
#include <iostream>

#include <fmt/format.h>

#include "kiosk/command_line.h"
#include "kiosk/run.h"
#include "sync/base/hardening.h"
#include "sync/command_line/command_line.h"

namespace minbar::kiosk {
namespace {

Result<int> run(const CLI::App& cli, const Arguments& arguments) {
  const auto done = [](const Result<void>& result) { return result.map([] { return 0; }); };
  if (cli.got_subcommand("text")) return done(run_text_command(arguments.text, std::cin, std::cout));
  if (cli.got_subcommand("words")) return done(run_words_command(arguments.words, std::cin, std::cout));
  if (cli.got_subcommand("specimen")) return done(run_specimen_command(arguments.specimen, std::cout));
  if (cli.got_subcommand("trust")) return run_trust_command(arguments.trust, std::cout);
  return run_kiosk(TRY(config_of(arguments)));
}

}  // namespace
}  // namespace minbar::kiosk

int main(int argc, char** argv) {
  using namespace minbar::kiosk;
  minbar::refuse_inspection();
  CLI::App cli{"The Minbar kiosk. Runs until it is stopped; with --script it plays a file instead."};
  Arguments arguments;
  describe(cli, arguments);
  const auto check = [&]() -> minbar::Result<void> {
    fill_in(arguments);
    return check_config(TRY(config_of(arguments)));
  };
  if (const auto ended = minbar::read_command_line(cli, argc, argv, check)) return *ended;
  fill_in(arguments);
  const auto status = run(cli, arguments);
  if (status) return *status;
  std::string program = "minbar-kiosk";
  for (const auto* command : cli.get_subcommands()) program += " " + command->get_name();
  fmt::print(stderr, "{}: {}\n", program, status.error().context);
  return status.error().code == minbar::Errc::bad_input ? minbar::exit_bad_command_line : 1;
}
