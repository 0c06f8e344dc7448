#include "sync/store/salvage/fresh.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "sync/base/limits.h"
#include "sync/seal/hash.h"
#include "sync/store/kept.h"
#include "sync/store/salvage/as_it_is.h"

namespace minbar::store {

namespace {

// Records of which nothing is left but that they were delivered (room/settling.h); $1: up to where there may be such.
#define MINBAR_SHRUNK "max(0, $1 - (SELECT count(*) FROM outbox WHERE sequence BETWEEN 1 AND $1))"

using Places = std::vector<std::pair<std::int64_t, std::int64_t>>;  // first and last

// A refusal of one row is that row's; anything else is the disk's.
Result<bool> put(const Result<std::int64_t>& changed) {
  if (changed) return *changed > 0;
  const auto code = changed.error().code;
  if (code == Errc::conflict || code == Errc::bad_input || code == Errc::too_large) return false;
  return tl::unexpected(changed.error());
}

// A few at a time: the log of one large transaction would need as much of the disk again.
template <class Rows>
Result<void> in_portions(db::Database& fresh, const Rows& rows,
                         const std::function<Result<void>(const typename Rows::value_type&)>& each) {
  for (auto at = rows.begin(); at != rows.end();)
    TRY(fresh.transaction([&]() -> Result<void> {
      for (std::size_t i = 0; i < limits::salvage_rows && at != rows.end(); ++i, ++at) TRY(each(*at));
      return {};
    }));
  return {};
}

// Says whether it was not there.
Result<bool> put_record(db::Database& fresh, const PageFile& file, const RecordRow& record) {
  const auto row = row_at(file, record.at);
  if (!row) return false;
  const auto envelope = row->maybe_bytes(5);
  // sent again rather than not at all: what the collector has it knows
  const bool acknowledged = (record.state == 1 || record.state == 2) && !record.at.page.stray;
  if (!envelope && !acknowledged) return false;
  const auto hash = envelope ? std::optional(seal::hash_of(*envelope)) : row->id<seal::Hash>(4);
  return put(
      fresh.execute("INSERT INTO outbox (sequence, record_id, lookup_id, header_hash, envelope_hash, envelope, "
                    "state, reason, stored_ms, acknowledged_on, asked_again) VALUES ($1, $2, $3, $4, $5, $6, $7, "
                    "$8, $9, $10, max(0, $11)) ON CONFLICT DO NOTHING",
                    {record.sequence, row->bytes(1), row->maybe_bytes(2), record.header, hash, envelope,
                     acknowledged ? record.state : 0, acknowledged ? row->text(7) : std::string("none"),
                     row->integer(8), acknowledged ? row->maybe_integer(9) : std::nullopt, row->integer(10)}));
}

Result<void> put_blob(db::Database& fresh, const PageFile& file, std::int64_t sequence, const RowAt& at) {
  const auto row = row_at(file, at);
  if (!row) return {};
  const auto bytes = row->maybe_bytes(3);
  const auto size = bytes ? static_cast<std::int64_t>(bytes->size()) : row->integer(2);
  const auto said = at.page.stray ? 0 : row->integer(7);
  const auto state = said == 1 || said == 2 ? said : 0;  // its bytes are good: it is not damaged
  TRY(put(
      fresh.execute("INSERT INTO blob (sequence, hash, size, bytes, state, done_on) SELECT $1, $2, $3, $4, $5, $6 "
                    "WHERE EXISTS (SELECT 1 FROM outbox WHERE sequence = $1) ON CONFLICT DO NOTHING",
                    {sequence, row->bytes(1), size, bytes, state, state == 1 ? row->maybe_integer(8) : std::nullopt})));
  return {};
}

Result<void> put_reply(db::Database& fresh, const PageFile& file, std::int64_t sequence, const RowAt& at) {
  const auto row = row_at(file, at);
  if (!row) return {};
  TRY(put(fresh.execute("INSERT INTO reply (sequence, lookup_id, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                        {sequence, row->bytes(1), row->bytes(2)})));
  return {};
}

// Whoever reads one verifies it.
Result<void> put_pack(db::Database& fresh, const PageFile& file, std::int64_t version, const RowAt& at) {
  const auto row = row_at(file, at);
  if (!row) return {};
  TRY(
      put(fresh.execute("INSERT INTO pack (version, taken_ms, unusable, frame) VALUES ($1, $2, $3, $4) ON CONFLICT DO "
                        "NOTHING",
                        {version, row->integer(1), row->text(2), row->bytes(3)})));
  return {};
}

const Columns* single(const Readable& readable, Shape shape) {
  const auto found = readable.single.find(shape);
  return found == readable.single.end() ? nullptr : &found->second;
}

Result<void> put_enrolment(db::Database& fresh, const Columns* row, const std::optional<Enrolment>& known) {
  constexpr const char* insert =
      "INSERT INTO enrolment (one, device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, "
      "place_name_fr, place_zone, follow_url, collector_url, record_key) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10, $11)";
  if (row != nullptr)
    TRY(put(
        fresh.execute(insert, {row->bytes(1), row->bytes(2), row->bytes(3), row->bytes(4), row->text(5), row->text(6),
                               row->text(7), row->text(8), row->text(9), row->text(10), row->maybe_bytes(11)})));
  else if (known)
    TRY(put(fresh.execute(insert, {known->device, known->collector, known->signing_key, known->sealing_key,
                                   known->place.code.value, known->place.name_ar, known->place.name_fr,
                                   known->place.zone, known->follow_url, known->collector_url, known->record_key})));
  return {};
}

// Where an answer is missing the collector sends all of them again.
Result<void> put_exchange(db::Database& fresh, const Readable& readable) {
  const auto* row = single(readable, Shape::exchange);
  if (row == nullptr) return {};
  TRY(put(fresh.execute(
      "INSERT INTO exchange (one, cursor, tried_ms, succeeded_ms, outcome, failures, next_ms, clock_ahead_ms, "
      "understands) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
      {readable.replies_whole ? row->text(1) : std::string(), row->maybe_integer(2), row->maybe_integer(3),
       row->text(4), row->integer(5), row->maybe_integer(6), row->maybe_integer(7), row->text(8)})));
  return {};
}

Result<void> put_keeping(db::Database& fresh, const Columns* row, std::int64_t dropped_to) {
  TRY(fresh.execute("DELETE FROM keeping"));  // what is kept is counted when it is opened
  TRY(fresh.execute("DELETE FROM blobs_waiting"));
  if (row == nullptr) return {};
  TRY(
      put(fresh.execute("INSERT INTO keeping (one, safe, heard_safe, chain, sequence, header, heard_ms, dropped_to) "
                        "VALUES (1, max(0, $1), $2, $3, $4, $5, $6, $7)",
                        {row->integer(4), row->integer(6), row->maybe_bytes(7), row->integer(8), row->maybe_bytes(9),
                         row->maybe_integer(10), dropped_to})));
  return recount(fresh);
}

// Nothing without a chain: one begins when the file is opened.
Result<void> put_kiosk(db::Database& fresh, const Damaged& from, const KnownHere& known) {
  const auto* row = single(from.readable, Shape::kiosk);
  const auto& history = from.history;
  const auto read = row != nullptr ? row->id<ChainId>(1) : std::nullopt;
  const auto chain = history.head ? std::optional(history.head->chain) : read;
  if (!chain) return {};
  const auto beats = std::max(known.heartbeats, row != nullptr ? row->integer(10) : 0);
  const auto key = known.key ? known.key : row != nullptr ? row->id<seal::RecordPublicKey>(2) : std::nullopt;
  TRY(put(fresh.execute(
      "INSERT INTO kiosk (one, chain_id, record_key, head_sequence, head_hash, waiting, delivered, set_aside, "
      "heartbeat_number, heartbeat_taken, content_version) SELECT 1, $2, $3, $4, $5, count(*) FILTER (WHERE state = "
      "0), count(*) FILTER (WHERE state = 1) + " MINBAR_SHRUNK
      ", count(*) FILTER (WHERE state = 2), $6, $6, $7 FROM outbox",
      {from.dropped_to, *chain, key, history.head ? history.head->sequence : 0,
       history.head ? history.head->hash : seal::Hash{}, beats, row != nullptr ? row->integer(12) : 0})));
  return {};
}

// Places of the chain behind that one of which no row is here.
Result<Places> empty_places(db::Database& fresh, std::int64_t behind, std::int64_t last) {
  Places out;
  std::int64_t next = behind + 1;
  while (next <= last) {
    const auto rows = TRY(fresh.query("SELECT sequence FROM outbox WHERE sequence >= $1 ORDER BY sequence LIMIT $2",
                                      {next, limits::salvage_rows}));
    for (const auto& row : rows) {
      const auto here = std::min(row.integer(0), last + 1);
      if (here > next) out.emplace_back(next, here - 1);
      next = here + 1;
    }
    if (!rows.empty()) continue;
    if (next <= last) out.emplace_back(next, last);
    break;
  }
  return out;
}

Result<void> put_gone(db::Database& fresh, const Places::value_type& range) {
  TRY(fresh.execute("INSERT INTO gone (from_sequence, to_sequence) VALUES ($1, $2)", {range.first, range.second}));
  return {};
}

// How many of a place's are in none of those.
std::int64_t besides(const Places& places, const Places& others) {
  std::int64_t out = 0;
  for (const auto& [from, to] : places) {
    out += to - from + 1;
    for (const auto& [first, last] : others)
      out -= std::max<std::int64_t>(0, std::min(to, last) - std::max(from, first) + 1);
  }
  return out;
}

// As the damaged file has them, as far as it can be read.
Places lost_before(const Readable& readable, std::int64_t last) {
  Places out;
  const auto rows = readable.small.find("gone");
  if (rows == readable.small.end()) return out;
  for (const auto& row : rows->second) {
    const auto* to = row.values.size() == 2 ? std::get_if<std::int64_t>(&row.values[1]) : nullptr;
    if (to == nullptr || row.rowid < 1 || *to < row.rowid || row.rowid > last) continue;
    out.emplace_back(row.rowid, std::min(*to, last));
  }
  std::sort(out.begin(), out.end());
  std::int64_t before = 0;
  for (auto& [from, to] : out) {
    from = std::max(from, before + 1);
    before = std::max(before, to);
  }
  std::erase_if(out, [](const auto& range) { return range.first > range.second; });
  return out;
}

}  // namespace

Result<Salvaged> fill(db::Database& fresh, const Damaged& from, const KnownHere& known) {
  const auto& [file, readable, history, dropped_to] = from;
  using Row = std::pair<const std::int64_t, RowAt>;
  TRY(in_portions(fresh, history.records, [&](const RecordRow& row) -> Result<void> {
    TRY(put_record(fresh, file, row));
    return {};
  }));
  TRY(in_portions(fresh, readable.former, [&](const RecordRow& row) -> Result<void> {
    TRY(put_record(fresh, file, row));
    return {};
  }));
  TRY(in_portions(fresh, readable.blobs, [&](const Row& row) { return put_blob(fresh, file, row.first, row.second); }));
  TRY(in_portions(fresh, readable.replies,
                  [&](const Row& row) { return put_reply(fresh, file, row.first, row.second); }));
  TRY(in_portions(fresh, readable.packs, [&](const Row& row) { return put_pack(fresh, file, row.first, row.second); }));
  const auto last = history.head ? static_cast<std::int64_t>(history.head->sequence) : 0;
  const auto empty = TRY(empty_places(fresh, dropped_to, last));
  TRY(in_portions(fresh, empty, [&](const Places::value_type& range) { return put_gone(fresh, range); }));
  TRY(fresh.transaction([&]() -> Result<void> {
    TRY(put_enrolment(fresh, single(readable, Shape::enrolment), known.enrolment));
    TRY(put_exchange(fresh, readable));
    TRY(put_keeping(fresh, single(readable, Shape::keeping), dropped_to));
    return put_kiosk(fresh, from, known);
  }));
  TRY(fresh.transaction([&] { return copy_as_it_is(fresh, readable); }));
  const auto rows = TRY(fresh.query_one("SELECT count(*) FROM outbox"));
  return Salvaged{.kept = rows->integer(0),
                  .missing = besides(empty, lost_before(readable, last)),
                  .unreadable = file.unreadable()};
}

Result<std::int64_t> add_missing(db::Database& database, const Damaged& from) {
  const auto& [file, readable, history, dropped_before] = from;
  const auto keeping = TRY(database.query_one("SELECT dropped_to FROM keeping WHERE one = 1"));
  const auto dropped_to = std::max(dropped_before, keeping ? keeping->integer(0) : 0);
  using Row = std::pair<const std::int64_t, RowAt>;
  std::int64_t added = 0;
  TRY(in_portions(database, history.records, [&](const RecordRow& row) -> Result<void> {
    added += TRY(put_record(database, file, row)) ? 1 : 0;
    return {};
  }));
  TRY(in_portions(database, readable.former, [&](const RecordRow& row) -> Result<void> {
    added += TRY(put_record(database, file, row)) ? 1 : 0;
    return {};
  }));
  TRY(in_portions(database, readable.blobs,
                  [&](const Row& row) { return put_blob(database, file, row.first, row.second); }));
  const auto empty =
      TRY(empty_places(database, dropped_to, history.head ? static_cast<std::int64_t>(history.head->sequence) : 0));
  TRY(database.transaction([&]() -> Result<void> {
    TRY(database.execute("DELETE FROM gone"));
    for (const auto& range : empty) TRY(put_gone(database, range));
    TRY(database.execute(
        "UPDATE kiosk SET waiting = (SELECT count(*) FROM outbox WHERE state = 0), delivered = (SELECT count(*) FROM "
        "outbox WHERE state = 1) + " MINBAR_SHRUNK
        ", set_aside = (SELECT count(*) FROM outbox WHERE state = 2) WHERE one = 1",
        {dropped_to}));
    TRY(database.execute(
        "UPDATE blobs_waiting SET waiting = (SELECT count(*) FROM blob WHERE state = 0) WHERE one = 1"));
    return recount(database);
  }));
  return added;
}

}  // namespace minbar::store
