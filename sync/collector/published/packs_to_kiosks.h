// Content packs as kiosks are sent them: under the signing key that each believes. In the database a pack is signed
// with the collector's first key, whatever succeeded it; of others the head of the frame is another, and so is its
// hash, and nothing else. Thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/db/database.h"
#include "sync/seal/hash.h"
#include "sync/seal/keys.h"
#include "sync/wire/messages.h"

namespace minbar::collector {

class PacksToKiosks {
 public:
  explicit PacksToKiosks(const seal::SigningPublicKey& first) : first_(first) {}

  // Of what pack_for and piece_of found, for a kiosk that believes `key`.
  [[nodiscard]] Result<wire::ContentOffer> offer(db::Database& database, wire::ContentOffer offer,
                                                 const seal::SigningKey& key);
  [[nodiscard]] Result<wire::ContentPiece> piece(db::Database& database, wire::ContentPiece piece,
                                                 const seal::SigningKey& key);

 private:
  struct Signed {
    Bytes head;  // of the frame, up to its payload
    seal::Hash hash{};
  };
  Result<Signed> signed_by(db::Database& database, std::int64_t version, const seal::SigningKey& key);

  const seal::SigningPublicKey first_;
  std::mutex mutex_;
  std::map<std::pair<std::int64_t, seal::KeyId>, Signed> signed_;  // made once: a pack may have 8 MiB
};

}  // namespace minbar::collector
