#include <catch2/catch.hpp>

#include "sync/wire/frame.h"
#include "sync/wire/refusal.h"
#include "sync/wire/succession.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

struct Refusing {
  test::SeededRandom random{31};
  seal::SigningKey key = seal::SigningKey::make(random);
  Refusal refusal{.frame = seal::hash_of(bytes_of("a request")),
                  .collector = {random.array<16>()},
                  .device = DeviceId{random.array<16>()},
                  .reason = RefusalReason::revoked,
                  .server_wall_ms = 1'800'000'000'000,
                  .wait_s = 60};
};

}  // namespace

TEST_CASE("a refusal comes back as it went and says whose request it answers only where that was known") {
  Refusing refusing;
  CHECK(open_refusal(make_refusal(refusing.refusal, refusing.key).value(), refusing.key.public_key()) ==
        refusing.refusal);
  refusing.refusal.succession = Bytes(succession_frame_bytes, 9);  // as long as one may be, beside all the rest
  CHECK(open_refusal(make_refusal(refusing.refusal, refusing.key).value(), refusing.key.public_key()) ==
        refusing.refusal);
  refusing.refusal.succession.clear();
  refusing.refusal.device.reset();
  refusing.refusal.wait_s.reset();
  for (const auto reason :
       {RefusalReason::unknown_device, RefusalReason::revoked, RefusalReason::replaced_key, RefusalReason::wrong_key,
        RefusalReason::other_collector, RefusalReason::two_machines, RefusalReason::over_quota, RefusalReason::other}) {
    refusing.refusal.reason = reason;
    CHECK(open_refusal(make_refusal(refusing.refusal, refusing.key).value(), refusing.key.public_key()) ==
          refusing.refusal);
    CHECK(needs_a_person(reason) == (reason != RefusalReason::over_quota));
  }
}

TEST_CASE("a refusal signed by another key or for another purpose is none and one that was changed is none") {
  Refusing refusing;
  const auto frame = make_refusal(refusing.refusal, refusing.key).value();
  const auto other = seal::SigningKey::make(refusing.random);
  CHECK(open_refusal(frame, other.public_key()).error().code == Errc::denied);
  const auto payload = parse_frame(frame, 4096).value().payload;
  const auto reply = make_frame(seal::Context::reply, payload, refusing.key);
  CHECK(open_refusal(reply, refusing.key.public_key()).error().code == Errc::bad_input);
  for (std::size_t at = 0; at < frame.size(); at += 3) {
    auto changed = frame;
    changed[at] ^= 1;
    CHECK_FALSE(open_refusal(changed, refusing.key.public_key()).has_value());
  }
  for (const std::string_view page : {"", "<html>Welcome</html>"})
    CHECK(open_refusal(bytes_of(page), refusing.key.public_key()).error().code == Errc::bad_input);
}

TEST_CASE("a word of a later version is a refusal all the same") {
  Refusing refusing;
  const std::string json = R"({"collector":"00000000000000000000000000000001","format":1,"frame":")" +
                           std::string(64, 'a') + R"(","reason":"under_repair","server_wall_ms":5,"later":true})";
  const auto opened =
      open_refusal(make_frame(seal::Context::refusal, bytes_of(json), refusing.key), refusing.key.public_key());
  REQUIRE(opened.has_value());
  CHECK(opened->reason == RefusalReason::other);
  CHECK(needs_a_person(opened->reason));
}
