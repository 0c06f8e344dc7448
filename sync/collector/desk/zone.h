// The zone in which people of Moroccan town halls read and mean days and hours.
#pragma once

#include <string_view>

namespace minbar::collector {

inline constexpr std::string_view default_zone = "Africa/Casablanca";

}  // namespace minbar::collector
