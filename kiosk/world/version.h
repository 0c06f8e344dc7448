// The version of this program, as heartbeats and `--version` say it.
#pragma once

#include <string_view>

namespace minbar::kiosk {

inline constexpr std::string_view version = MINBAR_VERSION;

}  // namespace minbar::kiosk
