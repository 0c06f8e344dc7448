// Answers a kiosk's SyncRequest: who asks, is it signed, keep every record, note the heartbeat, commit, and only then
// say so, with what is new to that kiosk. One bad record never harms another. Used by the HTTP endpoint and by
// in-process exchanges. What features make of records and say to kiosks is given to it.
#pragma once

#include <vector>

#include "sync/base/clock.h"
#include "sync/collector/intake/deriver.h"
#include "sync/collector/intake/device_days.h"
#include "sync/collector/intake/one_at_a_time.h"
#include "sync/collector/intake/refusal.h"
#include "sync/collector/intake/reply_part.h"
#include "sync/collector/intake/request_note.h"
#include "sync/collector/intake/signed_refusals.h"
#include "sync/collector/published/content_names.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/storage.h"

namespace minbar::collector {

class SyncService {
 public:
  // References outlive the service.
  struct Parts {
    Storage& storage;
    const CollectorKeys& keys;
    CollectorId collector;
    Erased& erased;
    ContentNames& names;  // knows what lies where and which petitions there are
    const Clock& clock;
    const Derivers& derivers;
    std::vector<RequestNote> notes;
    std::vector<ReplyPart> reply;  // in this order
  };
  explicit SyncService(Parts parts) : with_(std::move(parts)), refusals_(with_.keys, with_.collector, with_.clock) {}

  // May be called from several threads. Blocks until the commit. Of one device at most one request is in work; another
  // beside it is refused with 503.
  [[nodiscard]] FrameAnswer answer(ByteView frame) const;

 private:
  // A refusal while what is taken could be lost here, or nobody can say what was erased by law; else nothing.
  std::optional<Refusal> out_of_order() const;
  // A refusal when this device has brought too much today; else nothing.
  std::optional<Refusal> over_quota(const Arrival& arrival, const wire::SyncRequest& request, ByteView frame) const;
  // Of a kiosk that follows keys which are not here: it would take no answer for this collector's.
  Refusal keys_not_here(const wire::SyncRequest& request) const;

  const Parts with_;
  mutable DeviceDays days_;
  mutable OneAtATime turns_;
  mutable SignedRefusals refusals_;
};

}  // namespace minbar::collector
