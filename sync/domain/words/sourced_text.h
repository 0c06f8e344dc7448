// A text of somebody else's in some of the four languages, each as its source has it or in our own words, which whoever
// shows it says. Used by what the pack takes from published pages: commitments and what councils did.
#pragma once

#include <array>
#include <string>

#include "sync/base/result.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/local_text.h"

namespace minbar {

struct SourcedText {
  std::array<std::string, all_languages.size()> texts;  // by Language; empty where there is none, never all of them
  std::array<bool, all_languages.size()> ours{};        // by Language: a summary or a translation of ours
  bool operator==(const SourcedText&) const = default;

  // In the language, else in Arabic, French, English, Tamazight, the first that it is known in.
  [[nodiscard]] Wording in(Language language) const;
  [[nodiscard]] bool is_ours_in(Language language) const;  // the text that `in` gives
};

// Either {"ar": {"text": …, "provenance": "source" or "summary"}, …} or {"ar": …, "fr": …, "en": …} of our own, or a
// bare text as its source has it; whose letters are Arabic or Tifinagh is taken for that language, any other for
// `latin`.
[[nodiscard]] Result<SourcedText> parse_sourced_text(const JsonReader& reader, const LocatedJson& value,
                                                     Language latin = Language::fr);

}  // namespace minbar
