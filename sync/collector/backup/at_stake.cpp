#include "sync/collector/backup/at_stake.h"

#include <algorithm>
#include <map>
#include <utility>

namespace minbar::collector {

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
  const auto table =
      TRY(database.query_one("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'safe_marks'"));
  std::vector<ChainHere> out;
  if (table->integer(0) == 0) return out;
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

}  // namespace minbar::collector
