#include "sync/agent/session.h"

#include <algorithm>
#include <optional>

#include "sync/agent/health.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/seal/hash.h"
#include "sync/store/carrier.h"
#include "sync/store/exchange_note.h"
#include "sync/store/refusals.h"
#include "sync/store/standing.h"
#include "sync/store/succession/follow.h"
#include "sync/wire/refusal.h"
#include "sync/wire/sync_codec.h"

namespace minbar::agent {

Outcome outcome_of(wire::ExchangeError error) {
  switch (error) {
    case wire::ExchangeError::unreachable:
      return Outcome::unreachable;
    case wire::ExchangeError::no_name:
      return Outcome::no_name;
    case wire::ExchangeError::no_connection:
      return Outcome::no_connection;
    case wire::ExchangeError::timed_out:
      return Outcome::timed_out;
    case wire::ExchangeError::untrusted:
      return Outcome::untrusted;
    case wire::ExchangeError::wrong_host:
      return Outcome::wrong_host;
    case wire::ExchangeError::no_authorities:
      return Outcome::no_authorities;
    case wire::ExchangeError::gateway:
      return Outcome::gateway;
    case wire::ExchangeError::not_ready:
      return Outcome::not_ready;
    case wire::ExchangeError::certificate_time:
      return Outcome::clock_wrong;
    case wire::ExchangeError::unavailable:
      return Outcome::unavailable;
    case wire::ExchangeError::too_large:
      return Outcome::too_large;
    case wire::ExchangeError::refused:
      return Outcome::unproved;
    case wire::ExchangeError::rejected:
      return Outcome::rejected;
    case wire::ExchangeError::not_ours:
      return Outcome::not_ours;
  }
  return Outcome::not_ours;
}

namespace {

// Trouble on this side of the wire.
Attempt local_trouble(const Error& error, std::size_t sent = 0) {
  log(LogEvent::agent_store_failed, {{"error", error.code}});
  return {.outcome = error.code == Errc::not_found ? Outcome::not_enrolled : Outcome::store, .sent_records = sent};
}

// What went over a connection that is gone is answered by nobody later. A row that stays all the same is the oldest
// soon.
void give_up(store::Carrier& carrier, const wire::SyncRequest& request) {
  if (const auto forgotten = carrier.forget_request(request.request); !forgotten)
    log(LogEvent::agent_store_failed, {{"error", forgotten.error().code}});
}

// What only asks makes no batch smaller.
std::size_t pieces_with_bytes(const wire::SyncRequest& request) {
  return static_cast<std::size_t>(std::count_if(request.pieces.begin(), request.pieces.end(),
                                                [](const auto& piece) { return !piece.bytes.empty(); }));
}

// The collector's own word about this very request; nothing from anybody else.
std::optional<wire::Refusal> refusal_of(const wire::ExchangeFailure& failure, ByteView request,
                                        const seal::SigningPublicKey& collector) {
  if (failure.frame.empty()) return std::nullopt;
  auto refusal = wire::open_refusal(failure.frame, collector);
  if (!refusal || refusal->frame != seal::hash_of(request)) return std::nullopt;
  return *std::move(refusal);
}

// After all else that an answer says, which was said under the keys of before.
void follow_what_succeeds(Session& session, ByteView statement) {
  if (statement.empty()) return;
  if (const auto followed = store::follow(session.folder, statement); !followed)
    log(LogEvent::agent_store_failed, {{"error", followed.error().code}});
}

// What no signature is under may be anybody's: it must not silence a kiosk for a day.
Attempt failed(Session& session, const wire::ExchangeFailure& failure, const std::optional<wire::Refusal>& refusal,
               Attempt attempt) {
  attempt.outcome = outcome_of(failure.error);
  attempt.http_status = failure.status;
  if (failure.retry_after_ms) attempt.asked_wait_ms = std::min(*failure.retry_after_ms, limits::unproved_wait_ms);
  if (!refusal) return attempt;
  follow_what_succeeds(session, refusal->succession);
  attempt.clock_ahead_ms = session.folder.clock().wall_ms() - refusal->server_wall_ms;
  if (refusal->wait_s) attempt.asked_wait_ms = *refusal->wait_s * 1000;
  attempt.outcome = wire::needs_a_person(refusal->reason) ? Outcome::refused : Outcome::unavailable;
  if (attempt.outcome != Outcome::refused) return attempt;
  log(LogEvent::collector_refuses, {{"reason", LogName{wire::name_of(refusal->reason)}}});
  if (const auto kept = store::keep_refusal(session.folder, failure.frame); !kept)
    log(LogEvent::agent_store_failed, {{"error", kept.error().code}});
  return attempt;
}

Result<wire::SyncRequest> request_of(Session& session, store::Carrier& carrier, const store::RequestLimits& limits) {
  auto request = TRY(carrier.make_request(limits, session.agent_version));
  // with a heartbeat, whose rhythm it has; figures that cannot be gathered keep nothing back
  if (!request.heartbeat || !TRY(store::is_understood(session.folder, wire::health_word))) return request;
  if (auto health = health_of(session.folder)) request.health = *std::move(health);
  return request;
}

}  // namespace

Attempt exchange_once(Session& session, const store::RequestLimits& limits) {
  store::Carrier carrier(session.folder, session.forget_after_days, session.settle_after_days);
  const auto enrolment = session.folder.enrolment();
  if (!enrolment) return local_trouble(enrolment.error());
  if (!*enrolment) return {.outcome = Outcome::not_enrolled};
  const auto record_key = store::record_key_of(session.folder);
  if (!record_key) return local_trouble(record_key.error());
  // its records would be acknowledged there, and count nowhere
  if (*record_key && (*enrolment)->record_key && **record_key != *(*enrolment)->record_key)
    return {.outcome = Outcome::new_record_key};
  const auto request = request_of(session, carrier, limits);
  if (!request) return local_trouble(request.error());
  const auto frame = wire::make_sync_request(*request, session.key);
  if (!frame) return local_trouble(frame.error());

  Attempt attempt{.sent_records = request->envelopes.size(), .sent_pieces = pieces_with_bytes(*request)};
  const auto answer = session.exchange(*frame);
  if (!answer) {
    give_up(carrier, *request);
    return failed(session, answer.error(), refusal_of(answer.error(), *frame, (*enrolment)->signing_key), attempt);
  }
  const auto reply = wire::open_sync_reply(*answer, (*enrolment)->signing_key);
  if (!reply || (*reply)->request != request->request) {
    give_up(carrier, *request);
    attempt.outcome = Outcome::not_ours;
    attempt.http_status = 200;
    return attempt;
  }
  attempt.clock_ahead_ms = session.folder.clock().wall_ms() - (*reply)->server_wall_ms;
  const auto applied = carrier.apply_reply(*reply);
  if (!applied) return local_trouble(applied.error(), attempt.sent_records);
  follow_what_succeeds(session, (*reply)->succession);
  if (const auto forgotten = store::forget_refusal(session.folder); !forgotten)
    log(LogEvent::agent_store_failed, {{"error", forgotten.error().code}});
  if (applied->delivered > 0) log(LogEvent::records_delivered, {{"records", applied->delivered}});
  // an answer that names none of what was sent must not be asked for again at once
  const auto progress = applied->delivered + applied->set_aside;
  if (attempt.sent_records > 0 && progress == 0) attempt.outcome = Outcome::rejected;
  const auto left = store::counts_of(session.folder);
  if (!left) return local_trouble(left.error(), attempt.sent_records);
  // what the collector lacks is sent at once; a record that is asked for again and again has a bound (limits.h)
  const bool any = progress > 0 || applied->blobs > 0 || applied->blob_bytes > 0 || applied->asked_again > 0;
  attempt.more = (any && (left->waiting > 0 || applied->blobs_left)) ||
                 ((*reply)->more && !applied->late && (*reply)->cursor != request->cursor) || applied->more_content;
  if ((*reply)->wait_s) attempt.asked_wait_ms = *(*reply)->wait_s * 1000;
  return attempt;
}

}  // namespace minbar::agent
