#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/wire/refusal.h"
#include "tests/sync/collector/test_browser.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;
using wire::EnrolObjection;

namespace {

seal::EnrolKeys enrol_keys_of(const std::string& code) {
  return seal::derive_enrol_keys(parse_receipt_code(code).value()).value();
}

// What this machine asks with this code, which it holds, and what keeps it; nothing: it was enrolled.
std::optional<EnrolObjection> objection_to(TestCollector& collector, TestKiosk& kiosk, const std::string& code_text,
                                           std::optional<DeviceId> as = std::nullopt) {
  const auto code = enrol_keys_of(code_text);
  auto request = kiosk.enrol_request(code);
  request.device = as;
  const auto answer = collector->enrol(wire::make_enrol_request(request, code, kiosk.transport_key()).value());
  if (answer) return std::nullopt;
  CHECK(answer.error().status == 401);
  return wire::open_enrol_objection(answer.error().frame, request.request, code).value();
}

std::string code_again(TestCollector& collector, const TestKiosk& kiosk) {
  return collector->new_code(kiosk.pinned().device).value().code;
}

wire::RefusalReason why_refused(TestCollector& collector, TestKiosk& kiosk) {
  const auto frame = kiosk.frame(kiosk.request({}));
  return wire::open_refusal(collector->exchange(frame).error().frame, kiosk.pinned().signing_key).value().reason;
}

}  // namespace

TEST_CASE("a kiosk with a new transport key keeps its device id and the old key asks no more") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto device = kiosk.pinned().device;
  kiosk.send(*collector, {kiosk.say("before")});
  const auto asked_by_old = kiosk.frame(kiosk.request({}));
  kiosk.lose_transport_key();
  CHECK(why_refused(collector, kiosk) == wire::RefusalReason::unknown_device);
  REQUIRE(kiosk.ask_to_enrol(*collector, code_again(collector, kiosk)));
  CHECK(kiosk.pinned().device == device);
  CHECK(kiosk.send(*collector, {kiosk.say("after")}).results[0].status == wire::RecordStatus::stored);
  const auto refusal =
      wire::open_refusal(collector->exchange(asked_by_old).error().frame, kiosk.pinned().signing_key).value();
  CHECK(refusal.reason == wire::RefusalReason::replaced_key);
  CHECK(refusal.device == device);
  CHECK(collector.count("SELECT count(*) FROM proposals") == 2);
  CHECK(collector.count("SELECT count(DISTINCT device) FROM envelopes") == 1);
}

TEST_CASE("what was sealed under a record key that is lost verifies when it comes at last and so does what follows") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto waited = kiosk.say("under the old key");
  kiosk.lose_record_key();
  const auto too_early = kiosk.say("before anybody knew the new key");
  REQUIRE(kiosk.ask_to_enrol(*collector, code_again(collector, kiosk)));
  const auto reply = kiosk.send(*collector, {waited, too_early, kiosk.say("under the new key")},
                                kiosk.heartbeat(collector.clock.wall_ms()));
  for (const auto& result : reply.results) CHECK(result.status == wire::RecordStatus::stored);
  CHECK(reply.heartbeat_taken);
  CHECK(collector.count("SELECT sequence FROM chains") == 3);
  CHECK(collector.count("SELECT count(*) FROM device_keys WHERE kind = 'record' AND until_ms IS NOT NULL") == 1);
  CHECK(collector.count("SELECT count(*) FROM set_aside") == 0);
}

TEST_CASE("a kiosk that was withdrawn by mistake is in service again and nothing that waited is lost") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto waited = kiosk.say("it waited");
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = kiosk.pinned().device, .by = {}, .at_ms = 1}));
  CHECK(why_refused(collector, kiosk) == wire::RefusalReason::revoked);
  REQUIRE(kiosk.ask_to_enrol(*collector, code_again(collector, kiosk)));
  CHECK(kiosk.send(*collector, {waited}).results[0].status == wire::RecordStatus::stored);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'kiosk_re_enrolled'") == 1);
  CHECK(collector.count("SELECT count(*) FROM audit WHERE action = 'kiosk_code_made'") == 1);
}

TEST_CASE("a collector that went back to before a kiosk was made takes it under its own id with a new kiosk's code") {
  TestCollector before, collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*before);
  const auto device = kiosk.pinned().device;
  const auto issued = collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}).value();
  CHECK_FALSE(objection_to(collector, kiosk, issued.code, device));
  CHECK_FALSE(objection_to(collector, kiosk, issued.code, device));  // the first answer was lost
  CHECK(collector.count("SELECT count(*) FROM devices") == 1);
  const auto kept = collector->storage()
                        .read([](db::Database& database) {
                          return database.query_one(
                              "SELECT d.id, a.place FROM devices d JOIN assignments a ON "
                              "a.device = d.id WHERE d.enrolled_at_ms IS NOT NULL");
                        })
                        .value()
                        .value();
  CHECK(kept.id<DeviceId>(0) == device);
  CHECK(kept.text(1) == "09.001.01.01");
}

TEST_CASE("a second code of a kiosk that nobody has enrolled yet makes the first worth nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  const auto first = collector->create_kiosk({.place = {"09.001.01.01"}, .label = "hall"}).value();
  const auto second = collector->new_code(first.device).value();
  CHECK(kiosk.ask_to_enrol(*collector, first.code).error().frame.empty());
  REQUIRE(kiosk.ask_to_enrol(*collector, second.code));
  CHECK(kiosk.pinned().device == first.device);
  CHECK(collector->new_code({}).error().code == Errc::not_found);
}

TEST_CASE("a new code waits for its use however often its kiosk talks meanwhile and ends with a withdrawal") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector);
  const auto code = code_again(collector, kiosk);
  kiosk.send(*collector, {kiosk.say("meanwhile")});
  kiosk.send(*collector, {});
  REQUIRE(kiosk.ask_to_enrol(*collector, code));
  kiosk.send(*collector, {});
  const auto next = code_again(collector, kiosk);
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = kiosk.pinned().device, .by = {}, .at_ms = 1}));
  CHECK(kiosk.ask_to_enrol(*collector, next).error().frame.empty());
}

TEST_CASE("who has the code is told what keeps it and who has not is told nothing") {
  TestCollector collector;
  TestKiosk kiosk(collector.random), other(collector.random), fresh(collector.random);
  kiosk.enrol(*collector, "one");
  other.enrol(*collector, "two");
  const auto code = code_again(collector, kiosk);
  CHECK(objection_to(collector, other, code) == EnrolObjection::known_machine);
  CHECK(objection_to(collector, other, code, other.pinned().device) == EnrolObjection::other_kiosk);
  CHECK_FALSE(objection_to(collector, fresh, code));
  CHECK(objection_to(collector, kiosk, code) == EnrolObjection::used);
  const auto late = code_again(collector, kiosk);
  collector.clock.advance(limits::enrol_code_ms);
  CHECK(objection_to(collector, kiosk, late) == EnrolObjection::expired);
  const auto guessed = enrol_keys_of(format_receipt_code(mint_receipt_code(collector.random)));
  const auto good = enrol_keys_of(code_again(collector, kiosk));
  for (const auto& tried : {guessed, seal::EnrolKeys{.lookup = good.lookup, .mac_key = guessed.mac_key}}) {
    const auto frame = wire::make_enrol_request(kiosk.enrol_request(tried), tried, kiosk.transport_key()).value();
    const auto refusal = collector->enrol(frame).error();
    CHECK(refusal.status == 401);
    CHECK(refusal.frame.empty());
  }
}

TEST_CASE("staff make a new code at the desk for a kiosk in service and for one that was withdrawn") {
  TestCollector collector;
  REQUIRE(collector->accounts().create("Amina", test::good_password));
  test::Browser browser(collector.serve());
  browser.sign_in("Amina", test::good_password);
  TestKiosk kiosk(collector.random);
  kiosk.enrol(*collector, "The library");
  const auto address = "/kiosks/" + to_hex(kiosk.pinned().device.view()) + "/code";
  const auto make = [&] {
    CHECK(browser.get("/kiosks").body.find(address) != std::string::npos);
    CHECK(browser.get(address).body.find("The library") != std::string::npos);
    const auto made = browser.submit(address, address, {});
    CHECK(made.body.find("minbar-sync re-enrol https://minbar.example.ma") != std::string::npos);
    const auto at = made.body.find("id=\"enrol-code\"");
    REQUIRE(at != std::string::npos);
    const auto begin = made.body.find('>', at) + 1;
    return made.body.substr(begin, made.body.find('<', begin) - begin);
  };
  REQUIRE(kiosk.ask_to_enrol(*collector, make()));
  REQUIRE(collector::revoke_kiosk(collector->storage(), {.device = kiosk.pinned().device, .by = {}, .at_ms = 1}));
  REQUIRE(kiosk.ask_to_enrol(*collector, make()));
  kiosk.send(*collector, {kiosk.say("back")});
  CHECK(browser.get("/kiosks/nonsense/code").status == 404);
}

TEST_CASE("an id that a kiosk names as one it had lets it say nothing as that kiosk") {
  TestCollector collector;
  TestKiosk hall(collector.random), other(collector.random);
  hall.enrol(*collector);
  const auto own = hall.say("of the hall");
  const auto issued = collector->create_kiosk({.place = {"09.001.01.01"}, .label = "another"}).value();
  const auto code = enrol_keys_of(issued.code);
  auto request = other.enrol_request(code);
  request.origins = {hall.pinned().device, DeviceId{collector.random.array<16>()}};
  REQUIRE(collector->enrol(wire::make_enrol_request(request, code, other.transport_key()).value()));
  REQUIRE(other.ask_to_enrol(*collector, issued.code));  // that answer was lost on the way
  CHECK(collector.count("SELECT count(*) FROM device_origins") == 1);
  const auto its_own = other.say("of the other");
  other.lose_record_key();
  const auto reply = other.send(*collector, {its_own, other.say("of nobody"), own});
  CHECK(reply.results[0].status == wire::RecordStatus::stored);
  CHECK(reply.results[1].reason == wire::RecordReason::bad_signature);
  CHECK(reply.results[2].status == wire::RecordStatus::stored);  // whoever carries it, it is the hall's
  CHECK(hall.send(*collector, {own}).results[0].status == wire::RecordStatus::known);
  const auto of_hall = collector->storage().read([&](db::Database& database) {
    return database.query_one("SELECT count(*) FROM envelopes WHERE device = $1", {hall.pinned().device});
  });
  CHECK(of_hall.value().value().integer(0) == 1);
  CHECK(collector.count("SELECT count(*) FROM envelopes") == 2);
}
