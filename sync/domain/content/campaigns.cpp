#include "sync/domain/content/campaigns.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/domain/content/menu_doors.h"

namespace minbar {

namespace {

Result<Campaign> read_one(const JsonReader& reader, const LocatedJson& value, std::span<const Theme> themes) {
  TRY(reader.only_members(value, {"id", "from", "to", "title", "text", "doors", "theme", "sample"}));
  Campaign out;
  out.id = TRY(reader.text_member(value, "id"));
  out.from = TRY(date_member(reader, value, "from"));
  out.to = TRY(date_member(reader, value, "to"));
  if (out.to < out.from) return reader.fault(value, "a campaign ends on the day it begins or later");
  out.title = TRY(parse_local_text(reader, *TRY(reader.member(value, "title"))));
  out.text = TRY(parse_local_text(reader, *TRY(reader.member(value, "text"))));
  out.doors = TRY(parse_doors(reader, value, "doors"));
  if (out.doors.empty()) return reader.fault(value, "a campaign has at least one door of the menu");
  if (const auto* theme = TRY(reader.optional_member(value, "theme")); theme != nullptr) {
    out.theme = ThemeId{TRY(reader.text(*theme))};
    const auto same = [&](const Theme& one) { return one.id == *out.theme; };
    if (std::none_of(themes.begin(), themes.end(), same))
      return reader.fault(*theme, fmt::format("there is no theme \"{}\"", out.theme->value));
  }
  if (const auto* sample = TRY(reader.optional_member(value, "sample")); sample != nullptr)
    out.sample = TRY(reader.boolean(*sample));
  return out;
}

}  // namespace

const Campaign* find_campaign(std::span<const Campaign> campaigns, std::string_view id) {
  const auto found = std::find_if(campaigns.begin(), campaigns.end(), [&](const auto& one) { return one.id == id; });
  return found == campaigns.end() ? nullptr : &*found;
}

Result<std::vector<Campaign>> parse_campaigns(const ContentFile& file, std::span<const Theme> themes) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TRY(reader.only_members(root, {"meta", "campaigns"}));
  std::vector<Campaign> out;
  std::set<std::string> ids;
  for (const auto& value : *TRY(reader.array_member(root, "campaigns"))) {
    auto campaign = TRY(read_one(reader, value, themes));
    if (!ids.insert(campaign.id).second)
      return reader.fault(value, fmt::format("the campaign \"{}\" stands twice", campaign.id));
    out.push_back(std::move(campaign));
  }
  return out;
}

}  // namespace minbar
