#include "sync/collector/features/proposals/newest_answer.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/storage/numbers.h"

namespace minbar::collector {

Result<void> note_newest_answer(db::Database& database, const NewestAnswer& newest) {
  if (newest.sequence <= 0) return {};
  const auto here = TRY(database.query_one("SELECT 1 FROM answers WHERE sequence = $1", {newest.sequence}));
  if (here) {
    TRY(database.execute("DELETE FROM newer_answers WHERE device = $1", {newest.device}));
    return {};
  }
  const auto given = TRY(database.query_one("SELECT coalesce(max(sequence), 0) FROM answers"));
  if (newest.sequence <= given->integer(0) + limits::answers_ahead)
    TRY(raise_number(database, NumberOf::answer, newest.sequence));
  const auto noted = TRY(database.query_one("SELECT sequence FROM newer_answers WHERE device = $1", {newest.device}));
  if (noted && noted->integer(0) == newest.sequence) return {};  // it says so at each exchange
  TRY(
      database.execute("INSERT INTO newer_answers (device, sequence, noted_at_ms) VALUES ($1, $2, $3) "
                       "ON CONFLICT (device) DO UPDATE SET sequence = $2, noted_at_ms = $3",
                       {newest.device, newest.sequence, newest.at_ms}));
  log(LogEvent::kiosk_has_newer_answer, {{"device", LogId{to_hex(newest.device.view())}}});
  return {};
}

RequestNote newest_answer_note() {
  return [](db::Database& database, const wire::SyncRequest& request, std::int64_t now_ms) {
    return note_newest_answer(database, {.device = request.device, .sequence = request.newest_answer, .at_ms = now_ms});
  };
}

}  // namespace minbar::collector
