#include "sync/collector/intake/free_receipts.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sync/base/limits.h"
#include "sync/collector/intake/hold.h"
#include "sync/collector/intake/keep.h"

namespace minbar::collector {

namespace {

constexpr auto ever = std::numeric_limits<std::int64_t>::max();  // later than any arrival

constexpr std::string_view freed_sql =
    "SELECT min(s.id) FROM held_records h JOIN set_aside s ON s.lookup = h.lookup AND s.reason = 'lookup_taken' "
    "WHERE h.device = $1 AND h.decision = 'left_aside' AND "
    "NOT EXISTS (SELECT 1 FROM proposals p WHERE p.lookup = h.lookup) AND "
    "NOT EXISTS (SELECT 1 FROM petition_starts t WHERE t.lookup = h.lookup) AND "
    "NOT EXISTS (SELECT 1 FROM held_records o WHERE o.lookup = h.lookup AND o.decision IS NOT 'left_aside') "
    "GROUP BY h.lookup LIMIT $2";

struct Freed {
  std::int64_t set_aside = 0;  // its row
  Judged judged;
  Origin origin;
};

// Nothing when it no longer opens, which a rebuild then says.
std::optional<Freed> freed_from(const db::Row& row, const seal::OpeningKeys& opening) {
  Freed out{.set_aside = row.integer(0),
            .judged = {},
            .origin = {.device = row.id<DeviceId>(1), .arrival = row.integer(2), .received_at_ms = row.integer(3)}};
  if (row.is_null(4 + kept_columns - 1)) return std::nullopt;
  const auto envelope = seal::parse_envelope(kept_bytes(row, 4));
  if (!envelope) return std::nullopt;
  auto body = read_body(*envelope, opening);
  if (!body || !body->receipt) return std::nullopt;
  out.judged.body = std::move(*body);
  return out;
}

Result<std::vector<Freed>> open_freed(Storage& storage, const seal::OpeningKeys& opening,
                                      std::span<const std::int64_t> ids) {
  return storage.read([&](db::Database& database) -> Result<std::vector<Freed>> {
    std::vector<Freed> out;
    for (const auto id : ids) {
      const auto row = TRY(database.query_one(
          "SELECT s.id, e.device, e.arrival, e.received_at_ms, e.header, e.signature, e.sealed_body FROM set_aside s "
          "JOIN envelopes e ON e.record = s.record AND e.device = s.device WHERE s.id = $1",
          {id}));
      if (!row) continue;
      if (auto freed = freed_from(*row, opening)) out.push_back(std::move(*freed));
    }
    return out;
  });
}

Result<void> take_freed(db::Database& database, const std::vector<Freed>& freed, const Derivers& derivers) {
  AssignedPlaces places(database);
  for (const auto& one : freed) {
    if (TRY(is_lookup_taken(database, one.judged.body->receipt->lookup, ever))) continue;
    if (TRY(database.execute("DELETE FROM set_aside WHERE id = $1", {one.set_aside})) == 0) continue;
    TRY(derive_or_hold(database, one.judged, one.origin, derivers, places));
  }
  return {};
}

}  // namespace

Result<void> free_receipts(Storage& storage, const seal::OpeningKeys& opening, const Derivers& derivers,
                           const DeviceId& left_aside_of) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(freed_sql, {left_aside_of, limits::held_decided});
  }));
  std::vector<std::int64_t> ids;
  for (const auto& row : rows) ids.push_back(row.integer(0));
  for (std::span<const std::int64_t> left = ids; !left.empty();) {
    const auto group = left.first(std::min(left.size(), static_cast<std::size_t>(limits::held_group)));
    left = left.subspan(group.size());
    const auto freed = TRY(open_freed(storage, opening, group));
    TRY(storage.write([&](db::Database& database) { return take_freed(database, freed, derivers); }));
  }
  return {};
}

}  // namespace minbar::collector
