#include "sync/collector/published/packs.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

Result<std::vector<PackHead>> list_packs(db::Database& database) {
  std::vector<PackHead> packs;
  for (const auto& row :
       TRY(database.query("SELECT version, size_bytes, published_at_ms FROM packs ORDER BY version DESC")))
    packs.push_back({.version = row.integer(0), .size_bytes = row.integer(1), .published_at_ms = row.integer(2)});
  for (auto& pack : packs)
    for (const auto& row : TRY(database.query(
             "SELECT place FROM pack_places WHERE version = $1 AND place <> '' ORDER BY place", {pack.version})))
      pack.places.push_back(row.text(0));
  return packs;
}

Result<std::int64_t> newest_pack(db::Database& database) {
  return TRY(database.query_one("SELECT coalesce(max(version), 0) FROM packs"))->integer(0);
}

Result<std::optional<wire::ContentOffer>> pack_for(db::Database& database, const std::vector<PlaceCode>& chain) {
  auto newest =
      TRY(database.query_one("SELECT coalesce(max(version), 0) FROM pack_places WHERE place = ''"))->integer(0);
  for (const auto& place : chain) {
    const auto row =
        TRY(database.query_one("SELECT coalesce(max(version), 0) FROM pack_places WHERE place = $1", {place.value}));
    newest = std::max(newest, row->integer(0));
  }
  const auto row = TRY(database.query_one("SELECT version, hash, size_bytes FROM packs WHERE version = $1", {newest}));
  if (!row) return std::nullopt;
  return wire::ContentOffer{.version = row->integer(0), .hash = row->id<seal::Hash>(1), .size_bytes = row->integer(2)};
}

Result<Offers> newest_offers(db::Database& database) {
  Offers offers;
  for (const auto& row : TRY(database.query("SELECT place, max(version) FROM pack_places GROUP BY place")))
    offers.emplace(row.text(0), row.integer(1));
  return offers;
}

std::set<std::int64_t> packs_in_use(const Offers& offers, const Places& places, const std::vector<PlaceCode>& within) {
  const auto newest_at = [&](const std::string& place) {
    const auto found = offers.find(place);
    return found == offers.end() ? 0 : found->second;
  };
  std::set<std::int64_t> used;
  for (const auto& place : places.all()) {
    const auto chain = places.lineage(place.code);
    const auto holds_it = [&](const PlaceCode& outer) {
      return std::find(chain.begin(), chain.end(), outer) != chain.end();
    };
    if (!within.empty() && std::none_of(within.begin(), within.end(), holds_it)) continue;
    auto newest = newest_at("");
    for (const auto& around : chain) newest = std::max(newest, newest_at(around.value));
    used.insert(newest);
  }
  return used;
}

Result<std::optional<wire::ContentPiece>> piece_of(db::Database& database, const wire::ContentWant& want) {
  const auto row =
      TRY(database.query_one("SELECT substr(frame, $2 + 1, $3) FROM packs WHERE version = $1 AND size_bytes > $2",
                             {want.version, want.offset, limits::pack_piece_bytes}));
  if (!row) return std::nullopt;
  return wire::ContentPiece{.version = want.version, .offset = want.offset, .bytes = row->bytes(0)};
}

Result<std::optional<Bytes>> frame_of(db::Database& database, std::int64_t version) {
  const auto row = TRY(database.query_one("SELECT frame FROM packs WHERE version = $1", {version}));
  if (!row) return std::nullopt;
  return row->bytes(0);
}

}  // namespace minbar::collector
