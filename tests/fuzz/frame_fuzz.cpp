// Bytes from anywhere as a signed frame: refused or read, and what was read is the bytes that came.
#include <cstdlib>

#include "sync/base/limits.h"
#include "sync/wire/frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  const ByteView bytes{data, size};
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (frame && wire::detail::join(frame->header, frame->signature.view(), frame->payload) != to_bytes(bytes))
    std::abort();
  return 0;
}
