#include <catch2/catch.hpp>

#include "tests/sync/enrolled_kiosk.h"

using namespace minbar;
using test::taken;

TEST_CASE("a full store refuses kindly and keeps all it has and takes the same record when there is room again") {
  test::EnrolledKiosk kiosk;
  std::string page;
  for (int i = 0; i < 3000; ++i) page += "ب";
  auto small = kiosk.open(store::Role::kiosk, {.max_bytes = 256 * 1024});
  std::vector<RecordId> kept;
  Submission refused = kiosk.proposal(page);
  Errc error = Errc::internal;
  for (int i = 0; i < 200 && error == Errc::internal; ++i) {
    const auto stored = small.outbox.append(refused, {}, kiosk.record_key);
    if (!stored) {
      error = stored.error().code;
      break;
    }
    kept.push_back(refused.id);
    refused = kiosk.proposal(page);
  }
  CHECK(error == Errc::full);
  REQUIRE(kept.size() > 5);
  CHECK(taken(small.backlog()).records == static_cast<std::int64_t>(kept.size()));
  CHECK(taken(small.head()).sequence == kept.size());
  CHECK_FALSE(taken(small.outbox.find(refused.id)).has_value());

  auto roomy = kiosk.open(store::Role::kiosk);
  for (const auto& id : kept) CHECK(taken(roomy.outbox.find(id)).has_value());
  CHECK(roomy.outbox.append(refused, {}, kiosk.record_key) ==
        store::Stored{.sequence = kept.size() + 1, .new_now = true});
}
