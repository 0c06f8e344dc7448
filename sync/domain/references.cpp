#include "sync/domain/references.h"

#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "sync/domain/located_json.h"

namespace minbar {

namespace {

Result<void> check_id(const JsonReader& reader, const LocatedJson& owner, std::set<std::string>& ids) {
  const auto* value = TRY(reader.member(owner, "id"));
  const auto id = TRY(reader.text(*value));
  if (!ids.insert(id).second) return reader.fault(*value, fmt::format("the id \"{}\" stands twice", id));
  return {};
}

Result<void> check_member(const JsonReader& reader, const LocatedJson& commitment, const Places& places) {
  const auto* member = TRY(reader.member(commitment, "member"));
  const auto* code_value = TRY(reader.member(*member, "code"));
  const auto code = TRY(reader.text(*code_value));
  const auto name = TRY(reader.text_member(*member, "name_ar"));
  const auto* place = places.find({code});
  if (place == nullptr) return reader.fault(*code_value, fmt::format("there is no place {}", code));
  if (place->name_ar != name)
    return reader.fault(*code_value, fmt::format("{} is {}, not {}", code, place->name_ar, name));
  return {};
}

}  // namespace

Result<void> check_commitments(const ContentFile& file, const Places& places, std::span<const Theme> themes) {
  const auto root = TRY(parse_located_json(file));
  const JsonReader reader(file);
  std::set<std::string> ids;
  for (const auto& commitment : *TRY(reader.array_member(root, "commitments"))) {
    TRY(check_id(reader, commitment, ids));
    TRY(check_member(reader, commitment, places));
    for (const auto& value : *TRY(reader.array_member(commitment, "themes"))) {
      const auto theme = TRY(reader.text(value));
      if (std::none_of(themes.begin(), themes.end(), [&](const Theme& t) { return t.id.value == theme; }))
        return reader.fault(value, fmt::format("there is no theme \"{}\"", theme));
    }
  }
  return {};
}

}  // namespace minbar
