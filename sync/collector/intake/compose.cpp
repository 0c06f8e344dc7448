#include "sync/collector/intake/compose.h"

namespace minbar::collector {

Result<wire::SyncReply> compose_reply(Storage& storage, std::span<const ReplyPart> parts, const Batch& batch,
                                      KeptBatch kept) {
  wire::SyncReply reply;
  reply.request = batch.request.request;
  reply.device = batch.request.device;
  reply.collector = batch.request.collector;
  reply.results = std::move(kept.results);
  reply.blobs = std::move(kept.blobs);
  reply.missing = std::move(kept.missing);
  reply.heartbeat_taken = batch.heartbeat.has_value();
  reply.server_wall_ms = batch.arrival.at_ms;
  TRY(storage.read([&](db::Database& database) -> Result<void> {
    const Composing composing{.database = database, .request = batch.request, .now_ms = batch.arrival.at_ms};
    for (const auto& part : parts) TRY(part(composing, reply));
    return {};
  }));
  return reply;
}

}  // namespace minbar::collector
