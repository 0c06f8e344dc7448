#include <catch2/catch.hpp>

#include <set>

#include "sync/agent/enrol.h"
#include "sync/agent/http_client.h"
#include "sync/store/refusals.h"
#include "sync/wire/http.h"
#include "tests/sync/agent/loopback_listener.h"
#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

// A kiosk fresh from its box, and a collector that knows one code.
struct Joining {
  test::ManualClock clock;
  test::SeededRandom random{5};
  test::TemporaryFolder folder;
  test::Store store{taken(store::Folder::open(folder.path() / "shared", store::Role::agent, clock, random))};
  seal::TransportKey transport = seal::TransportKey::make(random);
  seal::SigningKey signing = seal::SigningKey::make(random);
  ReceiptCode code = mint_receipt_code(random);
  seal::EnrolKeys keys = taken(seal::derive_enrol_keys(code));
  seal::SealingKey sealing = seal::OpeningKey::make(random).sealing_key();

  std::string answer(ByteView body, const DeviceId& device = {{1}}) const {
    const auto frame = taken(wire::parse_frame(body, limits::enrol_bytes));
    const auto request = taken(wire::parse_enrol_request(frame));
    if (request.lookup != keys.lookup || !wire::check_enrol_request(frame, request, keys.mac_key))
      return test::http_answer(401, "", "");
    return test::frame_answer(taken(wire::make_enrol_reply({.request = request.request,
                                                            .device = device,
                                                            .collector = {{2}},
                                                            .signing_key = signing.public_key(),
                                                            .sealing_key = sealing,
                                                            .place = {.code = {"09.001.01.01"}, .name_fr = "Agadir"},
                                                            .server_wall_ms = 1},
                                                           keys.mac_key, signing)));
  }
  Result<store::Enrolment> enrol(const std::string& url, std::string_view typed) {
    return ask(agent::enrol, url, typed);
  }
  Result<store::Enrolment> re_enrol(const std::string& url, std::string_view typed) {
    return ask(agent::re_enrol, url, typed);
  }
  Result<store::Enrolment> ask(decltype(&agent::enrol) how, const std::string& url, std::string_view typed) {
    const auto address = taken(agent::parse_collector_url(url));
    agent::HttpClient client(address, {});
    const auto exchange = client.exchange(wire::enrol_path);
    agent::EnrolDoors doors{.folder = store, .key = transport, .exchange = exchange, .random = random};
    return how(doors, address, typed, "0.1.0");
  }
  void start_kiosk() { REQUIRE(store.outbox.publish_record_key(seal::RecordKey::make(random).public_key())); }
};

}  // namespace

TEST_CASE("with the right code the kiosk pins its collector and place") {
  Joining joining;
  joining.start_kiosk();
  const test::LoopbackListener listener([&](ByteView body) { return joining.answer(body); });
  const auto pinned = taken(joining.enrol(listener.url(), format_receipt_code(joining.code)));
  CHECK(pinned.signing_key == joining.signing.public_key());
  CHECK(pinned.sealing_key == joining.sealing);
  CHECK(pinned.collector_url == listener.url());
  CHECK(joining.store.folder->enrolment() == pinned);
  CHECK(joining.enrol(listener.url(), format_receipt_code(joining.code)).error().code == Errc::conflict);
}

TEST_CASE("with another code nothing is pinned and a mistyped one is not even sent") {
  Joining joining;
  joining.start_kiosk();
  const test::LoopbackListener listener([&](ByteView body) { return joining.answer(body); });
  const auto other = format_receipt_code(mint_receipt_code(joining.random));
  CHECK(joining.enrol(listener.url(), other).error().code == Errc::denied);
  CHECK(listener.asked() == 1);
  CHECK(joining.enrol(listener.url(), "ABCDE-FGHJK-0").error().code == Errc::bad_input);
  CHECK(listener.asked() == 1);
  CHECK_FALSE(taken(joining.store.folder->enrolment()).has_value());
}

TEST_CASE("before the kiosk has made its record key it is told to start first") {
  Joining joining;
  const auto refused = joining.enrol("http://127.0.0.1:1", format_receipt_code(joining.code));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().context.find("start minbar-kiosk") != std::string::npos);
}

TEST_CASE("what stands in the middle without the code pins nothing") {
  Joining joining;
  joining.start_kiosk();
  Joining attacker;
  attacker.keys = taken(seal::derive_enrol_keys(mint_receipt_code(attacker.random)));
  const test::LoopbackListener listener([&](ByteView body) {
    const auto request = taken(wire::parse_enrol_request(taken(wire::parse_frame(body, limits::enrol_bytes))));
    return test::frame_answer(taken(wire::make_enrol_reply({.request = request.request,
                                                            .signing_key = attacker.signing.public_key(),
                                                            .sealing_key = attacker.sealing,
                                                            .place = {.code = {"x"}},
                                                            .server_wall_ms = 1},
                                                           attacker.keys.mac_key, attacker.signing)));
  });
  CHECK(joining.enrol(listener.url(), format_receipt_code(joining.code)).error().code == Errc::denied);
  CHECK_FALSE(taken(joining.store.folder->enrolment()).has_value());
}

TEST_CASE("with a new code of the same kiosk its enrolment goes on and an earlier refusal ends") {
  Joining joining;
  joining.start_kiosk();
  const test::LoopbackListener listener([&](ByteView body) { return joining.answer(body); });
  const auto first = taken(joining.enrol(listener.url(), format_receipt_code(joining.code)));
  REQUIRE(store::keep_refusal(joining.store, bytes_of("a refusal")));
  joining.code = mint_receipt_code(joining.random);
  joining.keys = taken(seal::derive_enrol_keys(joining.code));
  REQUIRE(joining.store.outbox.claim_record_key(seal::RecordKey::make(joining.random).public_key()));
  const auto again = taken(joining.re_enrol(listener.url(), format_receipt_code(joining.code)));
  CHECK(again.device == first.device);
  CHECK(again.record_key == taken(store::record_key_of(joining.store)));
  CHECK_FALSE(again.record_key == first.record_key);
  CHECK(taken(joining.store.folder->database().query_one("SELECT count(*) FROM refusal"))->integer(0) == 0);
}

TEST_CASE(
    "what keeps a right code from working is told in one sentence each and a code of another kiosk changes nothing") {
  Joining joining;
  joining.start_kiosk();
  const auto typed = format_receipt_code(joining.code);
  std::set<std::string> sentences;
  for (const auto objection : {wire::EnrolObjection::expired, wire::EnrolObjection::used,
                               wire::EnrolObjection::other_kiosk, wire::EnrolObjection::known_machine}) {
    const test::LoopbackListener listener([&](ByteView body) {
      const auto request = taken(wire::parse_enrol_request(taken(wire::parse_frame(body, limits::enrol_bytes))));
      const auto frame =
          taken(wire::make_enrol_objection(objection, request.request, joining.keys.mac_key, joining.signing));
      return test::http_answer(401, "Content-Type: application/vnd.minbar.frame\r\n", text_of(frame));
    });
    const auto refused = joining.enrol(listener.url(), typed);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::denied);
    CHECK(sentences.insert(refused.error().context).second);
  }
  const test::LoopbackListener anybody([](ByteView) { return test::http_answer(401, "", "no"); });
  CHECK(sentences.insert(joining.enrol(anybody.url(), typed).error().context).second);
  const test::LoopbackListener listener([&](ByteView body) { return joining.answer(body); });
  const auto pinned = taken(joining.enrol(listener.url(), typed));
  const test::LoopbackListener other([&](ByteView body) { return joining.answer(body, {{9}}); });
  CHECK(joining.re_enrol(other.url(), typed).error().code == Errc::conflict);
  CHECK(joining.store.folder->enrolment() == pinned);
}
