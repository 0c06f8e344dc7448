#include "sync/collector/features/petitions/counts.h"

#include <algorithm>

#include "sync/base/limits.h"

namespace minbar::collector {

namespace {

struct Heard {
  PlaceCode place;
  bool silent = true;
  std::optional<std::int64_t> complete_up_to_ms;
  std::int64_t lost = 0;
};

// Every enrolled kiosk with its place and what its newest heartbeat promises.
constexpr std::string_view kiosks_sql =
    "SELECT a.place, h.received_at_ms, c.complete_up_to_ms, (SELECT coalesce(sum(o.to_sequence - o.from_sequence + 1), "
    "0) FROM holes o WHERE o.device = d.id AND o.kind = 'lost') FROM devices d "
    "JOIN assignments a ON a.device = d.id AND a.until_ms IS NULL "
    "LEFT JOIN heartbeats h ON h.device = d.id AND h.chain = (SELECT n.chain FROM heartbeats n WHERE n.device = d.id "
    "ORDER BY n.received_at_ms DESC LIMIT 1) "
    "LEFT JOIN chains c ON c.device = d.id AND c.chain = h.chain "
    "WHERE d.enrolled_at_ms IS NOT NULL AND d.revoked_at_ms IS NULL";

Result<std::vector<Heard>> kiosks_heard(db::Database& database, std::int64_t now_ms) {
  std::vector<Heard> out;
  for (const auto& row : TRY(database.query(kiosks_sql))) {
    Heard kiosk;
    kiosk.place = {row.text(0)};
    const auto last = row.maybe_integer(1);
    kiosk.silent = !last || now_ms - *last >= limits::silent_after_ms;
    kiosk.complete_up_to_ms = row.maybe_integer(2);
    kiosk.lost = row.integer(3);
    out.push_back(std::move(kiosk));
  }
  return out;
}

// The earliest of what the kiosks that are heard promise; nothing when one of them promises nothing yet.
void note_completeness(PetitionCount& count, std::span<const Heard> kiosks, const TakesSignatures& takes) {
  std::optional<std::int64_t> earliest;
  bool unknown = false;
  for (const auto& kiosk : kiosks) {
    if (!takes(kiosk.place, count.petition)) continue;
    count.lost_records += kiosk.lost;
    if (kiosk.silent) {
      ++count.silent_kiosks;
      continue;
    }
    unknown = unknown || !kiosk.complete_up_to_ms;
    if (kiosk.complete_up_to_ms) earliest = std::min(earliest.value_or(INT64_MAX), *kiosk.complete_up_to_ms);
  }
  if (earliest && !unknown) count.complete_up_to_s = *earliest / 1000;
}

}  // namespace

Result<std::vector<PetitionCount>> count_petitions(db::Database& database, std::span<const PetitionId> petitions,
                                                   const TakesSignatures& takes, std::int64_t now_ms) {
  std::vector<PetitionCount> out;
  if (petitions.empty()) return out;
  const auto kiosks = TRY(kiosks_heard(database, now_ms));
  for (const auto& petition : petitions) {
    auto& count = out.emplace_back();
    count.petition = petition;
    count.counted_at_s = now_ms / 1000;
    const auto row =
        TRY(database.query_one("SELECT signers FROM petition_tallies WHERE petition = $1", {petition.value}));
    if (row) count.signatures = row->integer(0);
    note_completeness(count, kiosks, takes);
  }
  return out;
}

ReplyPart counts_part(const ContentNames& names) {
  return [&names](const Composing& now, wire::SyncReply& reply) -> Result<void> {
    const auto takes = [&](const PlaceCode& place, const PetitionId& petition) {
      return names.takes_signatures(place, petition);
    };
    reply.petitions = TRY(count_petitions(now.database, now.request.petitions, takes, now.now_ms));
    return {};
  };
}

}  // namespace minbar::collector
