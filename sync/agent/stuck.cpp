#include "sync/agent/stuck.h"

#include <fmt/format.h>

namespace minbar::agent {

std::int64_t Stuck::missing() const {
  std::int64_t out = 0;
  for (const auto& one : set_aside) out += one.missing;
  return out;
}

Stuck read_stuck(const std::filesystem::path& folder) {
  return {.drafts = store::drafts_told(folder), .set_aside = store::set_aside_in(folder), .folder = folder};
}

std::string stuck_text(const Stuck& stuck) {
  std::string out;
  if (stuck.drafts > 0)
    out += fmt::format("Kept apart:  {} in the kiosk's private folder, until its database takes them\n", stuck.drafts);
  for (const auto& one : stuck.set_aside) {
    out += fmt::format("Damaged:     {} was set aside, with {} records brought over",
                       (stuck.folder / one.file).string(), one.kept);
    out += one.missing == 0
               ? std::string(" and none missing. It may be deleted; have the disk checked\n")
               : fmt::format(
                     " and {} missing. The desk names what the centre lacks of these. {}; have the disk checked\n",
                     one.missing,
                     one.kept == 0 ? "No record could be read in it: delete it, unless somebody may read more of it"
                                   : "Keep the file for whoever may read more of it, then delete it");
  }
  return out;
}

void put_stuck(wire::JsonWriter& json, const Stuck& stuck) {
  json.integer("drafts", stuck.drafts);
  json.integer("missing", stuck.missing());
  if (stuck.set_aside.empty()) return;
  std::vector<std::string> files;
  for (const auto& one : stuck.set_aside) files.push_back(one.file);
  json.texts("set_aside_files", files);
}

}  // namespace minbar::agent
