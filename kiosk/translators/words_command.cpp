#include "kiosk/translators/words_command.h"

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/reading/share.h"
#include "kiosk/translators/translation.h"
#include "sync/base/bytes.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/content/content.h"
#include "sync/domain/time/date_text.h"

namespace minbar::kiosk {

namespace {

constexpr std::size_t most_faults = 50;  // a screenful; the rest are often the same

std::vector<WordKey> all_keys() {
  std::vector<WordKey> keys(word_keys.begin(), word_keys.end());
  keys.insert(keys.end(), place_word_keys.begin(), place_word_keys.end());
  keys.insert(keys.end(), date_word_keys.begin(), date_word_keys.end());
  return keys;
}

Result<Language> language_named(const std::string& tag) {
  if (const auto language = language_from(tag)) return *language;
  return fail(Errc::bad_input, fmt::format("{} is no language; known are ar, zgh, fr and en", tag));
}

Result<TranslatorNotes> notes_of(const std::filesystem::path& content) {
  constexpr std::string_view name = "word_notes.json";
  auto text = read_file(content / name, limits::content_file_bytes);
  if (!text && text.error().code == Errc::not_found) return TranslatorNotes{};
  if (!text) return tl::unexpected(text.error());
  return parse_translator_notes({std::string(name), *std::move(text)});
}

Result<std::vector<ContentFile>> whole_pack(const std::filesystem::path& folder) {
  auto files = TRY(load_content_files(folder));
  TRY(parse_content(files, {.words = word_keys, .icons = {}}));
  return files;
}

Result<void> export_table(const WordsCommandOptions& options, std::ostream& out) {
  const auto language = TRY(language_named(options.language));
  const auto usual = language == Language::ar ? Language::fr : Language::ar;
  const auto source = options.from.empty() ? usual : TRY(language_named(options.from));
  if (source == language || source == Language::zgh)
    return fail(Errc::bad_input, "--from is ar, fr or en, and not the language of the table");
  const auto phrases = TRY(read_phrases(TRY(whole_pack(options.content))));
  const auto table = write_po(table_of(phrases, all_keys(), language, source, TRY(notes_of(options.content))));
  if (options.export_to == "-") {
    out << table;
    return {};
  }
  TRY(write_file(options.export_to, bytes_of(table), 0644));
  out << fmt::format("{} texts in {}\n", phrases.size(), options.export_to.native());
  return {};
}

Result<std::string> table_text(const std::filesystem::path& path, std::istream& in) {
  if (path != "-") return read_file(path, limits::content_file_bytes);
  std::string text(limits::content_file_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > limits::content_file_bytes) return fail(Errc::too_large, "-: too large for a table of words");
  return text;
}

void report(const TableChanges& table, const std::vector<Phrase>& phrases, std::ostream& out) {
  const auto described = [](const std::optional<PhraseText>& text) {
    return text ? fmt::format("{} ({})", text->text, name_of(text->confidence)) : std::string("-");
  };
  for (const auto& change : table.changes) {
    const auto& phrase = phrases[change.phrase];
    out << fmt::format("{}: {} -> {}\n", phrase.key, described(phrase.in(table.language)), described(change.text));
  }
  out << fmt::format("{} of {} texts in {} changed", table.changes.size(), phrases.size(), tag_of(table.language));
  if (table.empty > 0) out << fmt::format("; {} are empty in the table", table.empty);
  if (table.missing > 0) out << fmt::format("; {} are not in the table and stay", table.missing);
  if (table.set_aside > 0) out << fmt::format("; {} fuzzy names stay as they were", table.set_aside);
  out << (table.changes.empty() ? "\n" : "; the kiosk says them after its next start\n");
}

Result<void> import_table(const WordsCommandOptions& options, std::istream& in, std::ostream& out) {
  const auto files = TRY(whole_pack(options.content));
  const auto phrases = TRY(read_phrases(files));
  const auto name = options.import_from.filename().string();
  auto text = TRY(table_text(options.import_from, in));
  const auto po = TRY(read_po({name, std::move(text)}));
  const auto table = TRY(changes_of(po, name, phrases, all_keys(), options.remove_empty));
  if (!table.faults.empty()) {
    const std::span shown(table.faults.data(), std::min(most_faults, table.faults.size()));
    return fail(Errc::bad_input,
                fmt::format("{}\nNothing was changed: mend {} and import the table again.", fmt::join(shown, "\n"),
                            table.faults.size() == 1 ? "this" : fmt::format("these {}", table.faults.size())));
  }
  const auto changed = TRY(changed_files(files, phrases, table.language, table.changes));
  auto after = files;
  for (auto& file : after)
    for (const auto& fresh : changed)
      if (fresh.name == file.name) file = fresh;
  TRY(parse_content(after, {.words = word_keys, .icons = {}}));
  TRY(replace_content_files(options.content, changed));
  report(table, phrases, out);
  return {};
}

Result<void> say_how_complete(const WordsCommandOptions& options, std::ostream& out) {
  const auto phrases = TRY(read_phrases(TRY(whole_pack(options.content))));
  out << fmt::format("{:<10}{:>8}{:>8}{:>8}{:>8}\n", "language", "certain", "likely", "unsure", "missing");
  for (const auto language : all_languages) {
    std::array<std::size_t, 3> known{};
    for (const auto& phrase : phrases)
      if (const auto& text = phrase.in(language)) ++known.at(static_cast<std::size_t>(text->confidence));
    out << fmt::format("{:<10}{:>8}{:>8}{:>8}{:>8}\n", tag_of(language), known[0], known[1], known[2],
                       phrases.size() - known[0] - known[1] - known[2]);
  }
  return {};
}

Result<void> say_shares(const WordsCommandOptions& options, std::ostream& out) {
  const auto files = TRY(load_content_files(options.content));
  const auto content = TRY(parse_content(files, {.words = word_keys, .icons = {}}));
  const auto language = TRY(language_named(options.language));
  const bool known_whole = language != Language::zgh;  // the others are whole, or the pack would be refused
  const auto directions = reading::tamazight_directions(content);
  auto json = nlohmann::ordered_json::object();
  if (!options.as_json)
    out << fmt::format("{:<24}{:>8}{:>8}{:>8}  {}\n", "screen", "known", "of", "share", "runs from");
  const auto row = [&](std::string_view name, const reading::Share& share, std::string_view runs_from) {
    json[std::string(name)] = {{"known", share.known}, {"of", share.of}, {"percent", reading::percent(share)}};
    if (!runs_from.empty()) json[std::string(name)]["runs_from"] = runs_from;
    if (!options.as_json)
      out << fmt::format("{:<24}{:>8}{:>8}{:>7}%  {}\n", name, share.known, share.of, reading::percent(share),
                         runs_from);
  };
  for (std::size_t i = 0; i < reading::screen_words.size(); ++i) {
    const auto direction = known_whole ? direction_of(language) : directions.at(i);
    row(reading::screen_words[i].screen, reading::share_of(content, reading::screen_words[i].words, language),
        direction == Direction::rtl ? "right" : "left");
  }
  row("all", reading::share_of_all(content, language), "");
  if (options.as_json) out << json.dump(2) << "\n";
  return {};
}

}  // namespace

Result<void> run_words_command(const WordsCommandOptions& options, std::istream& in, std::ostream& out) {
  if (!options.export_to.empty()) return export_table(options, out);
  if (!options.import_from.empty()) return import_table(options, in, out);
  return options.share ? say_shares(options, out) : say_how_complete(options, out);
}

}  // namespace minbar::kiosk
