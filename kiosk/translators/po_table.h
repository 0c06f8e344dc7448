// A gettext PO file as a value: one text after the other with its source, its key and what a translator should know.
// Used to hand the words of a pack to translators and to take them back. It knows nothing of words; it reads what
// gettext, Weblate, OmegaT and Poedit write, in UTF-8 only, and refuses gettext's own plurals, since ICU messages carry
// theirs.
#pragma once

#include <string>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"

namespace minbar {

struct PoEntry {
  std::string key;                 // msgctxt
  std::string source;              // msgid
  std::string text;                // msgstr; empty: not translated
  bool fuzzy = false;              // to be looked at again
  std::vector<std::string> flags;  // besides fuzzy
  std::vector<std::string> notes;  // what the program says to the translator, a line each
  int line = 0;                    // where the entry begins, from 1; 0: not read from a file
  bool operator==(const PoEntry&) const = default;
};

struct PoTable {
  std::string title;            // one line for a person
  std::string project;          // Project-Id-Version
  std::string language;         // of the texts
  std::string source_language;  // X-Source-Language; empty: the file does not say
  std::vector<PoEntry> entries;
  bool operator==(const PoTable&) const = default;
};

[[nodiscard]] std::string write_po(const PoTable& table);

// A byte order mark and line ends of Windows are accepted, other encodings are not. Errors bad_input, with file, line
// and what to do.
[[nodiscard]] Result<PoTable> read_po(const ContentFile& file);

}  // namespace minbar
