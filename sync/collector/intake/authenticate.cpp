#include "sync/collector/intake/authenticate.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/wire/sync_codec.h"

namespace minbar::collector {

namespace {

// An unknown device and a wrong signature get the same words: who may ask learns nothing about who is enrolled.
constexpr std::string_view stranger_words =
    "this kiosk is not enrolled here, or its request is not signed by its agent";

tl::unexpected<Refusal> denied(SignedRefusals& refusals, const RefusedFor& why, ByteView request) {
  auto refusal = refused({Errc::denied, std::string(stranger_words)}).value();
  return tl::unexpected(refusals.sign(std::move(refusal), why, request));
}

tl::unexpected<Refusal> withdrawn(SignedRefusals& refusals, const wire::SyncRequest& request, ByteView frame) {
  log(LogEvent::withdrawn_kiosk_refused, {{"device", LogId{to_hex(request.device.view())}}});
  return tl::unexpected(refusals.sign(
      {.status = 403, .words = "this kiosk was withdrawn; a coordinator can give it a new code", .retry_after_s = {}},
      {.reason = wire::RefusalReason::revoked, .device = request.device, .follows = request.follows}, frame));
}

// Whose signature a request bears, and what it says.
struct Signed {
  Signer signer;
  wire::SyncRequest request;
};

// Nothing: no kiosk's. Nothing is read of such a frame. Two may share a key id, so the key of each is tried.
Result<std::optional<Signed>> open_request(const wire::Frame& frame, const std::vector<Signer>& signers) {
  for (const auto& signer : signers) {
    auto request = wire::open_sync_request(frame, signer.transport);
    if (!request && request.error().code == Errc::denied) continue;
    if (!request) return tl::unexpected(std::move(request).error());
    if (!request->follows) request->follows = signer.enrolled;
    return Signed{.signer = signer, .request = *std::move(request)};
  }
  return std::nullopt;
}

// Nothing: it may ask. A withdrawn kiosk hears that, whichever key it has.
std::optional<wire::RefusalReason> objection(const Signed& asked, const CollectorId& collector) {
  if (asked.request.device != asked.signer.device)  // an agent speaks for no kiosk but its own
    return wire::RefusalReason::wrong_key;
  if (asked.request.collector != collector) return wire::RefusalReason::other_collector;
  if (asked.signer.replaced && !asked.signer.revoked) return wire::RefusalReason::replaced_key;
  return std::nullopt;
}

}  // namespace

tl::expected<Asked, Refusal> authenticate(Storage& storage, ByteView bytes, const CollectorId& collector,
                                          SignedRefusals& refusals) {
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (!frame) return refused(frame.error());
  const auto signers = find_signers(storage, frame->signer);
  if (!signers) return unable(signers.error());
  auto opened = open_request(*frame, *signers);
  if (!opened) return refused(opened.error());
  if (!*opened) return denied(refusals, {.reason = wire::RefusalReason::unknown_device}, bytes);
  auto& asked = **opened;
  const auto objects = objection(asked, collector);
  if (objects == wire::RefusalReason::replaced_key && asked.signer.copied)
    return tl::unexpected(second_machine(refusals, asked.request, bytes));
  if (objects)
    return denied(refusals, {.reason = *objects, .device = asked.request.device, .follows = asked.request.follows},
                  bytes);
  if (asked.signer.revoked) return withdrawn(refusals, asked.request, bytes);
  return Asked{.signer = std::move(asked.signer), .request = std::move(asked.request)};
}

}  // namespace minbar::collector
