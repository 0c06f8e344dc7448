#include <catch2/catch.hpp>

#include "kiosk/translators/json_edit.h"

namespace minbar {

TEST_CASE("a value is put in the place of another and every other byte stays") {
  CHECK(with_json_value("{ \"a\" :1,\n\t\"b\": [true, \"x\"] }\n", {std::string("a")}, "2") ==
        "{ \"a\" :2,\n\t\"b\": [true, \"x\"] }\n");
  CHECK(with_json_value(R"({"b": [true, "x"]})", {std::string("b"), std::size_t{1}}, "\"y\"") ==
        R"({"b": [true, "y"]})");
  CHECK(with_json_value(R"({"a": {"b": [{}, -1.5e3]}})", {std::string("a"), std::string("b"), std::size_t{1}}, "7") ==
        R"({"a": {"b": [{}, 7]}})");
}

TEST_CASE("brackets and quotes inside a text end nothing") {
  CHECK(with_json_value(R"({"a": "}],\"{[\\", "b": 1})", {std::string("b")}, "2") == R"({"a": "}],\"{[\\", "b": 2})");
  CHECK(with_json_value(R"({"a\"}": 1, "é\u00e9": 2})", {std::string("éé")}, "3") == R"({"a\"}": 1, "é\u00e9": 3})");
}

TEST_CASE("a new member stands where it is wanted and apart as its neighbours are") {
  const std::string_view lines = "{\n  \"a\": 1,\n  \"c\": 3\n}\n";
  CHECK(with_json_member(lines, {}, "a", "b", "2") == "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n");
  CHECK(with_json_member(lines, {}, "c", "d", "4") == "{\n  \"a\": 1,\n  \"c\": 3,\n  \"d\": 4\n}\n");
  CHECK(with_json_member(lines, {}, std::nullopt, "b", "2") == "{\n  \"b\": 2,\n  \"a\": 1,\n  \"c\": 3\n}\n");
  CHECK(with_json_member(R"({"n": {"a": 1}})", {std::string("n")}, "a", "b", "2") == R"({"n": {"a": 1, "b": 2}})");
  CHECK(with_json_member("{ }\n", {}, std::nullopt, "a", "1") == "{\n  \"a\": 1\n}\n");
}

TEST_CASE("a member is taken away wherever it stands") {
  const std::string_view lines = "{\n  \"a\": 1,\n  \"b\": {\"x\": 2},\n  \"c\": 3\n}\n";
  CHECK(without_json_member(lines, {std::string("a")}) == "{\n  \"b\": {\"x\": 2},\n  \"c\": 3\n}\n");
  CHECK(without_json_member(lines, {std::string("b")}) == "{\n  \"a\": 1,\n  \"c\": 3\n}\n");
  CHECK(without_json_member(lines, {std::string("c")}) == "{\n  \"a\": 1,\n  \"b\": {\"x\": 2}\n}\n");
  CHECK(without_json_member(lines, {std::string("b"), std::string("x")}) ==
        "{\n  \"a\": 1,\n  \"b\": {},\n  \"c\": 3\n}\n");
}

TEST_CASE("what cannot be seen in a text is written out") {
  CHECK(json_string("a\u00a0\u200f\"\\\n") == R"("a\u00a0\u200f\"\\\u000a")");
  CHECK(json_string("ⵣ ع é «»") == "\"ⵣ ع é «»\"");
}

}  // namespace minbar
