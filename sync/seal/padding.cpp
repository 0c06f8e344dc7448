#include "sync/seal/padding.h"

#include <sodium.h>

#include "sync/base/ensure.h"
#include "sync/seal/init.h"

namespace minbar::seal {

Bytes padded(ByteView plain) {
  init();
  const auto whole = (plain.size() / body_padding + 1) * body_padding;
  Bytes out;
  out.reserve(whole);  // at once, so that no copy stays behind that nobody wipes
  out.assign(plain.begin(), plain.end());
  out.resize(whole);
  std::size_t size = 0;
  ENSURE(sodium_pad(&size, out.data(), plain.size(), body_padding, out.size()) == 0, "a body can be padded");
  return out;
}

Result<void> unpad(Bytes& bytes) {
  std::size_t size = 0;
  if (sodium_unpad(&size, bytes.data(), bytes.size(), body_padding) != 0)
    return fail(Errc::corrupt, "a body is not padded as it must be");
  bytes.resize(size);
  return {};
}

}  // namespace minbar::seal
