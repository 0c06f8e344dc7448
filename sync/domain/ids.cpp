#include "sync/domain/ids.h"

namespace minbar {

std::string_view tag_of(Language language) {
  switch (language) {
    case Language::ar:
      return "ar";
    case Language::zgh:
      return "zgh";
    case Language::fr:
      return "fr";
    case Language::en:
      return "en";
  }
  return "ar";
}

std::optional<Language> language_from(std::string_view tag) {
  for (const auto language : all_languages)
    if (tag_of(language) == tag) return language;
  return std::nullopt;
}

Direction direction_of(Language language) { return language == Language::ar ? Direction::rtl : Direction::ltr; }

}  // namespace minbar
