#include "sync/domain/words/words.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/words/word_style.h"

namespace minbar {

namespace {

std::string file_name(Language language) { return fmt::format("words/{}.json", tag_of(language)); }

constexpr std::array<std::string_view, 3> confidence_names{"certain", "likely", "unsure"};  // by Confidence

// Complete by rule, so a chain of fallbacks needs no second link.
constexpr auto fallback_language = Language::ar;

std::vector<std::string> split_names(std::string_view names) {
  std::vector<std::string> out;
  while (!names.empty()) {
    const auto space = std::min(names.find(' '), names.size());
    out.emplace_back(names.substr(0, space));
    names.remove_prefix(std::min(space + 1, names.size()));
  }
  return out;
}

tl::unexpected<Error> unfit(std::string reason) { return fail(Errc::bad_input, std::move(reason)); }

}  // namespace

std::optional<Confidence> confidence_from(std::string_view name) {
  const auto* found = std::find(confidence_names.begin(), confidence_names.end(), name);
  if (found == confidence_names.end()) return std::nullopt;
  return static_cast<Confidence>(found - confidence_names.begin());
}

std::string_view name_of(Confidence confidence) { return confidence_names.at(static_cast<std::size_t>(confidence)); }

ArgumentNames arguments_of(const WordKey& key) {
  ArgumentNames out;
  for (auto& name : split_names(key.arguments)) {
    const bool number = name.starts_with('#');
    if (number) out.numbers.push_back(name.substr(1));
    out.all.push_back(number ? name.substr(1) : std::move(name));
  }
  std::sort(out.all.begin(), out.all.end());
  std::sort(out.numbers.begin(), out.numbers.end());
  return out;
}

Result<Word> Word::parse(Language language, std::string_view text) {
  if (text.size() > limits::word_bytes)
    return unfit(fmt::format("longer than {} bytes; no screen has room for it", limits::word_bytes));
  if (const auto flaw = flaw_of_characters(text); !flaw.empty()) return unfit(std::string(flaw));
  Word word;
  word.text_ = with_marks(language, text);
  std::vector<std::string> forms{std::string(text)};
  if (text.find_first_of("{}#") != std::string::npos) {
    word.pattern_ = TRY(MessagePattern::parse(language, word.text_));
    forms = TRY(shape_of_message(language, text)).forms;
  }
  for (const auto& form : forms)
    if (const auto flaw = flaw_of(language, form); !flaw.empty()) return unfit(std::string(flaw));
  return word;
}

ArgumentNames Word::arguments() const {
  if (!pattern_) return {};
  return {pattern_->shape().arguments, pattern_->shape().numbers};
}

Result<void> Word::fits(const ArgumentNames& wanted) const {
  const auto given = arguments();
  if (given.all != wanted.all)
    return unfit(fmt::format("its arguments are {{{}}}; wanted are {{{}}}", fmt::join(given.all, "} {"),
                             fmt::join(wanted.all, "} {")));
  for (const auto& name : given.numbers)
    if (!std::binary_search(wanted.numbers.begin(), wanted.numbers.end(), name))
      return unfit(fmt::format("{{{}}} is a text and cannot be counted; write it alone in braces", name));
  if (pattern_)
    for (const auto& name : pattern_->shape().choices)
      if (std::binary_search(wanted.numbers.begin(), wanted.numbers.end(), name))
        return unfit(fmt::format("{{{}}} is a number; choose its forms with plural instead of select", name));
  return {};
}

std::string Word::say(std::span<const Argument> arguments) const {
  if (pattern_) return pattern_->format(arguments);
  ENSURE(arguments.empty(), "a word is said with the arguments its key declares");
  return text_;
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
    std::string text;
    entry.line = value.line;
    if (std::holds_alternative<LocatedJson::Object>(value.value)) {
      TRY(reader.only_members(value, {"text", "confidence"}));
      text = TRY(reader.text_member(value, "text"));
      const auto confidence = confidence_from(TRY(reader.text_member(value, "confidence")));
      if (!confidence) return fault("confidence is certain, likely or unsure");
      entry.confidence = *confidence;
    } else {
      text = TRY(reader.text(value));
    }
    auto word = Word::parse(language, text);
    if (!word) return fault(word.error().context);
    entry.word = std::move(*word);
    words.emplace(key, std::move(entry));
  }
  return words;
}

Result<Catalogue> Catalogue::parse(std::span<const ContentFile> files, std::span<const WordKey> needed,
                                   std::span<const ContentFile> own) {
  Catalogue catalogue;
  TRY(catalogue.read_all(files));
  if (!own.empty()) TRY(catalogue.complete(needed, own));
  TRY(catalogue.check(files, needed));
  return catalogue;
}

Result<void> Catalogue::read_all(std::span<const ContentFile> files) {
  for (const auto language : all_languages) {
    const auto* file = TRY(find_file(files, file_name(language)));
    words_[static_cast<std::size_t>(language)] = TRY(parse_words(*file, language));
  }
  return {};
}

// All languages of a word together: half of it from each pack would be two sayings of one thing.
Result<void> Catalogue::complete(std::span<const WordKey> needed, std::span<const ContentFile> own) {
  const auto lacks = [this](const WordKey& word) { return !has(word.key); };
  if (std::none_of(needed.begin(), needed.end(), lacks)) return {};
  Catalogue other;
  TRY(other.read_all(own));
  for (const auto& word : needed) {
    if (!lacks(word)) continue;
    for (const auto language : all_languages) {
      auto& words = words_[static_cast<std::size_t>(language)];
      words.erase(std::string(word.key));
      words.insert(other.words_[static_cast<std::size_t>(language)].extract(std::string(word.key)));
    }
  }
  return {};
}

Result<void> Catalogue::check(std::span<const ContentFile> files, std::span<const WordKey> needed) const {
  std::map<std::string, ArgumentNames, std::less<>> arguments;
  for (const auto& [key, entry] : words_of(Language::ar)) arguments[key] = entry.word.arguments();
  for (const auto& word : needed) arguments[std::string(word.key)] = arguments_of(word);

  for (const auto language : all_languages) {
    const auto& file = *TRY(find_file(files, file_name(language)));
    const auto& words = words_of(language);
    for (const auto& [key, wanted] : arguments) {
      const auto found = words.find(key);
      if (found == words.end()) {
        if (language == Language::zgh) continue;
        return content_fault(file, 1, fmt::format("\"{}\" is missing; add it", key));
      }
      const auto fits = found->second.word.fits(wanted);
      if (!fits) return content_fault(file, found->second.line, fmt::format("\"{}\": {}", key, fits.error().context));
    }
    for (const auto& [key, entry] : words)
      if (!arguments.contains(key))
        return content_fault(file, entry.line, fmt::format("\"{}\" is not a key of {}", key, file_name(Language::ar)));
  }
  return {};
}

std::map<std::string, ArgumentNames> Catalogue::keys() const {
  std::map<std::string, ArgumentNames> out;
  for (const auto& [key, entry] : words_of(Language::ar)) out[key] = entry.word.arguments();
  return out;
}

Language Catalogue::shown_in(Language language, std::string_view key) const {
  return words_of(language).contains(key) ? language : fallback_language;
}

Wording Catalogue::say(Language language, std::string_view key, std::span<const Argument> arguments) const {
  const auto shown = shown_in(language, key);
  const auto found = words_of(shown).find(key);
  ENSURE(found != words_of(shown).end(), "every key said is one of those checked at start");
  const auto& entry = found->second;
  return {entry.word.say(arguments), shown, entry.confidence};
}

}  // namespace minbar
