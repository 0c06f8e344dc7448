#include "sync/domain/subjects/themes.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace minbar {

Result<std::vector<Theme>> parse_themes(const ContentFile& file, std::span<const std::string_view> icons) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TRY(reader.only_members(root, {"themes"}));
  std::vector<Theme> themes;
  std::set<std::string> ids;
  for (const auto& value : *TRY(reader.array_member(root, "themes"))) {
    TRY(reader.only_members(value, {"id", "icon", "names", "hint"}));
    Theme theme;
    const auto* id = TRY(reader.member(value, "id"));
    const auto* icon = TRY(reader.member(value, "icon"));
    theme.id.value = TRY(reader.text(*id));
    theme.icon = TRY(reader.text(*icon));
    const auto* names = TRY(reader.member(value, "names"));
    const auto* hint = TRY(reader.member(value, "hint"));
    theme.name = TRY(parse_local_text(reader, *names));
    theme.hint = TRY(parse_local_text(reader, *hint));
    if (!ids.insert(theme.id.value).second)
      return reader.fault(*id, fmt::format("the theme \"{}\" stands twice", theme.id.value));
    if (!icons.empty() && std::find(icons.begin(), icons.end(), theme.icon) == icons.end())
      return reader.fault(*icon, fmt::format("the icon font has no \"{}\"; see fonts/icons", theme.icon));
    themes.push_back(std::move(theme));
  }
  if (themes.empty()) return reader.fault(root, "there is no theme; a proposal needs one");
  return themes;
}

}  // namespace minbar
