#include <catch2/catch.hpp>

#include "sync/base/limits.h"
#include "sync/seal/padding.h"
#include "sync/wire/answer_codec.h"
#include "tests/support/seeded_random.h"

using namespace minbar;
using namespace minbar::wire;

namespace {

struct Sealed {
  test::SeededRandom random{71};
  seal::ReceiptKeys keys{.lookup = {random.array<16>()}, .reply_key = {random.array<32>()}};
  Answer answer{.state = AnswerState::accepted,
                .text = "سيُصلح العمود قبل 2026-12-15.\n«شكراً» ⴰⵣⵓⵍ \"\\ \U0001F600",
                .language = Language::zgh,
                .answered_at_s = 1'790'000'041};

  Result<Answer> opened(std::string_view json) {
    return open_answer(keys, seal::seal_reply(keys, seal::padded(bytes_of(json)), random));
  }
};

}  // namespace

TEST_CASE("an answer comes back letter for letter in every state and language") {
  Sealed s;
  for (const auto state : all_answer_states)
    for (const auto language : all_languages) {
      s.answer.state = state;
      s.answer.language = language;
      CHECK(open_answer(s.keys, seal_answer(s.answer, s.keys, s.random).value()) == s.answer);
    }
}

TEST_CASE("the size of a sealed answer tells a word from a page and no more") {
  Sealed s;
  s.answer.text = "Oui";
  const auto word = seal_answer(s.answer, s.keys, s.random).value().size();
  s.answer.text = "Oui, au printemps";
  CHECK(seal_answer(s.answer, s.keys, s.random).value().size() == word);
  s.answer.text = std::string(300, 'x');
  CHECK(seal_answer(s.answer, s.keys, s.random).value().size() == word + seal::body_padding);
}

TEST_CASE("an answer under another code or with a changed byte does not open") {
  Sealed s;
  auto sealed = seal_answer(s.answer, s.keys, s.random).value();
  auto other = s.keys;
  other.reply_key.bytes[3] ^= 1;
  CHECK(open_answer(other, sealed).error().code == Errc::denied);
  other = s.keys;
  other.lookup.bytes[3] ^= 1;
  CHECK(open_answer(other, sealed).error().code == Errc::denied);
  sealed[40] ^= 1;
  CHECK(open_answer(s.keys, sealed).error().code == Errc::denied);
  CHECK(open_answer(s.keys, {}).error().code == Errc::denied);
}

TEST_CASE("an answer of a newer collector is known as newer") {
  Sealed s;
  CHECK(s.opened(R"({"schema":1,"state":"done","language":"fr","text":"Fait","answered_at_s":1})").has_value());
  CHECK(s.opened(R"({"schema":2,"words":[]})").error().code == Errc::unsupported_version);
  CHECK(s.opened(R"({"schema":1,"state":"postponed","language":"fr","text":"Fait","answered_at_s":1})").error().code ==
        Errc::unsupported_version);
}

TEST_CASE("what is no answer is refused") {
  Sealed s;
  for (const std::string_view json :
       {"", "[]", "{}", R"({"schema":1,"state":"done","language":"de","text":"Fait","answered_at_s":1})",
        R"({"schema":1,"state":"done","language":"fr","text":" ","answered_at_s":1})",
        R"({"schema":1,"state":"done","language":"fr","text":"Fait","answered_at_s":-1})",
        R"({"schema":1,"state":"done","language":"fr","text":7,"answered_at_s":1})"}) {
    INFO(json);
    CHECK(s.opened(json).error().code == Errc::bad_input);
  }
  CHECK(open_answer(s.keys, seal::seal_reply(s.keys, bytes_of("{}"), s.random)).error().code == Errc::corrupt);
}

TEST_CASE("a blank answer and one that is too long are not given") {
  Sealed s;
  const auto given = [&](std::string text) {
    s.answer.text = std::move(text);
    return seal_answer(s.answer, s.keys, s.random);
  };
  CHECK(given("").error().code == Errc::bad_input);
  CHECK(given(" \n\u200F\t").error().code == Errc::bad_input);
  CHECK(given("\xFF\xFE").error().code == Errc::bad_input);
  std::string most;
  for (std::size_t i = 0; i < limits::answer_code_points; ++i) most += "\U0001F600";
  const auto longest = given(most);
  REQUIRE(longest.has_value());
  CHECK(longest->size() <= limits::sealed_body_bytes);
  CHECK(given(most + "!").error().code == Errc::too_large);
  CHECK(given(std::string(limits::answer_code_points, '\x01') + "").error().code == Errc::bad_input);
}
