// Every text of a content pack that a translator may change, in four languages under one key: the words of the screens,
// and the names of services, reasons and themes. Used to hand them out and to take them back into the pack's files,
// where everything that did not change stays byte for byte. Not among them: names of places and commitments, which are
// facts of their sources.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kiosk/translators/json_edit.h"
#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/words.h"

namespace minbar {

struct PhraseText {
  std::string text;  // as the file has it, without the marks the program sets
  Confidence confidence = Confidence::certain;
  bool operator==(const PhraseText&) const = default;
};

struct Phrase {
  std::string key;         // "nav.back", "services.roads.name", "themes.youth.hint"
  std::string names_file;  // where the name stands; empty: a word, in words/*.json
  JsonPath names;          // the object of its languages in that file
  std::array<std::optional<PhraseText>, all_languages.size()> texts;  // by Language; none: falls back

  [[nodiscard]] const std::optional<PhraseText>& in(Language language) const {
    return texts[static_cast<std::size_t>(language)];
  }
  // Whether its file has a place to say how sure a text is.
  [[nodiscard]] bool tells_confidence(Language language) const {
    return names_file.empty() || language == Language::zgh;
  }
};

// In the order of words/ar.json, then services, their reasons, themes. `files` have been read by parse_content; errors
// are those of broken files all the same.
[[nodiscard]] Result<std::vector<Phrase>> read_phrases(std::span<const ContentFile> files);

struct PhraseChange {
  std::size_t phrase = 0;          // its place among the phrases
  std::optional<PhraseText> text;  // none: taken away, Tamazight only
};

// Those of `files` that change, with the changes. `phrases` were read from these files.
[[nodiscard]] Result<std::vector<ContentFile>> changed_files(std::span<const ContentFile> files,
                                                             std::span<const Phrase> phrases, Language language,
                                                             std::span<const PhraseChange> changes);

}  // namespace minbar
