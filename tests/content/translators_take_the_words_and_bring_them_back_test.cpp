#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "kiosk/pack/content_loader.h"
#include "kiosk/translators/translation.h"
#include "kiosk/translators/words_command.h"
#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "tests/content/pack.h"
#include "tests/support/temporary_folder.h"

namespace minbar {

namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

struct Answer {
  bool done = false;
  std::string out;
  std::string faults;
};

// A copy of the real pack, and the command as a person calls it.
class Pack {
 public:
  Pack() {
    std::filesystem::copy(MINBAR_SOURCE_DIR "/kiosk/content", content(), std::filesystem::copy_options::recursive);
  }

  [[nodiscard]] std::filesystem::path content() const { return folder_.path() / "content"; }
  [[nodiscard]] std::string file(const std::string& name) const {
    return read_file(content() / name, limits::content_file_bytes).value();
  }
  [[nodiscard]] std::map<std::string, std::string> all() const {
    std::map<std::string, std::string> out;
    for (const auto& [name, required] : pack_files())
      if (required) out[std::string(name)] = file(std::string(name));
    return out;
  }

  [[nodiscard]] std::string exported(const std::string& language, const std::string& from = "") const {
    const auto answer = run({.content = content(), .language = language, .from = from, .export_to = "-"});
    REQUIRE(answer.done);
    return answer.out;
  }
  Answer import(const std::string& table, bool remove_empty = false) const {
    const auto path = folder_.path() / "table.po";
    std::ofstream(path, std::ios::binary) << table;
    return run({.content = content(), .import_from = path, .remove_empty = remove_empty});
  }

  [[nodiscard]] Answer piped(const std::string& table) const {
    return run({.content = content(), .import_from = "-"}, table);
  }

 private:
  static Answer run(const kiosk::WordsCommandOptions& options, const std::string& typed = "") {
    std::istringstream in(typed);
    std::ostringstream out;
    const auto done = kiosk::run_words_command(options, in, out);
    return {done.has_value(), out.str(), done ? std::string() : done.error().context};
  }

  test::TemporaryFolder folder_;
};

// The table with the text of one key replaced; its flags too, where it has any.
std::string with_text(std::string table, const std::string& key, const std::string& text) {
  const auto entry = table.find("msgctxt \"" + key + "\"");
  REQUIRE(entry != std::string::npos);
  const auto begin = table.find("msgstr ", entry);
  return table.replace(begin, table.find('\n', begin) - begin, "msgstr \"" + text + "\"");
}

std::string with(std::string table, const std::string& from, const std::string& to) {
  const auto at = table.find(from);
  INFO(from);
  REQUIRE(at != std::string::npos);
  return table.replace(at, from.size(), to);
}

int line_of(const std::string& table, const std::string& what) {
  const auto at = table.begin() + static_cast<std::ptrdiff_t>(table.find(what));
  return static_cast<int>(std::count(table.begin(), at, '\n')) + 1;
}

}  // namespace

TEST_CASE("a table that comes back as it went changes no byte in any language") {
  for (const auto* language : {"ar", "zgh", "fr", "en"}) {
    const Pack pack;
    const auto before = pack.all();
    const auto answer = pack.import(pack.exported(language));
    INFO(language << answer.faults);
    CHECK(answer.done);
    CHECK_THAT(answer.out, StartsWith("0 of "));
    CHECK(pack.all() == before);
  }
}

TEST_CASE("a table tells the key the arguments the other languages and how sure a text is") {
  const Pack pack;
  const auto table = pack.exported("zgh");
  CHECK_THAT(table, Contains("#. {count} is a number\n"));
  CHECK_THAT(table, Contains("#, fuzzy, icu-message-format\nmsgctxt \"propose.text.left\""));
  CHECK_THAT(table, Contains("#. fr: Retour\n#. en: Back\nmsgctxt \"nav.back\"\nmsgid \"رجوع\"\nmsgstr \"ⴰⵖⵓⵍ\"\n"));
  CHECK_THAT(table, Contains("#. confidence: likely\n#, fuzzy\nmsgctxt \"menu.propose\""));
  CHECK_THAT(pack.exported("zgh", "fr"), Contains("msgctxt \"nav.back\"\nmsgid \"Retour\"\n"));
  CHECK_THAT(pack.exported("ar"), Contains("msgctxt \"nav.back\"\nmsgid \"Retour\"\nmsgstr \"رجوع\"\n"));
  for (const auto* key :
       {"services.civil_status.name", "reasons.welcome.name", "themes.youth.name", "themes.youth.hint"})
    CHECK_THAT(table, Contains("msgctxt \"" + std::string(key) + "\""));
}

TEST_CASE("every key has a note for the translator") {
  const Pack pack;
  const auto notes = parse_translator_notes({"word_notes.json", pack.file("word_notes.json")});
  REQUIRE(notes);
  const auto files = kiosk::load_content_files(pack.content());
  REQUIRE(files);
  const auto phrases = read_phrases(*files);
  REQUIRE(phrases);
  for (const auto& phrase : *phrases) {
    INFO(phrase.key);
    CHECK_FALSE(note_for(*notes, phrase.key).empty());
  }
  for (const auto& [beginning, note] : *notes) {
    INFO(beginning << " tells of no key");
    CHECK(std::any_of(phrases->begin(), phrases->end(), [&, &begin = beginning](const Phrase& phrase) {
      return phrase.key == begin || phrase.key.starts_with(begin + ".");
    }));
  }
}

TEST_CASE("a note that a table has no place for is refused at its line") {
  const auto notes = parse_translator_notes({"word_notes.json", "{\n\"nav\": \"one line\\nand another\"}"});
  REQUIRE_FALSE(notes);
  CHECK_THAT(notes.error().context, StartsWith("word_notes.json:2: \"nav\": a note is one line"));
}

TEST_CASE("a word that a translator gives is said and every other byte stays") {
  const Pack pack;
  const auto before = pack.all();
  auto table = with_text(pack.exported("zgh"), "start.to", "ⵙⵙⵏⵜⵉ ⴷⴰⵖ");
  table = with_text(table, "themes.anti_corruption.name", "ⴰⴷⴷⴰⴷ");
  const auto answer = pack.import(table);
  INFO(answer.faults);
  REQUIRE(answer.done);
  CHECK_THAT(answer.out, Contains("start.to: - -> ⵙⵙⵏⵜⵉ ⴷⴰⵖ (certain)"));
  CHECK_THAT(answer.out, Contains("2 of "));
  auto expected = before;
  const std::string next = R"(  "start.kind.title": {"text": "ⵜⵓⵍⴽⵉⵎⵜ ⵜⴰⵎⴰⵢⵏⵓⵜ", "confidence": "likely"},)";
  expected["words/zgh.json"] = with(expected["words/zgh.json"], next,
                                    next + "\n" + R"(  "start.to": {"text": "ⵙⵙⵏⵜⵉ ⴷⴰⵖ", "confidence": "certain"},)");
  const auto themes = pack.file("themes.json");
  CHECK_THAT(themes, Contains(R"("zgh": {"text": "ⴰⴷⴷⴰⴷ", "confidence": "certain"})"));
  expected["themes.json"] = themes;
  CHECK(pack.all() == expected);
  CHECK(pack.exported("zgh") == table);
}

TEST_CASE("confidence travels as fuzzy and a text that a speaker confirms becomes certain") {
  const Pack pack;
  const auto table = pack.exported("zgh");
  const auto confirmed = with(table, "#, fuzzy\nmsgctxt \"menu.propose\"", "msgctxt \"menu.propose\"");
  CHECK_THAT(pack.import(confirmed).out, Contains("(likely) -> ⵙⴽⵔ ⵜⴰⵙⵓⵎⵔⵜ (certain)"));
  const auto doubted = with(pack.exported("zgh"), "msgctxt \"nav.back\"", "#, fuzzy\nmsgctxt \"nav.back\"");
  CHECK_THAT(pack.import(doubted).out, Contains("(certain) -> ⴰⵖⵓⵍ (unsure)"));
  CHECK_THAT(pack.file("words/zgh.json"), Contains(R"("nav.back": {"text": "ⴰⵖⵓⵍ", "confidence": "unsure"})"));
  const auto french = with(pack.exported("fr"), "#. {step}", "#, fuzzy\n#. {step}");
  CHECK(pack.import(french).done);
  CHECK_THAT(pack.file("words/fr.json"),
             Contains(R"("propose.step": {"text": "Étape {step} sur {total}", "confidence": "unsure"})"));
}

TEST_CASE("every draft of Tamazight is marked for a speaker to look at again") {
  const Pack pack;
  const auto table = read_po({"zgh.po", pack.exported("zgh")});
  REQUIRE(table);
  std::size_t drafts = 0;
  for (const auto& entry : table->entries) {
    if (entry.text.empty()) continue;
    INFO(entry.key);
    const bool doubted = std::any_of(entry.notes.begin(), entry.notes.end(),
                                     [](const std::string& note) { return note.starts_with("confidence: "); });
    CHECK(entry.fuzzy == doubted);
    if (entry.fuzzy) ++drafts;
  }
  CHECK(drafts > 200);
}

TEST_CASE("a doubted name stays as it was where its file has no place for the doubt") {
  const Pack pack;
  const auto before = pack.all();
  auto table = with_text(pack.exported("fr"), "services.civil_status.name", "Naissances et décès");
  const std::string key = "msgctxt \"services.civil_status.name\"";
  const auto answer = pack.import(with(table, key, "#, fuzzy\n" + key));
  CHECK(answer.done);
  CHECK_THAT(answer.out, StartsWith("0 of ") && Contains("1 fuzzy names stay as they were"));
  CHECK(pack.all() == before);
}

TEST_CASE("an empty text leaves the pack alone unless it is asked to be taken away") {
  const Pack pack;
  const auto before = pack.all();
  auto table = with_text(pack.exported("zgh"), "nav.back", "");
  table = with_text(table, "reasons.welcome.name", "");
  CHECK(pack.import(table).done);
  CHECK(pack.all() == before);
  const auto answer = pack.import(table, true);
  INFO(answer.faults);
  CHECK(answer.done);
  CHECK_THAT(answer.out, Contains("2 of "));
  CHECK(pack.file("words/zgh.json").find("nav.back") == std::string::npos);
  CHECK_THAT(pack.file("services.json"), Contains(R"("names": {"ar": "الاستقبال", "fr": "L’accueil")"));
  CHECK(test::read(*kiosk::load_content_files(pack.content())));
}

TEST_CASE("a table with one fault is refused whole with file line and what to do") {
  const Pack pack;
  const auto before = pack.all();
  const auto refused = [&](const std::string& table, const std::string& key, const std::string& reason) {
    const auto good = with_text(table, "app.name", "Minbar2");  // beside the fault: it must not come in either
    const auto answer = pack.import(good);
    INFO(key << " " << reason << ": " << answer.faults);
    CHECK_FALSE(answer.done);
    CHECK_THAT(answer.faults, Contains(reason));
    if (!key.empty())
      CHECK_THAT(answer.faults, Contains("table.po:" + std::to_string(line_of(good, "msgctxt \"" + key))));
    CHECK(pack.all() == before);
  };
  const auto table = pack.exported("fr");
  const auto broken = [&](const std::string& key, const std::string& text, const std::string& reason) {
    refused(with_text(table, key, text), key, reason);
  };
  broken("propose.step", "Étape {step", "not an ICU message");
  broken("propose.step", "Étape {step}", "its arguments are {step}; wanted are {step} {total}");
  broken("propose.text.left", "{count, plural, other {# mots}}", "lacks the form \"one\"");
  broken("propose.text.left", "{count, plural, one {Un mot} other {# mots}}", "does not show its number");
  broken("place.province", "{name, plural, one {#} other {#}}", "is a text and cannot be counted");
  broken("nav.back", "Retour ", "begins or ends in a space");
  broken("services.civil_status.name", "État {x}", "its arguments are {x}; wanted are {}");
  refused(with(table, "msgctxt \"nav.back\"", "msgctxt \"nav.bakc\""), "nav.bakc", "is not a key of this pack");
  refused(with(table, "msgctxt \"nav.back\"", "msgctxt \"nav.next\""), "nav.next", "stands twice");
  refused(with(table, "msgid \"رجوع\"", "msgid \"رجوعا\""), "nav.back", "translated from other words");
  refused(with(table, "Language: fr", "Language: de"), "", "known are ar, zgh, fr and en");
  refused(with(table, "Source-Language: ar", "Source-Language: zgh"), "", "known are ar, fr and en");
  refused(with(table, "charset=UTF-8", "charset=ISO-8859-1"), "", "charset=UTF-8");
  refused(with(table, "É", "\xC9"), "", "not in UTF-8");
  refused("\xFF\xFE" + table, "", "table.po:1: not in UTF-8");
  refused(with(table, "msgid \"رجوع\"", "msgid \"رجوع"), "", "must begin and end with a quote");
  refused(with(table, "msgid \"رجوع\"", "msgid \"رجوع\"\nmsgid_plural \"رجوع\""), "", "plural forms stand inside");
  refused(with(table, "msgstr \"Retour\"", "Retour"), "", "not a line of a PO file");
}

TEST_CASE("a table may come through a pipe and is bounded there too") {
  const Pack pack;
  const auto table = pack.exported("zgh");
  const auto answer = pack.piped(with_text(table, "start.to", "ⵙⵙⵏⵜⵉ ⴷⴰⵖ"));
  CHECK(answer.done);
  CHECK_THAT(pack.file("words/zgh.json"), Contains("ⵙⵙⵏⵜⵉ ⴷⴰⵖ"));
  CHECK_THAT(pack.piped("msgid x").faults, StartsWith("-:1: a text must begin and end with a quote"));
  CHECK_THAT(pack.piped("").faults, StartsWith("-:1: no header"));
  CHECK_THAT(pack.piped(table + std::string(limits::content_file_bytes, '\n')).faults, Contains("too large"));
}

TEST_CASE("every fault of a table is told at once") {
  const Pack pack;
  auto table = with_text(pack.exported("fr"), "nav.back", "Retour ");
  table = with_text(table, "nav.next", "Suite?");
  const auto answer = pack.import(table);
  CHECK_FALSE(answer.done);
  CHECK_THAT(answer.faults, Contains("\"nav.back\": begins") && Contains("\"nav.next\": lacks the space") &&
                                Contains("Nothing was changed: mend these 2"));
}

TEST_CASE("what tools do to a table changes nothing in the pack") {
  const Pack pack;
  const auto before = pack.all();
  const auto unchanged = [&](const std::string& table) {
    const auto answer = pack.import(table);
    INFO(answer.out << answer.faults);
    CHECK(answer.done);
    CHECK(pack.all() == before);
    return answer.out;
  };
  const auto table = pack.exported("fr");
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : table) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  unchanged(windows);
  // Weblate wraps long texts, marks where they come from, and keeps what is no longer said
  auto wrapped = with(table, "msgstr \"Étape {step} sur {total}\"", "msgstr \"\"\n\"Étape {step} \"\n\"sur {total}\"");
  wrapped =
      with(wrapped, "msgctxt \"nav.back\"", "#: words\n# checked by a speaker\n#| msgid \"old\"\nmsgctxt \"nav.back\"");
  // what is said of such an entry is not said of the next
  const std::string gone =
      "#. confidence: likely\n#, fuzzy\n#~ msgctxt \"gone\"\n#~ msgid \"gone\"\n#~ msgstr \"gone\"\n";
  wrapped = with(wrapped, "msgctxt \"nav.next\"", gone + "\nmsgctxt \"nav.next\"");
  wrapped += "\n" + gone;
  unchanged(with(wrapped, "Language: fr", "Language: fr_MA"));
  auto plain = table;  // an editor that writes ordinary spaces
  for (auto at = plain.find("\u00a0"); at != std::string::npos; at = plain.find("\u00a0", at))
    plain.replace(at, 2, " ");
  REQUIRE(plain != table);
  unchanged(plain);
  const auto short_table = table.substr(0, table.find("\n\n", table.find("msgctxt \"nav.back\"")) + 1);
  CHECK_THAT(unchanged(short_table), Contains("are not in the table and stay"));
}

TEST_CASE("a text that a keyboard decomposed is composed and unseen spaces are written out") {
  const Pack pack;
  CHECK(pack.import(with_text(pack.exported("fr"), "nav.back", "Revenir a\u0300 l’e\u0301cran\u00a0!")).done);
  CHECK_THAT(pack.file("words/fr.json"), Contains("\"nav.back\": \"Revenir à l’écran\\u00a0!\""));
}

TEST_CASE("a pack that cannot be written is left as it was") {
  const Pack pack;
  auto table = with_text(pack.exported("zgh"), "start.to", "ⵙⵙⵏⵜⵉ ⴷⴰⵖ");
  table = with_text(table, "themes.anti_corruption.name", "ⴰⴷⴷⴰⴷ");
  const auto before = pack.all();
  // the second file's place for what is new is taken by a folder that is not empty
  std::filesystem::create_directories(pack.content() / "themes.json.new" / "taken");
  const auto answer = pack.import(table);
  CHECK_FALSE(answer.done);
  CHECK_THAT(answer.faults, Contains("themes.json.new"));
  CHECK(pack.all() == before);
  std::filesystem::remove_all(pack.content() / "themes.json.new");
  for (const auto& left : std::filesystem::recursive_directory_iterator(pack.content())) {
    INFO(left.path());
    CHECK((left.path().extension() != ".new" && left.path().extension() != ".part"));
  }
  CHECK(pack.import(table).done);
}

TEST_CASE("files keep their permissions and their owner and links stay links") {
  const Pack pack;
  const auto path = pack.content() / "words" / "zgh.json";
  const auto real = pack.content() / "elsewhere.json";
  std::filesystem::rename(path, real);
  std::filesystem::create_symlink("../elsewhere.json", path);
  std::filesystem::permissions(real, std::filesystem::perms(0640));
  // root imports into the pack of the kiosk's user; who is not root keeps what is his own
  if (::geteuid() == 0) REQUIRE(::chown(real.c_str(), 12345, 23456) == 0);
  struct stat before {};
  REQUIRE(::stat(real.c_str(), &before) == 0);
  CHECK(pack.import(with_text(pack.exported("zgh"), "start.to", "ⵙⵙⵏⵜⵉ")).done);
  CHECK(std::filesystem::is_symlink(path));
  struct stat after {};
  REQUIRE(::stat(real.c_str(), &after) == 0);
  CHECK(after.st_ino != before.st_ino);
  CHECK((after.st_mode & 07777) == 0640);
  CHECK(after.st_uid == before.st_uid);
  CHECK(after.st_gid == before.st_gid);
  CHECK_THAT(pack.file("words/zgh.json"), Contains("start.to"));
}

TEST_CASE("how complete each language is can be asked") {
  const Pack pack;
  std::istringstream in;
  std::ostringstream out;
  CHECK(kiosk::run_words_command({.content = pack.content()}, in, out));
  CHECK_THAT(out.str(), Contains("language   certain  likely  unsure missing\n"));
}

TEST_CASE("how much of each screen a language covers can be asked by people and by programs") {
  const Pack pack;
  const auto asked = [&](std::string_view language, bool as_json) {
    std::istringstream in;
    std::ostringstream out;
    CHECK(kiosk::run_words_command(
        {.content = pack.content(), .language = std::string(language), .share = true, .as_json = as_json}, in, out));
    return out.str();
  };
  const auto json = nlohmann::json::parse(asked("zgh", true));
  CHECK(json.at("menu").at("known") == json.at("menu").at("of"));
  CHECK(json.at("menu").at("runs_from") == "left");
  CHECK(json.at("enrolled").at("runs_from") == "right");  // nothing of it is Tamazight
  CHECK(json.at("enrolled").at("percent") == 0);
  CHECK(json.at("all").at("known") < json.at("all").at("of"));
  const auto french = nlohmann::json::parse(asked("fr", true));
  for (const auto& [screen, share] : french.items()) {
    INFO(screen);
    CHECK(share.at("known") == share.at("of"));
  }
  CHECK_THAT(asked("zgh", false), Contains("screen") && Contains("menu") && Contains("100%  left\n"));
}

}  // namespace minbar
