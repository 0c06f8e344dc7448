#include "sync/collector/published/packs_to_kiosks.h"

#include <algorithm>

#include "sync/base/limits.h"
#include "sync/collector/published/packs.h"
#include "sync/wire/frame.h"

namespace minbar::collector {

namespace {

constexpr std::size_t head_bytes = wire::frame_header_bytes + sizeof(seal::Signature);
constexpr std::size_t most_kept = 64;  // of 120 bytes each

}  // namespace

Result<PacksToKiosks::Signed> PacksToKiosks::signed_by(db::Database& database, std::int64_t version,
                                                       const seal::SigningKey& key) {
  const std::pair at{version, key.public_key().id()};
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = signed_.find(at); found != signed_.end()) return found->second;
  }
  const auto stored = TRY(frame_of(database, version));
  if (!stored) return fail(Errc::not_found, "a content pack went while it was being offered");
  const auto frame = TRY(wire::parse_frame(*stored, limits::pack_bytes));
  const auto anew = wire::make_frame(seal::Context::pack, frame.payload, key);
  const auto head = ByteView(anew).first(head_bytes);
  Signed out{.head = Bytes(head.begin(), head.end()), .hash = seal::hash_of(anew)};
  const std::lock_guard lock(mutex_);
  if (signed_.size() >= most_kept) signed_.clear();
  signed_.emplace(at, out);
  return out;
}

Result<wire::ContentOffer> PacksToKiosks::offer(db::Database& database, wire::ContentOffer offer,
                                                const seal::SigningKey& key) {
  if (key.public_key() != first_) offer.hash = TRY(signed_by(database, offer.version, key)).hash;
  return offer;
}

Result<wire::ContentPiece> PacksToKiosks::piece(db::Database& database, wire::ContentPiece piece,
                                                const seal::SigningKey& key) {
  const auto from = static_cast<std::size_t>(piece.offset);
  if (key.public_key() == first_ || from >= head_bytes) return piece;
  const auto head = TRY(signed_by(database, piece.version, key)).head;
  const auto count = std::min(piece.bytes.size(), head.size() - from);
  std::copy_n(head.begin() + static_cast<std::ptrdiff_t>(from), count, piece.bytes.begin());
  return piece;
}

}  // namespace minbar::collector
