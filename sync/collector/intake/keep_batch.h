// Keeps what one request brought: its records, heartbeat and pieces in one commit, and the chains that they continue.
// Used by the service that answers the request.
#pragma once

#include <optional>
#include <vector>

#include "sync/base/result.h"
#include "sync/collector/intake/device_days.h"
#include "sync/collector/intake/judge.h"
#include "sync/collector/intake/keep.h"
#include "sync/collector/intake/request_note.h"
#include "sync/collector/storage/erased.h"
#include "sync/collector/storage/storage.h"
#include "sync/seal/heartbeat.h"
#include "sync/seal/succeeding_keys.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

// References outlive the call.
struct Batch {
  const wire::SyncRequest& request;
  const std::vector<Judged>& judged;                // its envelopes
  const std::optional<seal::Heartbeat>& heartbeat;  // its own, when it is good
  Arrival arrival;
  const Derivers& derivers;
  const seal::OpeningKeys& opening;
  const Erased& erased;
  const std::vector<RequestNote>& notes;
  std::vector<DeviceId> origins = {};  // kiosks as which its machine ran before: recordings may be theirs
};

struct KeptBatch {
  std::vector<wire::RecordResult> results;  // as `judged`
  std::vector<wire::BlobState> blobs;
  std::vector<wire::SequenceRange> missing;  // of the chain that the request names: to be sent again
  bool second_machine = false;  // its heartbeat is that of the second of two machines that run as this kiosk
};
// Blocks until all of it is committed: a chain that many headers go on with is followed in further commits, between
// which other kiosks are answered. Errors: the database's; what was committed before stays and is known next time.
[[nodiscard]] Result<KeptBatch> keep_batch(Storage& storage, DeviceDays& days, const Batch& batch);

}  // namespace minbar::collector
