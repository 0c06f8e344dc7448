#include "sync/collector/machines/machines.h"

#include <string_view>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/machines/branches.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

// What a kiosk says that cannot read its machine's boot id; and none at all.
bool is_named(const seal::BootId& boot) {
  const std::string_view none = "no boot id";
  const auto hash = seal::hash_of(bytes_of(none));
  return boot != seal::BootId{} && boot != *seal::BootId::from(hash.view().first(sizeof(boot.bytes)));
}

struct Boot {
  std::int64_t place = 0;
  std::int64_t last_number = 0;
  std::int64_t branch_arrival = 0;  // 0: none known
  bool second = false;
  bool known = false;  // it was heard before
};

Result<Boot> boot_in(db::Database& database, const HeardBeat& beat) {
  const auto row = TRY(database.query_one(
      "SELECT place, last_number, coalesce(branch_arrival, 0), second FROM boots WHERE device = $1 AND chain = $2 AND "
      "boot = $3",
      {beat.device, beat.heartbeat.head.chain, beat.heartbeat.boot}));
  if (!row) return Boot{};
  return Boot{.place = row->integer(0),
              .last_number = row->integer(1),
              .branch_arrival = row->integer(2),
              .second = row->integer(3) != 0,
              .known = true};
}

Result<void> note_boot(db::Database& database, const HeardBeat& beat) {
  const auto& heartbeat = beat.heartbeat;
  TRY(database.execute(
      "INSERT INTO boots (device, chain, boot, place, first_number, last_number, first_ms, last_ms) VALUES ($1, $2, "
      "$3, "
      "(SELECT coalesce(max(place), 0) + 1 FROM boots WHERE device = $1 AND chain = $2), $4, $4, $5, $5) "
      "ON CONFLICT (device, chain, boot) DO UPDATE SET first_number = min(first_number, $4), "
      "last_number = max(last_number, $4), last_ms = $5",
      {beat.device, heartbeat.head.chain, heartbeat.boot, heartbeat.number, beat.at_ms}));
  TRY(
      database.execute("DELETE FROM boots WHERE device = $1 AND chain = $2 AND place <= (SELECT max(place) FROM boots "
                       "WHERE device = $1 AND chain = $2) - $3",
                       {beat.device, heartbeat.head.chain, limits::boots_kept}));
  return {};
}

// A start that is heard again after another one began, with a number above that one's first: one machine cannot. The
// other was heard second, unless it is known to be on the history that is followed.
Result<bool> mark_those_after(db::Database& database, const HeardBeat& beat, const Boot& boot) {
  const auto number = static_cast<std::int64_t>(beat.heartbeat.number);
  if (!boot.known || boot.second || number <= boot.last_number) return false;
  const auto marked =
      TRY(database.execute("UPDATE boots SET second = 1 WHERE device = $1 AND chain = $2 AND place > $3 AND "
                           "first_number < $4 AND second = 0",
                           {beat.device, beat.heartbeat.head.chain, boot.place, number}));
  return marked > 0;
}

Result<void> note_side(db::Database& database, const HeardBeat& beat, bool second, const Branch& branch) {
  std::optional<std::int64_t> arrival, sequence;
  if (branch.side == Side::other) {
    arrival = branch.arrival;
    sequence = branch.sequence;
  }
  TRY(database.execute(
      "UPDATE boots SET second = $4, branch_arrival = coalesce($5, branch_arrival), branch_sequence = "
      "coalesce($6, branch_sequence) WHERE device = $1 AND chain = $2 AND boot = $3",
      {beat.device, beat.heartbeat.head.chain, beat.heartbeat.boot, second ? 1 : 0, arrival, sequence}));
  return {};
}

// The history that is followed went on after this one had left it: somebody else is there.
Result<bool> goes_on_beside(db::Database& database, const HeardBeat& beat, std::int64_t branch_arrival) {
  return TRY(last_arrival(database, beat.device, beat.heartbeat.head.chain)) > branch_arrival;
}

}  // namespace

Result<bool> is_second_machine(db::Database& database, const HeardBeat& beat) {
  if (!is_named(beat.heartbeat.boot)) {
    const auto unnamed = TRY(branch_of(database, beat.device, beat.heartbeat.head));
    return unnamed.side == Side::other && TRY(goes_on_beside(database, beat, unnamed.arrival));
  }
  const auto boot = TRY(boot_in(database, beat));
  TRY(note_boot(database, beat));
  const bool found = TRY(mark_those_after(database, beat, boot));
  if (found) log(LogEvent::two_machines_seen, {{"device", LogId{to_hex(beat.device.view())}}});
  const auto branch = TRY(branch_of(database, beat.device, beat.heartbeat.head));
  // a running machine that was copied with its memory has the same start on both sides
  if (branch.side == Side::followed && boot.branch_arrival > 0) return false;
  bool second = boot.second && branch.side != Side::followed;
  const auto left = branch.side == Side::unknown ? boot.branch_arrival : branch.arrival;
  if (left > 0) second = second || TRY(goes_on_beside(database, beat, left));
  if (second != boot.second || branch.side == Side::other) TRY(note_side(database, beat, second, branch));
  if (second && !boot.second && !found)
    log(LogEvent::two_machines_seen, {{"device", LogId{to_hex(beat.device.view())}}});
  return second;
}

Result<bool> is_shared(db::Database& database, const DeviceId& device, const ChainId& chain) {
  return TRY(database.query_one("SELECT 1 FROM boots WHERE device = $1 AND chain = $2 AND second = 1 LIMIT 1",
                                {device, chain}))
      .has_value();
}

Result<std::vector<TwoMachines>> two_machines(db::Database& database) {
  std::vector<TwoMachines> out;
  for (const auto& row :
       TRY(database.query("SELECT b.device, min(b.first_ms), max(b.last_ms) FROM boots b JOIN devices d ON d.id = "
                          "b.device AND d.chain = b.chain WHERE b.second = 1 AND d.revoked_at_ms IS NULL "
                          "GROUP BY b.device ORDER BY b.device")))
    out.push_back({.device = row.id<DeviceId>(0), .since_ms = row.integer(1), .last_ms = row.integer(2)});
  return out;
}

Result<void> note_taken_apart(db::Database& database, const TakenApart& apart) {
  if (apart.was == apart.as) {
    TRY(database.execute("DELETE FROM boots WHERE device = $1", {apart.was}));
    TRY(database.execute("UPDATE device_keys SET copied = 1 WHERE device = $1 AND kind = 'transport' AND until_ms = $2",
                         {apart.was, apart.at_ms}));
    return {};
  }
  TRY(database.execute("DELETE FROM boots WHERE device = $1 AND second = 1", {apart.was}));
  TRY(
      database.execute("INSERT INTO device_origins (device, origin, at_ms) VALUES ($1, $2, $3) "
                       "ON CONFLICT (device, origin) DO NOTHING",
                       {apart.as, apart.was, apart.at_ms}));
  return {};
}

Result<void> note_origins(db::Database& database, const SaidOrigins& said) {
  for (const auto& origin : said.origins)
    TRY(
        database.execute("INSERT INTO device_origins (device, origin, at_ms) SELECT $1, id, $3 FROM devices WHERE id = "
                         "$2 AND id <> $1 ON CONFLICT (device, origin) DO NOTHING",
                         {said.device, origin, said.at_ms}));
  return {};
}

Result<std::vector<DeviceId>> origins_of(db::Database& database, const DeviceId& device) {
  std::vector<DeviceId> out;
  for (const auto& row : TRY(database.query(
           "WITH RECURSIVE before (device) AS (SELECT origin FROM device_origins WHERE device = $1 UNION SELECT "
           "o.origin FROM device_origins o JOIN before b ON o.device = b.device) SELECT device FROM before LIMIT 8",
           {device})))
    out.push_back(row.id<DeviceId>(0));
  return out;
}

}  // namespace minbar::collector
