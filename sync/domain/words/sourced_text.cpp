#include "sync/domain/words/sourced_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/base/utf8.h"

namespace minbar {

namespace {

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

Language known_in(const SourcedText& text, Language language) {
  for (const auto other : {language, Language::ar, Language::fr, Language::en, Language::zgh})
    if (!text.texts[index_of(other)].empty()) return other;
  return Language::ar;
}

Language language_of(std::string_view text, Language latin) {
  const auto letters = to_utf32(text);
  const auto any = [&](char32_t first, char32_t last) {
    return std::any_of(letters.begin(), letters.end(), [&](char32_t c) { return c >= first && c <= last; });
  };
  if (any(0x0620, 0x06FF)) return Language::ar;
  return any(0x2D30, 0x2D7F) ? Language::zgh : latin;
}

Result<bool> provenance(const JsonReader& reader, const LocatedJson& value) {
  const auto* stated = TRY(reader.member(value, "provenance"));
  const auto name = TRY(reader.text(*stated));
  if (name != "source" && name != "summary") return reader.fault(*stated, "provenance is source or summary");
  return name == "summary";
}

}  // namespace

Wording SourcedText::in(Language language) const {
  const auto shown = known_in(*this, language);
  return {texts[index_of(shown)], shown, Confidence::certain};
}

bool SourcedText::is_ours_in(Language language) const { return ours[index_of(known_in(*this, language))]; }

Result<SourcedText> parse_sourced_text(const JsonReader& reader, const LocatedJson& value, Language latin) {
  SourcedText out;
  if (const auto* bare = std::get_if<std::string>(&value.value)) {
    const auto language = language_of(*bare, latin);
    out.texts[index_of(language)] = TRY(parse_text_in(reader, value, language));
    return out;
  }
  TRY(reader.only_members(value, {"ar", "zgh", "fr", "en"}));
  bool any = false;
  for (const auto language : all_languages) {
    const auto* known = TRY(reader.optional_member(value, tag_of(language)));
    if (known == nullptr) continue;
    any = true;
    if (std::holds_alternative<std::string>(known->value)) {
      out.texts[index_of(language)] = TRY(parse_text_in(reader, *known, language));
      out.ours[index_of(language)] = true;
      continue;
    }
    TRY(reader.only_members(*known, {"text", "provenance"}));
    out.texts[index_of(language)] = TRY(parse_text_in(reader, *TRY(reader.member(*known, "text")), language));
    out.ours[index_of(language)] = TRY(provenance(reader, *known));
  }
  if (!any) return reader.fault(value, "a text stands in at least one of ar, zgh, fr and en");
  return out;
}

}  // namespace minbar
