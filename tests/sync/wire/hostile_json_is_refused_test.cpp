#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/base/utf8.h"
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

// With one more member, whose value is `json`; nobody asks for it.
std::string with_later(std::string_view json) { return with("{", "{\"later\":" + std::string(json) + ","); }

Result<std::string> version_read(std::string_view json) {
  return TRY(read(with("\"agent_version\":\"\"", "\"agent_version\":" + std::string(json)))).agent_version;
}

Result<std::int64_t> number_read(std::string_view json) {
  return TRY(read(with("\"content_version\":0", "\"content_version\":" + std::string(json)))).content_version;
}

std::string nested(std::string_view open, std::size_t deep, std::string_view inside, std::string_view close) {
  std::string out;
  for (std::size_t i = 0; i < deep; ++i) out += open;
  out += inside;
  for (std::size_t i = 0; i < deep; ++i) out += close;
  return out;
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
           {"\"cursor\":\"\"", R"("cursor":"","place":1)"},
           {"\"cursor\":\"\"", R"("cursor":"","place":")" + std::string(65, 'x') + "\""},
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
        std::string("\xFF"), std::string(1'000'000, '['), R"({"a":)" + std::string(100'000, '['),
        R"({"a":)" + nested("[", 100'000, "", "]") + "}", nested(R"({"a":)", 100'000, "{}", "}")}) {
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

TEST_CASE("what nobody asks for is read to eight levels and to as many values as a message may have") {
  CHECK(read(with_later(nested("[", 7, "", "]"))));
  CHECK(read(with_later(nested(R"({"a":)", 6, "{}", "}"))));
  CHECK(read(with_later(nested("[", 8, "", "]"))).error().code == Errc::bad_input);
  CHECK(read(with_later(nested(R"({"a":)", 7, "{}", "}"))).error().code == Errc::bad_input);
  const auto numbers = [](std::size_t count) { return "[0" + nested(",0", count - 1, "", "") + "]"; };
  CHECK(read(with_later(numbers(65'000))));
  CHECK(read(with_later(numbers(66'000))).error().code == Errc::bad_input);
}

TEST_CASE("numbers of any length and form are integers in their bounds or refused") {
  CHECK(number_read("9223372036854775807") == INT64_MAX);
  CHECK(number_read("-0") == 0);
  const std::string digits(400 * 1024, '1');
  for (const std::string& wrong : {digits,
                                   "-" + digits,
                                   "0." + digits,
                                   "1e" + digits,
                                   std::string("9223372036854775808"),
                                   std::string("18446744073709551616"),
                                   std::string("-9223372036854775809"),
                                   std::string("1.0"),
                                   std::string("1e0"),
                                   std::string("1E400"),
                                   std::string("01"),
                                   std::string("+1"),
                                   std::string("1."),
                                   std::string(".5"),
                                   std::string("-"),
                                   std::string("0x1"),
                                   std::string("NaN"),
                                   std::string("Infinity"),
                                   std::string("1 1"),
                                   std::string("")}) {
    INFO(wrong.substr(0, 30));
    CHECK(number_read(wrong).error().code == Errc::bad_input);
  }
  CHECK(read(with_later("-9223372036854775808")));
  CHECK(read(with_later("0." + digits)));
  CHECK(read(with_later("1e-400")));
  CHECK(read(with_later(digits)).error().code == Errc::bad_input);
  CHECK(read(with_later("1e400")).error().code == Errc::bad_input);
}

TEST_CASE("a text is read with its escapes when it is whole and refused otherwise") {
  CHECK(version_read(R"("\u0646\ud83d\ude00\n\/\\\"")") == "ن😀\n/\\\"");
  CHECK(version_read(R"("a\u0000b")") == std::string("a\0b", 3));
  CHECK(version_read("\"\x7F\"") == "\x7F");
  using namespace std::string_literals;
  for (const std::string& wrong : {R"("\ud800")"s,
                                   R"("\udc00")"s,
                                   R"("\ud800\u0041")"s,
                                   R"("\ud800\ud800")"s,
                                   R"("\udc00\ud800")"s,
                                   R"("\ud800x")"s,
                                   R"("\u12")"s,
                                   R"("\u")"s,
                                   R"("\u12G4")"s,
                                   R"("\x41")"s,
                                   R"("\")"s,
                                   R"("\")"s,
                                   "\"a\0b\""s,
                                   "\"a\rb\""s,
                                   "\"a\nb\""s,
                                   "\"\x1F\""s,
                                   "\"\xC0\x80\""s,
                                   "\"\xED\xA0\x80\""s,
                                   "\"\xF4\x90\x80\x80\""s,
                                   "\"\xE2\x82\""s,
                                   "\"\x80\""s,
                                   "\"\xF8\x88\x80\x80\x80\""s,
                                   "'a'"s,
                                   "a"s,
                                   "\"a"s}) {
    INFO(wrong);
    CHECK(version_read(wrong).error().code == Errc::bad_input);
  }
}

TEST_CASE("whatever bytes stand in a text it is UTF-8 or refused") {
  test::SeededRandom random(78);
  for (int round = 0; round < 3000; ++round) {
    std::string text(8, ' ');
    for (char& c : text)
      c = static_cast<char>(random.below(2) == 0 ? 0x80 + random.below(128) : 0x20 + random.below(96));
    const auto read = version_read("\"" + text + "\"");
    if (read) CHECK(is_valid_utf8(*read));
    const bool plain = is_valid_utf8(text) && text.find_first_of("\"\\") == std::string::npos;
    if (plain) CHECK(read == text);
  }
}

TEST_CASE("a message is one value and nothing stands before or behind it") {
  using namespace std::string_literals;
  CHECK(read(" \t\r\n" + std::string(good) + " \t\r\n"));
  for (const std::string& behind : {"x"s, "{}"s, ","s, "\0"s, "\0x"s, "\xFF"s, "/**/"s, "//"s, "\x0B"s})
    CHECK(read(good + behind).error().code == Errc::bad_input);
  for (const std::string& before : {"\xEF\xBB\xBF"s, "\0"s, "x"s, "/**/"s, "\xFE\xFF"s})
    CHECK(read(before + good).error().code == Errc::bad_input);
  CHECK(read(with("\"cursor\"", "\0\"cursor\""s)).error().code == Errc::bad_input);
  CHECK(read(with("\"cursor\":\"\",", "")).error().code == Errc::bad_input);
  CHECK(read(with("\"agent_version\":\"\"}", "\"agent_version\":\"\",}")).error().code == Errc::bad_input);
}

TEST_CASE("of a name that stands twice the later one counts") {
  CHECK(read(with("{", R"({"content_version":7,)"))->content_version == 0);
  CHECK(read(with(R"("agent_version":"")", R"("agent_version":"","content_version":7)"))->content_version == 7);
  CHECK(read(with(R"("agent_version":"")", R"("agent_version":"","content_version":"7")")).error().code ==
        Errc::bad_input);
}
