#include "sync/seal/blob.h"

#include <fmt/format.h>
#include <sodium.h>

#include "sync/base/ensure.h"
#include "sync/base/limits.h"
#include "sync/seal/hash.h"
#include "sync/seal/init.h"
#include "sync/seal/secret.h"

namespace minbar::seal {

Result<Bytes> seal_blob(ByteView plain, const SealingKey& recipient) {
  init();
  const auto padded_bytes = (plain.size() / blob_padding + 1) * blob_padding;
  if (padded_bytes + crypto_box_SEALBYTES > limits::blob_bytes)
    return fail(Errc::too_large, fmt::format("a sealed recording has at most {} bytes", limits::blob_bytes));
  Bytes padded = to_bytes(plain);
  padded.reserve(padded_bytes);
  padded.resize(padded_bytes);
  std::size_t size = 0;
  ENSURE(sodium_pad(&size, padded.data(), plain.size(), blob_padding, padded.size()) == 0, "a blob can be padded");
  Bytes sealed(padded.size() + crypto_box_SEALBYTES);
  const int done = crypto_box_seal(sealed.data(), padded.data(), padded.size(), recipient.bytes.data());
  wipe(padded);
  if (done != 0) return fail(Errc::corrupt, "the collector's sealing key is no X25519 key: enrol again");
  return sealed;
}

Result<Bytes> open_blob(ByteView sealed, const OpeningKey& key) {
  init();
  if (sealed.size() < crypto_box_SEALBYTES) return fail(Errc::corrupt, "a sealed recording is too short");
  Bytes plain(sealed.size() - crypto_box_SEALBYTES);
  const auto& own = key.sealing_key();
  if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), own.bytes.data(), key.secret().data()) != 0)
    return fail(Errc::corrupt, "a sealed recording does not open");
  std::size_t size = 0;
  if (sodium_unpad(&size, plain.data(), plain.size(), blob_padding) != 0)
    return fail(Errc::corrupt, "a recording is not padded as it must be");
  plain.resize(size);
  return plain;
}

BlobId blob_id_of(ByteView sealed) { return {hash_of(sealed).bytes}; }

}  // namespace minbar::seal
