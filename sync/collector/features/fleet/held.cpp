#include "sync/collector/features/fleet/held.h"

#include <string_view>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

// The newest claim of every kiosk before the second of any, so that none that claim everything hide another.
constexpr std::string_view claims_sql =
    "WITH claims AS (SELECT device, place, petition, count(*) FILTER (WHERE kind = 'proposal') AS proposals, "
    "count(*) FILTER (WHERE kind = 'rating') AS ratings, "
    "count(*) FILTER (WHERE kind = 'petition_signature') AS signatures, "
    "count(*) FILTER (WHERE kind = 'petition_start') AS starts, min(received_at_ms) AS first, "
    "max(received_at_ms) AS last, max(arrival) AS up_to FROM held_records WHERE decision IS NULL "
    "GROUP BY device, place, petition), "
    "ranked AS (SELECT *, row_number() OVER (PARTITION BY device ORDER BY up_to DESC) AS nth, "
    "count(*) OVER (PARTITION BY device) AS claims_of_kiosk, "
    "sum(proposals + ratings + signatures + starts) OVER (PARTITION BY device) AS records_of_kiosk FROM claims) "
    "SELECT r.device, d.label, a.place, r.place, r.petition, r.proposals, r.ratings, r.signatures, r.starts, r.first, "
    "r.last, r.up_to, r.claims_of_kiosk, r.records_of_kiosk, r.nth FROM ranked r JOIN devices d ON d.id = r.device "
    "LEFT JOIN assignments a ON a.device = r.device AND a.until_ms IS NULL "
    "WHERE r.nth <= $1 AND ($3 IS NULL OR a.place IN (SELECT value FROM json_each($3))) ORDER BY r.nth, r.up_to DESC "
    "LIMIT $2";

// Of each kiosk the pair that was met last before the second of any.
constexpr std::string_view receipts_sql =
    "WITH taken AS MATERIALIZED (SELECT device, coalesce((SELECT p.device FROM proposals p WHERE p.lookup = s.lookup "
    "LIMIT 1), (SELECT t.device FROM petition_starts t WHERE t.lookup = s.lookup LIMIT 1), "
    "(SELECT h.device FROM held_records h WHERE h.lookup = s.lookup AND h.decision IS NOT 'left_aside' LIMIT 1)) AS "
    "holder, received_at_ms FROM set_aside s WHERE s.reason = 'lookup_taken'), "
    "pairs AS (SELECT device, holder, count(*) AS records, max(received_at_ms) AS last FROM taken "
    "GROUP BY device, holder), "
    "ranked AS (SELECT *, row_number() OVER (PARTITION BY device ORDER BY last DESC) AS nth FROM pairs) "
    "SELECT d.label, iif($2 IS NULL OR e.place IN (SELECT value FROM json_each($2)), o.label, NULL), r.records, "
    "r.last, "
    "r.holder IS NOT NULL FROM ranked r JOIN devices d ON d.id = r.device "
    "LEFT JOIN devices o ON o.id = r.holder LEFT JOIN assignments e ON e.device = r.holder AND e.until_ms IS NULL "
    "LEFT JOIN assignments a ON a.device = r.device AND a.until_ms IS NULL "
    "WHERE ($2 IS NULL OR a.place IN (SELECT value FROM json_each($2))) ORDER BY r.nth, r.last DESC LIMIT $1";

}  // namespace

Result<std::vector<HeldClaim>> held_claims(Storage& storage, const Scope& scope) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(claims_sql, {limits::held_places_shown, limits::page_rows, scope.codes()});
  }));
  std::vector<HeldClaim> claims;
  for (const auto& row : rows) {
    auto& claim = claims.emplace_back();
    claim = {.device = row.id<DeviceId>(0),
             .kiosk = row.text(1),
             .kiosk_place = row.maybe_text(2).value_or(""),
             .place = row.text(3),
             .proposals = row.integer(5),
             .ratings = row.integer(6),
             .signatures = row.integer(7),
             .petition_starts = row.integer(8),
             .first_received_ms = row.integer(9),
             .last_received_ms = row.integer(10),
             .up_to = row.integer(11),
             .claims_of_kiosk = row.integer(12),
             .records_of_kiosk = row.integer(13),
             .newest_of_kiosk = row.integer(14) == 1};
    if (const auto petition = row.maybe_text(4)) claim.petition = PetitionId{*petition};
  }
  return claims;
}

Result<std::vector<TakenReceipts>> taken_receipts(Storage& storage, const Scope& scope) {
  const auto rows = TRY(storage.read([&](db::Database& database) {
    return database.query(receipts_sql, {limits::page_rows, scope.codes()});
  }));
  std::vector<TakenReceipts> out;
  for (const auto& row : rows)
    out.push_back({.kiosk = row.text(0),
                   .holder = row.maybe_text(1).value_or(""),
                   .is_held = row.integer(4) != 0,
                   .records = row.integer(2),
                   .last_received_ms = row.integer(3)});
  return out;
}

Result<HeldWaiting> held_waiting(Storage& storage, const Scope& scope) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(
        "WITH here AS (SELECT device FROM assignments WHERE until_ms IS NULL AND ($1 IS NULL OR place IN (SELECT value "
        "FROM json_each($1)))) SELECT (SELECT count(*) FROM (SELECT DISTINCT device, place, petition FROM held_records "
        "WHERE decision IS NULL AND device IN here)), (SELECT count(DISTINCT device) FROM set_aside WHERE reason = "
        "'lookup_taken' AND device IN here)",
        {scope.codes()});
  }));
  return HeldWaiting{.claims = row->integer(0), .kiosks_with_taken_receipts = row->integer(1)};
}

}  // namespace minbar::collector
