#include "kiosk/words_command_options.h"

#include <CLI/CLI.hpp>

namespace minbar::kiosk {

void describe_words_command(CLI::App& command, WordsCommandOptions& options) {
  command.add_option("--content", options.content, "the content pack");
  auto* language = command.add_option("--language", options.language, "of the table that is exported (zgh)")
                       ->check(CLI::IsMember({"ar", "zgh", "fr", "en"}));
  auto* from = command.add_option("--from", options.from, "the language to translate from (ar; for Arabic fr)")
                   ->check(CLI::IsMember({"ar", "fr", "en"}));
  auto* out =
      command.add_option("--export", options.export_to, "write a PO table for translators; - is standard output");
  auto* in = command.add_option("--import", options.import_from, "take a PO table back; - is standard input");
  auto* remove = command.add_flag("--remove-empty", options.remove_empty,
                                  "with --import: take away what is empty in a Tamazight table");
  out->excludes(in);
  language->needs(out);
  from->needs(out);
  remove->needs(in);
}

}  // namespace minbar::kiosk
