#include "tests/end_to_end/said_by.h"

using minbar::test::said_by;

TEST_CASE("what a release frees and what its frames leave is overwritten") {
  CHECK(said_by(MINBAR_FORGETTING_PROBE " careless").text == "heap held, stack held\n");
  CHECK(said_by(MINBAR_FORGETTING_PROBE).text == "heap gone, stack gone\n");
}
