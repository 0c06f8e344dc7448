#include "kiosk/translators/words_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::kiosk {

void describe_words_command(CLI::App& command, WordsCommandOptions& options) {
  command.add_option("--content", options.content, "Folder of the content pack");
  command
      .add_option("--language", options.language, "Target language of the exported table, or of --share (default zgh)")
      ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  auto* from =
      command.add_option("--from", options.from, "Source language of the table (default ar; fr when the target is ar)")
          ->check(CLI::IsMember({"ar", "fr", "en"}));
  auto* out =
      command.add_option("--export", options.export_to, "Write a PO table for translators; - writes standard output");
  auto* in = command.add_option("--import", options.import_from, "Import a PO table; - reads standard input");
  auto* remove = command.add_flag("--remove-empty", options.remove_empty,
                                  "With --import: delete Tamazight texts that are empty in the table");
  auto* share =
      command.add_flag("--share", options.share, "Report how much of what each screen can say the language has");
  auto* json = command.add_flag("--json", options.as_json, "With --share: report JSON");
  out->excludes(in);
  share->excludes(out);
  share->excludes(in);
  json->needs(share);
  from->needs(out);
  remove->needs(in);
}

}  // namespace minbar::kiosk
