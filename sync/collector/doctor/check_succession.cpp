#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "sync/collector/backup/backup_notes.h"
#include "sync/collector/doctor/checks.h"
#include "sync/collector/followed/followed.h"
#include "sync/wire/succession.h"

namespace minbar::collector {

namespace {

Finding fault(std::string says, std::string to_do) {
  return {.check = "succession", .says = std::move(says), .to_do = std::move(to_do)};
}

struct Followers {
  std::int64_t with_root = 0;
  std::int64_t without = 0;
};

// Whoever follows keys follows no earlier ones: if these are lost, each such kiosk has to be visited.
Findings check_backup_of_keys(Examined& examined) {
  const auto& keys = *examined.keys;
  if (keys.statement.empty() || !keys.root) return {};
  const auto stated = wire::open_succession(keys.statement, *keys.root);
  const auto newest = newest_backup_elsewhere(*examined.database);
  if (!stated || !newest) return {};  // other checks say why
  if (*newest && (*newest)->made_at_ms >= stated->server_wall_ms) return {};
  return {
      fault("The newest keys are in no backup on another file system.",
            fmt::format("Run minbar-collector backup --data {} --to FOLDER now: kiosks that follow these keys follow "
                        "no others.",
                        examined.data.string()))};
}

Findings tell_followers(const CollectorKeys& keys, const std::vector<Followed>& kiosks) {
  std::map<std::int64_t, Followers> of;
  std::int64_t ahead = 0;
  std::int64_t rootless = 0;
  for (const auto& [label, kiosk] : kiosks) {
    const bool has_root = keys.root && kiosk.root_key == keys.root->id();
    rootless += has_root ? 0 : 1;
    if (is_ahead(keys, kiosk))
      ++ahead;
    else
      ++(has_root ? of[kiosk.number].with_root : of[kiosk.number].without);
  }
  Findings found;
  if (ahead > 0)
    found.push_back(fault(
        fmt::format("{} kiosks follow keys that are not here ({}). Nothing of theirs is taken, and they keep it.",
                    ahead, strangers_to(keys, kiosks)),
        "If the keys were put back from a backup that is too old, restore the newest one, which brings the missing "
        "keys back beside those that are here. Do not run succeed before. If they were never exchanged, somebody "
        "else has the key of that kiosk's agent: withdraw it."));
  const auto newest = keys.signing.number();
  for (const auto& [number, followers] : of) {
    if (number >= newest) continue;
    if (followers.with_root > 0)
      found.push_back(
          fault(fmt::format("{} kiosks follow succession {} of {} and have the root key.", followers.with_root, number,
                            newest),
                "Nothing but to wait: they follow once they are heard. Look on the page of kiosks which are "
                "silent."));
    if (followers.without > 0)
      found.push_back(fault(
          fmt::format("{} kiosks follow succession {} of {} and have no root key.", followers.without, number, newest),
          "Give each a new code on the page of kiosks, run minbar-sync re-enrol there, and then "
          "minbar-kiosk trust --accept with the fingerprint that the page shows."));
  }
  if (found.empty() && newest > 0)
    found.push_back({.check = "succession", .says = fmt::format("All kiosks follow succession {}.", newest)});
  if (!keys.root && !kiosks.empty())
    found.push_back({.check = "succession",
                     .says = "There is no root key: if a key of this collector is ever stolen, each kiosk has to be "
                             "visited. See minbar-collector root-key new --help."});
  if (keys.root && newest == 0)
    found.push_back({.check = "succession",
                     .says = fmt::format("There is a root key; {} of {} kiosks do not have it and would have to be "
                                         "visited when keys are exchanged.",
                                         rootless, kiosks.size())});
  return found;
}

}  // namespace

Findings check_succession(Examined& examined) {
  if (!examined.database || !examined.keys) return {};
  const auto kiosks = all_followed(*examined.database);
  if (!kiosks) return {};  // of an earlier version, or damaged: the database's check says which
  auto found = tell_followers(*examined.keys, *kiosks);
  for (auto& finding : check_backup_of_keys(examined)) found.push_back(std::move(finding));
  return found;
}

}  // namespace minbar::collector
