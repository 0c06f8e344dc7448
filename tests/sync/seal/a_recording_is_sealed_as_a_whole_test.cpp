#include <catch2/catch.hpp>

#include <set>

#include "sync/base/limits.h"
#include "sync/seal/blob.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::seal;

TEST_CASE("a sealed recording opens byte for byte for the collector alone") {
  test::SeededRandom random(61);
  const auto ours = OpeningKey::make(random);
  const auto theirs = OpeningKey::make(random);
  for (const std::size_t size : {0, 1, 4095, 4096, 4097, 100'000}) {
    Bytes sound(size);
    random.fill(sound);
    const auto sealed = seal_blob(sound, ours.sealing_key()).value();
    CHECK(open_blob(sealed, ours) == sound);
    CHECK(open_blob(sealed, theirs).error().code == Errc::corrupt);
    auto altered = sealed;
    altered[random.below(altered.size())] ^= 1;
    CHECK(open_blob(altered, ours).error().code == Errc::corrupt);
  }
  CHECK(open_blob({}, ours).error().code == Errc::corrupt);
}

TEST_CASE("the size of a sealed recording tells only steps of four KiB") {
  test::SeededRandom random(62);
  const auto key = OpeningKey::make(random);
  std::set<std::size_t> sizes;
  for (std::size_t size = 8192; size < 12'288; size += 37)
    sizes.insert(seal_blob(Bytes(size, 1), key.sealing_key()).value().size());
  CHECK(sizes.size() == 1);
}

TEST_CASE("a recording too long for the wire is refused before it is sealed") {
  test::SeededRandom random(63);
  const auto key = OpeningKey::make(random);
  CHECK(seal_blob(Bytes(limits::blob_bytes, 1), key.sealing_key()).error().code == Errc::too_large);
  CHECK(seal_blob(Bytes(limits::blob_bytes - 2 * blob_padding, 1), key.sealing_key()).value().size() <=
        limits::blob_bytes);
}
