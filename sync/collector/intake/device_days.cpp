#include "sync/collector/intake/device_days.h"

#include <string_view>
#include <utility>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t day_ms = 24 * 60 * 60'000;

std::int64_t day_of(const Arrival& arrival) { return arrival.at_ms / day_ms; }

// What there was too much of; empty: nothing.
std::string_view too_much(const DeviceDays::Brought& brought) {
  if (brought.records >= limits::device_day_records) return "records";
  if (brought.bytes >= limits::device_day_bytes) return "bytes";
  if (brought.chains >= limits::device_day_chains) return "chains";
  if (brought.blobs >= limits::device_day_blobs) return "blobs";
  return {};
}

// True for the first time of a day. What was not written yet is, so that a restart does not forget why.
Result<bool> mark(db::Database& database, const Arrival& arrival, std::int64_t unwritten) {
  const auto changed =
      TRY(database.execute("INSERT INTO device_days (device, day, records, bytes, chains, blobs, over_at_ms) "
                           "VALUES ($1, $2, 0, $3, 0, 0, $4) ON CONFLICT (device, day) DO UPDATE SET "
                           "bytes = bytes + excluded.bytes, over_at_ms = excluded.over_at_ms WHERE over_at_ms IS NULL",
                           {arrival.device, day_of(arrival), unwritten, arrival.at_ms}));
  return changed > 0;
}

}  // namespace

std::int64_t day_end_ms(std::int64_t at_ms) { return (at_ms / day_ms + 1) * day_ms; }

DeviceDays::Unwritten& DeviceDays::of(const Arrival& arrival) {
  auto& mine = unwritten_[arrival.device];
  if (mine.day != day_of(arrival)) mine = {.day = day_of(arrival), .bytes = 0};
  return mine;
}

Result<std::optional<std::int64_t>> DeviceDays::seconds_to_wait(Storage& storage, const Arrival& arrival,
                                                                std::int64_t request_bytes) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(
        "SELECT records, bytes, chains, blobs, over_at_ms FROM device_days WHERE device = $1 AND day = $2",
        {arrival.device, day_of(arrival)});
  }));
  Brought brought;
  if (row)
    brought = {
        .records = row->integer(0), .bytes = row->integer(1), .chains = row->integer(2), .blobs = row->integer(3)};
  std::string_view what;
  {
    const std::lock_guard lock(mutex_);
    auto& mine = of(arrival);
    brought.bytes += mine.bytes;
    what = too_much(brought);
    if (what.empty()) mine.bytes += request_bytes;
  }
  if (what.empty()) return std::nullopt;
  if (!row || row->is_null(4)) {
    const auto unwritten = take_bytes(arrival);
    const auto marked = storage.write([&](db::Database& database) { return mark(database, arrival, unwritten); });
    if (!marked || !*marked)
      give_back(arrival, unwritten);  // nothing was written; without them the day would begin anew
    if (!marked) return tl::unexpected(marked.error());
    if (*marked)
      log(LogEvent::device_over_quota, {{"device", LogId{to_hex(arrival.device.view())}}, {"what", LogName{what}}});
  }
  return (day_end_ms(arrival.at_ms) - arrival.at_ms + 999) / 1000;
}

std::int64_t DeviceDays::take_bytes(const Arrival& arrival) {
  const std::lock_guard lock(mutex_);
  return std::exchange(of(arrival).bytes, 0);
}

void DeviceDays::give_back(const Arrival& arrival, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  of(arrival).bytes += bytes;
}

Result<void> DeviceDays::note(db::Database& database, const Arrival& arrival, const Brought& brought) {
  TRY(database.execute(
      "INSERT INTO device_days (device, day, records, bytes, chains, blobs) "
      "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (device, day) DO UPDATE SET "
      "records = records + excluded.records, bytes = bytes + excluded.bytes, "
      "chains = chains + excluded.chains, blobs = blobs + excluded.blobs",
      {arrival.device, day_of(arrival), brought.records, brought.bytes, brought.chains, brought.blobs}));
  TRY(database.execute("DELETE FROM device_days WHERE device = $1 AND day < $2",
                       {arrival.device, day_of(arrival) - limits::device_days_kept}));
  return {};
}

}  // namespace minbar::collector
