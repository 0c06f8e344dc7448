// Refusals that a kiosk can believe: signed, and naming the exact frame that they answer, so that nothing between can
// pretend that a kiosk is not wanted here. Used by the service that answers requests. To strangers, of whom nothing was
// read, only so many are signed in a second; the rest get words, and ask again later.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "sync/base/clock.h"
#include "sync/collector/intake/refusal.h"
#include "sync/collector/storage/data_folder.h"
#include "sync/domain/ids.h"
#include "sync/wire/messages.h"
#include "sync/wire/refusal.h"

namespace minbar::collector {

// Why, for the agent. `device` as the request named it, where its signature was good.
struct RefusedFor {
  wire::RefusalReason reason = wire::RefusalReason::other;
  std::optional<DeviceId> device = {};
  std::optional<wire::Follows> follows = {};  // which keys, where its request was read; none: the newest sign
};

class SignedRefusals {
 public:
  // References outlive it.
  SignedRefusals(const CollectorKeys& keys, const CollectorId& collector, const Clock& clock)
      : keys_(keys), collector_(collector), clock_(clock) {}

  // The same refusal with a frame about `request`. Thread-safe.
  [[nodiscard]] Refusal sign(Refusal refusal, const RefusedFor& why, ByteView request);

 private:
  bool may_sign_for_a_stranger();

  const CollectorKeys& keys_;
  const CollectorId collector_;
  const Clock& clock_;
  std::mutex mutex_;
  std::int64_t second_ = 0;  // of the monotonic clock
  int in_this_second_ = 0;   // signed for strangers
};

// Two machines run as this kiosk, and the one that asks is to be enrolled anew.
[[nodiscard]] Refusal second_machine(SignedRefusals& refusals, const wire::SyncRequest& request, ByteView frame);

}  // namespace minbar::collector
