#include "sync/domain/staff/badges.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/domain/files/located_json.h"

namespace minbar {

namespace {

constexpr std::size_t check_digits = 64;

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_check(std::string_view text) { return text.size() == check_digits && are_digits(text); }

Result<std::optional<BadgeSalt>> salt_of(const JsonReader& reader, const LocatedJson& root) {
  const auto* const meta = TRY(reader.optional_member(root, "meta"));
  if (meta == nullptr || !std::holds_alternative<LocatedJson::Object>(meta->value)) return std::nullopt;
  const auto* const member = TRY(reader.optional_member(*meta, "salt"));
  if (member == nullptr) return std::nullopt;
  const auto salt = badge_salt_from(TRY(reader.text(*member)));
  if (!salt) return reader.fault(*member, "a salt is 32 hexadecimal digits: minbar-collector admin badge prints it");
  return salt;
}

}  // namespace

std::optional<BadgeSalt> badge_salt_from(std::string_view text) {
  const auto bytes = are_digits(text) ? from_hex(text) : std::nullopt;
  return bytes ? BadgeSalt::from(*bytes) : std::nullopt;
}

std::vector<Badge> badges_at(std::span<const Badge> badges, const PlaceCode& place, const Places& places) {
  const auto around = places.lineage(place);
  std::vector<Badge> out;
  for (const auto& badge : badges)
    if (std::find(around.begin(), around.end(), badge.place) != around.end()) out.push_back(badge);
  return out;
}

Result<std::vector<Badge>> parse_badges(const ContentFile& file, const Places& places) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  TRY(reader.only_members(root, {"meta", "badges"}));
  const auto salt = TRY(salt_of(reader, root));
  std::vector<Badge> out;
  std::set<std::string> ids;
  for (const auto& value : *TRY(reader.array_member(root, "badges"))) {
    TRY(reader.only_members(value, {"id", "place", "check"}));
    Badge badge;  // one after the other: a return in the midst of an initialiser would leak what is made already
    badge.id.value = TRY(reader.text_member(value, "id"));
    badge.place.value = TRY(reader.text_member(value, "place"));
    badge.check = TRY(reader.text_member(value, "check"));
    badge.salt = salt;
    if (badge.id.value.size() > limits::pack_id_bytes)
      return reader.fault(value, fmt::format("a badge's id has at most {} bytes", limits::pack_id_bytes));
    if (places.find(badge.place) == nullptr)
      return reader.fault(value, fmt::format("there is no place {}", badge.place.value));
    if (!is_check(badge.check))
      return reader.fault(value, "a check is 64 hexadecimal digits: minbar-collector admin badge prints it");
    if (!ids.insert(badge.id.value).second)
      return reader.fault(value, fmt::format("the badge \"{}\" stands twice", badge.id.value));
    out.push_back(std::move(badge));
  }
  return out;
}

}  // namespace minbar
