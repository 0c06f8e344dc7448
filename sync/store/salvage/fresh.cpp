#include "sync/store/salvage/fresh.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "sync/base/limits.h"
#include "sync/seal/hash.h"
#include "sync/store/gone.h"
#include "sync/store/kept.h"
#include "sync/store/salvage/as_it_is.h"
#include "sync/store/salvage/places.h"

namespace minbar::store {

namespace {

// A refusal of one row is that row's; anything else is the disk's.
Result<bool> put(const Result<std::int64_t>& changed) {
  if (changed) return *changed > 0;
  const auto code = changed.error().code;
  if (code == Errc::conflict || code == Errc::bad_input || code == Errc::too_large) return false;
  return tl::unexpected(changed.error());
}

// Rows of some kilobytes, or a few large ones.
constexpr std::int64_t portion_bytes = 1024 * 1024;

// What a row is worth of a portion.
using Put = Result<std::int64_t>;

// A few at a time, and large ones leave the log before the next: the log of one large transaction would need as much of
// the disk again. Who reads the database meanwhile has it done later.
template <class Rows>
Result<void> in_portions(db::Database& fresh, const Rows& rows,
                         const std::function<Put(const typename Rows::value_type&)>& each) {
  for (auto at = rows.begin(); at != rows.end();) {
    std::int64_t bytes = 0;
    TRY(fresh.transaction([&]() -> Result<void> {
      for (std::size_t i = 0; i < limits::salvage_rows && bytes < portion_bytes && at != rows.end(); ++i, ++at)
        bytes += TRY(each(*at));
      return {};
    }));
    if (bytes >= portion_bytes) static_cast<void>(fresh.checkpoint());
  }
  return {};
}

std::int64_t bytes_in(const std::optional<ByteView>& bytes) {
  return bytes ? static_cast<std::int64_t>(bytes->size()) : 0;
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

Put put_blob(db::Database& fresh, const Damaged& from, std::int64_t sequence, const RowAt& at) {
  const auto row = row_at(from.file, at);
  if (!row) return 0;
  auto bytes = row->maybe_bytes(3);
  const auto size = bytes ? bytes_in(bytes) : row->integer(2);
  const auto said = at.page.stray ? 0 : row->integer(7);
  const auto state = said == 1 || said == 2 ? said : 0;  // its bytes are good: it is not damaged
  if (from.sparing && state == 1) bytes = std::nullopt;
  TRY(put(
      fresh.execute("INSERT INTO blob (sequence, hash, size, bytes, state, done_on) SELECT $1, $2, $3, $4, $5, $6 "
                    "WHERE EXISTS (SELECT 1 FROM outbox WHERE sequence = $1) ON CONFLICT DO NOTHING",
                    {sequence, row->bytes(1), size, bytes, state, state == 1 ? row->maybe_integer(8) : std::nullopt})));
  return bytes_in(bytes);
}

Put put_reply(db::Database& fresh, const PageFile& file, std::int64_t sequence, const RowAt& at) {
  const auto row = row_at(file, at);
  if (!row) return 0;
  TRY(put(fresh.execute("INSERT INTO reply (sequence, lookup_id, sealed) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                        {sequence, row->bytes(1), row->bytes(2)})));
  return bytes_in(row->bytes(2));
}

// Whoever reads one verifies it.
Put put_pack(db::Database& fresh, const PageFile& file, std::int64_t version, const RowAt& at) {
  const auto row = row_at(file, at);
  if (!row) return 0;
  TRY(
      put(fresh.execute("INSERT INTO pack (version, taken_ms, unusable, frame) VALUES ($1, $2, $3, $4) ON CONFLICT DO "
                        "NOTHING",
                        {version, row->integer(1), row->text(2), row->bytes(3)})));
  return bytes_in(row->bytes(3));
}

const Columns* single(const Readable& readable, Shape shape) {
  const auto found = readable.single.find(shape);
  return found == readable.single.end() ? nullptr : &found->second;
}

// The agent followed a statement of succession, the kiosk has not yet, and the row that names the statement's number
// cannot be read. With the new keys and the old number the agent would believe no answer: with those of the pin the
// collector tells the statement again.
bool followed_and_forgot(const Readable& readable, const KnownHere& known) {
  const auto* row = single(readable, Shape::enrolment);
  if (row == nullptr || !known.enrolment || !known.enrolment->root_key || readable.small.contains("succession"))
    return false;
  const auto& here = *known.enrolment;
  return row->id<DeviceId>(1) == here.device && row->id<CollectorId>(2) == here.collector &&
         (row->id<seal::SigningPublicKey>(3) != here.signing_key || row->id<seal::SealingKey>(4) != here.sealing_key);
}

Result<void> put_enrolment(db::Database& fresh, const Readable& readable, const KnownHere& known) {
  const auto* row = single(readable, Shape::enrolment);
  const bool forgot = followed_and_forgot(readable, known);
  constexpr const char* insert =
      "INSERT INTO enrolment (one, device_id, collector_id, signing_key, sealing_key, place_code, place_name_ar, "
      "place_name_fr, place_zone, follow_url, collector_url, record_key) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, "
      "$9, $10, $11)";
  if (row != nullptr)
    TRY(put(fresh.execute(
        insert, {row->bytes(1), row->bytes(2), forgot ? known.enrolment->signing_key.view() : row->bytes(3),
                 forgot ? known.enrolment->sealing_key.view() : row->bytes(4), row->text(5), row->text(6), row->text(7),
                 row->text(8), row->text(9), row->text(10), row->maybe_bytes(11)})));
  else if (const auto& here = known.enrolment)
    TRY(put(fresh.execute(insert, {here->device, here->collector, here->signing_key, here->sealing_key,
                                   here->place.code.value, here->place.name_ar, here->place.name_fr, here->place.zone,
                                   here->follow_url, here->collector_url, here->record_key})));
  return {};
}

// The private folder's word where it is of the same keys. Else the collector is asked under too low a number, and tells
// the newest statement again.
Result<void> put_succession(db::Database& fresh, const Readable& readable, const KnownHere& known) {
  const auto* row = single(readable, Shape::enrolment);
  for (const auto& key : known.former_sealing) TRY(note_former_key(fresh, key));
  if (!known.enrolment) return {};
  const auto& here = *known.enrolment;
  const bool same =
      row == nullptr || row->id<seal::SigningPublicKey>(3) == here.signing_key || followed_and_forgot(readable, known);
  if (!same || (!here.root_key && here.succession == 0)) return {};
  TRY(put(fresh.execute(
      "INSERT INTO succession (one, root_key, number, pinned_root) VALUES (1, $1, $2, $3) ON CONFLICT DO NOTHING",
      {here.root_key, here.succession, here.pinned_root})));
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

Result<void> put_keeping(db::Database& fresh, const Columns* row, const Shrunk& shrunk) {
  TRY(fresh.execute(
      "UPDATE keeping SET dropped_to = $1, settled_to = $2, settled_places = $3, settled_delivered = $4, "
      "settled_set_aside = $5, lost = $6, former = (SELECT count(*) FROM outbox WHERE sequence < 0) WHERE "
      "one = 1",
      {shrunk.dropped_to, shrunk.to, shrunk.places, shrunk.delivered, shrunk.set_aside, shrunk.lost}));
  if (row == nullptr) return {};
  TRY(put(
      fresh.execute("UPDATE keeping SET safe = max(0, $1), heard_safe = $2, chain = $3, sequence = $4, header = $5, "
                    "heard_ms = $6 WHERE one = 1",
                    {row->integer(4), row->integer(6), row->maybe_bytes(7), row->integer(8), row->maybe_bytes(9),
                     row->maybe_integer(10)})));
  return {};
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
      "INSERT INTO kiosk (one, chain_id, record_key, head_sequence, head_hash, heartbeat_number, heartbeat_taken, "
      "content_version) VALUES (1, $1, $2, $3, $4, $5, $5, $6)",
      {*chain, key, history.head ? history.head->sequence : 0, history.head ? history.head->hash : seal::Hash{}, beats,
       row != nullptr ? row->integer(12) : 0})));
  return {};
}

// What was counted one by one, from the rows that are here and what has shrunk.
Result<void> count_rows(db::Database& database) {
  TRY(database.execute(
      "UPDATE kiosk SET waiting = (SELECT count(*) FROM outbox WHERE state = 0), "
      "delivered = (SELECT count(*) FROM outbox WHERE state = 1) + "
      "(SELECT coalesce(sum(min(max(0, settled_delivered), 1000000000)), 0) FROM keeping), "
      "set_aside = (SELECT count(*) FROM outbox WHERE state = 2) + "
      "(SELECT coalesce(sum(min(max(0, settled_set_aside), 1000000000)), 0) FROM keeping) WHERE one = 1"));
  TRY(database.execute("UPDATE blobs_waiting SET waiting = (SELECT count(*) FROM blob WHERE state = 0) WHERE one = 1"));
  return recount(database);
}

Put put_gone(db::Database& fresh, const wire::SequenceRange& range) {
  TRY(fresh.execute("INSERT INTO gone (from_sequence, to_sequence) VALUES ($1, $2)", {range.from, range.to}));
  return 0;
}

// Of what has shrunk since the file was set aside its citizen's code is left, if it had one.
Result<bool> put_unsettled(db::Database& database, const PageFile& file, const RecordRow& record) {
  const auto row = row_at(file, record.at);
  const auto lookup = row ? row->maybe_bytes(2) : std::nullopt;
  if (lookup && TRY(database.query_one("SELECT 1 FROM settled WHERE lookup_id = $1", {*lookup}))) return false;
  return put_record(database, file, record);
}

// A row without sealed bytes names no chain, and the kiosk may have begun another since the file was set aside.
bool is_of_another_chain(const Damaged& from, const RecordRow& record) {
  const auto* row = single(from.readable, Shape::kiosk);
  const auto chain = row != nullptr ? row->id<ChainId>(1) : std::nullopt;
  if (record.previous) return false;
  return chain ? from.history.head && *chain != from.history.head->chain : from.partial;
}

// One that is here again was lost; where more come than were, they had been taken for such as have shrunk.
Result<void> count_found(db::Database& database) {
  TRY(
      database.execute("UPDATE keeping SET settled_places = max(0, settled_places - (lost <= 0)), "
                       "settled_delivered = max(0, settled_delivered - (lost <= 0)), lost = max(0, lost - 1) WHERE one "
                       "= 1"));
  return {};
}

}  // namespace

Result<Salvaged> fill(db::Database& fresh, const Damaged& from, const KnownHere& known) {
  const auto& [file, readable, history, sparing, partial] = from;
  using Row = std::pair<const std::int64_t, RowAt>;
  const auto put_one = [&](const RecordRow& row) -> Put {
    TRY(put_record(fresh, file, row));
    return 0;
  };
  TRY(in_portions(fresh, history.records, put_one));
  TRY(in_portions(fresh, readable.former, put_one));
  TRY(in_portions(fresh, readable.blobs, [&](const Row& row) { return put_blob(fresh, from, row.first, row.second); }));
  TRY(in_portions(fresh, readable.replies,
                  [&](const Row& row) { return put_reply(fresh, file, row.first, row.second); }));
  if (!sparing)
    TRY(in_portions(fresh, readable.packs,
                    [&](const Row& row) { return put_pack(fresh, file, row.first, row.second); }));
  const auto reckoned =
      TRY(reckon(fresh, readable, history.head ? static_cast<std::int64_t>(history.head->sequence) : 0));
  TRY(in_portions(fresh, reckoned.gone, [&](const wire::SequenceRange& range) { return put_gone(fresh, range); }));
  TRY(fresh.transaction([&]() -> Result<void> {
    TRY(put_enrolment(fresh, readable, known));
    TRY(put_exchange(fresh, readable));
    TRY(put_keeping(fresh, single(readable, Shape::keeping), reckoned.shrunk));
    TRY(put_kiosk(fresh, from, known));
    return count_rows(fresh);
  }));
  TRY(fresh.transaction([&] { return copy_as_it_is(fresh, readable); }));
  TRY(fresh.transaction([&] { return put_succession(fresh, readable, known); }));
  const auto rows = TRY(fresh.query_one("SELECT count(*) FROM outbox"));
  return Salvaged{.kept = rows->integer(0),
                  .missing = reckoned.missing,
                  .knows_lost = reckoned.knows_lost,
                  .unreadable = file.unreadable()};
}

Result<std::int64_t> add_missing(db::Database& database, const Damaged& from, std::int64_t missing) {
  const auto& [file, readable, history, sparing, partial] = from;
  using Row = std::pair<const std::int64_t, RowAt>;
  std::int64_t added = 0;
  TRY(in_portions(database, history.records, [&](const RecordRow& row) -> Put {
    if (is_of_another_chain(from, row) || !TRY(is_gone(database, row.sequence))) return 0;
    if (!TRY(put_unsettled(database, file, row))) return 0;
    TRY(found_again(database, row.sequence));
    TRY(count_found(database));
    ++added;
    return 0;
  }));
  TRY(in_portions(database, readable.former, [&](const RecordRow& row) -> Put {
    // of one without a code nothing tells that it has shrunk since: with its bytes it is sent once more at the worst
    if (!row.previous && added >= missing) return 0;
    if (!TRY(put_unsettled(database, file, row))) return 0;
    TRY(database.execute("UPDATE keeping SET former = min(max(0, former), 1000000000) + 1 WHERE one = 1"));
    ++added;
    return 0;
  }));

  TRY(in_portions(database, readable.blobs,
                  [&](const Row& row) { return put_blob(database, from, row.first, row.second); }));
  TRY(database.transaction([&] { return count_rows(database); }));
  return added;
}

}  // namespace minbar::store
