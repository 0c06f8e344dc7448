// The canonical table of content packs: every version that was published, as it was signed, and which kiosk is offered
// which. Used by sync, by the desk's names and by the content commands. Each function runs inside a snapshot or a
// transaction of its caller.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/domain/ids.h"
#include "sync/domain/places/places.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

struct PackHead {
  std::int64_t version = 0;
  std::int64_t size_bytes = 0;
  std::int64_t published_at_ms = 0;
  std::vector<std::string> places{};  // empty: everywhere
};

// Newest first.
[[nodiscard]] Result<std::vector<PackHead>> list_packs(db::Database& database);
// 0: none was published.
[[nodiscard]] Result<std::int64_t> newest_pack(db::Database& database);

// The newest pack for a place, `chain` being the place and all that it lies in.
[[nodiscard]] Result<std::optional<wire::ContentOffer>> pack_for(db::Database& database,
                                                                 const std::vector<PlaceCode>& chain);
// The newest pack of each place that packs are for; the empty place is everywhere.
using Offers = std::map<std::string, std::int64_t>;
[[nodiscard]] Result<Offers> newest_offers(db::Database& database);
// Which packs kiosks are offered somewhere in `within`; empty: everywhere. 0: some are offered none and have what they
// came with.
[[nodiscard]] std::set<std::int64_t> packs_in_use(const Offers& offers, const Places& places,
                                                  const std::vector<PlaceCode>& within);

// As many bytes as a piece has, from where they are wanted. None: there are no more, or there is no such pack.
[[nodiscard]] Result<std::optional<wire::ContentPiece>> piece_of(db::Database& database, const wire::ContentWant& want);
[[nodiscard]] Result<std::optional<Bytes>> frame_of(db::Database& database, std::int64_t version);

}  // namespace minbar::collector
