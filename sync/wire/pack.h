// A content pack as it travels: one frame, signed by the collector, with every file of the pack in it and the number it
// goes by. Used by the collector that publishes it, the store that keeps it and the kiosk that reads it. It judges
// neither words nor ids: domain/content does. Layout: PROTOCOL.md, "Content packs".
#pragma once

#include <cstdint>
#include <vector>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/domain/files/content_file.h"
#include "sync/domain/ids.h"
#include "sync/seal/keys.h"

namespace minbar::wire {

struct Pack {
  std::int64_t version = 0;  // its number, whatever its pack.json says
  CollectorId collector{};
  std::int64_t made_at_s = 0;       // UTC, by the collector's clock; information only
  std::vector<PlaceCode> places{};  // where it is for, and all that lies there; empty: everywhere
  std::vector<ContentFile> files{};
};

// Errors: bad_input (a field out of bounds, a name that is no path inside a pack), too_large (over limits::pack_bytes).
[[nodiscard]] Result<Bytes> make_pack(const Pack& pack, const seal::SigningKey& key);

// Errors: bad_input (no pack, or no whole one), denied (not signed by `key`, or made by another collector),
// unsupported_version (a newer format), too_large.
[[nodiscard]] Result<Pack> open_pack(ByteView frame, const seal::SigningPublicKey& key, const CollectorId& collector);

// The files alone, unsigned and without a number: what a person edits, mails and publishes. The same files give the
// same bytes.
[[nodiscard]] Result<Bytes> make_pack_draft(const std::vector<ContentFile>& files);
[[nodiscard]] Result<std::vector<ContentFile>> parse_pack_draft(ByteView bytes);

}  // namespace minbar::wire
