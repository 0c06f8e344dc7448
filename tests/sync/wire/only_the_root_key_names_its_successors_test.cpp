#include <catch2/catch.hpp>

#include <string>

#include "sync/wire/frame.h"
#include "sync/wire/succession.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

struct Succeeding {
  test::SeededRandom random{37};
  seal::RootKey root = seal::RootKey::make(random);
  seal::SigningKey signing = seal::SigningKey::make(random);
  Succession succession{.collector = {random.array<16>()},
                        .number = 1,
                        .signing_key = signing.public_key(),
                        .sealing_key = seal::OpeningKey::make(random).sealing_key(),
                        .server_wall_ms = 1'800'000'000'000};

  Result<Succession> opened(const std::string& json) const {
    return open_succession(make_frame(seal::Context::succession, bytes_of(json), root), root.public_key());
  }
};

const std::string good_head = R"({"collector":"00000000000000000000000000000001","format":1,"sealing_key":")" +
                              std::string(64, 'a') + R"(","signing_key":")" + std::string(64, 'b') + R"(",)";

}  // namespace

TEST_CASE("a statement of succession comes back as it went and fits into a frame of its bound") {
  Succeeding succeeding;
  const auto frame = make_succession(succeeding.succession, succeeding.root).value();
  CHECK(frame.size() <= succession_frame_bytes);
  CHECK(open_succession(frame, succeeding.root.public_key()) == succeeding.succession);
  succeeding.succession.number = 0;
  CHECK(make_succession(succeeding.succession, succeeding.root).error().code == Errc::bad_input);
}

TEST_CASE("a root key that is typed again from its seed is the same key") {
  const Succeeding succeeding;
  seal::Secret<32> seed;
  std::copy(succeeding.root.seed().begin(), succeeding.root.seed().end(), seed.span().begin());
  const auto again = seal::RootKey::from_seed(std::move(seed));
  CHECK(again.public_key() == succeeding.root.public_key());
  CHECK(make_succession(succeeding.succession, again) == make_succession(succeeding.succession, succeeding.root));
}

TEST_CASE("a statement by another root key or by the signing key itself or for another purpose is none") {
  Succeeding succeeding;
  const auto frame = make_succession(succeeding.succession, succeeding.root).value();
  const auto other = seal::RootKey::make(succeeding.random);
  CHECK(open_succession(frame, other.public_key()).error().code == Errc::denied);
  const auto payload = parse_frame(frame, 4096).value().payload;
  // whoever has stolen the signing key has this, and no more
  const auto stolen = make_frame(seal::Context::succession, payload, succeeding.signing);
  CHECK(open_succession(stolen, succeeding.root.public_key()).error().code == Errc::denied);
  CHECK(open_succession(make_frame(seal::Context::refusal, payload, succeeding.root), succeeding.root.public_key())
            .error()
            .code == Errc::bad_input);
}

TEST_CASE("a statement that was changed or cut or is a portals page is none") {
  Succeeding succeeding;
  const auto frame = make_succession(succeeding.succession, succeeding.root).value();
  for (std::size_t at = 0; at < frame.size(); ++at) {
    auto changed = frame;
    changed[at] ^= 1;
    CHECK_FALSE(open_succession(changed, succeeding.root.public_key()).has_value());
    CHECK_FALSE(open_succession(ByteView(frame).first(at), succeeding.root.public_key()).has_value());
  }
  CHECK(open_succession(bytes_of("<html>Welcome</html>"), succeeding.root.public_key()).error().code ==
        Errc::bad_input);
}

TEST_CASE("what a statement says is within its bounds or refused and a later field is passed over") {
  const Succeeding succeeding;
  CHECK(succeeding.opened(good_head + R"("number":7,"server_wall_ms":5,"later":[true]})")->number == 7);
  for (const std::string wrong :
       {R"("number":0,"server_wall_ms":5})", R"("number":-1,"server_wall_ms":5})",
        R"("number":"1","server_wall_ms":5})", R"("number":4294967296,"server_wall_ms":5})",
        R"("number":1.5,"server_wall_ms":5})", R"("server_wall_ms":5})", R"("number":1,"server_wall_ms":0})",
        R"("number":1})", R"("number":1,"server_wall_ms":5,"signing_key":"ab"})",
        R"("number":1,"server_wall_ms":5,"collector":7})", R"("number":1,"server_wall_ms":5}})"})
    CHECK(succeeding.opened(good_head + wrong).error().code == Errc::bad_input);
  CHECK(succeeding.opened(good_head + R"("number":1,"server_wall_ms":5,"format":2})").error().code ==
        Errc::unsupported_version);
  const auto long_one = good_head + R"("number":1,"server_wall_ms":5,"later":")" + std::string(512, 'x') + "\"}";
  CHECK(succeeding.opened(long_one).error().code == Errc::too_large);
}
