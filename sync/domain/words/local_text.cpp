#include "sync/domain/words/local_text.h"

#include <fmt/format.h>

namespace minbar {

Result<std::string> parse_text_in(const JsonReader& reader, const LocatedJson& value, Language language) {
  const auto word = Word::parse(language, TRY(reader.text(value)));
  if (!word) return reader.fault(value, fmt::format("the name in \"{}\" {}", tag_of(language), word.error().context));
  if (!word->arguments().all.empty())
    return reader.fault(value,
                        fmt::format("the name in \"{}\" has braces; a name stands for itself", tag_of(language)));
  return word->say({});
}

Wording LocalText::in(Language language) const {
  const auto& text = texts[static_cast<std::size_t>(language)];
  if (text.empty()) return {texts[static_cast<std::size_t>(Language::ar)], Language::ar};
  return {text, language, language == Language::zgh ? tamazight : Confidence::certain};
}

Result<LocalText> parse_local_text(const JsonReader& reader, const LocatedJson& value) {
  TRY(reader.only_members(value, {"ar", "zgh", "fr", "en"}));
  LocalText out;
  for (const auto language : {Language::ar, Language::fr, Language::en}) {
    const auto* known = TRY(reader.optional_member(value, tag_of(language)));
    if (known == nullptr) return reader.fault(value, fmt::format("the name in \"{}\" is missing", tag_of(language)));
    out.texts[static_cast<std::size_t>(language)] = TRY(parse_text_in(reader, *known, language));
  }
  const auto* tamazight = TRY(reader.optional_member(value, "zgh"));
  if (tamazight == nullptr) return out;
  TRY(reader.only_members(*tamazight, {"text", "confidence"}));
  out.texts[static_cast<std::size_t>(Language::zgh)] =
      TRY(parse_text_in(reader, *TRY(reader.member(*tamazight, "text")), Language::zgh));
  const auto confidence = confidence_from(TRY(reader.text_member(*tamazight, "confidence")));
  if (!confidence) return reader.fault(*tamazight, "confidence is certain, likely or unsure");
  out.tamazight = *confidence;
  return out;
}

}  // namespace minbar
