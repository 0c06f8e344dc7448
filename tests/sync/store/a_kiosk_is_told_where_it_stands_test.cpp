#include <catch2/catch.hpp>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

const wire::Place tangier{.code = {"01.511.01.0"}, .name_ar = "طنجة", .name_fr = "Tanger", .zone = "Africa/Casablanca"};

}  // namespace

TEST_CASE("a kiosk that is told of its move keeps its keys and seals what comes for its new place") {
  test::EnrolledKiosk kiosk;
  auto agent = kiosk.open(store::Role::agent);
  auto bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::kiosk));
  const auto before = taken(agent.folder->enrolment());
  const auto request = taken(agent.carrier.make_request({}, "test"));
  CHECK(request.place == kiosk.enrolment.place.code);
  auto reply = kiosk.answer_to(request);
  reply.place = tangier;
  CHECK(taken(agent.carrier.apply_reply(kiosk.verified(reply))).moved);
  CHECK(bell.heard());
  auto after = taken(agent.folder->enrolment());
  CHECK(after->place == tangier);
  after->place = before->place;
  CHECK(after == before);
  CHECK(taken(agent.carrier.make_request({}, "test")).place == tangier.code);
  CHECK_FALSE(taken(agent.carrier.apply_reply(kiosk.verified(reply))).moved);
  CHECK_FALSE(bell.heard());
}

TEST_CASE("a reply without a place leaves a kiosk where it stands") {
  test::EnrolledKiosk kiosk;
  auto agent = kiosk.open(store::Role::agent);
  CHECK_FALSE(
      taken(agent.carrier.apply_reply(kiosk.verified(kiosk.answer_to(taken(agent.carrier.make_request({}, "test"))))))
          .moved);
  CHECK(taken(agent.folder->enrolment())->place == kiosk.enrolment.place);
}

TEST_CASE("a place for another kiosk moves nobody") {
  test::EnrolledKiosk kiosk;
  auto agent = kiosk.open(store::Role::agent);
  auto reply = kiosk.answer_to(taken(agent.carrier.make_request({}, "test")));
  reply.place = tangier;
  reply.device = {kiosk.random.array<16>()};
  CHECK(agent.carrier.apply_reply(kiosk.verified(reply)).error().code == Errc::denied);
  CHECK(taken(agent.folder->enrolment())->place == kiosk.enrolment.place);
}
