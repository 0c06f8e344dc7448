#include "kiosk/text_command_options.h"

#include <CLI/CLI.hpp>
#include <map>
#include <string>

namespace minbar::kiosk {

void describe_text_command(CLI::App& command, TextCommandOptions& options) {
  static const std::map<std::string, ui::FontWeight> weights{{"regular", ui::FontWeight::regular},
                                                             {"bold", ui::FontWeight::bold}};
  command.add_option("--fonts", options.fonts, "the subset fonts");
  command.add_option("--language", options.language, "chooses the faces to begin with")
      ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  command.add_option("--width", options.width_px, "pixels a line may have")->check(CLI::PositiveNumber);
  command.add_option("--size", options.size_px, "em size in pixels")->check(CLI::Range(1.0F, 400.0F));
  command.add_option("--weight", options.weight, "regular or bold")->transform(CLI::CheckedTransformer(weights));
  command.add_option("--max-lines", options.max_lines, "0: as many as needed")->check(CLI::NonNegativeNumber);
  command.add_option("--png", options.png, "a picture of the paragraph");
  command.add_option("--json", options.json, "the same stages for programs");
}

}  // namespace minbar::kiosk
