#include "sync/seal/stream.h"

#include <sodium.h>

#include <algorithm>

#include "sync/seal/init.h"

namespace minbar::seal {

namespace {

using State = crypto_secretstream_xchacha20poly1305_state;
static_assert(sizeof(State) <= 64 && alignof(State) <= 16);
static_assert(stream_piece_added == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(sizeof(StreamHead) == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == 32);

State* state_in(Secret<64>& bytes) { return reinterpret_cast<State*>(bytes.span().data()); }

}  // namespace

StreamSealer::StreamSealer(const StreamKey& key) {
  init();
  crypto_secretstream_xchacha20poly1305_init_push(state_in(state_), head_.data(), key.view().data());
}

Bytes StreamSealer::seal(ByteView piece, bool last) {
  Bytes out(piece.size() + stream_piece_added);
  const unsigned char tag =
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
  crypto_secretstream_xchacha20poly1305_push(state_in(state_), out.data(), nullptr, piece.data(), piece.size(), nullptr,
                                             0, tag);
  return out;
}

StreamOpener::StreamOpener(const StreamKey& key, const StreamHead& head) {
  init();
  crypto_secretstream_xchacha20poly1305_init_pull(state_in(state_), head.data(), key.view().data());
}

Result<StreamOpener::Piece> StreamOpener::open(ByteView sealed) {
  if (sealed.size() < stream_piece_added) return fail(Errc::corrupt, "a sealed piece is too short");
  Piece out;
  out.bytes.resize(sealed.size() - stream_piece_added);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(state_in(state_), out.bytes.data(), nullptr, &tag, sealed.data(),
                                                 sealed.size(), nullptr, 0) != 0)
    return fail(Errc::corrupt, "a sealed piece does not open");
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL &&
      tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)
    return fail(Errc::corrupt, "a sealed piece is of another kind");
  out.last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return out;
}

}  // namespace minbar::seal
