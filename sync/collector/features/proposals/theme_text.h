// What a row of the inbox is about, in words: a theme of the pack, or a petition that somebody wants to start and to
// whom.
#pragma once

#include <string>

#include "sync/collector/desk/page.h"
#include "sync/collector/features/proposals/proposals.h"
#include "sync/collector/published/content_names.h"

namespace minbar::collector {

[[nodiscard]] std::string theme_text(const Page& page, const ContentNames& names, const ProposalRow& row);

}  // namespace minbar::collector
