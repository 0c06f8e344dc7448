#include "sync/collector/dashboard/theme_text.h"

#include "sync/collector/petitions/derive.h"

namespace minbar::collector {

std::string theme_text(const Page& page, const std::string& theme) {
  if (!theme.starts_with(petition_theme)) return page.desk.names.theme({theme}, page.language());
  const PlaceCode addressee{theme.substr(petition_theme.size())};
  return filled(page.words.at("proposal.petition"), {{"place", page.desk.names.place(addressee, page.language())}});
}

}  // namespace minbar::collector
