#include "sync/store/keeping.h"

#include <algorithm>
#include <string_view>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/arriving.h"
#include "sync/store/kept.h"
#include "sync/store/room/disk.h"
#include "sync/store/room/reserve.h"
#include "sync/store/room/settling.h"
#include "sync/store/room/shrinking.h"

namespace minbar::store {

namespace {

// What may go at once: what was acknowledged on a day up to that one, between two places of the chain.
struct Bound {
  std::int64_t from = INT64_MIN;  // rows below 0 are of a former chain (anew.h)
  std::int64_t up_to = INT64_MAX;
  std::int64_t acknowledged_on = INT64_MAX;
  std::int64_t rows = limits::dropped_at_once;
};

// The oldest rows within a bound.
struct Portion {
  std::int64_t rows = 0;
  std::int64_t bytes = 0;
  std::int64_t last = 0;  // sequence
};

// `sql` gives sequence, bytes and the day of acknowledgement. Ends before the first row that may not go yet: what was
// acknowledged out of order goes with its neighbours.
Result<Portion> oldest(db::Database& database, std::string_view sql, const Bound& bound) {
  Portion out;
  for (const auto& row : TRY(database.query(sql, {bound.up_to, bound.rows, bound.from}))) {
    if (row.integer(2) > bound.acknowledged_on) break;
    if (out.rows > 0 && out.bytes + row.integer(1) > limits::dropped_bytes_at_once) break;
    ++out.rows;
    out.bytes += row.integer(1);
    out.last = row.integer(0);
  }
  return out;
}

// A row that only grows shorter, or is replaced, stays in its page, which is then three quarters empty and of no use to
// others. Rows that are taken out and put in anew lie close together, and whole pages fall free.
Result<void> put_in_anew(db::Database& database, std::int64_t from, std::int64_t last) {
  const auto rows = TRY(database.query(
      "SELECT sequence, record_id, lookup_id, header_hash, envelope_hash, state, reason, stored_ms, "
      "acknowledged_on, asked_again FROM outbox WHERE " MINBAR_KEPT_RECORD " AND sequence BETWEEN $1 AND $2",
      {from, last}));
  TRY(database.query("PRAGMA defer_foreign_keys = ON"));  // until the commit; a recording names its record
  TRY(database.execute("DELETE FROM outbox WHERE " MINBAR_KEPT_RECORD " AND sequence BETWEEN $1 AND $2", {from, last}));
  for (const auto& row : rows)
    TRY(
        database.execute("INSERT INTO outbox (sequence, record_id, lookup_id, header_hash, envelope_hash, envelope, "
                         "state, reason, stored_ms, acknowledged_on, asked_again) "
                         "VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9, $10)",
                         {row.integer(0), row.bytes(1), row.maybe_bytes(2), row.bytes(3), row.bytes(4), row.integer(5),
                          row.text(6), row.integer(7), row.maybe_integer(8), row.integer(9)}));
  return {};
}

Result<Kept> drop_records(db::Database& database, const Bound& bound) {
  const auto portion =
      TRY(oldest(database,
                 "SELECT sequence, length(envelope), coalesce(acknowledged_on, 0) FROM outbox WHERE " MINBAR_KEPT_RECORD
                 " AND sequence BETWEEN $3 AND $1 ORDER BY sequence LIMIT $2",
                 bound));
  if (portion.rows == 0) return Kept{};
  TRY(put_in_anew(database, bound.from, portion.last));
  TRY(database.execute("UPDATE keeping SET dropped_to = max(dropped_to, $1) WHERE one = 1", {portion.last}));
  TRY(count_kept(database, {.records = -portion.rows, .bytes = -portion.bytes}));
  return Kept{.records = portion.rows, .bytes = portion.bytes};
}

Result<Kept> drop_blobs(db::Database& database, const Bound& bound) {
  const auto portion =
      TRY(oldest(database,
                 "SELECT sequence, length(bytes), coalesce(done_on, 0) FROM blob WHERE " MINBAR_KEPT_BLOB
                 " AND sequence BETWEEN $3 AND $1 ORDER BY sequence LIMIT $2",
                 bound));
  if (portion.rows == 0) return Kept{};
  TRY(database.execute("UPDATE blob SET bytes = NULL WHERE " MINBAR_KEPT_BLOB " AND sequence BETWEEN $2 AND $1",
                       {portion.last, bound.from}));
  TRY(count_kept(database, {.blobs = -portion.rows, .bytes = -portion.bytes}));
  return Kept{.blobs = portion.rows, .bytes = portion.bytes};
}

void add(Kept& sum, const Kept& more) {
  sum.records += more.records;
  sum.blobs += more.blobs;
  sum.bytes += more.bytes;
}

// One recording, or some records that stand before it.
Result<Kept> drop_oldest(db::Database& database) {
  const auto row = TRY(
      database.query_one("SELECT (SELECT sequence FROM outbox WHERE " MINBAR_KEPT_RECORD " ORDER BY sequence LIMIT 1), "
                         "(SELECT sequence FROM blob WHERE " MINBAR_KEPT_BLOB " ORDER BY sequence LIMIT 1)"));
  const auto record = row->maybe_integer(0).value_or(INT64_MAX);
  const auto blob = row->maybe_integer(1).value_or(INT64_MAX);
  if (blob < INT64_MAX && blob <= record) return drop_blobs(database, {.up_to = blob, .rows = 1});
  return drop_records(database, {.up_to = blob - 1});
}

// Whether what could be given up is enough for the reserve. Otherwise nothing is given up for it: it would be missed
// at a centre that loses its disk, and nothing be won.
Result<bool> can_relieve(Folder& folder) {
  const auto disk = TRY(space_of(folder.path()));
  const auto kept =
      TRY(folder.database().query_one("SELECT min(max(0, bytes), 1000000000000000) FROM keeping WHERE one = 1"));
  return kept && disk.free + kept->integer(0) >= limits::reserve_bytes + limits::room_again_bytes &&
         TRY(can_be_cut(folder.database()));
}

}  // namespace

Result<void> count_kept(db::Database& database, const Kept& change) {
  TRY(
      database.execute("UPDATE keeping SET records = max(0, min(records, 1000000000) + $1), "
                       "blobs = max(0, min(blobs, 1000000000) + $2), "
                       "bytes = max(0, min(bytes, 1000000000000000) + $3) WHERE one = 1",
                       {change.records, change.blobs, change.bytes}));
  return {};
}

Result<std::int64_t> safe_up_to(db::Database& database) {
  const auto row =
      TRY(database.query_one("SELECT s.sequence FROM keeping s, kiosk k, outbox o WHERE s.one = 1 AND k.one = 1 AND "
                             "s.chain = k.chain_id AND o.sequence = s.sequence AND o.header_hash = s.header"));
  return row ? row->integer(0) : 0;
}

Result<Kept> drop_safe(Folder& folder) {
  auto& database = folder.database();
  Kept sum;
  for (int i = 0; i < limits::dropped_portions; ++i) {
    const auto mark = TRY(safe_up_to(database));
    // most often nothing is left: no lock is taken to learn it
    const auto left = TRY(database.query_one(
        "SELECT 1 FROM outbox WHERE " MINBAR_KEPT_RECORD " AND sequence BETWEEN 1 AND $1 LIMIT 1", {mark}));
    if (!left) break;
    add(sum, TRY(database.transaction([&]() -> Result<Kept> {
          const auto dropped = TRY(drop_records(database, {.from = 1, .up_to = mark}));
          TRY(database.execute("UPDATE keeping SET safe = min(max(0, safe), 1000000000) + $1 WHERE one = 1",
                               {dropped.records}));
          return dropped;
        })));
  }
  // counts that rows removed by another hand left wrong end with the last row
  TRY(
      database.execute("UPDATE keeping SET records = 0, blobs = 0, bytes = 0 WHERE one = 1 AND (records, blobs, bytes) "
                       "<> (0, 0, 0) AND NOT EXISTS (SELECT 1 FROM outbox WHERE " MINBAR_KEPT_RECORD
                       ") AND NOT EXISTS (SELECT 1 FROM blob WHERE " MINBAR_KEPT_BLOB ")"));
  return sum;
}

Result<Kept> drop_aged(Folder& folder, std::int64_t days) {
  auto& database = folder.database();
  const auto row =
      TRY(database.query_one("SELECT (SELECT max(number) FROM talked), heard_safe FROM keeping WHERE one = 1 AND "
                             "records + blobs > 0"));
  if (!row || row->integer(1) != 0) return Kept{};
  const auto due = row->maybe_integer(0).value_or(0) - days;
  Kept sum;
  for (int i = 0; i < limits::dropped_portions && due >= 0; ++i) {
    const auto dropped = TRY(database.transaction([&]() -> Result<Kept> {
      auto out = TRY(drop_records(database, {.acknowledged_on = due}));
      add(out, TRY(drop_blobs(database, {.acknowledged_on = due})));
      return out;
    }));
    if (dropped.none()) break;
    add(sum, dropped);
  }
  if (!sum.none()) log(LogEvent::kept_bytes_aged, {{"records", sum.records}, {"recordings", sum.blobs}});
  return sum;
}

Result<std::int64_t> settle_old(Folder& folder, std::int64_t days) {
  auto& database = folder.database();
  const auto row =
      TRY(database.query_one("SELECT (SELECT max(number) FROM talked), heard_safe FROM keeping WHERE one = 1"));
  const auto due = row ? row->maybe_integer(0).value_or(0) - days : -1;
  if (due < 0) return 0;
  // of one that never makes a backup nothing is ever safer than it is now
  const auto below = row->integer(1) != 0 ? TRY(safe_up_to(database)) : INT64_MAX;
  const auto settled = TRY(settle(database, {.below = below, .acknowledged_on = due}, folder.clock()));
  if (settled > 0) log(LogEvent::records_settled, {{"records", settled}});
  return settled;
}

Result<bool> make_smaller(Folder& folder) {
  auto& database = folder.database();
  const bool short_of_room = has_use_for_reserve(folder.path()) && !make_reserve(folder.path());
  auto cut = TRY(cut_free_pages(database, short_of_room ? 0 : limits::pages_left_free, folder.clock()));
  if (!short_of_room) return cut > 0;
  static_cast<void>(folder.empty_log());
  if (!TRY(can_relieve(folder))) return cut > 0;
  Kept sum;
  for (int i = 0; i < limits::room_portions && !make_reserve(folder.path()); ++i) {
    const auto dropped = TRY(database.transaction([&] { return drop_oldest(database); }));
    if (dropped.none()) break;
    add(sum, dropped);
    cut += TRY(cut_free_pages(database, 0, folder.clock()));
    static_cast<void>(folder.empty_log());
  }
  if (!sum.none()) log(LogEvent::kept_bytes_given_up, {{"records", sum.records}, {"recordings", sum.blobs}});
  return cut > 0;
}

Result<bool> make_room(Folder& folder, std::int64_t bytes) {
  if (TRY(forget_arriving(folder))) return true;
  auto& database = folder.database();
  const auto enough = std::max(bytes, limits::room_made_at_once);
  Kept sum;
  for (int i = 0; i < limits::room_portions && sum.bytes < enough; ++i) {
    const auto dropped = database.transaction([&] { return drop_oldest(database); });
    if (!dropped && sum.none()) return tl::unexpected(dropped.error());
    if (!dropped || dropped->none()) break;
    add(sum, *dropped);
  }
  if (!sum.none()) log(LogEvent::kept_bytes_given_up, {{"records", sum.records}, {"recordings", sum.blobs}});
  return !sum.none();
}

}  // namespace minbar::store
