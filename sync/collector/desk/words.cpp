#include "sync/collector/desk/words.h"

#include <fmt/format.h>

#include "sync/base/ensure.h"
#include "sync/domain/files/located_json.h"
#include "sync/domain/words/text_direction.h"
#include "sync/domain/words/words.h"

namespace minbar::collector {

namespace {

// Outside {names}. What has none ("{n}%", a decimal mark) is no sentence and belongs to what stands around it.
bool has_letters(std::string_view text) {
  std::string said;
  bool in_slot = false;
  for (const char c : text) {
    if (c == '{' || c == '}') in_slot = c == '{';
    if (!in_slot) said.push_back(c);
  }
  return first_strong_direction(said).has_value();
}

std::string isolated(const std::string& text, Direction direction) {
  if (!has_letters(text)) return text;
  return fmt::format("{}{}\u2069", direction == Direction::rtl ? "\u2067" : "\u2066", text);
}

}  // namespace

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

Result<void> Words::add_known(const EmbeddedFile& file) {
  const ContentFile content{.name = std::string(file.name), .text = std::string(file.content)};
  const auto root = TRY(parse_located_json(content));
  const JsonReader reader(content);
  for (const auto& member : *TRY(reader.object(root))) {
    const auto known = texts_.find(member.key);
    if (known == texts_.end()) return reader.fault(member.value, fmt::format("\"{}\" is no word", member.key));
    TRY(reader.only_members(member.value, {"text", "confidence"}));
    if (!confidence_from(TRY(reader.text_member(member.value, "confidence"))))
      return reader.fault(member.value, "confidence is certain, likely or unsure");
    known->second = isolated(TRY(reader.text_member(member.value, "text")), direction_of(language_));
    borrowed_.erase(member.key);
  }
  return {};
}

Result<Words> Words::load_over(Language language, const Words& lender) {
  const auto folder = fmt::format("words/{}/", tag_of(language));
  Words words(language);
  words.lender_ = lender.language_;
  for (const auto& [key, text] : lender.texts_) {
    words.texts_.emplace(key, isolated(text, direction_of(lender.language_)));
    words.borrowed_.insert(key);
  }
  for (const auto& file : embedded_files())
    if (file.name.starts_with(folder)) TRY(words.add_known(file));
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
  all.push_back(TRY(Words::load_over(Language::zgh, all.front())));
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
