#include "sync/collector/intake/set_aside_places.h"

#include "sync/base/limits.h"
#include "sync/seal/envelope.h"

namespace minbar::collector {

namespace {

// The bytes that were kept are a whole envelope, with the very body that its header names: what it says is here.
Result<bool> is_whole(db::Database& database, std::int64_t id) {
  const auto row = TRY(database.query_one("SELECT bytes FROM set_aside WHERE id = $1", {id}));
  return row && !row->is_null(0) && seal::parse_envelope(row->bytes(0)).has_value();
}

// The kiosk signed this hash as that of its record at `sequence`.
Result<bool> is_vouched_for(db::Database& database, const DeviceId& device, const ChainId& chain, std::int64_t sequence,
                            const seal::Hash& header) {
  const auto row = TRY(database.query_one(
      "SELECT EXISTS (SELECT 1 FROM envelopes INDEXED BY envelopes_chain WHERE device = $1 AND chain = $2 AND "
      "sequence = $3 + 1 AND previous_hash = $4) OR EXISTS (SELECT 1 FROM heartbeats WHERE device = $1 AND chain = $2 "
      "AND head_sequence = $3 AND head_hash = $4)",
      {device, chain, sequence, header}));
  return row->integer(0) != 0;
}

}  // namespace

Result<Ranges> set_aside_places(db::Database& database, const DeviceId& device, const ChainId& chain,
                                const Ranges& lacking) {
  Ranges out;
  for (const auto& row : TRY(database.query(
           "SELECT reason = 'id_taken', substr(bytes, 1, $2), id FROM set_aside INDEXED BY set_aside_reasons WHERE "
           "device = $1 AND reason IN ('id_taken', 'bad_signature') LIMIT $3",
           {device, seal::envelope_v1_header_bytes, limits::set_aside_compared}))) {
    if (row.is_null(1)) continue;  // SQLite has no part of nothing
    const auto& bytes = row.bytes(1);
    const auto header = seal::parse_envelope_header(bytes);
    if (!header || header->chain != chain || header->sequence >= limits::latest_sequence) continue;
    const auto sequence = static_cast<std::int64_t>(header->sequence);
    if (end_of(lacking, sequence) == 0) continue;
    const bool vouched =
        row.integer(0) != 0 || TRY(is_vouched_for(database, device, chain, sequence, seal::hash_of(bytes)));
    if (vouched && TRY(is_whole(database, row.integer(2)))) out.push_back({.from = sequence, .to = sequence});
  }
  return merged(std::move(out));
}

}  // namespace minbar::collector
