#include "sync/agent/health.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "sync/base/limits.h"
#include "sync/seal/heartbeat.h"
#include "sync/store/damage/set_aside.h"
#include "sync/store/exchange_note.h"
#include "sync/store/refusals.h"
#include "sync/store/standing.h"

namespace minbar::agent {

namespace {

void look_at_disk(store::Folder& folder, wire::Health& out) {
  std::error_code error;
  const auto disk = std::filesystem::space(folder.path(), error);
  if (!error) {
    out.free_disk_bytes = static_cast<std::int64_t>(disk.available);
    out.disk_bytes = static_cast<std::int64_t>(disk.capacity);
  }
  const auto size = std::filesystem::file_size(folder.path() / "kiosk.db", error);
  if (!error) out.database_bytes = static_cast<std::int64_t>(size);
}

// As the kiosk said of itself in its newest heartbeat.
Result<void> look_at_kiosk(store::Folder& folder, wire::Health& out) {
  const auto row = TRY(folder.database().query_one("SELECT heartbeat, content_version FROM kiosk WHERE one = 1"));
  if (!row) return {};
  const auto key = TRY(store::record_key_of(folder));
  const auto beat = row->maybe_bytes(0);
  if (key && beat)
    if (const auto opened = seal::open_heartbeat(*beat, *key)) out.kiosk_version = opened->program_version;
  if (row->integer(1) == 0) out.faults.push_back(wire::Fault::no_content);
  return {};
}

}  // namespace

Result<wire::Health> health_of(store::Folder& folder) {
  wire::Health out;
  look_at_disk(folder, out);
  TRY(look_at_kiosk(folder, out));
  const auto room = store::room_bytes(folder);
  if (room && *room < limits::room_again_bytes) out.faults.push_back(wire::Fault::disk_full);
  const auto note = TRY(store::last_note_of(folder));
  out.clock_ahead_ms = note.clock_ahead_ms;
  if (std::abs(std::max<std::int64_t>(note.clock_ahead_ms.value_or(0), -INT64_MAX)) >= limits::clock_told_ms)
    out.faults.push_back(wire::Fault::clock_wrong);
  const auto counts = TRY(store::counts_of(folder));
  if (counts.damaged > 0) out.faults.push_back(wire::Fault::record_damaged);
  if (counts.blobs_kept_back > 0) out.faults.push_back(wire::Fault::recording_kept_back);
  const auto damaged = store::set_aside_in(folder.path());
  if (std::any_of(damaged.begin(), damaged.end(), [](const auto& file) { return file.missing > 0; }))
    out.faults.push_back(wire::Fault::records_missing);
  if (store::drafts_told(folder.path()) > 0) out.faults.push_back(wire::Fault::drafts_wait);
  const auto enrolment = TRY(folder.enrolment());
  if (enrolment && TRY(store::refusal_in(folder, enrolment->signing_key, enrolment->device)))
    out.faults.push_back(wire::Fault::refused);
  return out;
}

}  // namespace minbar::agent
