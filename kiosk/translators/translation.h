// The words of a pack as a translator's table, and what a table that comes back asks to change. Used by `minbar-kiosk
// words`. A table is one target language beside one source language; every text in it is judged as the kiosk will judge
// it at its next start, and one fault refuses the whole table.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "kiosk/translators/phrases.h"
#include "kiosk/translators/po_table.h"

namespace minbar {

// What a translator is told of a key or of all keys that begin with it ("menu" tells of "menu.title").
using TranslatorNotes = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] Result<TranslatorNotes> parse_translator_notes(const ContentFile& file);
// The note of the longest beginning; empty: there is none.
[[nodiscard]] std::string note_for(const TranslatorNotes& notes, std::string_view key);

// Comments tell the note, the arguments and the other languages; a text that is not certain is marked fuzzy. `source`
// is one of the complete languages, not `language`.
[[nodiscard]] PoTable table_of(std::span<const Phrase> phrases, std::span<const WordKey> keys, Language language,
                               Language source, const TranslatorNotes& notes);

struct TableChanges {
  Language language = Language::zgh;
  std::vector<PhraseChange> changes;
  std::size_t empty = 0;            // entries without a text: what stands in the pack stays
  std::size_t missing = 0;          // phrases of the pack that the table does not name
  std::size_t set_aside = 0;        // fuzzy names in a language whose names carry no confidence: what stands stays
  std::vector<std::string> faults;  // each with file, line and what to do; any: nothing may be changed
};

// Reads what `table`, read from a file of that name, asks of the pack. With `remove_empty` a Tamazight text that the
// table leaves empty is taken away. Errors: a table whose languages are not known.
[[nodiscard]] Result<TableChanges> changes_of(const PoTable& table, const std::string& file_name,
                                              std::span<const Phrase> phrases, std::span<const WordKey> keys,
                                              bool remove_empty);

}  // namespace minbar
