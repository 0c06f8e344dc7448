#include "sync/domain/words.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/utf8.h"
#include "sync/domain/located_json.h"

namespace minbar {

namespace {

std::string file_name(Language language) { return fmt::format("words/{}.json", tag_of(language)); }

// Complete by rule, so a chain of fallbacks needs no second link.
constexpr auto fallback_language = Language::ar;

bool is_direction_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// The reason a text is not fit for a screen, or nothing.
std::string_view flaw_of(std::string_view text) {
  if (text.front() == ' ' || text.back() == ' ') return "begins or ends in a space; take it away";
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_code_point(text, at);
    if (c == U'\'') return "has a typewriter apostrophe, which ICU reads as a quote; write \u2019";
    if (is_direction_control(c)) return "has a direction control; the program isolates arguments by itself";
    if (c < 0x20) return "has a control character; take it away";
  }
  return {};
}

std::vector<std::string> split_names(std::string_view names) {
  std::vector<std::string> out;
  while (!names.empty()) {
    const auto space = std::min(names.find(' '), names.size());
    out.emplace_back(names.substr(0, space));
    names.remove_prefix(std::min(space + 1, names.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

std::optional<Confidence> confidence_from(std::string_view name) {
  if (name == "certain") return Confidence::certain;
  if (name == "likely") return Confidence::likely;
  if (name == "unsure") return Confidence::unsure;
  return std::nullopt;
}

Result<Catalogue::Words> Catalogue::parse_words(const ContentFile& file, Language language) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  Words words;
  for (const auto& [key, value] : *TRY(reader.object(root))) {
    const auto fault = [&, &key = key, &value = value](std::string_view reason) {
      return reader.fault(value, fmt::format("\"{}\": {}", key, reason));
    };
    Entry entry;
    entry.line = value.line;
    if (std::holds_alternative<LocatedJson::Object>(value.value)) {
      TRY(reader.only_members(value, {"text", "confidence"}));
      entry.text = TRY(reader.text_member(value, "text"));
      const auto confidence = confidence_from(TRY(reader.text_member(value, "confidence")));
      if (!confidence) return fault("confidence is certain, likely or unsure");
      entry.confidence = *confidence;
    } else {
      entry.text = TRY(reader.text(value));
    }
    if (const auto flaw = flaw_of(entry.text); !flaw.empty()) return fault(flaw);
    if (entry.text.find_first_of("{}") != std::string::npos) {
      auto pattern = MessagePattern::parse(language, entry.text);
      if (!pattern) return fault(pattern.error().context);
      entry.pattern = std::move(*pattern);
    }
    words.emplace(key, std::move(entry));
  }
  return words;
}

Result<Catalogue> Catalogue::parse(std::span<const ContentFile> files, std::span<const WordKey> needed) {
  Catalogue catalogue;
  for (const auto language : all_languages) {
    const auto* file = TRY(find_file(files, file_name(language)));
    catalogue.words_[static_cast<std::size_t>(language)] = TRY(parse_words(*file, language));
  }
  TRY(catalogue.check(files, needed));
  return catalogue;
}

Result<void> Catalogue::check(std::span<const ContentFile> files, std::span<const WordKey> needed) const {
  std::map<std::string, std::vector<std::string>, std::less<>> arguments;
  for (const auto& [key, entry] : words_of(Language::ar))
    arguments[key] = entry.pattern ? entry.pattern->arguments() : std::vector<std::string>{};
  for (const auto& word : needed) arguments[std::string(word.key)] = split_names(word.arguments);

  for (const auto language : all_languages) {
    const auto& file = *TRY(find_file(files, file_name(language)));
    const auto& words = words_of(language);
    for (const auto& [key, wanted] : arguments) {
      const auto found = words.find(key);
      if (found == words.end()) {
        if (language == Language::zgh) continue;
        return content_fault(file, 1, fmt::format("\"{}\" is missing; add it", key));
      }
      const auto& entry = found->second;
      const auto given = entry.pattern ? entry.pattern->arguments() : std::vector<std::string>{};
      if (given != wanted)
        return content_fault(file, entry.line,
                             fmt::format("\"{}\": its arguments are {{{}}}; wanted are {{{}}}", key,
                                         fmt::join(given, "} {"), fmt::join(wanted, "} {")));
    }
    for (const auto& [key, entry] : words)
      if (!arguments.contains(key))
        return content_fault(file, entry.line, fmt::format("\"{}\" is not a key of {}", key, file_name(Language::ar)));
  }
  return {};
}

Language Catalogue::shown_in(Language language, std::string_view key) const {
  return words_of(language).contains(key) ? language : fallback_language;
}

Wording Catalogue::say(Language language, std::string_view key, std::span<const Argument> arguments) const {
  const auto shown = shown_in(language, key);
  const auto found = words_of(shown).find(key);
  ENSURE(found != words_of(shown).end(), "every key said is one of those checked at start");
  const auto& entry = found->second;
  if (entry.pattern) return {entry.pattern->format(arguments), shown, entry.confidence};
  ENSURE(arguments.empty(), "a word is said with the arguments its key declares");
  return {entry.text, shown, entry.confidence};
}

}  // namespace minbar
