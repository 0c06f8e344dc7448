// Bytes from anywhere as an envelope and as a heartbeat: refused or read, never a crash.
#include "sync/seal/envelope.h"
#include "sync/seal/heartbeat.h"
#include "sync/seal/init.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace minbar;
  seal::init();
  const ByteView bytes{data, size};
  if (const auto envelope = seal::parse_envelope(bytes))
    (void)seal::verify_envelope(*envelope, seal::RecordPublicKey{});
  return 0;
}
