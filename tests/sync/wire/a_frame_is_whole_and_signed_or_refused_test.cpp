#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/frame.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {
struct Framing {
  test::SeededRandom random{21};
  seal::TransportKey key = seal::TransportKey::make(random);
  Bytes frame = make_frame(seal::Context::request, bytes_of("{\"format\":1}"), key);

  Result<Bytes> read(ByteView bytes) const {
    const auto parsed = TRY(parse_frame(bytes, limits::request_bytes));
    TRY(check_frame(parsed, seal::Context::request, key.public_key()));
    return parsed.payload;
  }
};
}  // namespace

TEST_CASE("a frame gives its payload back verbatim") {
  const Framing framing;
  CHECK(text_of(framing.read(framing.frame).value()) == "{\"format\":1}");
  const auto empty = make_frame(seal::Context::request, {}, framing.key);
  CHECK(framing.read(empty)->empty());
}

TEST_CASE("every truncation of a frame is refused") {
  const Framing framing;
  for (std::size_t size = 0; size < framing.frame.size(); ++size)
    CHECK_FALSE(framing.read(ByteView(framing.frame).first(size)));
}

TEST_CASE("every flipped bit of a frame is refused") {
  const Framing framing;
  for (std::size_t bit = 0; bit < framing.frame.size() * 8; ++bit) {
    auto changed = framing.frame;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    CHECK_FALSE(framing.read(changed));
  }
}

TEST_CASE("added bytes and another purpose and another key are refused") {
  Framing framing;
  auto longer = framing.frame;
  longer.push_back('x');
  CHECK(framing.read(longer).error().code == Errc::bad_input);
  const auto parsed = parse_frame(framing.frame, 100).value();
  CHECK(check_frame(parsed, seal::Context::reply, framing.key.public_key()).error().code == Errc::bad_input);
  const auto other = seal::TransportKey::make(framing.random);
  CHECK(check_frame(parsed, seal::Context::request, other.public_key()).error().code == Errc::denied);
}

TEST_CASE("a frame that claims to be huge is refused before anything is copied") {
  const Framing framing;
  auto huge = framing.frame;
  huge[16] = 0xFF;
  CHECK(parse_frame(huge, limits::request_bytes).error().code == Errc::too_large);
  CHECK(parse_frame(framing.frame, 5).error().code == Errc::too_large);
}

TEST_CASE("a newer frame is told apart from a broken one") {
  const Framing framing;
  auto newer = framing.frame;
  newer[5] = 2;
  CHECK(parse_frame(newer, 100).error().code == Errc::unsupported_version);
  auto unknown = framing.frame;
  unknown[7] = 77;
  CHECK(parse_frame(unknown, 100).error().code == Errc::unsupported_version);
  CHECK(parse_frame(bytes_of("<html>Welcome to the hotel</html>"), 100).error().code == Errc::bad_input);
}
