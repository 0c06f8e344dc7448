// The judge is judged: what version 1 would not have borne, its reader here does not bear either.
#include <catch2/catch.hpp>

#include "tests/compat/recording.h"
#include "tests/compat/version_1_reader.h"

using namespace minbar;

namespace {

// Replies that together hold every field.
const std::vector<std::string>& recorded_replies() {
  static const auto replies = [] {
    const auto recording = test::Recording::version_1();
    std::vector<std::string> out;
    for (const auto* chapter : {"carry", "answers", "cut"})
      for (const auto& exchange : recording.chapter(chapter)) {
        const auto frame = test::body_of(exchange.response);
        out.emplace_back(text_of(test::version_1_payload(frame, 4, frame.size()).value()));
      }
    return out;
  }();
  return replies;
}

bool replace(std::string& text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  if (at == std::string::npos) return false;
  text.replace(at, what.size(), with);
  return true;
}

bool is_refused(const std::string& text) { return !test::read_version_1_reply_json(text).has_value(); }

}  // namespace

TEST_CASE("a reply that lacks any field that version 1 needs is not read") {
  for (const auto& text : recorded_replies()) REQUIRE_FALSE(is_refused(text));
  for (const std::string field :
       {"format", "request",  "device",     "collector",      "results",     "heartbeat_taken",
        "cursor", "more",     "replies",    "server_wall_ms", "envelope",    "status",
        "reason", "blob",     "known",      "have",           "done",        "sequence",
        "lookup", "sealed",   "version",    "hash",           "size_bytes",  "offset",
        "bytes",  "petition", "signatures", "silent_kiosks",  "counted_at_s"}) {
    INFO(field);
    bool met = false;
    for (auto text : recorded_replies()) {
      if (!replace(text, "\"" + field + "\":", "\"" + field + "_2\":")) continue;
      met = true;
      CHECK(is_refused(text));
    }
    CHECK(met);
  }
}

TEST_CASE("a reply with a word a type or a size that version 1 does not know is not read") {
  const auto changed = [](const std::string& what, const std::string& with) {
    for (auto text : recorded_replies())
      if (replace(text, what, with)) return text;
    FAIL("no reply holds " << what);
    return std::string();
  };
  CHECK(is_refused(changed(R"("reason":"none")", R"("reason":"duplicate_receipt")")));
  CHECK(is_refused(changed(R"("status":"stored")", R"("status":"marked")")));
  CHECK(is_refused(changed(R"("format":1)", R"("format":2)")));
  CHECK(is_refused(changed(R"("more":false)", R"("more":0)")));
  CHECK(is_refused(changed(R"("replies":[])", R"("replies":null)")));
  CHECK(is_refused(changed(R"("server_wall_ms":)", R"("server_wall_ms":0.)")));
  CHECK(is_refused(changed(R"("cursor":")", R"("cursor":")" + std::string(129, '1'))));
  CHECK(is_refused(changed(R"("request":")", R"("request":"00)")));
  CHECK(is_refused(changed(R"("replies":[])", R"("replies":[],"later":[[[[[[[[1]]]]]]]])")));
  CHECK_FALSE(is_refused(changed(R"("replies":[])", R"("replies":[],"later":{"place":["09"]})")));
}

TEST_CASE("the plain reader of JSON reads what JSON is and nothing else") {
  const auto json = test::parse_json(R"( {"a": [1, -2, true, null, "\u00e9\ud83d\ude00\n"], "a": {"b": 1.5}} )", 8);
  REQUIRE(json);
  REQUIRE(json->items.size() == 2);
  CHECK(json->items[0].items[1].integer == -2);
  CHECK(json->items[0].items[4].text == "\u00e9\U0001F600\n");
  CHECK(json->at("a").at("b").kind == test::Json::Kind::other_number);
  for (const auto* text : {"", "{", "[1,]", "{\"a\"}", "\"\\ud83d\"", "\"\xff\"", "[] []", "{a: 1}", "tru"}) {
    INFO(text);
    CHECK_FALSE(test::parse_json(text, 8));
  }
  CHECK(test::parse_json("[[]]", 2));
  CHECK_FALSE(test::parse_json("[[[]]]", 2));
}
