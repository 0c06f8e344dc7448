// Bytes from anywhere as a signed frame, and as each message a frame may carry.
#include "sync/base/limits.h"
#include "sync/seal/init.h"
#include "sync/wire/body_codec.h"
#include "sync/wire/enrol.h"
#include "sync/wire/frame.h"
#include "sync/wire/sync_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  seal::init();
  const ByteView bytes{data, size};
  (void)wire::decode_body(bytes);
  const auto frame = wire::parse_frame(bytes, limits::request_bytes);
  if (!frame) return 0;
  (void)wire::parse_enrol_request(*frame);
  (void)wire::parse_sync_request(*frame);
  return 0;
}
