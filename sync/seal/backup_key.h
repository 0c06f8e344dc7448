// The two halves of a backup key. The secret stands on a recovery sheet and nowhere else; what the collector keeps
// seals backups and opens none. Beside the public key the collector keeps a proof that is derived from the secret, and
// each backup's key is made with it: whoever can merely write into a folder of backups, and knows the public key, makes
// none that a sheet opens.
#pragma once

#include "sync/base/bytes.h"
#include "sync/base/random.h"
#include "sync/base/result.h"
#include "sync/seal/keys.h"
#include "sync/seal/stream.h"

namespace minbar::seal {

inline constexpr std::size_t backup_box_bytes = 80;  // what is sealed to the public key

// What the collector keeps.
struct BackupKey {
  SealingKey box;
  Locked<MacKey> proof;
  [[nodiscard]] KeyId id() const { return box.id(); }
};

struct BackupBox {
  Bytes sealed;  // backup_box_bytes, for the backup's head
  StreamKey key;
};
// The key of one backup. `bound`: what stands before it in the clear, which then cannot be changed.
[[nodiscard]] Result<BackupBox> make_backup_box(const BackupKey& key, ByteView bound, Random& random);

class BackupSecret {
 public:
  [[nodiscard]] static BackupSecret make(Random& random);
  explicit BackupSecret(Secret<32> seed);
  // For the sheet.
  [[nodiscard]] ByteView seed() const { return seed_.view(); }
  [[nodiscard]] const BackupKey& key() const { return key_; }
  // Error: denied (sealed to another key, or changed). What was made without the proof shows when the stream opens.
  [[nodiscard]] Result<StreamKey> open(ByteView sealed, ByteView bound) const;

 private:
  Secret<32> seed_;
  Secret<32> opening_;
  BackupKey key_;
};

}  // namespace minbar::seal
