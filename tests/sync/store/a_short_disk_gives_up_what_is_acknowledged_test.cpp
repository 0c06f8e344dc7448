// Where the disk is short: what the collector has goes first, the oldest of it, and never what waits.
#include <catch2/catch.hpp>

#include "tests/sync/safe_town.h"

using namespace minbar;
using test::from_to;
using test::taken;

namespace {

constexpr std::int64_t allowed_bytes = 1024 * 1024;

struct SmallTown : test::SafeTown {
  explicit SmallTown(std::int64_t bytes = allowed_bytes) {
    screen = kiosk.open(store::Role::kiosk, {.max_bytes = bytes});
  }
  [[nodiscard]] std::uintmax_t size() {
    static_cast<void>(agent.folder->database().checkpoint());
    return std::filesystem::file_size(kiosk.shared / "kiosk.db");
  }
};

std::string page() {
  std::string out;
  while (out.size() < 6'000) out += "ب";
  return out;
}

}  // namespace

TEST_CASE("a kiosk that is heard goes on within its bound for long and gives up the oldest first") {
  SmallTown town;
  for (int i = 1; i <= 150; ++i) {
    INFO(i);
    REQUIRE(town.say(page()));
    CHECK(town.exchange().delivered == 1);
  }
  CHECK(town.size() <= static_cast<std::uintmax_t>(allowed_bytes) + 64 * 1024);  // the agent has no bound
  const auto here = town.here();
  REQUIRE(here.size() > 40);
  CHECK(here == from_to(here.front(), 150));
  CHECK(here.front() > 1);
  CHECK(town.safety().not_yet == static_cast<std::int64_t>(here.size()));
}

TEST_CASE("small records give their room up too") {
  SmallTown town(360 * 1024);
  for (int i = 1; i <= 10; ++i) {
    town.say_some(50);
    while (taken(town.screen.counts()).waiting > 0) town.exchange();
  }
  CHECK(town.screen.counts() == store::Counts{.delivered = 500});
  CHECK(town.here().front() > 1);
  CHECK(town.here().back() == 500);
}

TEST_CASE("what waits is never given up and a full kiosk has room again once all of it is acknowledged") {
  SmallTown town;
  std::int64_t kept = 0;
  while (town.say(page())) ++kept;
  REQUIRE(kept > 10);
  CHECK(town.say(page()).error().code == Errc::full);
  CHECK(town.here() == from_to(1, kept));
  const auto before = taken(store::room_bytes(*town.screen.folder));
  while (taken(town.screen.counts()).waiting > 0) town.exchange();
  CHECK(town.here() == from_to(1, kept));
  CHECK(taken(store::room_bytes(*town.screen.folder)) > before + kept * 5'000);
  CHECK(taken(store::spare_bytes(*town.screen.folder)) < before + 6'000);  // a content pack gets none of it
  REQUIRE(town.say(page()));
  CHECK(town.here().front() > 1);
  CHECK(town.here().back() == kept + 1);
}

TEST_CASE("a recording finds room where recordings are acknowledged") {
  SmallTown town;
  for (int i = 1; i <= 6; ++i) {
    INFO(i);
    REQUIRE(town.say("", 200'000));
    while (taken(town.screen.counts()).blobs_waiting > 0) town.exchange();
  }
  const auto sounds = town.sounds_here();
  REQUIRE_FALSE(sounds.empty());
  CHECK(sounds == from_to(sounds.front(), 6));
  CHECK(sounds.front() > 1);
  CHECK(town.safety().recordings_not_yet == static_cast<std::int64_t>(sounds.size()));
}

TEST_CASE("a reply finds room on a full disk where something is acknowledged") {
  test::SafeTown town;
  for (int i = 0; i < 5; ++i) REQUIRE(town.say(page()));
  town.exchange();
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(town.kiosk.shared / "kiosk.db"));
  auto full = town.kiosk.open(store::Role::agent, {.max_bytes = size});
  auto reply = town.kiosk.answer_to(taken(full.carrier.make_request({}, "test")));
  for (std::int64_t i = 1; i <= 3; ++i)
    reply.replies.push_back({.sequence = i, .lookup = {}, .sealed = Bytes(8'000, 7)});
  CHECK(taken(full.carrier.apply_reply(town.kiosk.verified(reply))).replies == 3);
  CHECK(town.here().size() < 5);
}
