#include "sync/seal/succeeding_keys.h"

#include "sync/seal/blob.h"

namespace minbar::seal {

Result<Bytes> open_envelope(const Envelope& envelope, const OpeningKeys& keys) {
  for (const auto& key : keys.all())
    if (key.sealing_key().id() == envelope.header.recipient) return open_envelope(envelope, key);
  return open_envelope(envelope, keys.first());
}

Result<Bytes> open_blob(ByteView sealed, const OpeningKeys& keys) {
  const auto& all = keys.all();
  for (auto key = all.rbegin(); key + 1 != all.rend(); ++key)
    if (auto plain = open_blob(sealed, *key)) return plain;
  return open_blob(sealed, keys.first());
}

}  // namespace minbar::seal
