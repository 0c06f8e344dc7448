// `minbar-kiosk words`: hands the words of a content pack to translators as a PO table, and takes a table back into the
// pack, whole or not at all; without either it says how complete each language is. Called by the kiosk's main. It opens
// no window and no database.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

namespace minbar::kiosk {

struct WordsCommandOptions {
  std::filesystem::path content = {};      // the pack
  std::string language = "zgh";            // of the table that is exported
  std::string from = {};                   // its source language; empty: ar, for Arabic fr
  std::filesystem::path export_to = {};    // "-": standard output
  std::filesystem::path import_from = {};  // "-": `in`
  bool remove_empty = false;
};

// Says on `out` what changed or what there is. 0; or 1 with every reason on standard error, and then nothing has
// changed.
int run_words_command(const WordsCommandOptions& options, std::istream& in, std::ostream& out);

}  // namespace minbar::kiosk
