// Answers a kiosk's SyncRequest: who asks, is it signed, keep every record, note the heartbeat, commit, and only then
// say so, with the answers of coordinators that are new to it. One bad record never harms another. Used by the HTTP
// endpoint and by in-process exchanges; knows no HTTP.
#pragma once

#include "sync/base/clock.h"
#include "sync/collector/content_names.h"
#include "sync/collector/data_folder.h"
#include "sync/collector/ingest/device_days.h"
#include "sync/collector/ingest/one_at_a_time.h"
#include "sync/collector/refusal.h"
#include "sync/collector/storage.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

class SyncService {
 public:
  // All references must outlive this.
  SyncService(Storage& storage, const CollectorKeys& keys, const CollectorId& collector, ContentNames& names,
              const Clock& clock)
      : storage_(storage),
        keys_(keys),
        collector_(collector),
        names_(names),
        clock_(clock),
        signers_(seal::signer_key_of(keys.opening)) {}

  // May be called from several threads. Blocks until the commit. Of one device at most one request is in work; another
  // beside it is refused with 503.
  [[nodiscard]] FrameAnswer answer(ByteView frame) const;

 private:
  // A refusal when this device has brought too much today; else nothing.
  std::optional<Refusal> over_quota(const Arrival& arrival, std::size_t request_bytes) const;
  Result<void> add_content(const wire::SyncRequest& request, wire::SyncReply& reply) const;
  Result<void> add_place(const wire::SyncRequest& request, wire::SyncReply& reply) const;

  Storage& storage_;
  const CollectorKeys& keys_;
  const CollectorId collector_;
  ContentNames& names_;  // knows what lies where and which petitions there are
  const Clock& clock_;
  const seal::Locked<seal::MacKey> signers_;
  mutable DeviceDays days_;
  mutable OneAtATime turns_;
};

}  // namespace minbar::collector
