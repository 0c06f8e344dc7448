// An enrolled kiosk of which no citizen has made use yet: its private folder knows whom it trusts and no place of a
// chain.
#include <catch2/catch.hpp>

#include "tests/sync/salvage/damaged_hall.h"

using namespace minbar;
using namespace minbar::test;

TEST_CASE("a kiosk that is enrolled and has said nothing comes back without a code when its database goes") {
  for (const bool gone : {false, true}) {
    INFO(gone);
    TestCollector collector;
    DamagedHall hall{collector};
    if (gone)
      std::filesystem::remove_all(hall.shared);
    else
      std::filesystem::resize_file(hall.file(), 0);
    REQUIRE(hall.open());
    CHECK(taken(hall.kiosk->folder->must_be_enrolled()).device == hall.pin.device);
    REQUIRE(hall.say());
    hall.live_on();
    hall.compare();
    CHECK(hall.lost == 0);
  }
}
