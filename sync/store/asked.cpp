#include "sync/store/asked.h"

#include "sync/base/limits.h"

namespace minbar::store {

namespace {

// Rows that somebody wrote may have numbers after which there is none. Then all are forgotten: replies to them are
// late.
constexpr std::int64_t highest_number = std::int64_t{1} << 62;

}  // namespace

Result<void> write_asked(db::Database& database, const wire::SyncRequest& request, std::int64_t heartbeat) {
  Bytes blobs;
  std::optional<BlobId> before;  // pieces of one recording follow each other
  for (const auto& piece : request.pieces) {
    if (before == piece.blob) continue;
    before = piece.blob;
    const auto view = piece.blob.view();
    blobs.insert(blobs.end(), view.begin(), view.end());
  }
  TRY(database.execute("DELETE FROM asked WHERE (SELECT max(number) FROM asked) >= $1", {highest_number}));
  TRY(
      database.execute("INSERT INTO asked (number, request, heartbeat, blobs) "
                       "VALUES ((SELECT coalesce(max(number), 0) + 1 FROM asked), $1, $2, $3)",
                       {request.request, heartbeat, blobs}));
  TRY(database.execute("DELETE FROM asked WHERE number <= (SELECT max(number) FROM asked) - $1",
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
