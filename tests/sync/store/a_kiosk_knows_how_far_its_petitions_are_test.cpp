#include <catch2/catch.hpp>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

namespace {

struct Town {
  test::EnrolledKiosk kiosk;
  test::Store screen = kiosk.open(store::Role::kiosk);
  test::Store agent = kiosk.open(store::Role::agent);

  wire::SyncRequest request() { return taken(agent.carrier.make_request({}, "test")); }
  void hear(std::vector<PetitionCount> counts) {
    auto reply = kiosk.answer_to(request());
    reply.petitions = std::move(counts);
    REQUIRE(agent.carrier.apply_reply(kiosk.verified(reply)));
  }
};

PetitionCount count(const std::string& petition, std::int64_t signatures, std::int64_t at) {
  return {.petition = {petition},
          .signatures = signatures,
          .complete_up_to_s = at - 60,
          .silent_kiosks = 2,
          .lost_records = 5,
          .counted_at_s = at};
}

const std::vector<PetitionId> two{{"bus"}, {"library"}};

}  // namespace

TEST_CASE("the agent asks about the petitions that are shown and the screen reads what was answered") {
  Town town;
  CHECK(town.request().petitions.empty());
  REQUIRE(town.screen.trails.watch_petitions(two));
  CHECK(town.request().petitions == two);
  CHECK(taken(town.screen.trails.petition_counts()).empty());
  town.hear({count("bus", 812, 1'790'000'000)});
  CHECK(taken(town.screen.trails.petition_counts()) == std::vector<PetitionCount>{count("bus", 812, 1'790'000'000)});
}

TEST_CASE("the last answer counts whatever its clock says and one of a petition not shown is dropped") {
  Town town;
  REQUIRE(town.screen.trails.watch_petitions(two));
  town.hear({count("bus", 812, 2'050'000'000), count("forest", 5, 2'050'000'000)});
  CHECK(taken(town.screen.trails.petition_counts()) == std::vector<PetitionCount>{count("bus", 812, 2'050'000'000)});
  town.hear({count("bus", 813, 1'790'000'000)});  // the collector's clock was put right
  CHECK(taken(town.screen.trails.petition_counts()) == std::vector<PetitionCount>{count("bus", 813, 1'790'000'000)});
}

TEST_CASE("what is shown no more is forgotten and the rest keeps its number") {
  Town town;
  REQUIRE(town.screen.trails.watch_petitions(two));
  town.hear({count("bus", 812, 2000), count("library", 9, 2000)});
  REQUIRE(town.screen.trails.watch_petitions(std::vector<PetitionId>{{"library"}, {"forest"}}));
  CHECK(taken(town.screen.trails.petition_counts()) == std::vector<PetitionCount>{count("library", 9, 2000)});
  CHECK(town.request().petitions == std::vector<PetitionId>{{"forest"}, {"library"}});
}
