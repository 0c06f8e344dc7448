// `minbar-kiosk words`: hands the words of a content pack to translators as a PO table, and takes a table back into the
// pack, whole or not at all; without either it says how complete
// each language is, or each screen in one language. Called by the kiosk's main. It opens
// no window and no database.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>

#include "sync/base/result.h"

namespace minbar::kiosk {

struct WordsCommandOptions {
  std::filesystem::path content = {};      // the pack
  std::string language = "zgh";            // of the table that is exported
  std::string from = {};                   // its source language; empty: ar, for Arabic fr
  std::filesystem::path export_to = {};    // "-": standard output
  std::filesystem::path import_from = {};  // "-": `in`
  bool remove_empty = false;
  bool share = false;    // of what each screen can say, how much the language has
  bool as_json = false;  // with share
};

// Says on `out` what changed or what there is. After an error, which has every reason, nothing has changed.
[[nodiscard]] Result<void> run_words_command(const WordsCommandOptions& options, std::istream& in, std::ostream& out);

}  // namespace minbar::kiosk
