#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/wire/sync_codec.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

constexpr const char* good =
    R"({"format":1,"request":"00112233445566778899aabbccddeeff","device":"00112233445566778899aabbccddeeff",)"
    R"("collector":"00112233445566778899aabbccddeeff","envelopes":[],"cursor":"","content_version":0,"agent_version":""})";

Result<SyncRequest> read(std::string_view json) {
  test::SeededRandom random(1);
  const auto key = seal::TransportKey::make(random);
  const auto frame = make_frame(seal::Context::request, bytes_of(json), key);
  return open_sync_request(TRY(parse_frame(frame, limits::request_bytes)), key.public_key());
}

std::string with(std::string_view from, std::string_view to) {
  std::string out = good;
  const auto at = out.find(from);
  REQUIRE(at != std::string::npos);
  return out.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("unknown fields are ignored and a newer format is told apart") {
  REQUIRE(read(good));
  CHECK(read(with("{", R"({"later":[{"a":1}],)")));
  CHECK(read(with("\"format\":1", "\"format\":2")).error().code == Errc::unsupported_version);
}

TEST_CASE("a missing field or wrong type or value out of bounds is malformed") {
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"format\":1,", ""},
           {"\"format\":1", "\"format\":\"1\""},
           {"\"format\":1", "\"format\":1.0"},
           {"\"envelopes\":[]", "\"envelopes\":{}"},
           {"\"envelopes\":[]", "\"envelopes\":[1]"},
           {"\"envelopes\":[]", "\"envelopes\":[\"%%%%\"]"},
           {"\"content_version\":0", "\"content_version\":-1"},
           {"\"content_version\":0", "\"content_version\":18446744073709551615"},
           {"\"cursor\":\"\"", "\"cursor\":\"\\u0000\""},
           {"\"cursor\":\"\"", R"("cursor":"","want":{"version":0,"offset":0})"},
           {"\"cursor\":\"\"", R"("cursor":"","want":{"version":1,"offset":-1})"},
           {"\"cursor\":\"\"", R"("cursor":"","want":{"version":1,"offset":8388609})"},
           {"\"cursor\":\"\"", R"("cursor":"","want":[])"},
           {"\"request\":\"00", "\"request\":\""},
           {"\"agent_version\":\"\"", "\"agent_version\":\"" + std::string(33, 'x') + "\""}}) {
    INFO(from << " -> " << to);
    CHECK(read(with(from, to)).error().code == Errc::bad_input);
  }
  std::string many = "\"envelopes\":[\"AA==\"";
  for (std::size_t i = 0; i < limits::batch_records; ++i) many += ",\"AA==\"";
  CHECK_FALSE(read(with("\"envelopes\":[", many + (","))));
  CHECK(read(with("\"envelopes\":[]", many + "]")).error().code == Errc::bad_input);
}

TEST_CASE("what is no JSON object and what is nested without end is malformed") {
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("null"), std::string("{"), std::string("{}x"),
        std::string("\xFF"), std::string(1'000'000, '['), R"({"a":)" + std::string(100'000, '[')}) {
    const auto refused = read(text);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Errc::bad_input);
  }
}

TEST_CASE("random damage to a message never crashes a reader") {
  test::SeededRandom random(77);
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    for (std::uint64_t i = 0; i <= random.below(4); ++i)
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    const auto result = read(text);
    if (!result) CHECK((result.error().code == Errc::bad_input || result.error().code == Errc::unsupported_version));
  }
}
