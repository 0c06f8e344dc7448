// The number of the Moroccan national identity card (CNIE) as a citizen types it. Used by the kiosk's field, by
// validation at both ends and before duplicates are looked for. It never leaves the kiosk unsealed and is never hashed
// bare.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace minbar {

// The one way it is written: capital letters, then digits, nothing between. Takes small letters, spaces, hyphens, dots
// and the digits of Arabic and Persian. Nothing when that is no such number: one or two letters of the Latin alphabet
// and one to seven digits, not all 0 (the prefix names the office of issue; no table of them is public).
[[nodiscard]] std::optional<std::string> normalized_national_id(std::string_view typed);

// Whether `text` stands in that one way.
[[nodiscard]] bool is_national_id(std::string_view text);

}  // namespace minbar
