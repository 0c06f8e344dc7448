#include "sync/collector/intake/sync_service.h"

#include <algorithm>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/followed/followed.h"
#include "sync/collector/intake/authenticate.h"
#include "sync/collector/intake/compose.h"
#include "sync/collector/intake/judge_request.h"
#include "sync/collector/intake/keep_batch.h"
#include "sync/wire/sync_codec.h"

namespace minbar::collector {

namespace {

Refusal asks_twice(const DeviceId& device) {
  log(LogEvent::device_asks_twice, {{"device", LogId{to_hex(device.view())}}});
  return {.status = 503,
          .words = "another request of this kiosk is being answered; come later",
          .retry_after_s = limits::busy_retry_s};
}

// What it brings is taken first: an answer that names it lets the kiosk know that it is here.
bool brings_something(const wire::SyncRequest& request) {
  return !request.envelopes.empty() || std::any_of(request.pieces.begin(), request.pieces.end(),
                                                   [](const auto& piece) { return !piece.bytes.empty(); });
}

std::vector<DeviceId> origins_in(const Signer& signer) {
  std::vector<DeviceId> out;
  for (const auto& origin : signer.origins) out.push_back(origin.device);
  return out;
}

}  // namespace

std::optional<Refusal> SyncService::over_quota(const Arrival& arrival, const wire::SyncRequest& request,
                                               ByteView frame) const {
  const auto wait = days_.seconds_to_wait(with_.storage, arrival, static_cast<std::int64_t>(frame.size()));
  if (!wait) return unable(wait.error()).value();
  if (!*wait) return std::nullopt;
  return refusals_.sign(
      {.status = 503, .words = "this kiosk has brought too much today; come tomorrow", .retry_after_s = **wait},
      {.reason = wire::RefusalReason::over_quota, .device = arrival.device, .follows = request.follows}, frame);
}

Refusal SyncService::keys_not_here(const wire::SyncRequest& request) const {
  log(LogEvent::sync_refused, {{"error", Errc::not_found}});
  // for doctor, which says what to do
  const auto noted = with_.storage.write(
      [&](db::Database& database) { return note_followed(database, request.device, request.follows); });
  if (!noted) return unable(noted.error()).value();
  return {.status = 503,
          .words = "this kiosk follows keys that the collector has not; its operator must put them back",
          .retry_after_s = limits::out_of_order_retry_s};
}

std::optional<Refusal> SyncService::out_of_order() const {
  const auto followed = with_.erased.follow();
  const bool unsure = !followed || with_.erased.is_damaged();
  if (!unsure && !with_.storage.is_damaged()) return std::nullopt;
  log(unsure ? LogEvent::erased_list_damaged : LogEvent::database_damaged);
  return Refusal{.status = 503,
                 .words = "the collector is out of order and takes nothing; come later",
                 .retry_after_s = limits::out_of_order_retry_s};
}

FrameAnswer SyncService::answer(ByteView bytes) const {
  const auto asked = authenticate(with_.storage, bytes, with_.collector, refusals_);
  if (!asked) return tl::unexpected(asked.error());
  const auto& request = asked->request;
  const auto turn = turns_.take(request.device);
  if (!turn) return tl::unexpected(asks_twice(request.device));
  const Arrival arrival{.device = request.device, .at_ms = with_.clock.wall_ms()};
  if (auto refusal = out_of_order()) return tl::unexpected(std::move(*refusal));
  const auto* key = key_for(with_.keys, request.follows);
  // The signing key may be there while the opening key that succeeded with it is not.
  if (key == nullptr || (request.follows && is_ahead(with_.keys, *request.follows)))
    return tl::unexpected(keys_not_here(request));
  if (auto refusal = over_quota(arrival, request, bytes)) return tl::unexpected(std::move(*refusal));

  with_.names.follow(with_.storage, with_.keys.signing.first().public_key(),
                     with_.collector);  // no page may be open for weeks
  const auto judged = judge_request(*asked, with_.keys.opening, with_.names, with_.erased);
  const Batch batch{.request = request,
                    .judged = judged.envelopes,
                    .heartbeat = judged.heartbeat,
                    .arrival = arrival,
                    .derivers = with_.derivers,
                    .opening = with_.keys.opening,
                    .erased = with_.erased,
                    .notes = with_.notes,
                    .origins = origins_in(asked->signer)};
  auto kept = keep_batch(with_.storage, days_, batch);
  if (!kept) return unable(kept.error());
  // one of version 1 does not say what it keeps, and would take the refusal for a portal's
  if (kept->second_machine && request.kept && !brings_something(request))
    return tl::unexpected(second_machine(refusals_, request, bytes));
  const auto reply = compose_reply(with_.storage, with_.reply, batch, std::move(*kept));
  if (!reply) return unable(reply.error());
  auto answer = wire::make_sync_reply(*reply, *key);
  if (!answer) return unable(answer.error());
  return std::move(*answer);
}

}  // namespace minbar::collector
