// How Memory comes to other keys of the collector that it trusts: by the root key in its own pin and by nothing that
// the agent says.
#include "kiosk/world/memory.h"
#include "sync/base/hex.h"
#include "sync/base/log.h"
#include "sync/store/succession/follow.h"

namespace minbar::kiosk {

// Pinned before it counts. On a disk that is full it counts all the same, and is tried again at the next look.
Result<void> Memory::follow_succession(const std::optional<store::Enrolment>& enrolment) {
  // the agent follows nothing until it knows that the kiosk will; the next look tries again
  if (enrolment && enrolment->pinned_root != pin_->root_key)
    static_cast<void>(store::note_pinned_root(*folder_, pin_->root_key));
  if (!enrolment) return {};
  const auto next = TRY(store::followed(*folder_, *pin_, *enrolment));
  if (!next) return {};
  TRY(keep_pin(*next));
  pin_ = next;
  folder_->trust(*pin_);
  log(LogEvent::collector_pinned, {{"collector", LogId{to_hex(pin_->collector.view())}}});
  return {};
}

}  // namespace minbar::kiosk
