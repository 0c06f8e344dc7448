#include "sync/domain/content/menu_doors.h"

#include <algorithm>

#include <fmt/format.h>

namespace minbar {

Result<std::vector<std::string>> parse_doors(const JsonReader& reader, const LocatedJson& owner, std::string_view key) {
  std::vector<std::string> doors;
  for (const auto& item : *TRY(reader.array_member(owner, key))) {
    auto door = TRY(reader.text(item));
    if (std::find(menu_doors.begin(), menu_doors.end(), door) == menu_doors.end())
      return reader.fault(item, fmt::format("the menu has no door \"{}\"", door));
    doors.push_back(std::move(door));
  }
  return doors;
}

}  // namespace minbar
