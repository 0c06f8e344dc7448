#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/enrol.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

struct Enrolling {
  test::SeededRandom random{41};
  seal::EnrolKeys code = seal::derive_enrol_keys(mint_receipt_code(random)).value();
  seal::EnrolKeys other_code = seal::derive_enrol_keys(mint_receipt_code(random)).value();
  seal::TransportKey transport = seal::TransportKey::make(random);
  seal::SigningKey signing = seal::SigningKey::make(random);
  EnrolRequest request{.request = {random.array<16>()},
                       .lookup = code.lookup,
                       .record_key = seal::RecordKey::make(random).public_key(),
                       .transport_key = transport.public_key(),
                       .chain = {random.array<16>()},
                       .agent_version = "0.1.0"};
  EnrolReply reply{
      .request = request.request,
      .device = {random.array<16>()},
      .collector = {random.array<16>()},
      .signing_key = signing.public_key(),
      .sealing_key = seal::OpeningKey::make(random).sealing_key(),
      .place = {.code = {"09.001.01.01"}, .name_ar = "أكادير", .name_fr = "Agadir", .zone = "Africa/Casablanca"},
      .follow_url = "https://example.org/follow",
      .server_wall_ms = 1'790'000'000'000};
};

}  // namespace

TEST_CASE("with the code both sides learn the same keys") {
  const Enrolling e;
  const auto frame =
      parse_frame(make_enrol_request(e.request, e.code, e.transport).value(), limits::enrol_bytes).value();
  CHECK(parse_enrol_request(frame) == e.request);
  auto anew = e.request;
  anew.device = e.reply.device;
  anew.anew = true;
  for (std::size_t i = 0; i < limits::former_devices; ++i) anew.origins.push_back(DeviceId{e.request.chain.bytes});
  CHECK(parse_enrol_request(
            parse_frame(make_enrol_request(anew, e.code, e.transport).value(), limits::enrol_bytes).value()) == anew);
  anew.origins.push_back(*anew.device);
  const auto too_many = make_enrol_request(anew, e.code, e.transport).value();
  CHECK(parse_enrol_request(parse_frame(too_many, limits::enrol_bytes).value()).error().code == Errc::bad_input);
  CHECK(check_enrol_request(frame, e.request, e.code.mac_key));
  const auto reply = make_enrol_reply(e.reply, e.code.mac_key, e.signing).value();
  CHECK(open_enrol_reply(reply, e.request.request, e.code) == e.reply);
  auto of_successors = e.reply;
  of_successors.root_key = seal::RootPublicKey{e.transport.public_key().bytes};
  of_successors.succession = 3;
  of_successors.statement = Bytes(wire::succession_frame_bytes, 7);
  CHECK(open_enrol_reply(make_enrol_reply(of_successors, e.code.mac_key, e.signing).value(), e.request.request,
                         e.code) == of_successors);
}

TEST_CASE("a request made with another code or another key is denied") {
  Enrolling e;
  const auto wrong_code =
      parse_frame(make_enrol_request(e.request, e.other_code, e.transport).value(), limits::enrol_bytes);
  CHECK(check_enrol_request(*wrong_code, e.request, e.code.mac_key).error().code == Errc::denied);
  const auto stranger = seal::TransportKey::make(e.random);
  const auto wrong_key = parse_frame(make_enrol_request(e.request, e.code, stranger).value(), limits::enrol_bytes);
  CHECK(check_enrol_request(*wrong_key, e.request, e.code.mac_key).error().code == Errc::denied);
}

TEST_CASE("an answer by somebody in the middle is denied") {
  Enrolling e;
  const auto attacker = seal::SigningKey::make(e.random);
  auto forged = e.reply;
  forged.signing_key = attacker.public_key();
  const auto without_code = make_enrol_reply(forged, e.other_code.mac_key, attacker).value();
  CHECK(open_enrol_reply(without_code, e.request.request, e.code).error().code == Errc::denied);
  const auto not_its_key = make_enrol_reply(e.reply, e.code.mac_key, attacker).value();
  CHECK(open_enrol_reply(not_its_key, e.request.request, e.code).error().code == Errc::denied);
}

TEST_CASE("an answer to another request is denied") {
  Enrolling e;
  const auto reply = make_enrol_reply(e.reply, e.code.mac_key, e.signing).value();
  CHECK(open_enrol_reply(reply, {e.random.array<16>()}, e.code).error().code == Errc::denied);
}

TEST_CASE("every flipped byte of both messages is refused") {
  const Enrolling e;
  const auto request = make_enrol_request(e.request, e.code, e.transport).value();
  const auto reply = make_enrol_reply(e.reply, e.code.mac_key, e.signing).value();
  const auto accepted = [&](ByteView bytes) -> Result<void> {
    const auto frame = TRY(parse_frame(bytes, limits::enrol_bytes));
    return check_enrol_request(frame, TRY(parse_enrol_request(frame)), e.code.mac_key);
  };
  for (std::size_t at = 0; at < request.size(); ++at) {
    auto changed = request;
    changed[at] ^= 0x20;
    CHECK_FALSE(accepted(changed));
  }
  for (std::size_t at = 0; at < reply.size(); ++at) {
    auto changed = reply;
    changed[at] ^= 0x20;
    CHECK_FALSE(open_enrol_reply(changed, e.request.request, e.code));
  }
}
