#include "kiosk/translators/words_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::kiosk {

void describe_words_command(CLI::App& command, WordsCommandOptions& options) {
  command.add_option("--content", options.content, "Folder of the content pack");
  auto* language =
      command.add_option("--language", options.language, "Target language of the exported table (default zgh)")
          ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  auto* from =
      command.add_option("--from", options.from, "Source language of the table (default ar; fr when the target is ar)")
          ->check(CLI::IsMember({"ar", "fr", "en"}));
  auto* out =
      command.add_option("--export", options.export_to, "Write a PO table for translators; - writes standard output");
  auto* in = command.add_option("--import", options.import_from, "Import a PO table; - reads standard input");
  auto* remove = command.add_flag("--remove-empty", options.remove_empty,
                                  "With --import: delete Tamazight texts that are empty in the table");
  out->excludes(in);
  language->needs(out);
  from->needs(out);
  remove->needs(in);
}

}  // namespace minbar::kiosk
