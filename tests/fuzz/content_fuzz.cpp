// Any text as each file of the content pack, beside the real others (or the part of them that this file is read with):
// refused with the file's name, or read and then used as the kiosk would. The first byte says which file.
#include <algorithm>
#include <cstdlib>

#include "kiosk/pack/content_loader.h"
#include "kiosk/pack/word_keys.h"
#include "kiosk/translators/translation.h"
#include "sync/base/bytes.h"
#include "sync/domain/content/content.h"
#include "sync/domain/content/content_archive.h"
#include "sync/domain/time/date_text.h"

namespace minbar::fuzz {
namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

std::vector<WordKey> all_words() {
  std::vector<WordKey> words(kiosk::word_keys.begin(), kiosk::word_keys.end());
  words.insert(words.end(), place_word_keys.begin(), place_word_keys.end());
  words.insert(words.end(), date_word_keys.begin(), date_word_keys.end());
  return words;
}

// The pack with the samples over it, which have what it has not yet: petitions, their settings, what was done.
std::vector<ContentFile> all_files() {
  auto files = kiosk::load_content_files(MINBAR_CONTENT_FOLDER).value();
  must(kiosk::lay_over(MINBAR_CONTENT_FOLDER "_sample", files).has_value());
  return files;
}

struct Real {
  std::vector<ContentFile> files = all_files();
  std::vector<WordKey> words = all_words();
  Content content = parse_content(files, {.words = kiosk::word_keys, .icons = {}}).value();
};

const Real& real() {
  static const Real pack;
  return pack;
}

void use(const Catalogue& words) {
  for (const auto& word : real().words) {
    const auto names = arguments_of(word);
    std::vector<Argument> arguments;
    for (const auto& name : names.all) {
      const bool number = std::binary_search(names.numbers.begin(), names.numbers.end(), name);
      arguments.push_back(number ? Argument{name, std::int64_t{2}} : Argument{name, std::string_view("x")});
    }
    for (const auto language : all_languages) static_cast<void>(words.say(language, word.key, arguments));
  }
}

void use(const Keyboards& keyboards) {
  for (const auto language : all_languages)
    static_cast<void>(presses_for(keyboards, keyboards.start_for(language).id, "ab 1.\n"));
}

template <class T>
bool read(const ContentFile& file, const Result<T>& result) {
  if (!result) must(result.error().context.starts_with(file.name));
  return result.has_value();
}

void read_words(const ContentFile& file) {
  auto files = real().files;
  for (auto& other : files)
    if (other.name == file.name) other.text = file.text;
  const auto words = Catalogue::parse(files, real().words);
  if (words) return use(*words);
  // a word that Arabic lacks or adds is reported in the other languages' files
  must(words.error().context.starts_with(file.name == "words/ar.json" ? "words/" : file.name));
}

// The first line, and of the others those with any of these in them: few enough to be read for every input.
ContentFile lines_with(std::string_view name, std::initializer_list<std::string_view> any_of) {
  ContentFile out{std::string(name), ""};
  std::string_view rest = (*find_file(real().files, name))->text;
  while (!rest.empty()) {
    const auto line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
    if (out.text.empty() ||
        std::any_of(any_of.begin(), any_of.end(), [&](auto part) { return line.find(part) != std::string_view::npos; }))
      out.text += line;
    rest.remove_prefix(line.size());
  }
  return out;
}

void label_all(const Result<Places>& places) {
  for (const auto& place : places->all())
    for (const auto language : all_languages)
      static_cast<void>(place_label(*places, real().content.words, language, place.code));
}

void read_collectivities(const ContentFile& file) {
  static const auto none = lines_with("places/arrondissements.csv", {});
  const auto places = Places::parse(file, none);
  if (read(file, places)) label_all(places);
}

// Beside the regions, provinces and prefectures and the communes that have arrondissements.
void read_arrondissements(const ContentFile& file) {
  static const auto above =
      lines_with("places/collectivities.csv", {",region,", ",province,", ",prefecture,", ",2024,1,"});
  const auto places = Places::parse(above, file);
  if (places) return label_all(places);
  // a code that stands in both files is reported in either
  const auto& why = places.error().context;
  must(why.starts_with(file.name) || (why.starts_with(above.name) && why.ends_with("stands twice")));
}

// Read first of a pack, so the others need only be good.
void read_pack(const ContentFile& file) {
  static const auto small = [] {
    auto files = real().files;
    for (auto& other : files) {
      if (other.name.ends_with(".csv")) other = lines_with(other.name, {});
      if (other.name == "commitments.json") other.text = R"({"commitments":[]})";
    }
    // what a pack is whole without names places that these tables have no more
    std::erase_if(files, [](const ContentFile& part) {
      return std::any_of(pack_files().begin(), pack_files().end(),
                         [&](const PackFile& one) { return one.name == part.name && !one.required; });
    });
    return files;
  }();
  auto files = small;
  for (auto& other : files)
    if (other.name == file.name) other.text = file.text;
  const auto content = parse_content(files, {.words = kiosk::word_keys, .icons = {}});
  if (!read(file, content)) return;
  must(content->version >= 1);
  const auto bytes = archive(*content);
  const auto back = restore(bytes);
  must(back.has_value() && archive(*back) == bytes);
}

PoTable without_places(PoTable table) {
  for (auto& entry : table.entries) entry.line = 0;
  return table;
}

// What a translator's table asks is refused, or leaves a pack that the kiosk reads and that says what was asked.
void read_table(const ContentFile& file) {
  static const auto phrases = read_phrases(real().files).value();
  const auto table = read_po(file);
  if (!read(file, table)) return;
  const auto again = read_po({file.name, write_po(*table)});
  must(again.has_value() && without_places(*again) == without_places(*table));
  const auto asked = changes_of(*table, file.name, phrases, real().words, true);
  if (!asked || !asked->faults.empty()) return;
  auto files = real().files;
  const auto changed = changed_files(files, phrases, asked->language, asked->changes).value();
  for (const auto& fresh : changed)
    for (auto& other : files)
      if (other.name == fresh.name) other.text = fresh.text;
  must(Catalogue::parse(files, real().words).has_value());
  must(parse_services(**find_file(files, "services.json"), {}).has_value());
  must(parse_themes(**find_file(files, "themes.json"), {}).has_value());
  const auto after = read_phrases(files).value();
  for (const auto& change : asked->changes) {
    const auto& key = phrases[change.phrase].key;
    const auto now = std::find_if(after.begin(), after.end(), [&](const Phrase& phrase) { return phrase.key == key; });
    must(now != after.end() && now->in(asked->language) == change.text);
  }
}

// From a large region and from a small town, whose petitions and thresholds are others'.
void use(const Petitions& petitions) {
  const auto& places = real().content.places;
  for (const auto* code : {"09.001", "01.151.01.05."}) {
    for (const auto& around : places.lineage({code})) {
      for (const auto* shown : petitions.shown_at(around, places)) must(petitions.find(shown->id) != nullptr);
      for (const auto* addressee : petitions.addressees_at(around, places)) {
        const auto* place = places.find(addressee->place);
        must(place != nullptr);
        static_cast<void>(petitions.threshold_for(*place));
      }
    }
  }
}

void read_petitions(const ContentFile& file, const ContentFile& rules, const ContentFile* settings,
                    const ContentFile* petitions) {
  const auto all = parse_petitions(rules, settings, petitions, real().content.places);
  if (read(file, all)) use(*all);
}

void read_any(const ContentFile& file) {
  const auto& content = real().content;
  if (file.name.ends_with(".po")) return read_table(file);
  if (file.name.starts_with("words/")) return read_words(file);
  if (file.name == "pack.json") return read_pack(file);
  if (file.name == "places/collectivities.csv") return read_collectivities(file);
  if (file.name == "places/arrondissements.csv") return read_arrondissements(file);
  if (file.name == "themes.json") static_cast<void>(read(file, parse_themes(file, {})));
  if (file.name == "services.json") static_cast<void>(read(file, parse_services(file, {})));
  if (file.name == "commitments.json")
    static_cast<void>(read(file, parse_commitments(file, content.places, content.themes)));
  if (file.name == "outcomes.json") static_cast<void>(read(file, parse_outcomes(file, content.places, content.themes)));
  if (file.name == "staff.json") static_cast<void>(read(file, parse_badges(file, content.places)));
  if (file.name == "campaigns.json") static_cast<void>(read(file, parse_campaigns(file, content.themes)));
  if (file.name == "hours.json") {
    const auto hours = OpeningHours::parse(file, content.places);
    if (read(file, hours))
      for (std::int64_t at_s = 1'780'000'000; at_s < 1'860'000'000; at_s += 7'654'321)
        static_cast<void>(hours->at(content.places.lineage({"09.001.01.01"}), "Africa/Casablanca", at_s));
  }
  static const auto& rules = **find_file(real().files, "rules/petitions.json");
  static const auto* settings = *find_file(real().files, "settings.json");
  if (file.name == rules.name) read_petitions(file, file, nullptr, nullptr);
  if (file.name == "settings.json") read_petitions(file, rules, &file, nullptr);
  if (file.name == "petitions.json") read_petitions(file, rules, settings, &file);
  if (file.name != "keyboards.json") return;
  const auto keyboards = parse_keyboards(file, content.words);
  if (read(file, keyboards)) use(*keyboards);
}

}  // namespace
}  // namespace minbar::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  if (size == 0) return 0;
  const auto files = pack_files();
  const auto place = data[0] % (files.size() + 1);
  const auto name = place < files.size() ? std::string(files[place].name) : std::string("table.po");
  fuzz::read_any({name, std::string(text_of({data + 1, size - 1}))});
  return 0;
}
