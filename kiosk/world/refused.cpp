#include "kiosk/world/refused.h"

#include "sync/store/refusals.h"
#include "sync/wire/refusal.h"

namespace minbar::kiosk {

namespace {

Refused refused_for(wire::RefusalReason reason) {
  switch (reason) {
    case wire::RefusalReason::revoked:
      return Refused::withdrawn;
    case wire::RefusalReason::two_machines:
      return Refused::copied;
    case wire::RefusalReason::over_quota:
      return Refused::no;
    case wire::RefusalReason::unknown_device:
    case wire::RefusalReason::replaced_key:
    case wire::RefusalReason::wrong_key:
    case wire::RefusalReason::other_collector:
    case wire::RefusalReason::other:
      break;
  }
  return Refused::unknown;
}

}  // namespace

Result<CentresWord> refused_now(store::Folder& folder, const store::CollectorPin& pin) {
  const auto refusal = TRY(store::refusal_in(folder, pin.signing_key, pin.device));
  if (!refusal) return CentresWord{};
  return CentresWord{.refused = refused_for(refusal->reason), .told_ms = refusal->server_wall_ms};
}

}  // namespace minbar::kiosk
