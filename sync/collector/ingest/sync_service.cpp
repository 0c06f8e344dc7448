#include "sync/collector/ingest/sync_service.h"

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/answers/deliver.h"
#include "sync/collector/content/packs.h"
#include "sync/collector/fleet/signers.h"
#include "sync/collector/ingest/judge.h"
#include "sync/collector/ingest/keep_batch.h"
#include "sync/collector/petitions/counts.h"
#include "sync/wire/sync_codec.h"

namespace minbar::collector {

namespace {

tl::unexpected<Refusal> refuse(const Error& error) {
  log(Event::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of(error));
}

// Of a request that is well made: nothing that its kiosk did.
tl::unexpected<Refusal> unable(const Error& error) {
  log(Event::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of_storage(error));
}

bool is_signed_elsewhere(const ContentNames& names, const Judged& judged) {
  const auto* signature = judged.body ? std::get_if<PetitionSignature>(&judged.body->submission.body) : nullptr;
  return signature != nullptr && names.is_signed_elsewhere(judged.body->submission.place, signature->petition);
}

struct Asked {
  Signer signer;
  wire::SyncRequest request;
};

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

// The newest pack for where the kiosk stands, and the piece of it that is wanted.
Result<void> SyncService::add_content(const wire::SyncRequest& request, wire::SyncReply& reply) const {
  return storage_.read([&](db::Database& database) -> Result<void> {
    const auto row = TRY(
        database.query_one("SELECT place FROM assignments WHERE device = $1 AND until_ms IS NULL", {request.device}));
    if (!row) return {};
    const auto offer = TRY(pack_for(database, names_.lineage({row->text(0)})));
    if (!offer || offer->version <= request.content_version) return {};
    reply.content = offer;
    if (request.want && request.want->version == offer->version) reply.piece = TRY(piece_of(database, *request.want));
    return {};
  });
}

// Where it stands, for a kiosk that says it stands elsewhere; one that says nothing would not understand.
Result<void> SyncService::add_place(const wire::SyncRequest& request, wire::SyncReply& reply) const {
  if (!request.place) return {};
  const auto row = TRY(storage_.read([&](db::Database& database) {
    return database.query_one("SELECT place, zone FROM assignments WHERE device = $1 AND until_ms IS NULL",
                              {request.device});
  }));
  if (!row || row->text(0) == request.place->value) return {};
  const PlaceCode place{row->text(0)};
  reply.place = wire::Place{.code = place,
                            .name_ar = names_.place(place, Language::ar),
                            .name_fr = names_.place(place, Language::fr),
                            .zone = row->text(1)};
  return {};
}

std::optional<Refusal> SyncService::over_quota(const Arrival& arrival, std::size_t request_bytes) const {
  const auto wait = days_.seconds_to_wait(storage_, arrival, static_cast<std::int64_t>(request_bytes));
  if (!wait) return unable(wait.error()).value();
  if (!*wait) return std::nullopt;
  return Refusal{
      .status = 503, .words = "this kiosk has brought too much today; come tomorrow", .retry_after_s = **wait};
}

FrameAnswer SyncService::answer(ByteView bytes) const {
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (!frame) return refuse(frame.error());
  const auto signers = find_signers(storage_, frame->signer);
  if (!signers) return unable(signers.error());
  const auto asked = open_request(*frame, *signers);
  if (!asked) return refuse(asked.error());
  const auto& signer = asked->signer;
  const auto* request = &asked->request;
  if (request->collector != collector_) return refuse(stranger());
  if (signer.revoked) {
    log(Event::withdrawn_kiosk_refused, {{"device", LogId{to_hex(request->device.view())}}});
    return tl::unexpected(
        Refusal{.status = 403, .words = "this kiosk was withdrawn; enrol it again", .retry_after_s = {}});
  }

  const auto turn = turns_.take(request->device);
  if (!turn) {
    log(Event::device_asks_twice, {{"device", LogId{to_hex(request->device.view())}}});
    return tl::unexpected(Refusal{.status = 503,
                                  .words = "another request of this kiosk is being answered; come later",
                                  .retry_after_s = limits::busy_retry_s});
  }

  const Arrival arrival{.device = request->device, .at_ms = clock_.wall_ms()};
  if (auto refusal = over_quota(arrival, bytes.size())) return tl::unexpected(std::move(*refusal));

  names_.follow(storage_, keys_.signing.public_key(), collector_);  // no page may be open for weeks
  std::vector<Judged> judged;
  for (const auto& envelope : request->envelopes) {
    judged.push_back(judge(envelope, signer.record, keys_.opening));
    judged.back().signed_elsewhere = is_signed_elsewhere(names_, judged.back());
  }
  std::optional<seal::Heartbeat> heartbeat;
  if (request->heartbeat) {
    auto opened = seal::open_heartbeat(*request->heartbeat, signer.record);
    if (opened)
      heartbeat = std::move(*opened);
    else
      log(Event::heartbeat_refused, {{"device", LogId{to_hex(request->device.view())}}});
  }

  const Batch batch{
      .request = *request, .judged = judged, .heartbeat = heartbeat, .arrival = arrival, .signers = *signers_};
  auto kept = keep_batch(storage_, days_, batch);
  if (!kept) return unable(kept.error());

  auto answers = storage_.read(
      [&](db::Database& database) { return answers_for(database, names_, request->device, request->cursor); });
  if (!answers) return unable(answers.error());

  const auto takes = [this](const PlaceCode& place, const PetitionId& petition) {
    return names_.takes_signatures(place, petition);
  };
  auto counts = storage_.read([&](db::Database& database) {
    return count_petitions(database, request->petitions, takes, batch.arrival.at_ms);
  });
  if (!counts) return unable(counts.error());

  wire::SyncReply reply;
  reply.request = request->request;
  reply.device = request->device;
  reply.collector = collector_;
  reply.results = std::move(kept->results);
  reply.blobs = std::move(kept->blobs);
  reply.heartbeat_taken = heartbeat.has_value();
  reply.cursor = std::move(answers->cursor);
  reply.more = answers->more;
  reply.replies = std::move(answers->replies);
  reply.petitions = std::move(*counts);
  reply.server_wall_ms = batch.arrival.at_ms;
  if (const auto told = add_place(*request, reply); !told) return unable(told.error());
  // what was kept is answered for, whatever is wrong with the packs
  if (const auto added = add_content(*request, reply); !added)
    log(Event::content_not_offered, {{"error", added.error().code}});
  auto answer = wire::make_sync_reply(reply, keys_.signing);
  if (!answer) return unable(answer.error());
  return std::move(*answer);
}

}  // namespace minbar::collector
