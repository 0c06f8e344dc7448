#include <poll.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/sync/carried_pack.h"

using namespace minbar;
using test::taken;

namespace {
bool readable(int fd) {
  pollfd look{.fd = fd, .events = POLLIN, .revents = 0};
  return ::poll(&look, 1, 0) == 1;
}
}  // namespace

TEST_CASE("an append rings the agent and an applied reply rings the kiosk") {
  test::EnrolledKiosk kiosk;
  auto agent_bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  auto kiosk_bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::kiosk));
  auto kiosk_side = kiosk.open(store::Role::kiosk);
  auto agent_side = kiosk.open(store::Role::agent);
  REQUIRE(kiosk_side.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key));
  CHECK(readable(agent_bell.fd()));
  CHECK(agent_bell.heard());
  CHECK_FALSE(readable(agent_bell.fd()));
  CHECK_FALSE(readable(kiosk_bell.fd()));
  REQUIRE(agent_side.carrier.apply_reply(
      kiosk.verified(kiosk.answer_to(taken(agent_side.carrier.make_request({}, "test"))))));
  CHECK(kiosk_bell.heard());
}

TEST_CASE("a heartbeat rings the agent and an enrolment rings the kiosk") {
  test::EnrolledKiosk kiosk;
  auto agent_bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  auto kiosk_bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::kiosk));
  auto kiosk_side = kiosk.open(store::Role::kiosk);
  REQUIRE(kiosk_side.outbox.record_heartbeat({.program_version = "test"}, kiosk.record_key));
  CHECK(agent_bell.heard());
  CHECK_FALSE(kiosk_bell.heard());
  REQUIRE(kiosk.open(store::Role::agent).carrier.keep_enrolment(kiosk.enrolment, "http://127.0.0.1:1"));
  CHECK(kiosk_bell.heard());
  CHECK_FALSE(agent_bell.heard());
}

TEST_CASE("every reply rings the kiosk for a pack until it shows the pack or cannot use it") {
  test::EnrolledKiosk kiosk;
  auto kiosk_side = kiosk.open(store::Role::kiosk);
  auto agent_side = kiosk.open(store::Role::agent);
  auto kiosk_bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::kiosk));
  const auto rings = [&] {
    const auto request = taken(agent_side.carrier.make_request({}, "test"));
    REQUIRE(agent_side.carrier.apply_reply(kiosk.verified(kiosk.answer_to(request))));
    return kiosk_bell.heard();
  };
  CHECK_FALSE(rings());
  test::carry(kiosk, agent_side, 2, {{"words/ar.json", "{}"}});
  for (int i = 0; i < 2; ++i) CHECK(rings());
  REQUIRE(kiosk_side.outbox.record_heartbeat({.content_version = 2, .program_version = "test"}, kiosk.record_key));
  CHECK_FALSE(rings());
  test::carry(kiosk, agent_side, 3, {{"words/ar.json", "{}"}});
  CHECK(rings());
  REQUIRE(kiosk_side.packs.note_unusable(3, "words/ar.json:1: no"));
  CHECK_FALSE(rings());
}

TEST_CASE("ringing never blocks whether nobody listens or nobody looks") {
  test::EnrolledKiosk kiosk;
  store::ring(kiosk.shared, store::Role::agent);
  auto bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  for (int i = 0; i < 5000; ++i) store::ring(kiosk.shared, store::Role::agent);
  CHECK(bell.heard());
  CHECK_FALSE(bell.heard());
}

TEST_CASE("a new listener takes the place of one that died and the bell is for the group") {
  test::EnrolledKiosk kiosk;
  auto dead = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  auto bell = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  store::ring(kiosk.shared, store::Role::agent);
  CHECK(bell.heard());
  struct stat info {};
  REQUIRE(::stat((kiosk.shared / "agent.bell").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0660);
}

TEST_CASE("a bell that was handed on and handed back rings") {
  test::EnrolledKiosk kiosk;
  auto heard_at = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  store::OtherBell bell(kiosk.shared, store::Role::agent);
  store::OtherBell elsewhere(std::move(bell));
  elsewhere.ring();
  CHECK(heard_at.heard());
  bell = std::move(elsewhere);
  bell.ring();
  CHECK(heard_at.heard());
}

TEST_CASE("a folder whose path is too long for a socket is told so") {
  const test::TemporaryFolder folder;
  const auto deep = folder.path() / std::string(120, 'x');
  std::filesystem::create_directory(deep);
  CHECK(store::Doorbell::listen(deep, store::Role::agent).error().code == Errc::bad_input);
}

TEST_CASE("a kiosk that has been open for long rings whoever listens now") {
  test::EnrolledKiosk kiosk;
  auto kiosk_side = kiosk.open(store::Role::kiosk);
  const auto say = [&] { REQUIRE(kiosk_side.outbox.append(kiosk.proposal("نقترح"), {}, kiosk.record_key)); };
  say();
  auto first = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  say();
  CHECK(first.heard());
  for (int i = 0; i < 100; ++i) say();  // more than a socket holds, and nobody looks
  auto second = taken(store::Doorbell::listen(kiosk.shared, store::Role::agent));
  say();
  CHECK(second.heard());
}
