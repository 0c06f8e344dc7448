#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/seal/heartbeat.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

namespace {
struct Beating {
  test::SeededRandom random{3};
  RecordKey key = RecordKey::make(random);
  Heartbeat beat{.head = {.chain = {random.array<16>()}, .sequence = 12, .hash = {random.array<32>()}},
                 .number = 7,
                 .boot = {random.array<16>()},
                 .monotonic_ms = 123'456,
                 .wall_ms = -5,
                 .backlog = 3,
                 .oldest_unsent_s = 60,
                 .free_disk_bytes = 1ULL << 40,
                 .content_version = 9,
                 .program_version = "0.1.0"};
};
}  // namespace

TEST_CASE("a heartbeat reads back as it was signed") {
  Beating b;
  const auto bytes = sign_heartbeat(b.beat, b.key);
  CHECK(bytes.size() <= limits::heartbeat_bytes);
  CHECK(open_heartbeat(bytes, b.key.public_key()) == b.beat);
  b.beat.oldest_unsent_s = std::nullopt;
  CHECK(open_heartbeat(sign_heartbeat(b.beat, b.key), b.key.public_key()) == b.beat);
}

TEST_CASE("every changed bit and every cut of a heartbeat is refused") {
  Beating b;
  const auto bytes = sign_heartbeat(b.beat, b.key);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] ^= static_cast<std::uint8_t>(1U << (at % 8));
    CHECK_FALSE(open_heartbeat(changed, b.key.public_key()));
    CHECK_FALSE(open_heartbeat(ByteView(bytes).first(at), b.key.public_key()));
  }
}

TEST_CASE("a newer heartbeat is told apart and another key does not verify") {
  Beating b;
  auto bytes = sign_heartbeat(b.beat, b.key);
  CHECK(open_heartbeat(bytes, RecordKey::make(b.random).public_key()).error().code == Errc::denied);
  bytes[5] = 2;
  CHECK(open_heartbeat(bytes, b.key.public_key()).error().code == Errc::unsupported_version);
}
