// The doors of the kiosk's menu by the names that content calls them, for hours that leave some open and campaigns that
// have only some.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sync/base/result.h"
#include "sync/domain/files/located_json.h"

namespace minbar {

inline constexpr std::array<std::string_view, 5> menu_doors{"rate", "propose", "commitments", "petitions", "follow"};

// Refused: a name that is none of them.
[[nodiscard]] Result<std::vector<std::string>> parse_doors(const JsonReader& reader, const LocatedJson& owner,
                                                           std::string_view key);

}  // namespace minbar
