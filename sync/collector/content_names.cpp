#include "sync/collector/content_names.h"

#include "sync/base/file.h"
#include "sync/base/limits.h"
#include "sync/domain/content.h"

namespace minbar::collector {

namespace {

constexpr std::size_t most_found = 20;  // a list a person still reads

Result<Content> read_content(const std::filesystem::path& folder) {
  std::vector<ContentFile> files;
  for (const auto& [name, required] : pack_files()) {
    auto text = read_file(folder / name, limits::content_file_bytes);
    if (!text && text.error().code == Errc::not_found && !required) continue;
    files.push_back({.name = std::string(name), .text = TRY(std::move(text))});
  }
  for (const auto name : optional_content_file_names()) {
    auto text = read_file(folder / name, limits::content_file_bytes);
    if (!text && text.error().code == Errc::not_found) continue;
    files.push_back({.name = std::string(name), .text = TRY(std::move(text))});
  }
  return parse_content(files, {.words = {}, .icons = {}});
}

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

}  // namespace

Result<ContentNames> ContentNames::open(const std::filesystem::path& folder) {
  const auto content = TRY(read_content(folder));
  ContentNames names;
  const auto take = [](Named& into, const auto& things) {
    for (const auto& thing : things)
      into.emplace(thing.id.value,
                   TwoNames{.ar = thing.name.in(Language::ar).text, .fr = thing.name.in(Language::fr).text});
  };
  take(names.themes_, content.themes);
  take(names.services_, content.services.all);
  take(names.reasons_, content.services.reasons);
  for (const auto& place : content.places.all()) {
    const auto full = [&](Language language) {
      return without_isolates(place_label(content.places, content.words, language, place.code).text);
    };
    names.by_code_.emplace(place.code.value, names.places_.size());
    names.places_.push_back({.code = place.code, .name_ar = full(Language::ar), .name_fr = full(Language::fr)});
    names.parents_.push_back(place.parent);
    const auto& named = names.places_.back();
    names.folded_.push_back({.full = {folded_name(named.name_ar), folded_name(named.name_fr)},
                             .bare = {folded_name(place.name_ar), folded_name(place.name_fr)}});
  }
  return names;
}

std::string ContentNames::name_in(const Named& named, const std::string& id, Language language) {
  const auto found = named.find(id);
  if (found == named.end()) return id;
  return language == Language::ar ? found->second.ar : found->second.fr;
}

std::string ContentNames::theme(const ThemeId& id, Language language) const {
  return name_in(themes_, id.value, language);
}

std::string ContentNames::service(const ServiceId& id, Language language) const {
  return name_in(services_, id.value, language);
}

std::string ContentNames::reason(const ReasonId& id, Language language) const {
  return name_in(reasons_, id.value, language);
}

std::string ContentNames::place(const PlaceCode& code, Language language) const {
  const auto found = by_code_.find(code.value);
  if (found == by_code_.end()) return code.value;
  const auto& place = places_[found->second];
  return language == Language::ar ? place.name_ar : place.name_fr;
}

std::vector<PlaceCode> ContentNames::lineage(const PlaceCode& code) const {
  std::vector<PlaceCode> out{code};
  for (auto found = by_code_.find(code.value); found != by_code_.end() && !parents_[found->second].value.empty();
       found = by_code_.find(out.back().value))
    out.push_back(parents_[found->second]);
  return out;
}

std::vector<NamedPlace> ContentNames::find_place(std::string_view text) const {
  const auto given = trimmed(text);
  if (const auto code = by_code_.find(given); code != by_code_.end()) return {places_[code->second]};
  const auto wanted = folded_name(given);
  if (wanted.empty()) return {};
  std::vector<NamedPlace> full, bare, begins;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const auto& folded = folded_[i];
    if (folded.full.ar == wanted || folded.full.fr == wanted)
      full.push_back(places_[i]);
    else if (folded.bare.ar == wanted || folded.bare.fr == wanted)
      bare.push_back(places_[i]);
    else if (folded.full.ar.starts_with(wanted) || folded.full.fr.starts_with(wanted))
      begins.push_back(places_[i]);
  }
  auto& best = !full.empty() ? full : !bare.empty() ? bare : begins;
  if (best.size() > most_found) best.resize(most_found);
  return std::move(best);
}

}  // namespace minbar::collector
