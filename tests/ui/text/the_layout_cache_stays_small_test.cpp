#include "sync/base/limits.h"
#include "tests/ui/text/text_world.h"

namespace minbar::test {

TEST_CASE("The same question has the same answer without new work") {
  TextWorld world;
  const auto first = world.typesetter.layout("نقترح", arabic(), 300);
  CHECK(world.typesetter.layout("نقترح", arabic(), 300) == first);
  CHECK(world.typesetter.layout("نقترح", arabic(), 301) != first);
  CHECK(world.typesetter.layout("نقترح", arabic(30), 300) != first);
  CHECK(world.typesetter.layout("نقترح ", arabic(), 300) != first);
  ui::TextStyle style = arabic();
  style.language = "ary";
  CHECK(world.typesetter.layout("نقترح", style, 300) != first);
}

TEST_CASE("The cache is bounded in entries and keeps the most recent") {
  TextWorld world;
  const auto kept = world.typesetter.layout("kept", french(), 300);
  for (int i = 0; i < 2000; ++i) {
    REQUIRE(world.typesetter.layout(std::to_string(i), french(), 300));
    CHECK(world.typesetter.layout("kept", french(), 300) == kept);
    REQUIRE(world.typesetter.cached_entries() <= limits::paragraph_cache_entries);
  }
}

TEST_CASE("The cache is bounded in bytes") {
  TextWorld world;
  const std::string page(4000, 'm');
  for (int i = 0; i < 60; ++i) {
    REQUIRE(world.typesetter.layout(page + std::to_string(i), french(), 600));
    REQUIRE(world.typesetter.cached_bytes() <= limits::paragraph_cache_bytes);
  }
  CHECK(world.typesetter.cached_entries() < 60);
}

TEST_CASE("A wiped session leaves no text in the cache") {
  TextWorld world;
  REQUIRE(world.typesetter.layout("سري", arabic(), 300));
  world.typesetter.forget();
  CHECK(world.typesetter.cached_entries() == 0);
  CHECK(world.typesetter.cached_bytes() == 0);
}

}  // namespace minbar::test
