#include <catch2/catch.hpp>

#include "sync/base/hex.h"
#include "sync/base/limits.h"
#include "sync/base/log.h"
#include "tests/support/overheard.h"
#include "tests/sync/collector/test_collector.h"
#include "tests/sync/collector/test_kiosk.h"

using namespace minbar;
using test::TestCollector;
using test::TestKiosk;

namespace {
std::string new_code(TestCollector& collector) {
  return collector->create_kiosk({.place = {"09.001.01.01"}, .label = "Library"}).value().code;
}
}  // namespace

TEST_CASE("a one time code pins both sides and tells the kiosk its place") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  REQUIRE(kiosk.ask_to_enrol(*collector, new_code(collector)).has_value());
  CHECK(kiosk.pinned().collector == collector->id());
  CHECK(kiosk.pinned().place.code.value == "09.001.01.01");
  CHECK(kiosk.pinned().place.name_fr.find("Agadir") == 0);
  CHECK(kiosk.pinned().place.name_ar.find("أكادير") == 0);
  CHECK(kiosk.pinned().place.zone == "Africa/Casablanca");
  CHECK(kiosk.pinned().follow_url == "https://minbar.example.ma/follow");
  CHECK(kiosk.send(*collector, {kiosk.say("hello")}).results[0].status == wire::RecordStatus::stored);
}

TEST_CASE("the same kiosk asking again gets the same answer") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  const auto code = new_code(collector);
  REQUIRE(kiosk.ask_to_enrol(*collector, code).has_value());
  const auto device = kiosk.pinned().device;
  REQUIRE(kiosk.ask_to_enrol(*collector, code).has_value());
  CHECK(kiosk.pinned().device == device);
}

TEST_CASE("a used code enrols no second kiosk") {
  TestCollector collector;
  TestKiosk first(collector.random), second(collector.random);
  const auto code = new_code(collector);
  REQUIRE(first.ask_to_enrol(*collector, code).has_value());
  CHECK(second.ask_to_enrol(*collector, code).error().status == 401);
  CHECK(collector.count("SELECT count(*) FROM devices WHERE enrolled_at_ms IS NOT NULL") == 1);
}

TEST_CASE("a machine that is known already learns nothing of a new code and the log says which kiosk it is") {
  const auto said = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  TestCollector collector;
  TestKiosk kiosk(collector.random), stranger(collector.random);
  const auto first = new_code(collector), second = new_code(collector);
  REQUIRE(kiosk.ask_to_enrol(*collector, first).has_value());
  test::Overheard used;
  CHECK(stranger.ask_to_enrol(*collector, first).error().status == 401);
  CHECK_FALSE(said(used.text(), "enrolment_of_known_machine"));
  test::Overheard known;
  CHECK(kiosk.ask_to_enrol(*collector, second).error().status == 401);
  log_counts(true);  // other stories of this process may have used up the minute's lines
  const auto text = known.text();
  CHECK(said(text, "enrolment_of_known_machine"));
  if (said(text, "\"event\":\"enrolment_of_known_machine\""))
    CHECK(said(text, "\"known\":\"" + to_hex(kiosk.pinned().device.view()) + "\""));
  CHECK(stranger.ask_to_enrol(*collector, second).has_value());  // the code is still good
}

TEST_CASE("an expired code is refused also to the kiosk that used it") {
  TestCollector collector;
  TestKiosk early(collector.random), late(collector.random);
  const auto used = new_code(collector), unused = new_code(collector);
  REQUIRE(early.ask_to_enrol(*collector, used).has_value());
  collector.clock.advance(limits::enrol_code_ms);
  CHECK(early.ask_to_enrol(*collector, used).error().status == 401);
  CHECK(late.ask_to_enrol(*collector, unused).error().status == 401);
}

TEST_CASE("a code that was never given is refused") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  const auto guessed = format_receipt_code(mint_receipt_code(collector.random));
  CHECK(kiosk.ask_to_enrol(*collector, guessed).error().status == 401);
}

TEST_CASE("a request whose MAC was made with another code is refused") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  const auto good = seal::derive_enrol_keys(parse_receipt_code(new_code(collector)).value()).value();
  const auto wrong = seal::derive_enrol_keys(mint_receipt_code(collector.random)).value();
  const auto request = kiosk.enrol_request({.lookup = good.lookup, .mac_key = wrong.mac_key});
  const auto frame = wire::make_enrol_request(request, wrong, kiosk.transport_key()).value();
  CHECK(collector->enrol(frame).error().status == 401);
}

TEST_CASE("guessing codes is slowed down") {
  TestCollector collector;
  const auto guess = [&] { return collector->enrol(bytes_of("a guess")).error(); };
  int status = 0;
  for (int i = 0; i < 40 && status != 429; ++i) status = guess().status;
  CHECK(status == 429);
  CHECK(guess().retry_after_ms.value_or(0) > 0);
  collector.clock.advance(10 * 60'000);
  CHECK(guess().status == 400);
}

TEST_CASE("a kiosk needs a name and a place that exists") {
  TestCollector collector;
  CHECK(collector->create_kiosk({.place = {"99.999"}, .label = "Nowhere"}).error().code == Errc::not_found);
  CHECK(collector->create_kiosk({.place = {"09.001.01.01"}, .label = " "}).error().code == Errc::bad_input);
}

TEST_CASE("what made a code worth something is gone after its kiosk's first exchange and after its time") {
  TestCollector collector;
  TestKiosk kiosk(collector.random);
  const auto keys_left = [&] { return collector.count("SELECT count(mac_key) FROM enrol_codes"); };
  const auto code = new_code(collector);
  REQUIRE(kiosk.ask_to_enrol(*collector, code).has_value());
  REQUIRE(kiosk.ask_to_enrol(*collector, code).has_value());  // the first answer may have been lost
  CHECK(keys_left() == 1);
  new_code(collector);  // another kiosk's, which nobody uses
  kiosk.send(*collector, {});
  CHECK(keys_left() == 1);
  CHECK(kiosk.ask_to_enrol(*collector, code).error().status == 401);
  collector.clock.advance(limits::enrol_code_ms);
  kiosk.send(*collector, {});
  CHECK(keys_left() == 0);
}
