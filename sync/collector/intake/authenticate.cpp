#include "sync/collector/intake/authenticate.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/intake/refused.h"
#include "sync/wire/sync_codec.h"

namespace minbar::collector {

namespace {

// An unknown device and a wrong signature get the same words: who may ask learns nothing about who is enrolled.
Error stranger() {
  return {Errc::denied, "this kiosk is not enrolled here, or its request is not signed by its agent"};
}

// Nothing is read of a frame that no enrolled kiosk signed. Two may share a key id, so the key of each is tried.
Result<Asked> open_request(const wire::Frame& frame, const std::vector<Signer>& signers) {
  for (const auto& signer : signers) {
    auto request = wire::open_sync_request(frame, signer.transport);
    if (!request && request.error().code == Errc::denied) continue;
    if (!request) return tl::unexpected(std::move(request).error());
    if (request->device != signer.device) break;  // an agent speaks for no kiosk but its own
    return Asked{.signer = signer, .request = *std::move(request)};
  }
  return tl::unexpected(stranger());
}

}  // namespace

tl::expected<Asked, Refusal> authenticate(Storage& storage, ByteView bytes, const CollectorId& collector) {
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (!frame) return refused(frame.error());
  const auto signers = find_signers(storage, frame->signer);
  if (!signers) return unable(signers.error());
  auto asked = open_request(*frame, *signers);
  if (!asked) return refused(asked.error());
  if (asked->request.collector != collector) return refused(stranger());
  if (asked->signer.revoked) {
    log(LogEvent::withdrawn_kiosk_refused, {{"device", LogId{to_hex(asked->request.device.view())}}});
    return tl::unexpected(
        Refusal{.status = 403, .words = "this kiosk was withdrawn; enrol it again", .retry_after_s = {}});
  }
  return *std::move(asked);
}

}  // namespace minbar::collector
