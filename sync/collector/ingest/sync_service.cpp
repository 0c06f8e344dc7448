#include "sync/collector/ingest/sync_service.h"

#include <map>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "sync/collector/answers/deliver.h"
#include "sync/collector/content/packs.h"
#include "sync/collector/ingest/blobs.h"
#include "sync/collector/ingest/chain_state.h"
#include "sync/collector/ingest/judge.h"
#include "sync/collector/ingest/keep.h"
#include "sync/collector/petitions/counts.h"
#include "sync/wire/sync_codec.h"

namespace minbar::collector {

namespace {

struct PinnedKeys {
  seal::RecordPublicKey record;
  seal::TransportPublicKey transport;
  bool revoked = false;
};

Result<std::optional<PinnedKeys>> pinned_keys(Storage& storage, const DeviceId& device) {
  return storage.read([&](db::Database& database) -> Result<std::optional<PinnedKeys>> {
    const auto row = TRY(database.query_one(
        "SELECT record_key, transport_key, revoked_at_ms FROM devices WHERE id = $1 AND enrolled_at_ms IS NOT NULL",
        {device}));
    if (!row) return std::nullopt;
    const auto record = seal::RecordPublicKey::from(row->bytes(0));
    const auto transport = seal::TransportPublicKey::from(row->bytes(1));
    if (!record || !transport) return fail(Errc::corrupt, "a pinned key in the database has a wrong length");
    return PinnedKeys{.record = *record, .transport = *transport, .revoked = !row->is_null(2)};
  });
}

tl::unexpected<Refusal> refuse(const Error& error) {
  log(Event::sync_refused, {{"error", error.code}});
  return tl::unexpected(refusal_of(error));
}

// A number the database cannot hold is no honest one.
bool is_storable(const seal::Heartbeat& beat) {
  constexpr auto most = static_cast<std::uint64_t>(INT64_MAX);
  return beat.number <= most && beat.head.sequence <= most && beat.backlog <= most;
}

struct Batch {
  const wire::SyncRequest& request;
  const std::vector<Judged>& judged;
  const std::optional<seal::Heartbeat>& heartbeat;
  Arrival arrival;
  const seal::MacKey& signers;
};

struct Kept {
  std::vector<wire::RecordResult> results;
  std::vector<wire::BlobState> blobs;
};

Result<Kept> keep_batch(db::Database& database, const Batch& batch) {
  std::vector<wire::RecordResult> results;
  std::map<ChainId, std::vector<std::uint64_t>> news;
  for (const auto& judged : batch.judged) {
    results.push_back(TRY(keep(database, judged, batch.arrival, batch.signers)));
    const auto status = results.back().status;
    const bool kept_now = status == wire::RecordStatus::stored || status == wire::RecordStatus::set_aside;
    if (judged.envelope && kept_now) news[judged.envelope->header.chain].push_back(judged.envelope->header.sequence);
  }
  if (batch.heartbeat) news[batch.heartbeat->head.chain];
  for (auto& [chain, sequences] : news)
    TRY(follow_chain(database,
                     {.device = batch.arrival.device, .chain = chain, .new_sequences = std::move(sequences)}));
  if (batch.heartbeat)
    TRY(keep_heartbeat(database,
                       {.heartbeat = *batch.heartbeat,
                        .signed_bytes = *batch.request.heartbeat,
                        .agent_version = batch.request.agent_version},
                       batch.arrival));
  for (const auto& [chain, sequences] : news) TRY(note_completeness(database, batch.arrival.device, chain));
  auto blobs = TRY(keep_pieces(database, batch.request.pieces, batch.arrival));
  return Kept{.results = std::move(results), .blobs = std::move(blobs)};
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

FrameAnswer SyncService::answer(ByteView bytes) const {
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (!frame) return refuse(frame.error());
  const auto request = wire::parse_sync_request(*frame);
  if (!request) return refuse(request.error());
  const auto keys = pinned_keys(storage_, request->device);
  if (!keys) return refuse(keys.error());
  // An unknown device and a wrong signature get the same words: who may ask learns nothing about who is enrolled.
  const Error stranger{Errc::denied, "this kiosk is not enrolled here, or its request is not signed by its agent"};
  if (!*keys || request->collector != collector_) return refuse(stranger);
  if (const auto good = wire::check_frame(*frame, seal::Context::request, (*keys)->transport); !good)
    return refuse(good.error().code == Errc::denied ? stranger : good.error());
  if ((*keys)->revoked) {
    log(Event::sync_refused, {{"error", Errc::denied}, {"device", LogId{to_hex(request->device.view())}}});
    return tl::unexpected(
        Refusal{.status = 403, .words = "this kiosk was withdrawn; enrol it again", .retry_after_s = {}});
  }

  names_.follow(storage_, keys_.signing.public_key(), collector_);  // no page may be open for weeks
  std::vector<Judged> judged;
  for (const auto& envelope : request->envelopes) judged.push_back(judge(envelope, (*keys)->record, keys_.opening));
  std::optional<seal::Heartbeat> heartbeat;
  if (request->heartbeat) {
    auto opened = seal::open_heartbeat(*request->heartbeat, (*keys)->record);
    if (opened && is_storable(*opened))
      heartbeat = std::move(*opened);
    else
      log(Event::heartbeat_refused, {{"device", LogId{to_hex(request->device.view())}}});
  }

  const Batch batch{.request = *request,
                    .judged = judged,
                    .heartbeat = heartbeat,
                    .arrival = {.device = request->device, .at_ms = clock_.wall_ms()},
                    .signers = signers_};
  auto kept = storage_.write([&](db::Database& database) { return keep_batch(database, batch); });
  if (!kept) return refuse(kept.error());

  auto answers = storage_.read(
      [&](db::Database& database) { return answers_for(database, names_, request->device, request->cursor); });
  if (!answers) return refuse(answers.error());

  const auto takes = [this](const PlaceCode& place, const PetitionId& petition) {
    return names_.takes_signatures(place, petition);
  };
  auto counts = storage_.read([&](db::Database& database) {
    return count_petitions(database, request->petitions, takes, batch.arrival.at_ms);
  });
  if (!counts) return refuse(counts.error());

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
  // what was kept is answered for, whatever is wrong with the packs
  if (const auto added = add_content(*request, reply); !added)
    log(Event::content_not_offered, {{"error", added.error().code}});
  auto answer = wire::make_sync_reply(reply, keys_.signing);
  if (!answer) return refuse(answer.error());
  return std::move(*answer);
}

}  // namespace minbar::collector
