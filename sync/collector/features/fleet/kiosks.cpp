#include "sync/collector/features/fleet/kiosks.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
#include "sync/collector/accounts/audit.h"
#include "sync/collector/desk/zone.h"
#include "sync/collector/intake/device_days.h"
#include "sync/domain/words/says_something.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t quota_told_ms = 7 * 24 * 60 * 60'000;  // somebody looks at the kiosks once a week

// No heartbeat gets through meanwhile. When the day is over its kiosk may take as long as any other to be heard.
bool is_kept_back(const KioskStatus& kiosk, std::int64_t now_ms) {
  if (!kiosk.over_quota_ms || now_ms >= day_end_ms(*kiosk.over_quota_ms) + limits::silent_after_ms) return false;
  return !kiosk.last_heard_ms || *kiosk.last_heard_ms <= *kiosk.over_quota_ms;
}

KioskState state_of(const db::Row& row, const KioskStatus& kiosk, std::int64_t now_ms) {
  if (row.is_null(3)) return KioskState::awaiting_enrolment;
  if (is_kept_back(kiosk, now_ms)) return KioskState::over_quota;
  if (!kiosk.last_heard_ms) return KioskState::never_heard;
  if (now_ms - *kiosk.last_heard_ms >= limits::silent_after_ms) return KioskState::silent;
  if (kiosk.asked_for) return KioskState::stuck;
  return kiosk.missing > 0 ? KioskState::behind : KioskState::idle;
}

// What is known beside the row of each kiosk.
struct Beside {
  std::vector<Hole> holes;
  std::vector<InVain> asked_for;
  std::vector<KioskClock> clocks;
  std::vector<KioskHealth> health;
  std::vector<TwoMachines> two_machines;
};

void add_beside(KioskStatus& kiosk, const Beside& beside) {
  for (const auto& hole : beside.holes)
    if (hole.device == kiosk.device) kiosk.holes.push_back(hole);
  for (const auto& asked : beside.asked_for)
    if (asked.device == kiosk.device) kiosk.asked_for = asked;
  for (const auto& clock : beside.clocks)
    if (clock.device == kiosk.device) kiosk.clock = clock;
  for (const auto& health : beside.health)
    if (health.device == kiosk.device) kiosk.health = health;
  for (const auto& two : beside.two_machines)
    if (two.device == kiosk.device) kiosk.two_machines = two;
  for (const auto& hole : kiosk.holes) kiosk.lost += hole.range.to - hole.range.from + 1;
}

KioskStatus status_of(const db::Row& row, const Beside& beside, std::int64_t now_ms) {
  KioskStatus kiosk{.device = row.id<DeviceId>(0),
                    .label = row.text(1),
                    .place = row.maybe_text(2).value_or(""),
                    .state = {},
                    .missing = std::max<std::int64_t>(row.integer(4), 0),
                    .received = row.integer(8),
                    .lost = 0,
                    .set_aside = row.integer(9),
                    .held = row.integer(12),
                    .forks = row.integer(10),
                    .has_newer_answer = row.integer(14) != 0,
                    .last_heard_ms = row.maybe_integer(5),
                    .complete_up_to_ms = row.maybe_integer(11),
                    .over_quota_ms = row.maybe_integer(13),
                    .quota_ends_ms = {},
                    .program_version = row.maybe_text(6).value_or(""),
                    .agent_version = row.maybe_text(7).value_or(""),
                    .holes = {},
                    .asked_for = {},
                    .clock = {}};
  add_beside(kiosk, beside);
  kiosk.state = state_of(row, kiosk, now_ms);
  if (kiosk.state == KioskState::over_quota) kiosk.quota_ends_ms = day_end_ms(*kiosk.over_quota_ms);
  return kiosk;
}

// The heartbeat that counts is the one that came last: a kiosk may have begun a new chain with a new disk.
constexpr std::string_view list_sql =
    "SELECT d.id, d.label, a.place, d.enrolled_at_ms, "
    "coalesce(h.head_sequence - coalesce(c.sequence, 0) - (SELECT coalesce(sum(min(o.to_sequence, h.head_sequence) - "
    "max(o.from_sequence, coalesce(c.sequence, 0) + 1) + 1), 0) FROM holes o WHERE o.device = d.id AND "
    "o.chain = h.chain AND o.kind <> 'came' AND o.to_sequence > coalesce(c.sequence, 0) AND "
    "o.from_sequence <= h.head_sequence), 0), h.received_at_ms, h.program_version, h.agent_version, "
    "(SELECT coalesce(sum(x.sequence - (SELECT coalesce(sum(o.to_sequence - o.from_sequence + 1), 0) FROM holes o "
    "WHERE o.device = x.device AND o.chain = x.chain AND o.kind = 'lost' AND o.to_sequence <= x.sequence)), 0) "
    "FROM chains x WHERE x.device = d.id), "
    "(SELECT count(*) FROM set_aside s WHERE s.device = d.id), "
    "(SELECT coalesce(sum(x.forks), 0) FROM chains x WHERE x.device = d.id), c.complete_up_to_ms, "
    "(SELECT count(*) FROM held_records r WHERE r.device = d.id AND r.decision IS NULL), "
    "(SELECT max(q.over_at_ms) FROM device_days q WHERE q.device = d.id AND q.over_at_ms > $1), "
    "EXISTS (SELECT 1 FROM newer_answers y WHERE y.device = d.id) "
    "FROM devices d "
    "LEFT JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
    "LEFT JOIN heartbeats h ON h.device = d.id AND h.chain = (SELECT n.chain FROM heartbeats n WHERE n.device = d.id "
    "ORDER BY n.received_at_ms DESC LIMIT 1) "
    "LEFT JOIN chains c ON c.device = d.id AND c.chain = h.chain "
    "WHERE d.revoked_at_ms IS NULL ORDER BY d.label, d.id";

}  // namespace

Result<IssuedCode> create_kiosk(Storage& storage, const NewKiosk& kiosk, const Clock& clock, Random& random) {
  if (!is_valid_utf8(kiosk.label) || !says_something(kiosk.label) ||
      count_code_points(kiosk.label) > limits::name_code_points)
    return fail(Errc::bad_input, "the kiosk's name must have 1 to 120 letters");
  const auto code = TRY(make_code(random));
  const auto now = clock.wall_ms();
  IssuedCode issued{.device = {.bytes = random.array<16>()}, .code = code.text, .expires_at_ms = 0};
  TRY(storage.write([&](db::Database& database) -> Result<void> {
    TRY(database.execute("INSERT INTO devices (id, label, made_at_ms) VALUES ($1, $2, $3)",
                         {issued.device, kiosk.label, now}));
    TRY(database.execute("INSERT INTO assignments (device, place, zone, from_ms) VALUES ($1, $2, $3, $4)",
                         {issued.device, kiosk.place.value, default_zone, now}));
    issued.expires_at_ms = TRY(write_code(database, code, issued.device, kiosk.by, now));
    return add_audit(database,
                     {.at_ms = now, .action = Action::kiosk_created, .by = kiosk.by, .device = issued.device});
  }));
  return issued;
}

Result<void> revoke_kiosk(Storage& storage, const Revocation& revocation) {
  return storage.write([&](db::Database& database) -> Result<void> {
    const auto changed =
        TRY(database.execute("UPDATE devices SET revoked_at_ms = $2 WHERE id = $1 AND revoked_at_ms IS NULL AND "
                             "($3 IS NULL OR EXISTS (SELECT 1 FROM assignments a WHERE a.device = $1 AND a.until_ms IS "
                             "NULL AND a.place IN (SELECT value FROM json_each($3))))",
                             {revocation.device, revocation.at_ms, revocation.scope.codes()}));
    if (changed == 0) return fail(Errc::not_found, "there is no such kiosk, or it was withdrawn before");
    TRY(database.execute("UPDATE enrol_codes SET mac_key = NULL WHERE device = $1", {revocation.device}));
    return add_audit(
        database,
        {.at_ms = revocation.at_ms, .action = Action::kiosk_revoked, .by = revocation.by, .device = revocation.device});
  });
}

Result<void> move_kiosk(Storage& storage, const Move& move) {
  return storage.write([&](db::Database& database) -> Result<void> {
    const auto now =
        TRY(database.query_one("SELECT a.place, a.zone, a.from_ms FROM assignments a JOIN devices d ON d.id = a.device "
                               "WHERE a.device = $1 AND a.until_ms IS NULL AND d.revoked_at_ms IS NULL",
                               {move.device}));
    if (!now) return fail(Errc::not_found, "there is no such kiosk, or it was withdrawn");
    if (now->text(0) == move.place.value) return fail(Errc::conflict, "the kiosk stands there already");
    const auto from_ms = std::max(move.at_ms, now->integer(2) + 1);  // a clock that was set back
    TRY(database.execute("UPDATE assignments SET until_ms = $2 WHERE device = $1 AND until_ms IS NULL",
                         {move.device, from_ms}));
    TRY(database.execute("INSERT INTO assignments (device, place, zone, from_ms) VALUES ($1, $2, $3, $4)",
                         {move.device, move.place.value, now->text(1), from_ms}));
    return add_audit(database,
                     {.at_ms = move.at_ms, .action = Action::kiosk_moved, .by = move.by, .device = move.device});
  });
}

Result<std::vector<KioskStatus>> list_kiosks(Storage& storage, const Scope& scope, std::int64_t now_ms) {
  return storage.read([&](db::Database& database) -> Result<std::vector<KioskStatus>> {
    Beside beside;
    beside.holes = TRY(holes(database));
    beside.asked_for = TRY(asked_in_vain(database));
    beside.clocks = TRY(doubtful_clocks(database));
    beside.health = TRY(kiosk_health(database));
    beside.two_machines = TRY(two_machines(database));
    std::vector<KioskStatus> kiosks;
    for (const auto& row : TRY(database.query(list_sql, {now_ms - quota_told_ms})))
      if (scope.holds({row.maybe_text(2).value_or("")})) kiosks.push_back(status_of(row, beside, now_ms));
    return kiosks;
  });
}

Result<std::vector<NamedKiosk>> list_withdrawn(Storage& storage, const Scope& scope) {
  const auto rows = TRY(storage.read([](db::Database& database) {
    return database.query(
        "SELECT d.id, d.label, a.place FROM devices d JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
        "WHERE d.revoked_at_ms IS NOT NULL ORDER BY d.revoked_at_ms DESC, d.id");
  }));
  std::vector<NamedKiosk> kiosks;
  for (const auto& row : rows)
    if (scope.holds({row.text(2)}))
      kiosks.push_back({.device = row.id<DeviceId>(0), .label = row.text(1), .place = row.text(2)});
  return kiosks;
}

Result<std::optional<NamedKiosk>> find_kiosk(Storage& storage, const Scope& scope, const DeviceId& device) {
  const auto row = TRY(storage.read([&](db::Database& database) {
    return database.query_one(
        "SELECT d.label, a.place FROM devices d JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
        "WHERE d.id = $1",
        {device});
  }));
  if (!row || !scope.holds({row->text(1)})) return std::nullopt;
  return NamedKiosk{.device = device, .label = row->text(0), .place = row->text(1)};
}

}  // namespace minbar::collector
