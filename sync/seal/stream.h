// A stream of pieces, each sealed as it comes, so that what is larger than the memory is never anywhere in the clear:
// libsodium's secretstream (XChaCha20-Poly1305). A piece that was changed, left out, moved or added does not open, and
// a stream that was cut has no last piece. Used for backups; whom a stream is for is backup_key.h's.
#pragma once

#include <array>
#include <cstdint>

#include "sync/base/bytes.h"
#include "sync/base/result.h"
#include "sync/seal/secret.h"

namespace minbar::seal {

inline constexpr std::size_t stream_piece_added = 17;  // bytes that sealing adds to a piece
using StreamKey = Secret<32>;
using StreamHead = std::array<std::uint8_t, 24>;  // told in the clear, before the first piece

class StreamSealer {
 public:
  // For one stream only: each has a key of its own.
  explicit StreamSealer(const StreamKey& key);
  [[nodiscard]] const StreamHead& head() const { return head_; }
  // Nothing follows the last one.
  [[nodiscard]] Bytes seal(ByteView piece, bool last = false);

 private:
  Secret<64> state_;
  StreamHead head_{};
};

class StreamOpener {
 public:
  StreamOpener(const StreamKey& key, const StreamHead& head);
  struct Piece {
    Bytes bytes;
    bool last = false;
  };
  // Error: corrupt (not the next piece of this stream, or another key).
  [[nodiscard]] Result<Piece> open(ByteView sealed);

 private:
  Secret<64> state_;
};

}  // namespace minbar::seal
