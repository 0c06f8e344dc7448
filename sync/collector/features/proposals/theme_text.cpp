#include "sync/collector/features/proposals/theme_text.h"

namespace minbar::collector {

std::string theme_text(const Page& page, const ContentNames& names, const ProposalRow& row) {
  if (row.addressee.empty()) return names.theme({row.theme}, page.language());
  return filled(page.words.at("proposal.petition"), {{"place", names.place({row.addressee}, page.language())}});
}

}  // namespace minbar::collector
