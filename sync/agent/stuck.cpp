#include "sync/agent/stuck.h"

#include <fmt/format.h>

#include <algorithm>

#include "sync/store/damage/in_the_way.h"
#include "sync/store/damage/moving.h"

namespace minbar::agent {

namespace {

// What to do with it. Only one whose note says that nothing is missing may go, and none while a salvage is under way.
std::string words_on(const store::SetAside& one, const Stuck& stuck) {
  const auto file = (stuck.folder / one.file).string();
  if (stuck.moving)
    return one.noted ? fmt::format("{} was set aside earlier, and a database is being salvaged: do not touch it", file)
                     : fmt::format("{} is being salvaged: do not touch it. minbar-kiosk has to run for that", file);
  if (!one.noted)
    return fmt::format(
        "{} was set aside, and the note of what is missing is lost. Keep the file: it may hold records that are "
        "nowhere else",
        file);
  const auto begin = fmt::format("{} was set aside, with {} records brought over", file, one.kept);
  const bool is_needed = std::find(stuck.may_go.begin(), stuck.may_go.end(), one.file) == stuck.may_go.end();
  if (one.missing == 0 && is_needed)
    return begin + " and none missing. Keep the file: it may have what another lacks; have the disk checked";
  if (one.missing == 0) return begin + " and none missing. It may be deleted; have the disk checked";
  const bool reads =
      std::any_of(stuck.set_aside.begin(), stuck.set_aside.end(), [](const auto& it) { return it.to_be_read; });
  const auto* then = reads           ? "Keep the file: minbar-kiosk has yet to read what it and others may give"
                     : one.kept == 0 ? "No record could be read in it: delete it, unless somebody may read more of it"
                                     : "Keep the file for whoever may read more of it, then delete it";
  return fmt::format("{} and {} missing. The desk names what the centre lacks of these. {}; have the disk checked",
                     begin, one.missing, then);
}

}  // namespace

std::int64_t Stuck::missing() const { return store::missing_from(set_aside); }

Stuck read_stuck(const std::filesystem::path& folder) {
  return {.drafts = store::drafts_told(folder),
          .set_aside = store::set_aside_in(folder),
          .may_go = store::may_go(folder),
          .folder = folder,
          .moving = store::is_moving(folder),
          .in_the_way = store::in_the_way(folder)};
}

std::string stuck_text(const Stuck& stuck) {
  std::string out;
  if (stuck.drafts > 0)
    out += fmt::format("Kept apart:  {} in the kiosk's private folder, until its database takes them\n", stuck.drafts);
  for (const auto& one : stuck.set_aside) out += fmt::format("Damaged:     {}\n", words_on(one, stuck));
  for (const auto& one : stuck.in_the_way) out += fmt::format("In the way:  {}\n", one);
  return out;
}

void put_stuck(wire::JsonWriter& json, const Stuck& stuck) {
  json.integer("drafts", stuck.drafts);
  json.integer("missing", stuck.missing());
  if (stuck.moving) json.boolean("being_salvaged", true);
  if (!stuck.in_the_way.empty()) json.texts("in_the_way", stuck.in_the_way);
  if (stuck.set_aside.empty()) return;
  std::vector<std::string> files;
  for (const auto& one : stuck.set_aside) files.push_back(one.file);
  json.texts("set_aside_files", files);
}

}  // namespace minbar::agent
