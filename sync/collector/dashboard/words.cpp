#include "sync/collector/dashboard/words.h"

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/collector/dashboard/embedded.h"
#include "sync/domain/located_json.h"

namespace minbar::collector {

Result<Words> Words::load(Language language) {
  const auto name = fmt::format("words/{}.json", tag_of(language));
  const auto* file = find_embedded(name);
  if (file == nullptr) return fail(Errc::not_found, fmt::format("{} is not compiled in", name));
  const ContentFile content{.name = name, .text = std::string(file->content)};
  const auto root = TRY(parse_located_json(content));
  const JsonReader reader(content);
  Words words(language);
  for (const auto& member : *TRY(reader.object(root))) words.texts_.emplace(member.key, TRY(reader.text(member.value)));
  return words;
}

const std::string& Words::at(std::string_view key) const {
  const auto found = texts_.find(std::string(key));
  ENSURE(found != texts_.end(), "the word's key is in the file");
  return found->second;
}

Result<void> Words::has_keys_of(const Words& other) const {
  for (const auto& [key, text] : other.texts_)
    if (!has(key))
      return fail(Errc::bad_input, fmt::format("words/{}.json lacks \"{}\", which words/{}.json has", tag_of(language_),
                                               key, tag_of(other.language_)));
  return {};
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
