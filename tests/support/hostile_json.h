// JSON as somebody writes it who wants its reader to take long: the shapes that readers of JSON are known to be slow,
// deep or greedy on. Used by the tests of everything that reads JSON of others.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace minbar::test {

struct HostileJson {
  std::string what;
  // An object of about so many bytes that begins with `head` (members and a comma, or nothing); what is hostile in it
  // is called `name`.
  std::function<std::string(std::string_view head, std::string_view name, std::size_t bytes)> text;
};

namespace detail {

inline std::string repeated(std::string_view part, std::size_t bytes) {
  std::string out;
  while (out.size() + part.size() <= bytes) out += part;
  return out;
}

// `begin` once, `part` over and over, `end` once.
inline HostileJson value_of(std::string what, std::string begin, std::string part, std::string end) {
  return {std::move(what), [=](std::string_view head, std::string_view name, std::size_t bytes) {
            std::string out = "{";
            out.append(head).append("\"").append(name).append("\":").append(begin);
            return out.append(repeated(part, bytes)).append(end).append("}");
          }};
}

// Members one after the other; `member` writes the one of that number.
inline HostileJson members_of(std::string what, std::function<std::string(std::string_view, std::size_t)> member) {
  return {std::move(what),
          [member = std::move(member)](std::string_view head, std::string_view name, std::size_t bytes) {
            std::string out = "{" + std::string(head);
            for (std::size_t i = 0; out.size() < bytes; ++i) out.append(member(name, i)).append(",");
            return out + "\"end\":0}";
          }};
}

}  // namespace detail

[[nodiscard]] inline std::vector<HostileJson> hostile_json() {
  using detail::members_of;
  using detail::value_of;
  const std::string long_name(200, 'n');
  return {
      value_of("empty objects", "[{}", ",{}", "]"),
      value_of("empty lists", "[[]", ",[]", "]"),
      value_of("objects of one", R"([{"a":0})", R"(,{"a":0})", "]"),
      value_of("lists in lists", "[[[[[[]]]]]", ",[[[[[]]]]]", "]"),
      value_of("numbers", "[0", ",0", "]"),
      value_of("nulls", "[null", ",null", "]"),
      value_of("short texts", R"(["a")", R"(,"a")", "]"),
      value_of("one long text", "\"", "a", "\""),
      value_of("one long Arabic text", "\"", "ن", "\""),
      value_of("a text without an end", "\"", "a", ""),
      value_of("escapes", "\"", R"(\u0646)", "\""),
      value_of("pairs of surrogates", "\"", R"(\ud83d\ude00)", "\""),
      value_of("backslashes", "\"", R"(\\)", "\""),
      value_of("one long number", "1", "1", ""),
      value_of("one long fraction", "0.", "0", "1"),
      value_of("one long exponent", "1e", "0", "1"),
      value_of("one very large exponent", "1e", "9", "9"),
      value_of("spaces", "0", " ", ""),
      value_of("deep lists", "", "[", ""),
      value_of("deep objects", "", R"({"a":)", "0"),
      members_of("names", [](std::string_view, std::size_t i) { return "\"a" + std::to_string(i) + "\":0"; }),
      members_of("long names",
                 [=](std::string_view, std::size_t i) { return "\"" + long_name + std::to_string(i) + "\":0"; }),
      members_of("the same name",
                 [](std::string_view name, std::size_t) { return "\"" + std::string(name) + "\":[]"; }),
      members_of("escaped names",
                 [](std::string_view, std::size_t i) { return R"("\u0646)" + std::to_string(i) + "\":0"; }),
  };
}

}  // namespace minbar::test
