#include "sync/seal/backup_key.h"

#include <sodium.h>

#include <algorithm>

#include "sync/seal/init.h"

namespace minbar::seal {

namespace {

static_assert(backup_box_bytes == 32 + crypto_box_SEALBYTES);

// MAC(key, context, bytes), on locked pages.
void derive(ByteView key, std::string_view context, ByteView bytes, std::span<std::uint8_t, 32> out) {
  Locked<MacKey> locked;
  std::copy(key.begin(), key.end(), (*locked).bytes.begin());
  auto made = mac_of(*locked, context, bytes);
  std::copy(made.bytes.begin(), made.bytes.end(), out.begin());
  wipe(made.bytes);
}

// What is sealed is no key by itself: with the proof and what stands before it, it becomes one.
StreamKey stream_key(const BackupKey& key, ByteView sealed_half, ByteView bound) {
  Secret<32> mixed;
  derive(sealed_half, "minbar-backup-head-v1", bound, mixed.span());
  StreamKey out;
  derive((*key.proof).view(), "minbar-backup-stream-v1", mixed.view(), out.span());
  return out;
}

}  // namespace

Result<BackupBox> make_backup_box(const BackupKey& key, ByteView bound, Random& random) {
  init();
  Secret<32> half;
  random.fill(half.span());
  Bytes sealed(backup_box_bytes);
  if (crypto_box_seal(sealed.data(), half.view().data(), half.view().size(), key.box.bytes.data()) != 0)
    return fail(Errc::corrupt, "the backup key is no X25519 key: make another with backup-key new --replace");
  return BackupBox{std::move(sealed), stream_key(key, half.view(), bound)};
}

BackupSecret BackupSecret::make(Random& random) {
  Secret<32> seed;
  random.fill(seed.span());
  return BackupSecret(std::move(seed));
}

BackupSecret::BackupSecret(Secret<32> seed) : seed_(std::move(seed)) {
  init();
  Secret<32> box_seed;
  derive(seed_.view(), "minbar-backup-box-v1", {}, box_seed.span());
  crypto_box_seed_keypair(key_.box.bytes.data(), opening_.span().data(), box_seed.view().data());
  derive(seed_.view(), "minbar-backup-proof-v1", {}, std::span<std::uint8_t, 32>((*key_.proof).bytes));
}

Result<StreamKey> BackupSecret::open(ByteView sealed, ByteView bound) const {
  Secret<32> half;
  if (sealed.size() != backup_box_bytes || crypto_box_seal_open(half.span().data(), sealed.data(), sealed.size(),
                                                                key_.box.bytes.data(), opening_.view().data()) != 0)
    return fail(Errc::denied, "it does not open with this recovery sheet: it is sealed to another, or damaged");
  return stream_key(key_, half.view(), bound);
}

}  // namespace minbar::seal
