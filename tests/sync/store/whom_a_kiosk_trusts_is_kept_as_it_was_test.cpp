// The two files in a kiosk's private folder: the collector it pinned, and how far its chain goes.
#include <catch2/catch.hpp>

#include <fstream>

#include "sync/store/kept_head.h"
#include "sync/store/pin.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

TEST_CASE("a pin is read again as it was kept and one that is damaged is never taken for none") {
  test::EnrolledKiosk kiosk;
  CHECK_FALSE(taken(store::load_pin(kiosk.keys)));
  auto pin = kiosk.pin();
  for (const bool compared : {true, false}) {
    pin.compared = compared;
    REQUIRE(store::save_pin(kiosk.keys, pin));
    CHECK(taken(store::load_pin(kiosk.keys)) == pin);
  }
  pin.given_up = store::GivenUp{.key = kiosk.record_key.public_key(),
                                .chain = {.bytes = kiosk.random.array<16>()},
                                .told_ms = 7,
                                .enrolled = true};
  REQUIRE(store::save_pin(kiosk.keys, pin));
  CHECK(taken(store::load_pin(kiosk.keys)) == pin);
  CHECK(store::same_enrolment(pin, kiosk.pin()));
  std::ofstream(kiosk.keys / "collector.pin") << R"({"format":1})";
  CHECK(store::load_pin(kiosk.keys).error().code == Errc::corrupt);
}

TEST_CASE(
    "an enrolment stays the same wherever the kiosk is moved and whoever compared it and nothing else may differ") {
  test::EnrolledKiosk kiosk;
  const auto pin = kiosk.pin();
  auto same = pin;
  same.place = {.code = {"01.511.01.0"}, .name_ar = "طنجة", .name_fr = "Tanger", .zone = "UTC"};
  same.compared = !pin.compared;
  CHECK(store::same_enrolment(pin, same));
  CHECK(store::same_enrolment(same, pin));
  auto others = std::vector(5, pin);
  others[0].device.bytes[0] ^= 1;
  others[1].collector.bytes[0] ^= 1;
  others[2].signing_key.bytes[0] ^= 1;
  others[3].sealing_key.bytes[0] ^= 1;
  others[4].follow_url += "/elsewhere";
  for (const auto& other : others) CHECK_FALSE(store::same_enrolment(pin, other));
}

TEST_CASE("how far a chain goes is read again as it was kept and what cannot be read is told from nothing kept") {
  test::EnrolledKiosk kiosk;
  CHECK_FALSE(taken(store::load_head(kiosk.keys)));
  const store::KeptHead kept{.device = kiosk.enrolment.device,
                             .head = {.chain = {.bytes = kiosk.random.array<16>()},
                                      .sequence = 1234,
                                      .hash = {.bytes = kiosk.random.array<32>()}},
                             .heartbeats = 7};
  REQUIRE(store::save_head(kiosk.keys, kept));
  CHECK(taken(store::load_head(kiosk.keys)) == kept);
  std::ofstream(kiosk.keys / "chain.head") << "{}";
  CHECK(store::load_head(kiosk.keys).error().code == Errc::corrupt);
}
