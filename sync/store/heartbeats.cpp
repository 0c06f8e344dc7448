// The heartbeat that the kiosk leaves for the agent.
#include <algorithm>

#include "sync/store/counters.h"
#include "sync/store/kept_head.h"
#include "sync/store/outbox.h"

namespace minbar::store {

Result<void> Outbox::record_heartbeat(const Health& health, const seal::RecordKey& key) {
  TRY(folder_->database().transaction([&]() -> Result<void> {
    TRY(check_signer(key));
    const auto number = TRY(next_heartbeat());
    const auto oldest =
        TRY(folder_->database().query_one("SELECT stored_ms FROM outbox WHERE state = 0 ORDER BY sequence LIMIT 1"));
    const auto head = TRY(own_head());
    const auto counts = TRY(counts_of(*folder_));
    seal::Heartbeat heartbeat{.head = head,
                              .number = static_cast<std::uint64_t>(number),
                              .boot = health.boot,
                              .monotonic_ms = folder_->clock().monotonic_ms(),
                              .wall_ms = folder_->clock().wall_ms(),
                              .backlog = static_cast<std::uint64_t>(counts.waiting),
                              .oldest_unsent_s = {},
                              .free_disk_bytes = health.free_disk_bytes,
                              .content_version = health.content_version,
                              .program_version = health.program_version};
    if (oldest)
      heartbeat.oldest_unsent_s = std::max<std::int64_t>(0, (folder_->clock().wall_ms() - oldest->integer(0)) / 1000);
    TRY(folder_->database().execute(
        "UPDATE kiosk SET heartbeat = $1, heartbeat_number = $2, content_version = $3 WHERE one = 1",
        {seal::sign_heartbeat(heartbeat, key), heartbeat.number, health.content_version}));
    remembered_beats_ = number;
    return {};
  }));
  folder_->ring_other();
  return {};
}

// As with the chain: the shared number counts where it goes on from what this kiosk knows.
Result<std::int64_t> Outbox::next_heartbeat() {
  const auto row = TRY(folder_->database().query_one("SELECT heartbeat_number FROM kiosk WHERE one = 1"));
  if (!row) return missing_row();
  const auto shared = row->integer(0);
  const auto most = static_cast<std::int64_t>(remembered_beats_ > 0 ? furthest_ahead : last_sequence);
  if (shared >= remembered_beats_ && shared - remembered_beats_ <= most) return shared + 1;
  if (remembered_beats_ > 0) return remembered_beats_ + 1;
  return fail(Errc::corrupt, "the shared database numbers no heartbeat");
}

}  // namespace minbar::store
