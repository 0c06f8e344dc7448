#include "sync/collector/published/spelled_places.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sync/domain/places/folded_name.h"

namespace minbar::collector {

namespace {

constexpr std::size_t most_found = 20;  // a list a person still reads

// The catalogue isolates what it puts into a sentence; a name that stands alone, in a form or on the wire, needs none.
std::string without_isolates(std::string text) {
  for (const std::string_view mark : {"\xE2\x81\xA8", "\xE2\x81\xA9"})
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) text.erase(at, mark.size());
  return text;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

template <std::size_t count>
bool holds(const std::array<std::string, count>& names, const std::string& wanted) {
  return std::find(names.begin(), names.end(), wanted) != names.end();
}

template <std::size_t count>
bool begin_with(const std::array<std::string, count>& names, const std::string& wanted) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(wanted); });
}

}  // namespace

const std::string& NamedPlace::in(Language language) const {
  if (language == Language::ar || language == Language::zgh) return name_ar;
  return language == Language::en ? name_en : name_fr;
}

std::string SpelledPlaces::full_name(const PlaceCode& code, Language language) const {
  return without_isolates(place_label(tree_, words_, language, code).text);
}

NamedPlace SpelledPlaces::named(const PlaceCode& code) const {
  return {.code = code,
          .name_ar = full_name(code, Language::ar),
          .name_fr = full_name(code, Language::fr),
          .name_en = full_name(code, Language::en)};
}

std::string SpelledPlaces::name(const PlaceCode& code, Language language) const {
  if (tree_.find(code) == nullptr) return code.value;
  return full_name(code, language == Language::zgh ? Language::ar : language);
}

void SpelledPlaces::spell() const {
  for (const auto& place : tree_.all()) {
    all_.push_back(named(place.code));
    const auto& full = all_.back();
    folded_.push_back({.full = {folded_name(full.name_ar), folded_name(full.name_fr), folded_name(full.name_en)},
                       .bare = {folded_name(place.name_ar), folded_name(place.name_fr)}});
  }
}

const std::vector<NamedPlace>& SpelledPlaces::all() const {
  std::call_once(spelt_, [this] { spell(); });
  return all_;
}

std::vector<NamedPlace> SpelledPlaces::find(std::string_view text, const Within& within) const {
  const auto counts = [&](const NamedPlace& place) { return !within || within(place.code); };
  const auto given = trimmed(text);
  if (const PlaceCode code{given}; tree_.find(code) != nullptr) {
    if (auto place = named(code); counts(place)) return {std::move(place)};
    return {};
  }
  const auto wanted = folded_name(given);
  if (wanted.empty()) return {};
  std::vector<NamedPlace> full, bare, begins;
  const auto& places = all();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto& folded = folded_[i];
    const auto& place = places[i];
    if (!counts(place)) continue;
    if (holds(folded.full, wanted))
      full.push_back(place);
    else if (holds(folded.bare, wanted))
      bare.push_back(place);
    else if (begin_with(folded.full, wanted))
      begins.push_back(place);
  }
  auto& best = !full.empty() ? full : !bare.empty() ? bare : begins;
  if (best.size() > most_found) best.resize(most_found);
  return std::move(best);
}

}  // namespace minbar::collector
