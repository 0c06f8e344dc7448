#include "kiosk/translators/phrases.h"

#include <algorithm>

#include <fmt/format.h>

#include "sync/domain/files/located_json.h"

namespace minbar {

namespace {

std::string words_file(Language language) { return fmt::format("words/{}.json", tag_of(language)); }

// A text, or {"text": …, "confidence": …}.
Result<PhraseText> text_of(const JsonReader& reader, const LocatedJson& value) {
  PhraseText out;
  if (!std::holds_alternative<LocatedJson::Object>(value.value)) {
    out.text = TRY(reader.text(value));
    return out;
  }
  out.text = TRY(reader.text_member(value, "text"));
  out.confidence = confidence_from(TRY(reader.text_member(value, "confidence"))).value_or(Confidence::unsure);
  return out;
}

Result<void> read_words(std::span<const ContentFile> files, std::vector<Phrase>& phrases) {
  for (const auto language : all_languages) {
    const auto* file = TRY(find_file(files, words_file(language)));
    const auto root = TRY(parse_located_json(*file));
    const JsonReader reader(*file);
    for (const auto& [key, value] : *TRY(reader.object(root))) {
      auto found = std::find_if(phrases.begin(), phrases.end(),
                                [&, &key = key](const auto& phrase) { return phrase.key == key; });
      if (found == phrases.end())
        found = phrases.insert(phrases.end(), {.key = key, .names_file = {}, .names = {}, .texts = {}});
      found->texts[static_cast<std::size_t>(language)] = TRY(text_of(reader, value));
    }
  }
  return {};
}

struct Names {
  std::string file;
  std::string list;
  std::string member;
  std::string ending;  // of the key
};

Result<void> read_names(std::span<const ContentFile> files, const Names& of, std::vector<Phrase>& phrases) {
  const auto* file = TRY(find_file(files, of.file));
  const auto root = TRY(parse_located_json(*file));
  const JsonReader reader(*file);
  std::size_t place = 0;
  for (const auto& thing : *TRY(reader.array_member(root, of.list))) {
    Phrase phrase;
    phrase.key = fmt::format("{}.{}.{}", of.list, TRY(reader.text_member(thing, "id")), of.ending);
    phrase.names_file = of.file;
    phrase.names = {of.list, place++, of.member};
    const auto* languages = TRY(reader.member(thing, of.member));
    for (const auto language : all_languages)
      if (const auto* value = TRY(reader.optional_member(*languages, tag_of(language))))
        phrase.texts[static_cast<std::size_t>(language)] = TRY(text_of(reader, *value));
    phrases.push_back(std::move(phrase));
  }
  return {};
}

std::string json_of(const PhraseText& text, bool with_confidence) {
  if (!with_confidence) return json_string(text.text);
  return fmt::format(R"({{"text": {}, "confidence": "{}"}})", json_string(text.text), name_of(text.confidence));
}

// The last key before `place` that the language has already, so that its file keeps the order of Arabic's.
std::optional<std::string> key_before(std::span<const Phrase> phrases, std::size_t place, Language language) {
  while (place > 0)
    if (const auto& phrase = phrases[--place]; phrase.names_file.empty() && phrase.in(language)) return phrase.key;
  return std::nullopt;
}

}  // namespace

Result<std::vector<Phrase>> read_phrases(std::span<const ContentFile> files) {
  std::vector<Phrase> phrases;
  TRY(read_words(files, phrases));
  TRY(read_names(files, {"services.json", "services", "names", "name"}, phrases));
  TRY(read_names(files, {"services.json", "reasons", "names", "name"}, phrases));
  TRY(read_names(files, {"themes.json", "themes", "names", "name"}, phrases));
  TRY(read_names(files, {"themes.json", "themes", "hint", "hint"}, phrases));
  return phrases;
}

Result<std::vector<ContentFile>> changed_files(std::span<const ContentFile> files, std::span<const Phrase> phrases,
                                               Language language, std::span<const PhraseChange> changes) {
  std::vector<ContentFile> out;
  std::vector<Phrase> now(phrases.begin(), phrases.end());
  const std::string tag(tag_of(language));
  for (const auto& change : changes) {
    auto& phrase = now[change.phrase];
    const bool word = phrase.names_file.empty();
    const auto name = word ? words_file(language) : phrase.names_file;
    auto file = std::find_if(out.begin(), out.end(), [&](const auto& other) { return other.name == name; });
    if (file == out.end()) file = out.insert(out.end(), *TRY(find_file(files, name)));
    const auto object = word ? JsonPath{} : phrase.names;
    const auto key = word ? phrase.key : tag;
    auto path = object;
    path.emplace_back(key);
    const bool confidence =
        language == Language::zgh || (change.text && word && change.text->confidence != Confidence::certain);
    auto& known = phrase.texts[static_cast<std::size_t>(language)];
    if (!change.text) {
      file->text = without_json_member(file->text, path);
    } else if (known) {
      file->text = with_json_value(file->text, path, json_of(*change.text, confidence));
    } else {
      const auto after = word ? key_before(now, change.phrase, language) : std::optional<std::string>("ar");
      file->text = with_json_member(file->text, object, after, key, json_of(*change.text, confidence));
    }
    known = change.text;
  }
  return out;
}

}  // namespace minbar
