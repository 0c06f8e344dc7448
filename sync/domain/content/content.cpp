#include "sync/domain/content/content.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sync/domain/files/located_json.h"
#include "sync/domain/time/date_text.h"

namespace minbar {

namespace {

Result<std::int64_t> parse_version(const ContentFile& file) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TRY(reader.only_members(root, {"version"}));
  const auto& value = *TRY(reader.member(root, "version"));
  const auto* number = std::get_if<double>(&value.value);
  if (number == nullptr || *number < 1 || *number > 1e9 || *number != std::floor(*number))
    return reader.fault(value, "version is a whole number from 1");
  return static_cast<std::int64_t>(*number);
}

}  // namespace

const Theme* Content::find_theme(const ThemeId& id) const {
  const auto found = std::find_if(themes.begin(), themes.end(), [&](const Theme& theme) { return theme.id == id; });
  return found == themes.end() ? nullptr : &*found;
}

std::span<const PackFile> pack_files() {
  static constexpr std::array<PackFile, 18> files{{
      {"pack.json"},
      {"words/ar.json"},
      {"words/zgh.json"},
      {"words/fr.json"},
      {"words/en.json"},
      {"themes.json"},
      {"keyboards.json"},
      {"places/collectivities.csv"},
      {"services.json"},
      {"places/arrondissements.csv"},
      {"commitments.json"},
      {"rules/petitions.json"},
      {"outcomes.json", false},
      {"petitions.json", false},
      {"settings.json", false},
      {"hours.json", false},
      {"campaigns.json", false},
      {"staff.json", false},
  }};
  return files;
}

Result<std::int64_t> shipped_version(std::span<const ContentFile> files) {
  return parse_version(*TRY(find_file(files, "pack.json")));
}

Result<Content> parse_content(std::span<const ContentFile> files, const ContentNeeds& needs) {
  std::vector<WordKey> words(needs.words.begin(), needs.words.end());
  words.insert(words.end(), place_word_keys.begin(), place_word_keys.end());
  words.insert(words.end(), date_word_keys.begin(), date_word_keys.end());
  const auto* pack = TRY(find_file(files, "pack.json"));
  const auto* themes = TRY(find_file(files, "themes.json"));
  const auto* keyboards = TRY(find_file(files, "keyboards.json"));
  const auto* collectivities = TRY(find_file(files, "places/collectivities.csv"));
  const auto* arrondissements = TRY(find_file(files, "places/arrondissements.csv"));
  const auto* services = TRY(find_file(files, "services.json"));
  const auto* commitments = TRY(find_file(files, "commitments.json"));

  const auto* rules = TRY(find_file(files, "rules/petitions.json"));

  Content content;
  content.version = TRY(parse_version(*pack));
  content.words = TRY(Catalogue::parse(files, words, needs.own));
  content.themes = TRY(parse_themes(*themes, needs.icons));
  content.services = TRY(parse_services(*services, needs.icons));
  content.keyboards = TRY(parse_keyboards(*keyboards, content.words));
  content.places = TRY(Places::parse(*collectivities, *arrondissements));
  content.commitments = TRY(parse_commitments(*commitments, content.places, content.themes));
  if (const auto outcomes = find_file(files, "outcomes.json"))
    content.outcomes = TRY(parse_outcomes(**outcomes, content.places, content.themes));
  const auto optional_file = [&](std::string_view name) {
    const auto found = find_file(files, name);
    return found ? *found : nullptr;
  };
  content.petitions =
      TRY(parse_petitions(*rules, optional_file("settings.json"), optional_file("petitions.json"), content.places));
  if (const auto* hours = optional_file("hours.json")) content.hours = TRY(OpeningHours::parse(*hours, content.places));
  if (const auto* campaigns = optional_file("campaigns.json"))
    content.campaigns = TRY(parse_campaigns(*campaigns, content.themes));
  if (const auto* staff = optional_file("staff.json")) content.badges = TRY(parse_badges(*staff, content.places));
  return content;
}

}  // namespace minbar
