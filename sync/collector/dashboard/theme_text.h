// What a row of the inbox is about, in words: a theme of the pack, or a petition that somebody wants to start and to
// whom.
#pragma once

#include <string>

#include "sync/collector/dashboard/page.h"

namespace minbar::collector {

[[nodiscard]] std::string theme_text(const Page& page, const std::string& theme);

}  // namespace minbar::collector
