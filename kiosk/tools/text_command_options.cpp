#include "kiosk/tools/text_command_options.h"

#include <CLI/CLI.hpp>
#include <map>
#include <string>

namespace minbar::kiosk {

void describe_text_command(CLI::App& command, TextCommandOptions& options) {
  static const std::map<std::string, ui::FontWeight> weights{{"regular", ui::FontWeight::regular},
                                                             {"bold", ui::FontWeight::bold}};
  command.add_option("--fonts", options.fonts, "Folder of the fonts");
  command.add_option("--language", options.language, "Language of the text; decides which fonts are tried first")
      ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  command.add_option("--width", options.width_px, "Maximum line width in pixels")->check(CLI::PositiveNumber);
  command.add_option("--size", options.size_px, "Size of the em in pixels")->check(CLI::Range(1.0F, 400.0F));
  command.add_option("--weight", options.weight, "Weight: regular or bold")
      ->transform(CLI::CheckedTransformer(weights));
  command.add_option("--max-lines", options.max_lines, "Maximum number of lines; 0 means no limit")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--png", options.png, "Write a picture of the paragraph to this file");
  command.add_option("--json", options.json, "Write the stages as JSON to this file");
}

}  // namespace minbar::kiosk
