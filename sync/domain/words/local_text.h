// A name from the content pack in the four languages: Arabic, French and English always, Tamazight where known, with
// its confidence, so that a speaker can find what to correct. Used by every reader of a named thing in the pack.
#pragma once

#include <array>
#include <string>

#include "sync/base/result.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/ids.h"
#include "sync/domain/words/words.h"

namespace minbar {

struct LocalText {
  std::array<std::string, all_languages.size()> texts;  // by Language; empty where not known
  Confidence tamazight = Confidence::certain;
  bool operator==(const LocalText&) const = default;

  [[nodiscard]] Wording in(Language language) const;  // Arabic where the language has none
};

// One text of one language as people read it, with the marks of with_marks; refused when it is not fit for a screen.
[[nodiscard]] Result<std::string> parse_text_in(const JsonReader& reader, const LocatedJson& value, Language language);

// `value` is {"ar": …, "fr": …, "en": …, "zgh"?: {"text": …, "confidence": …}}.
[[nodiscard]] Result<LocalText> parse_local_text(const JsonReader& reader, const LocatedJson& value);

}  // namespace minbar
