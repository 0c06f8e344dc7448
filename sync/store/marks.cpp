#include "sync/store/marks.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/store/anew.h"
#include "sync/store/gone.h"
#include "sync/store/keeping.h"
#include "sync/store/kept.h"
#include "sync/store/recipient.h"
#include "sync/store/standing.h"

namespace minbar::store {

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

struct AskedAgain {
  std::int64_t delivered = 0;
  std::int64_t set_aside = 0;
  std::int64_t blobs = 0;
  std::int64_t bytes = 0;
  [[nodiscard]] std::int64_t records() const { return delivered + set_aside; }
};

Result<void> make_wait(db::Database& database, const db::Row& row, AskedAgain& asked) {
  const auto sequence = row.integer(0);
  TRY(
      database.execute("UPDATE outbox SET state = 0, reason = 'none', acknowledged_on = NULL, asked_again = "
                       "asked_again + 1 WHERE sequence = $1",
                       {sequence}));
  const bool delivered = row.integer(1) == static_cast<std::int64_t>(Delivery::delivered);
  ++(delivered ? asked.delivered : asked.set_aside);
  asked.bytes += row.integer(2);
  if (row.integer(3) + 1 >= limits::asked_again) log(LogEvent::record_asked_too_often, {{"sequence", sequence}});
  // the recording with it, from its beginning; one that already waits is wanted again
  const auto blob =
      TRY(database.query_one("SELECT length(bytes) FROM blob WHERE sequence = $1 AND " MINBAR_KEPT_BLOB, {sequence}));
  TRY(
      database.execute("UPDATE blob SET state = 0, wanted = 1, have = 0, done_on = NULL WHERE sequence = $1 AND "
                       "(state = 0 OR " MINBAR_KEPT_BLOB ")",
                       {sequence}));
  if (!blob) return {};
  ++asked.blobs;
  asked.bytes += blob->integer(0);
  return {};
}

Result<void> count(db::Database& database, const AskedAgain& asked) {
  TRY(
      database.execute("UPDATE kiosk SET waiting = min(max(0, waiting), 1000000000) + $1 + $2, delivered = max(0, "
                       "delivered - $1), set_aside = max(0, set_aside - $2) WHERE one = 1",
                       {asked.delivered, asked.set_aside}));
  TRY(database.execute("UPDATE blobs_waiting SET waiting = min(max(0, waiting), 1000000000) + $1 WHERE one = 1",
                       {asked.blobs}));
  return count_kept(database, {.records = -asked.records(), .blobs = -asked.blobs, .bytes = -asked.bytes});
}

// What of a range nothing can be sent of: places without a row, and rows without their sealed bytes. Rows are looked at
// up to a bound; the collector asks again for what lies behind it.
Result<void> note_what_is_not_here(db::Database& database, const wire::SequenceRange& range) {
  auto next = range.from;
  const auto rows =
      TRY(database.query("SELECT sequence, envelope IS NULL FROM outbox WHERE sequence BETWEEN $1 AND $2 "
                         "ORDER BY sequence LIMIT $3",
                         {range.from, range.to, limits::ranges_looked_at}));
  for (const auto& row : rows) {
    const auto sequence = row.integer(0);
    if (sequence > next) TRY(note_gone(database, {.from = next, .to = sequence - 1}));
    if (row.integer(1) != 0) TRY(note_gone(database, {.from = sequence, .to = sequence}));
    next = sequence + 1;
  }
  const bool all = rows.size() < static_cast<std::size_t>(limits::ranges_looked_at);
  if (all && next <= range.to) TRY(note_gone(database, {.from = next, .to = range.to}));
  return {};
}

Result<bool> fits(db::Database& database, const wire::SafeMark& mark) {
  return TRY(database.query_one("SELECT 1 FROM kiosk k, outbox o WHERE k.one = 1 AND k.chain_id = $1 AND "
                                "o.sequence = $2 AND o.header_hash = $3",
                                {mark.chain, mark.sequence, mark.header}))
      .has_value();
}

// A place whose record went, and then its row: what such a mark covers went long before.
Result<bool> is_settled(db::Database& database, const wire::SafeMark& mark) {
  return TRY(database.query_one("SELECT 1 FROM kiosk k, keeping s WHERE k.one = 1 AND s.one = 1 AND k.chain_id = $1 "
                                "AND $2 <= s.dropped_to AND NOT EXISTS (SELECT 1 FROM outbox WHERE sequence = $2)",
                                {mark.chain, mark.sequence}))
      .has_value();
}

// The collector lacks it, so what it once said of backups is overtaken: what arrives now is kept until it says so anew.
Result<void> take_mark_back(db::Database& database, std::int64_t missing) {
  const auto last = missing - 1;
  TRY(database.execute(
      "UPDATE keeping SET sequence = $1, header = (SELECT header_hash FROM outbox WHERE sequence = $1) "
      "WHERE one = 1 AND sequence > $1",
      {last}));
  return {};
}

}  // namespace

Result<Moment> moment_of_talk(db::Database& database, std::int64_t wall_ms, std::int64_t server_wall_ms) {
  TRY(
      database.execute("INSERT INTO talked (day, number) SELECT $1, min(max(0, coalesce(max(number), 0)), 1000000000) "
                       "+ 1 FROM talked WHERE true ON CONFLICT (day) DO NOTHING",
                       {server_wall_ms / day_ms}));
  const auto row = TRY(database.query_one("SELECT max(0, max(number)) FROM talked"));
  const auto number = row->integer(0);
  TRY(database.execute("DELETE FROM talked WHERE number <= $1", {number - limits::days_of_talk}));
  return Moment{.wall_ms = wall_ms, .talk = number};
}

Result<void> take_mark(db::Database& database, const std::optional<wire::SafeMark>& mark, const Moment& now) {
  if (!mark) return {};
  TRY(database.execute("UPDATE keeping SET heard_safe = 1 WHERE one = 1 AND heard_safe <> 1"));
  if (TRY(is_settled(database, *mark))) return {};
  if (!TRY(fits(database, *mark))) {
    const auto fresh =
        TRY(database.execute("UPDATE keeping SET refused = $1 WHERE one = 1 AND refused IS NOT $1", {mark->header}));
    if (fresh > 0) log(LogEvent::safe_mark_refused, {{"sequence", mark->sequence}});
    return {};
  }
  if (TRY(safe_up_to(database)) >= mark->sequence) return {};
  TRY(
      database.execute("UPDATE keeping SET chain = $1, sequence = $2, header = $3, heard_ms = $4, refused = NULL, "
                       "blobs_asked_ms = NULL WHERE one = 1",
                       {mark->chain, mark->sequence, mark->header, now.wall_ms}));
  return {};
}

Result<std::size_t> wait_again(Folder& folder, const std::vector<wire::SequenceRange>& missing,
                               const seal::KeyId& recipient) {
  if (missing.empty()) return 0;
  auto& database = folder.database();
  const auto head = head_of(folder);
  const auto last = head ? static_cast<std::int64_t>(head->sequence) : 0;
  TRY(take_mark_back(database, missing.front().from));
  AskedAgain asked;
  for (const auto& range : missing) {
    const wire::SequenceRange here{.from = range.from, .to = std::min(range.to, last)};
    const auto left = limits::asked_at_once - asked.records();
    if (here.from > here.to || left == 0) break;
    const auto rows = TRY(
        database.query("SELECT o.sequence, o.state, length(o.envelope), o.asked_again FROM outbox o INDEXED BY "
                       "outbox_kept WHERE " MINBAR_KEPT_RECORD " AND o.sequence BETWEEN $2 AND $3 AND o.asked_again < "
                       "$4 AND " MINBAR_SEALED_FOR_ENROLLED " ORDER BY o.sequence LIMIT $5",
                       {recipient, here.from, here.to, limits::asked_again, left}));
    for (const auto& row : rows) TRY(make_wait(database, row, asked));
    if (rows.empty()) TRY(note_what_is_not_here(database, here));
  }
  TRY(count(database, asked));
  if (asked.records() > 0) log(LogEvent::records_asked_again, {{"records", asked.records()}});
  return static_cast<std::size_t>(asked.records());
}

}  // namespace minbar::store
