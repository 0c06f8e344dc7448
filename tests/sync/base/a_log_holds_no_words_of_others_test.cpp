#include <catch2/catch.hpp>
#include <type_traits>

#include "sync/base/log.h"

using namespace minbar;

namespace {
template <class Value>
constexpr bool may_be_logged = std::is_constructible_v<LogField, std::string_view, Value>;
}  // namespace

TEST_CASE("a field of the log is a number a name of ours or an id and never a text") {
  STATIC_REQUIRE(may_be_logged<int>);
  STATIC_REQUIRE(may_be_logged<LogName>);
  STATIC_REQUIRE(may_be_logged<LogId>);
  STATIC_REQUIRE(may_be_logged<Errc>);
  STATIC_REQUIRE_FALSE(may_be_logged<const char*>);
  STATIC_REQUIRE_FALSE(may_be_logged<std::string>);
  STATIC_REQUIRE_FALSE(may_be_logged<std::string_view>);
  STATIC_REQUIRE_FALSE(may_be_logged<Error>);
  CHECK(LogField("reason", LogName{"bad_signature"}).json() == "\"bad_signature\"");
}
