#include "sync/collector/backup/at_stake.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "sync/collector/backup/backup_notes.h"

namespace minbar::collector {

namespace {

Result<bool> has_table(db::Database& database, std::string_view name) {
  const auto row =
      TRY(database.query_one("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = $1", {name}));
  return row->integer(0) != 0;
}

}  // namespace

std::vector<AtStake> at_stake(const std::vector<ChainHere>& chains, const std::vector<ChainHere>& safe) {
  std::map<std::pair<DeviceId, ChainId>, std::int64_t> have;
  for (const auto& chain : chains) have[{chain.device, chain.chain}] = chain.sequence;
  std::map<std::pair<DeviceId, ChainId>, AtStake> lost;
  for (const auto& chain : safe) {
    const auto here = have[{chain.device, chain.chain}];
    if (chain.sequence <= here) continue;
    auto& one = lost[{chain.device, chain.chain}];
    one = {.device = chain.device, .kiosk = chain.kiosk, .from = here + 1, .to = std::max(one.to, chain.sequence)};
  }
  std::vector<AtStake> out;
  for (auto& [chain, one] : lost) out.push_back(std::move(one));
  return out;
}

Result<std::vector<ChainHere>> told_safe(db::Database& database) {
  std::vector<ChainHere> out;
  if (!TRY(has_table(database, "safe_marks"))) return out;
  for (const auto& row :
       TRY(database.query("SELECT m.device, m.chain, m.sequence, m.header_hash, d.label FROM safe_marks m "
                          "JOIN devices d ON d.id = m.device")))
    out.push_back({.device = row.id<DeviceId>(0),
                   .chain = row.id<ChainId>(1),
                   .sequence = row.integer(2),
                   .header = row.id<seal::Hash>(3),
                   .kiosk = row.text(4)});
  return out;
}

Result<std::int64_t> last_safe_backup(db::Database& database) {
  if (!TRY(has_table(database, "backups"))) return 0;
  const auto newest = TRY(newest_backup_elsewhere(database));
  return newest ? newest->number : 0;
}

}  // namespace minbar::collector
