#include "sync/store/asked.h"

#include "sync/base/limits.h"

namespace minbar::store {

Result<void> write_asked(db::Database& database, const wire::SyncRequest& request, std::int64_t heartbeat) {
  Bytes blobs;
  std::optional<BlobId> before;  // pieces of one recording follow each other
  for (const auto& piece : request.pieces) {
    if (before == piece.blob) continue;
    before = piece.blob;
    const auto view = piece.blob.view();
    blobs.insert(blobs.end(), view.begin(), view.end());
  }
  TRY(database.execute("INSERT INTO asked (request, heartbeat, blobs) VALUES ($1, $2, $3)",
                       {request.request, heartbeat, blobs}));
  TRY(database.execute(
      "DELETE FROM asked WHERE number <= (SELECT number FROM asked ORDER BY number DESC LIMIT 1 OFFSET $1)",
      {limits::requests_awaited}));
  return {};
}

Result<std::optional<Asked>> asked_in(db::Database& database, const wire::RequestId& request) {
  const auto row = TRY(database.query_one("SELECT number, heartbeat, blobs FROM asked WHERE request = $1", {request}));
  if (!row) return std::nullopt;
  Asked asked{.number = row->integer(0), .heartbeat = row->integer(1)};
  constexpr auto length = sizeof(BlobId::bytes);
  for (ByteView rest = row->bytes(2); rest.size() >= length; rest = rest.subspan(length))
    asked.blobs.push_back(*BlobId::from(rest.first(length)));
  return asked;
}

Result<void> close_asked(db::Database& database, const Asked& asked) {
  TRY(database.execute("DELETE FROM asked WHERE number <= $1", {asked.number}));
  return {};
}

Result<void> forget_asked(db::Database& database, const wire::RequestId& request) {
  TRY(database.execute("DELETE FROM asked WHERE request = $1", {request}));
  return {};
}

}  // namespace minbar::store
