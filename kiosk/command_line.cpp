#include "kiosk/command_line.h"

#include <CLI/CLI.hpp>

#include "kiosk/tools/text_command_options.h"
#include "kiosk/tools/trust_command_options.h"
#include "kiosk/translators/words_command_options.h"
#include "kiosk/world/version.h"
#include "sync/base/file.h"
#include "ui/theme.h"

namespace minbar::kiosk {

namespace {

void describe_folders(CLI::App& cli, Config& config) {
  cli.add_option("--data", config.data, "Folder shared with minbar-sync (database and doorbells)");
  cli.add_option("--keys", config.keys, "Private folder for the record key and the pinned collector");
  cli.add_option("--content", config.content, "Folder of the content pack (default: share/minbar beside the program)");
  cli.add_option("--content-overlay", config.content_overlay, "Folder whose files replace those of the pack");
  cli.add_option("--fonts", config.fonts, "Folder of the fonts (default: share/minbar beside the program)");
  cli.add_option("--max-data-bytes", config.max_data_bytes,
                 "Maximum size of the database in bytes (default: four fifths of its file system, less 8 MiB)");
}

void describe_panel(CLI::App& cli, Arguments& a) {
  cli.add_flag("--offscreen", a.offscreen, "Render in memory, without a display");
  cli.add_option("--window", a.window, "Open a window of WIDTHxHEIGHT pixels instead of using the whole screen");
  cli.add_option("--size", a.size, "Size for --offscreen, WIDTHxHEIGHT in pixels (default 1080x1920)");
  cli.add_option("--ppi", a.ppi, "Pixels per inch, if the panel does not report them")->check(CLI::Range(30.0, 1200.0));
  cli.add_flag("--keyboard", a.config.keyboard,
               "Accept plugged-in keyboards in full screen (in a window they always work)");
  cli.add_flag("--transitions,!--no-transitions", a.config.transitions,
               "Animate the change between screens (default on)");
  cli.add_flag("--microphone,!--no-microphone", a.config.microphone,
               "Offer spoken proposals when a microphone is plugged in (default on)");
  cli.add_option("--text-size", a.text_size, "Text size at the start of a session, 1 to 4 (default 2)")
      ->check(CLI::Range(1, 4));
}

void describe_purpose(CLI::App& cli, Config& config) {
  cli.add_option("--campaign", config.campaign,
                 "Id of a campaign in the content pack that this kiosk runs on its days");
  cli.add_option("--service", config.service,
                 "Id of one service: this kiosk stands at its counter and only asks for a rating of it");
}

void describe_script(CLI::App& cli, Config& config) {
  cli.add_option("--script", config.script, "Play the script in this file; - reads standard input");
  cli.add_option("--screenshots", config.screenshots, "Folder for the pictures that `shot` takes");
  cli.add_option("--receipts-fd", config.receipts_fd,
                 "File descriptor that gets the id of each record once it is durable");
}

}  // namespace

void describe(CLI::App& cli, Arguments& arguments) {
  cli.set_version_flag("--version", std::string(version));
  describe_folders(cli, arguments.config);
  describe_panel(cli, arguments);
  describe_purpose(cli, arguments.config);
  describe_script(cli, arguments.config);
  describe_text_command(*cli.add_subcommand("text", "Lay out the text on standard input and show every stage"),
                        arguments.text);
  describe_words_command(
      *cli.add_subcommand("words",
                          "Export words for translators and import their tables; without options, show how complete "
                          "each language is"),
      arguments.words);
  describe_specimen_command(*cli.add_subcommand("specimen", "Paint every text role, for judging typography"),
                            arguments.specimen);
  describe_trust_command(*cli.add_subcommand("trust", "Show which collector this kiosk trusts, or accept another"),
                         arguments.trust);
}

void fill_in(Arguments& a) {
  const auto first_of = [](const std::filesystem::path& own, const std::filesystem::path& other) {
    return own.empty() ? other : own;
  };
  a.config.content = first_of(a.config.content, share_folder() / "content");
  a.config.fonts = first_of(a.config.fonts, share_folder() / "fonts");
  for (auto* fonts : {&a.text.fonts, &a.specimen.fonts}) *fonts = first_of(*fonts, a.config.fonts);
  for (auto* content : {&a.words.content, &a.specimen.content}) *content = first_of(*content, a.config.content);
  a.trust.data = first_of(a.trust.data, a.config.data);
  a.trust.keys = first_of(a.trust.keys, a.config.keys);
}

Result<Config> config_of(const Arguments& arguments) {
  Config config = arguments.config;
  if (!arguments.window.empty()) {
    config.window.mode = ui::sdl::WindowMode::window;
    config.window = TRY(with_size(config.window, arguments.window));
  }
  if (arguments.offscreen) config.window.mode = ui::sdl::WindowMode::offscreen;
  if (!arguments.size.empty()) config.window = TRY(with_size(config.window, arguments.size));
  if (arguments.ppi > 0) config.ppi = arguments.ppi;
  config.text_scale = ui::text_scales.at(arguments.text_size - 1);
  return config;
}

}  // namespace minbar::kiosk
