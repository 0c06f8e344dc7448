#include "sync/collector/desk/words.h"

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/domain/files/located_json.h"

namespace minbar::collector {

Result<Words> Words::load(Language language) {
  const auto folder = fmt::format("words/{}/", tag_of(language));
  Words words(language);
  for (const auto& file : embedded_files())
    if (file.name.starts_with(folder)) TRY(words.add(file));
  if (words.texts_.empty()) return fail(Errc::not_found, fmt::format("{} is not compiled in", folder));
  return words;
}

Result<void> Words::add(const EmbeddedFile& file) {
  const ContentFile content{.name = std::string(file.name), .text = std::string(file.content)};
  const auto root = TRY(parse_located_json(content));
  const JsonReader reader(content);
  for (const auto& member : *TRY(reader.object(root)))
    if (!texts_.emplace(member.key, TRY(reader.text(member.value))).second)
      return fail(Errc::bad_input, fmt::format("{}: \"{}\" is in another file too", file.name, member.key));
  return {};
}

const std::string& Words::at(std::string_view key) const {
  const auto found = texts_.find(std::string(key));
  ENSURE(found != texts_.end(), "the word's key is in the file");
  return found->second;
}

Result<void> Words::has_keys_of(const Words& other) const {
  for (const auto& [key, text] : other.texts_)
    if (!has(key))
      return fail(Errc::bad_input, fmt::format("the words of \"{}\" lack \"{}\", which those of \"{}\" have",
                                               tag_of(language_), key, tag_of(other.language_)));
  return {};
}

Result<std::vector<Words>> load_desk_words() {
  std::vector<Words> all;
  for (const auto language : desk_languages) all.push_back(TRY(Words::load(language)));
  for (const auto& words : all) {
    TRY(words.has_keys_of(all.front()));
    TRY(all.front().has_keys_of(words));
  }
  return all;
}

std::string filled(std::string_view text, std::initializer_list<Slot> slots) {
  std::string out(text);
  for (const auto& slot : slots) {
    const auto mark = fmt::format("{{{}}}", slot.name);
    if (const auto at = out.find(mark); at != std::string::npos) out.replace(at, mark.size(), slot.value);
  }
  return out;
}

}  // namespace minbar::collector
