#include "sync/collector/intake/signed_refusals.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/followed/followed.h"
#include "sync/seal/hash.h"

namespace minbar::collector {

namespace {

constexpr std::int64_t longest_wait_s = 24 * 3600;  // PROTOCOL.md, section 8

}  // namespace

// A large frame costs more to hash than a refusal costs to sign.
bool SignedRefusals::may_sign_for_a_stranger() {
  const std::lock_guard lock(mutex_);
  const auto now = clock_.monotonic_ms() / 1000;
  if (now != second_) in_this_second_ = 0;
  second_ = now;
  return in_this_second_++ < limits::strangers_refused_a_second;
}

Refusal SignedRefusals::sign(Refusal refusal, const RefusedFor& why, ByteView request) {
  if (!why.device && !may_sign_for_a_stranger()) return refusal;
  std::optional<std::int64_t> wait_s;
  if (refusal.retry_after_s) wait_s = std::clamp<std::int64_t>(*refusal.retry_after_s, 0, longest_wait_s);
  // A stranger's keys are not known, and of what was not read it is not known which it follows.
  const auto* key = why.device ? key_for(keys_, why.follows) : &keys_.signing.newest();
  if (key == nullptr) return refusal;
  auto frame = wire::make_refusal({.frame = seal::hash_of(request),
                                   .collector = collector_,
                                   .device = why.device,
                                   .reason = why.reason,
                                   .server_wall_ms = clock_.wall_ms(),
                                   .wait_s = wait_s,
                                   .succession = statement_for(keys_, why.follows)},
                                  *key);
  if (frame)
    refusal.frame = *std::move(frame);
  else
    log(LogEvent::sync_refused, {{"error", frame.error().code}});
  return refusal;
}

Refusal second_machine(SignedRefusals& refusals, const wire::SyncRequest& request, ByteView frame) {
  log(LogEvent::second_machine_refused, {{"device", LogId{to_hex(request.device.view())}}});
  return refusals.sign(
      {.status = 403,
       .words = "another machine runs as this kiosk; a coordinator can give this one a code of its own",
       .retry_after_s = {}},
      {.reason = wire::RefusalReason::two_machines, .device = request.device, .follows = request.follows}, frame);
}

}  // namespace minbar::collector
