#include "kiosk/translators/translation.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/domain/files/located_json.h"
#include "sync/domain/words/word_style.h"

namespace minbar {

namespace {

constexpr std::string_view confidence_note = "confidence: ";
constexpr std::string_view icu_flag = "icu-message-format";  // Weblate checks such texts

const WordKey* find_key(std::span<const WordKey> keys, std::string_view key) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const WordKey& word) { return word.key == key; });
  return found == keys.end() ? nullptr : &*found;
}

// What the program passes; for a word that no program of this version says, what Arabic uses.
ArgumentNames wanted_arguments(std::span<const WordKey> keys, const Phrase& phrase) {
  if (const auto* key = find_key(keys, phrase.key)) return arguments_of(*key);
  const auto& arabic = phrase.in(Language::ar);
  const auto word = arabic ? Word::parse(Language::ar, arabic->text) : Word::parse(Language::ar, "-");
  return word && phrase.names_file.empty() ? word->arguments() : ArgumentNames{};
}

std::string arguments_note(const ArgumentNames& arguments) {
  std::string out;
  for (const auto& name : arguments.all) {
    const bool number = std::binary_search(arguments.numbers.begin(), arguments.numbers.end(), name);
    out += fmt::format("{}{{{}}} is {}", out.empty() ? "" : ", ", name, number ? "a number" : "a text");
  }
  return out;
}

// A tool may have made "zgh" into "zgh_MA".
std::optional<Language> language_of(std::string_view tag) {
  return language_from(tag.substr(0, tag.find_first_of("-_@")));
}

std::string text_or_empty(const std::optional<PhraseText>& text) { return text ? text->text : std::string(); }

class ChangesReader {
 public:
  ChangesReader(const PoTable& table, const std::string& file_name, std::span<const Phrase> phrases,
                std::span<const WordKey> keys)
      : table_(table), file_name_(file_name), phrases_(phrases), keys_(keys) {}

  Result<TableChanges> read(bool remove_empty) {
    const auto language = language_of(table_.language);
    if (!language)
      return fail(Errc::bad_input, fmt::format("{}: its header says \"Language: {}\"; known are ar, zgh, fr and en",
                                               file_name_, table_.language));
    out_.language = *language;
    source_ = *language == Language::ar ? Language::fr : Language::ar;
    if (!table_.source_language.empty()) {
      const auto source = language_of(table_.source_language);
      if (!source || source == language || source == Language::zgh)
        return fail(
            Errc::bad_input,
            fmt::format("{}: its header says \"X-Source-Language: {}\"; known are ar, fr and en, other than its "
                        "own language",
                        file_name_, table_.source_language));
      source_ = *source;
    }
    for (const auto& entry : table_.entries) take(entry, remove_empty);
    out_.missing = phrases_.size() - std::min(seen_.size(), phrases_.size());
    return std::move(out_);
  }

 private:
  void fault(const PoEntry& entry, std::string_view reason) {
    out_.faults.push_back(fmt::format("{}:{}: \"{}\": {}", file_name_, entry.line, entry.key, reason));
  }

  void take(const PoEntry& entry, bool remove_empty) {
    const auto found =
        std::find_if(phrases_.begin(), phrases_.end(), [&](const Phrase& phrase) { return phrase.key == entry.key; });
    if (found == phrases_.end()) return fault(entry, "is not a key of this pack; take the entry out of the table");
    if (!seen_.insert(entry.key).second) return fault(entry, "stands twice; keep one entry");
    if (with_marks(source_, entry.source) != with_marks(source_, text_or_empty(found->in(source_))))
      return fault(entry,
                   "was translated from other words than the pack has now; export again and carry the work over");
    const auto place = static_cast<std::size_t>(found - phrases_.begin());
    const auto& known = found->in(out_.language);
    if (entry.text.empty()) {
      ++out_.empty;
      if (remove_empty && known && out_.language == Language::zgh) out_.changes.push_back({place, std::nullopt});
      return;
    }
    PhraseText text{normal_form_c(entry.text), confidence_of(entry)};
    if (known && with_marks(out_.language, text.text) == with_marks(out_.language, known->text)) {
      text.text = known->text;  // a no-break space that a tool took away is set by the program
      if (text == *known) return;
    }
    if (text.confidence != Confidence::certain && !found->tells_confidence(out_.language)) {
      ++out_.set_aside;
      return;
    }
    const auto word = Word::parse(out_.language, text.text);
    if (!word) return fault(entry, word.error().context);
    if (const auto fits = word->fits(wanted_arguments(keys_, *found)); !fits) return fault(entry, fits.error().context);
    out_.changes.push_back({place, std::move(text)});
  }

  static Confidence confidence_of(const PoEntry& entry) {
    if (!entry.fuzzy) return Confidence::certain;
    for (const auto& note : entry.notes)
      if (note == fmt::format("{}{}", confidence_note, name_of(Confidence::likely))) return Confidence::likely;
    return Confidence::unsure;
  }

  const PoTable& table_;
  const std::string& file_name_;
  std::span<const Phrase> phrases_;
  std::span<const WordKey> keys_;
  Language source_ = Language::ar;
  TableChanges out_;
  std::set<std::string> seen_;
};

}  // namespace

Result<TranslatorNotes> parse_translator_notes(const ContentFile& file) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TranslatorNotes notes;
  for (const auto& [key, value] : *TRY(reader.object(root))) {
    auto note = TRY(reader.text(value));
    if (note.find_first_of("\r\n") != std::string::npos)
      return reader.fault(value, fmt::format("\"{}\": a note is one line; a table has no place for more", key));
    notes[key] = std::move(note);
  }
  return notes;
}

std::string note_for(const TranslatorNotes& notes, std::string_view key) {
  while (true) {
    if (const auto found = notes.find(key); found != notes.end()) return found->second;
    const auto dot = key.rfind('.');
    if (dot == std::string_view::npos) return {};
    key = key.substr(0, dot);
  }
}

PoTable table_of(std::span<const Phrase> phrases, std::span<const WordKey> keys, Language language, Language source,
                 const TranslatorNotes& notes) {
  PoTable table;
  table.title = fmt::format("The words of Minbar's kiosk: {} beside {}.", tag_of(language), tag_of(source));
  table.project = "minbar";
  table.language = tag_of(language);
  table.source_language = tag_of(source);
  for (const auto& phrase : phrases) {
    PoEntry entry;
    entry.key = phrase.key;
    entry.source = text_or_empty(phrase.in(source));
    if (const auto& known = phrase.in(language)) {
      entry.text = known->text;
      entry.fuzzy = known->confidence != Confidence::certain;
    }
    if (auto note = note_for(notes, phrase.key); !note.empty()) entry.notes.push_back(std::move(note));
    if (auto note = arguments_note(wanted_arguments(keys, phrase)); !note.empty()) {
      entry.notes.push_back(std::move(note));
      entry.flags.emplace_back(icu_flag);
    }
    for (const auto other : all_languages)
      if (other != language && other != source && phrase.in(other))
        entry.notes.push_back(fmt::format("{}: {}", tag_of(other), phrase.in(other)->text));
    if (entry.fuzzy)
      entry.notes.push_back(fmt::format("{}{}", confidence_note, name_of(phrase.in(language)->confidence)));
    table.entries.push_back(std::move(entry));
  }
  return table;
}

Result<TableChanges> changes_of(const PoTable& table, const std::string& file_name, std::span<const Phrase> phrases,
                                std::span<const WordKey> keys, bool remove_empty) {
  return ChangesReader(table, file_name, phrases, keys).read(remove_empty);
}

}  // namespace minbar
